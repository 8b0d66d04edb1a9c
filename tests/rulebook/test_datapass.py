"""The rules of the DataPass form: each group accepts a file and refuses another, alone, and the rules of the scopes go together as published."""

import json
import re
import tomllib

import jsonschema
import pytest
from datapass_files import CASES, GOOD, Case, Change, answer, changed, scopes
from hypothesis import given
from hypothesis import strategies as st

from rulebook.datapass import GROUPS, RULES, STAGES, Finding, Nature, Rule, check, examined, requests
from rulebook.datapass.advice import LINES_ONLY
from rulebook.datapass.between import ON_THE_FORM
from rulebook.datapass.request import Stage
from rulebook.formats.datapass import StageName
from rulebook.formats.habilitation import Habilitation
from rulebook.formats.reading import Unreadable, read_toml

SANDBOX, PRODUCTION, PUBLISHER = (STAGES[name] for name in ("bac_a_sable", "production", "editeur"))
BY_FACTURES: Change = ('["RessourceIR"]', '["RessourceIRFacture"]')
BY_SPI: Change = ('["with_france_connect"]', '["with_spi"]')


def found(text: str, stage: Stage = SANDBOX) -> tuple[Finding, ...]:
    """All that is said of that file."""
    return check(read_toml(Habilitation, text), stage)


def refused(text: str, stage: Stage = SANDBOX) -> list[str]:
    """Ids of the rules that refuse it, once each."""
    return list(dict.fromkeys(one.rule.id for one in found(text, stage) if one.nature is Nature.REFUSAL))


def said(text: str, rule: str, stage: Stage = SANDBOX) -> list[str]:
    """What that rule says of it, in French."""
    return [one.because.fr for one in found(text, stage) if one.rule.id == rule]


# ------------------------------------------------------------------ the fourteen groups
def test_no_group_is_missing() -> None:
    """Fourteen, in order, each with its id and its two files."""
    assert [rule.group for rule in GROUPS] == list(range(1, 15))
    assert [rule.id for rule in GROUPS] == [f"DP-{group:02}" for group in range(1, 15)]
    assert [case.group for case in CASES] == list(range(1, 15))


@pytest.mark.parametrize("stage", STAGES.values(), ids=STAGES)
def test_the_good_file_is_refused_at_no_stage(stage: Stage) -> None:
    """It is what each other file is made from."""
    assert refused(GOOD, stage) == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"DP-{case.group:02}")
def test_each_group_accepts_a_file_and_refuses_another(case: Case) -> None:
    """The refused one is refused by that group and by no other, at a stage that examines it."""
    stage = STAGES[case.stage]
    assert refused(changed(*case.accepted), stage) == []
    assert refused(changed(*case.refused), stage) == [f"DP-{case.group:02}"]


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_rule_says_everything_in_both_languages(rule: Rule) -> None:
    """What it refuses, how to mend it, who says so."""
    assert re.fullmatch(r"DP-\d\d", rule.id)
    for text in (rule.says, rule.mend):
        assert text.fr.endswith(".")
        assert text.en.endswith(".")
        assert text.fr != text.en
    assert rule.source.document
    assert rule.source.section
    assert re.fullmatch(r"2026-11-\d\d", rule.source.read_on)


@pytest.mark.parametrize(
    ("change", "rule", "says"),
    [
        (("cadre_juridique_nature =", "# "), "DP-02", "cadre_juridique_nature"),
        (('"deliberation.PDF"', '"deliberation.odt"'), "DP-02", "forme attendue"),
        (("size = 120_000", "size = 10_485_760"), "DP-02", "moins de 10 Mo"),
        (answer('cadre_juridique_url = "https://villefictive.example:8443/"'), "DP-02", "lien"),
        (answer('cadre_juridique_url = "délibération"'), "DP-02", "lien"),
        (("destinataire_donnees_caractere_personnel =", "# "), "DP-09", "destinataire"),
        (("duree_conservation_donnees_caractere_personnel =", "# "), "DP-09", "duree"),
        (('phone_number = "0100000003"', ""), "DP-10", "contact_technique.phone_number"),
        (('job_title = "Maire"\n', ""), "DP-10", "responsable_traitement.job_title"),
        (answer('extra_organization_contact_email = "nulle part"'), "DP-10", "extra_organization_contact_email"),
        (("data_protection_officer_informed = true", ""), "DP-11", "data_protection_officer_informed"),
        (("dpd_homologation_checkbox = true", ""), "DP-11", "dpd_homologation_checkbox"),
        (answer('specific_requirements_document = { name = "b.pdf", size = 1 }'), "DP-08", "b.pdf"),
    ],
)
def test_each_answer_of_the_sandbox_counts(change: Change, rule: str, says: str) -> None:
    """Missing or ill-formed, it is named."""
    assert refused(changed(change)) == [rule]
    assert says in " ; ".join(said(changed(change), rule))


@pytest.mark.parametrize("name", ["document", "authority_name", "authority_function", "begin_date", "end_date"])
def test_a_homologation_is_told_whole(name: str) -> None:
    """Each of its five answers is asked, in production and of a publisher's client."""
    text = changed((f"safety_certification_{name} =", "# "))
    assert refused(text, PRODUCTION) == refused(text, PUBLISHER) == ["DP-13"]
    assert refused(text) == []


def test_no_authorization_of_franceconnect_is_taken_at_its_word() -> None:
    """Whether it is valid, and the same organization's, is to verify."""
    assert [one.nature for one in found(GOOD) if one.rule.id == "DP-03"] == [Nature.TO_VERIFY]


def test_nobody_to_write_to_leaves_no_address_to_verify() -> None:
    """Every contact is missing: that alone is said."""
    text = GOOD[: GOOD.index("[datapass.contacts")]
    assert [one.nature for one in found(text) if one.rule.id == "DP-10"] == [Nature.REFUSAL]
    assert "et 9 autres" in said(text, "DP-10")[0]


def test_an_organization_has_neither_name_nor_function() -> None:
    """Only its address and its telephone are asked."""
    person = '\nfamily_name = "Fictif"\ngiven_name = "Technique"\njob_title = "Responsable informatique"\n'
    assert refused(changed((person, '\ntype = "organization"\n'))) == []
    assert refused(changed((person, "\n"))) == ["DP-10"]


@pytest.mark.parametrize(("tier", "fits"), [("50", True), ("100", True), ("none", False)])
def test_the_pace_is_one_of_the_form(tier: str, fits: bool) -> None:
    """A quota lifted on the bench is no answer."""
    text = changed(('tier = "50"', f'tier = "{tier}"'), answer('volumetrie_justification = "Rentrée"'))
    assert refused(text, PUBLISHER) == ([] if fits else ["DP-14"])


@pytest.mark.parametrize("stated", [33, 200])
@pytest.mark.parametrize(("contract", "key"), [("", "api_impot.tier"), ("r2p", "r2p.tier")])
def test_two_paces_that_disagree_are_refused(stated: int, contract: str, key: str) -> None:
    """Neither is judged in the other's place, and both keys are named; the same one twice is one answer."""
    base = _instead(R2P) if contract else GOOD
    text = base.replace("[datapass]\n", f"[datapass]\nvolumetrie_appels_par_minute = {stated}\n")
    assert refused(text, PRODUCTION) == refused(text, PUBLISHER) == ["DP-14"]
    (sentence,) = said(text, "DP-14", PRODUCTION)
    assert [
        name for name in ("datapass.volumetrie_appels_par_minute", key, str(stated), "50") if name not in sentence
    ] == []
    assert refused(text.replace(f"par_minute = {stated}", "par_minute = 50"), PRODUCTION) == []


def test_beside_an_sfip_contract_the_stated_pace_is_its_own() -> None:
    """The two requests may then go at two paces."""
    both = GOOD.replace("[datapass]\n", f"{SFIP}\n[datapass]\nvolumetrie_appels_par_minute = 100\n", 1)
    assert said(both, "DP-14", PRODUCTION) == ["plus de 50 appels par minute demandent une justification"]


@pytest.mark.parametrize(
    ("text", "offered"), [("api", "50, 100, 200, 500, 750, 1000"), ("r2p", "50, 200, 1000")], ids=["api", "r2p"]
)
def test_the_paces_offered_are_told_as_published(text: str, offered: str) -> None:
    """Each form has its own, and the rule says both."""
    lifted = (
        changed(('tier = "50"', 'tier = "none"')) if text == "api" else _instead(R2P.rstrip() + '\ntier = "none"\n')
    )
    assert said(lifted, "DP-14", PUBLISHER) == [f"le débit « none » n'est pas proposé ({offered} appels par minute)"]
    assert f"{offered.replace(', 1000', ' ou 1000')}" in RULES["DP-14"].says.fr


# ------------------------------------------------------------------ stages
def test_a_stage_examines_its_groups() -> None:
    """The sandbox asks nothing of the production; a publisher's client attests no acceptance; production checks all again."""
    habilitation = read_toml(Habilitation, GOOD)
    groups = {
        stage.id: [rule.group for request in requests(habilitation, stage) for rule in examined(request)]
        for stage in STAGES.values()
    }
    assert groups == {
        "bac_a_sable": list(range(1, 12)),
        "production": list(range(1, 15)),
        "editeur": [*range(1, 12), 13, 14],
    }


def test_a_block_of_the_sandbox_is_read_only_in_production() -> None:
    """Still checked when the form is sent; where it is mended is said."""
    text = changed(('intitule = "Tarif de la crèche"', ""))
    mends = {
        stage.id: [one.mend.fr for one in found(text, stage) if one.rule.id == "DP-01"] for stage in STAGES.values()
    }
    assert "lecture seule" in mends["production"][0]
    assert "lecture seule" not in mends["bac_a_sable"][0] + mends["editeur"][0]


def test_what_is_of_no_block_is_read_only_nowhere() -> None:
    """Its advice stands as it is, in production too."""
    mends = [one.mend.fr for one in found(_instead(R2P), PRODUCTION) if one.rule.id in {"DP-29", "DP-30"}]
    assert mends
    assert "lecture seule" not in " ".join(mends)


@pytest.mark.parametrize(("stage", "says"), [("bac_a_sable", False), ("production", True), ("editeur", True)])
def test_what_must_have_come_before_is_to_verify(stage: StageName, says: bool) -> None:
    """A file does not tell whether the sandbox was opened."""
    natures = [one.nature for one in found(GOOD, STAGES[stage]) if one.rule.id == "DP-30"]
    assert natures == ([Nature.TO_VERIFY] if says else [])


# ------------------------------------------------------------------ groups 4 to 8 together
_YEARS = {"dgfip_annee_n_moins_1", "dgfip_annee_n_moins_2", "dgfip_annee_n_moins_3"}
_IF_UNAVAILABLE, _AFTER_DEATH = "dgfip_annee_n_moins_2_si_indispo_n_moins_1", "dgfip_annee_df_au_3112_si_deces_ctb_mp"
_TRICKY = (
    *sorted(_YEARS),
    _IF_UNAVAILABLE,
    _AFTER_DEATH,
    "dgfip_indiIFI",
    "dgfip_IndLep",
    "dgfip_rfr",
    "dgfip_RevNets_Cat2_Rcm",
)


def _expected(chosen: set[str], specific: bool, joined: bool) -> list[str]:
    """What the form publishes, written apart."""
    refusals = []
    if not specific and "dgfip_IndLep" not in chosen:
        if not chosen & (_YEARS | {_IF_UNAVAILABLE}):
            refusals.append("DP-04")
        if _IF_UNAVAILABLE in chosen and chosen & _YEARS:
            refusals.append("DP-05")
        if chosen & {_IF_UNAVAILABLE, _AFTER_DEATH} and "dgfip_indiIFI" in chosen:
            refusals.append("DP-06")
    if not specific and "dgfip_IndLep" in chosen and chosen != {"dgfip_IndLep"}:
        refusals.append("DP-07")
    if specific and not joined:
        refusals.append("DP-08")
    return refusals


@given(chosen=st.sets(st.sampled_from(_TRICKY)), specific=st.booleans(), joined=st.booleans())
def test_the_rules_of_the_scopes_go_together(chosen: set[str], specific: bool, joined: bool) -> None:
    """Specific requirements silence 4 to 7; the LEP silences 4 to 6."""
    changes = [scopes(*sorted(chosen))]
    if specific:
        changes.append(("specific_requirements = []", 'specific_requirements = ["facture.1830"]'))
    if joined:
        changes.append(answer('specific_requirements_document = { name = "b.csv", size = 1 }'))
    assert refused(changed(*changes)) == _expected(chosen, specific, joined)


@given(chosen=st.sets(st.sampled_from(ON_THE_FORM)))
def test_a_scope_written_twice_changes_nothing(chosen: set[str]) -> None:
    """Nor does their order."""
    names = sorted(chosen)
    assert refused(changed(scopes(*names))) == refused(changed(scopes(*reversed(names), *names)))


_SPREADSHEET = answer('specific_requirements_document = { name = "besoins.ods", size = 1 }')


def test_a_spreadsheet_without_requirements_says_which_key_to_fill() -> None:
    """The form reads them in the spreadsheet, this file in the contract."""
    (sentence,) = said(changed(scopes(), _SPREADSHEET), "DP-04")
    assert "api_impot.specific_requirements" in sentence
    assert "tableur" not in said(changed(scopes()), "DP-04")[0]


@pytest.mark.parametrize(
    ("specific", "joined", "rules"), [(False, False, ["DP-07"]), (True, False, ["DP-08"]), (True, True, [])]
)
def test_sfip_has_specific_requirements_too(specific: bool, joined: bool, rules: list[str]) -> None:
    """They let the LEP go with other data, and want their spreadsheet."""
    contract = SFIP.replace('"dgfip_annee_n_moins_1"', '"dgfip_IndLep"')
    contract += 'specific_requirements = ["montTotIr"]\n' if specific else ""
    text = _instead(contract)
    assert refused(text.replace(*_SPREADSHEET) if joined else text) == rules


@pytest.mark.parametrize(
    ("name", "says"), [("spiDec1", "numéro fiscal"), ("spiDec2", "numéro fiscal"), ("numRol", "inconnu de l'API")]
)
def test_no_number_is_asked_of_the_sfip(name: str, says: str) -> None:
    """Its answers hold none; and what does not exist is refused as in the other contract."""
    with pytest.raises(Unreadable, match=says):
        read_toml(Habilitation, _instead(f'{SFIP}specific_requirements = ["{name}"]\n'))


@pytest.mark.parametrize("times", [1, 2])
def test_the_lep_written_twice_is_still_alone(times: int) -> None:
    """In either contract."""
    alone = ", ".join(['"dgfip_IndLep"'] * times)
    assert refused(changed(scopes(*["dgfip_IndLep"] * times))) == []
    sfip = SFIP.replace('"dgfip_rfr", "dgfip_annee_n_moins_1"', alone)
    assert refused(_instead(sfip)) == []


# ------------------------------------------------------------------ FranceConnect and DataPass
def _registered(*names: str) -> Change:
    listed = ", ".join(f'"{name}"' for name in ("openid", *names))
    return 'scopes = ["openid", "dgfip_rfr", "dgfip_annee_n_moins_1"]', f"scopes = [{listed}]"


@pytest.mark.parametrize(
    ("changes", "rule", "names"),
    [
        ([scopes("dgfip_rbg", "dgfip_annee_n_moins_1")], "DP-21", ["dgfip_rbg"]),
        ([_registered("dgfip_rfr", "dgfip_annee_n_moins_1", "dgfip_aft")], "DP-22", ["dgfip_aft"]),
        (
            [_registered("dgfip_rfr", "dgfip_annee_n_moins_1", "dgfip_nbpac", "dgfip_locaux_th")],
            "DP-23",
            ["dgfip_nbpac"],
        ),
        ([_registered("dgfip_annee_n_moins_1")], "DP-24", ["dgfip_rfr"]),
        ([scopes(_AFTER_DEATH, "dgfip_annee_n_moins_1"), BY_FACTURES], "DP-25", ["RessourceIRFacture", _AFTER_DEATH]),
        ([scopes("dgfip_RevNets_Cat2_Rcm", _IF_UNAVAILABLE)], "DP-25", ["dgfip_RevNets_Cat2_Rcm", _IF_UNAVAILABLE]),
        (
            [scopes("dgfip_RevDecl_Cat4_Ref", "dgfip_annee_n_moins_1")],
            "DP-26",
            ["dgfip_RevDecl_Cat4_Ref", "2025-05-20"],
        ),
        ([scopes("dgfip_mntRevbareme", "dgfip_annee_n_moins_1")], "DP-27", ["proportionnel"]),
        ([BY_SPI, ('"with_spi"', '"with_etat_civil"')], "DP-28", ["SFiP"]),
        ([BY_SPI], "DP-03", ["effacé"]),
    ],
)
def test_what_is_not_refused_is_remarked(changes: list[Change], rule: str, names: list[str]) -> None:
    """With the names it is about; and the good file gives no remark at all."""
    text = changed(*changes)
    assert refused(text) == []
    (sentence,) = said(text, rule)
    assert [name for name in names if name not in sentence] == []
    assert [one for one in found(GOOD) if one.nature is Nature.REMARK] == []


def test_scopes_are_compared_by_franceconnect_only() -> None:
    """By tax number nobody consents to anything."""
    text = changed(BY_SPI, scopes("dgfip_rbg", "dgfip_annee_n_moins_1"), _registered("dgfip_nbpac", "dgfip_aft"))
    assert {"DP-21", "DP-22", "DP-23", "DP-24"} & {one.rule.id for one in found(text)} == set()


def test_a_scope_that_nobody_has_is_told_once() -> None:
    """It has no box: that FranceConnect lacks it too goes without saying."""
    text = changed(scopes("dgfip_annee_n_moins_1", "zzz"))
    assert said(text, "DP-21") == []
    assert said(changed(scopes("dgfip_annee_n_moins_1", "dgfip_rbg")), "DP-21")


def test_without_a_registration_scopes_are_to_verify() -> None:
    """Nothing is compared, and that is said."""
    start, end = GOOD.index("[franceconnect]"), GOOD.index("[api_impot]")
    (one,) = (one for one in found(GOOD[:start] + GOOD[end:]) if one.rule.id == "DP-24")
    assert one.nature is Nature.TO_VERIFY


@pytest.mark.parametrize(
    ("scope", "says"),
    [
        ("dgfip_rfrr", "vouliez-vous « dgfip_rfr » ?"),
        ("dgfip_nbpac", "il n'existe qu'à FranceConnect (vouliez-vous « dgfip_pac_nbPac » ?)"),
        ("dgfip_nbpacs", "n'y a pas de case (vouliez-vous « dgfip_pac_nbPac » ?)"),
        ("zzz", "zzz"),
    ],
)
def test_a_scope_without_a_box_is_refused(scope: str, says: str) -> None:
    """Unknown, or left to FranceConnect alone; the nearest one is named."""
    text = changed(scopes("dgfip_annee_n_moins_1", scope))
    assert refused(text) == ["DP-20"]
    assert says in said(text, "DP-20")[0]


def test_what_franceconnect_alone_has_is_never_replaced_by_more() -> None:
    """The state of declarants has eight scopes on the form, and no other field; housing tax has none."""
    (sentence,) = said(changed(scopes("dgfip_annee_n_moins_1", "dgfip_decl")), "DP-20")
    names = {f"dgfip_{name}Dec{n}" for name in ("nmNai", "nmUsa", "prnm", "dateNais") for n in (1, 2)}
    assert set(re.findall("« ([^ ]+) »", sentence)) == {"dgfip_decl", *names}
    for name in ("", "_ident", "_Nat", "_Tax", "_Aff"):
        (sentence,) = said(changed(scopes("dgfip_annee_n_moins_1", f"dgfip_locaux_th{name}")), "DP-20")
        assert sentence == f"le scope « dgfip_locaux_th{name} » n'y a pas de case, il n'existe qu'à FranceConnect"


def test_many_unknown_scopes_are_counted() -> None:
    """The first ones are told, the others counted."""
    told = said(changed(scopes("dgfip_annee_n_moins_1", *(f"inconnu_{n}" for n in range(5000)))), "DP-20")
    assert len(told) == 6
    assert "4995" in told[-1]


def test_the_lines_alone_are_those_that_the_form_once_refused() -> None:
    """Twelve scopes open nothing but lines of the notice: the ones that were incompatible until April 2025."""
    revenues = ("Tspr", "RentOn", "Rcm", "PMV", "Ref", "NonSal")
    nets = [f"dgfip_RevNets_Cat{n}_{name}" for n, name in zip((1, 1, 2, 3, 4, 5), revenues, strict=True)]
    others = ["RevDecl_Cat1_Tspr", "RevDecl_Cat5_NonSal", "PaDeduc_EnfMaj", "PaDeduc_Autres", "EpargRetrDeduc"]
    assert set(nets) | {f"dgfip_{name}" for name in others} == LINES_ONLY


# ------------------------------------------------------------------ resources and scopes
_YEAR = "dgfip_annee_n_moins_1"


def _contract(resources: str, *names: str, specific: str = "") -> str:
    wanted = [scopes(*names), ('["RessourceIR"]', f'["{resources}"]')]
    if specific:
        wanted += [("specific_requirements = []", f'specific_requirements = ["{specific}"]'), _SPREADSHEET]
    return changed(*wanted)


@pytest.mark.parametrize(
    ("text", "rule", "names"),
    [
        *(
            (_contract(name, _YEAR, "dgfip_RevNets_Cat2_Rcm"), "DP-31", [name, "pas un champ"])
            for name in ("RessourceIR", "RessourceIRMultiple")
        ),
        (_contract("RessourceIRDerniere", _YEAR, _AFTER_DEATH), "DP-31", ["pas un champ"]),
        (_contract("RessourceIRDerniere2", _IF_UNAVAILABLE), "DP-31", ["pas un champ"]),
        (_contract("RessourceIR", _YEAR, specific="facture.1830"), "DP-31", ["pas un champ"]),
        (_contract("RessourceIRFacture", _YEAR, "dgfip_rfr"), "DP-31", ["RessourceIRFacture", "pas une ligne"]),
        (_contract("RessourceIRFacture", _YEAR, specific="montTotIr"), "DP-31", ["pas une ligne"]),
        (_contract("RessourceIFI", _YEAR), "DP-31", ["RessourceIFI", "dgfip_indiIFI"]),
        (_contract("RessourceIRDerniere2", _YEAR, "dgfip_rfr"), "DP-31", ["RessourceIRDerniere2", _IF_UNAVAILABLE]),
        (_contract("RessourceIRDerniere", _YEAR, "dgfip_rfr"), "DP-31", ["RessourceIRDerniere", _AFTER_DEATH]),
        (_contract("RessourceLEP", _YEAR), "DP-31", ["RessourceLEP", "dgfip_IndLep"]),
        (_contract("RessourceIR", _YEAR, "dgfip_rfr", "dgfip_indiIFI"), "DP-32", ["dgfip_indiIFI", "RessourceIFI"]),
        (_contract("RessourceIR", "dgfip_rfr", _IF_UNAVAILABLE), "DP-32", [_IF_UNAVAILABLE, "RessourceIRDerniere2"]),
        (_contract("RessourceIR", _YEAR, "dgfip_rfr", _AFTER_DEATH), "DP-32", [_AFTER_DEATH, "RessourceIRDerniere"]),
        (
            _contract("RessourceIR", _YEAR, "dgfip_rfr", "dgfip_RevNets_Cat2_Rcm"),
            "DP-32",
            ["dgfip_RevNets_Cat2_Rcm", "RessourceIRFacture"],
        ),
        (_contract("RessourceLEP", _YEAR, "dgfip_rfr", specific="montTotIr"), "DP-32", ["dgfip_rfr", "RessourceIR"]),
        (_contract("RessourceIRMultiple", _YEAR, "dgfip_rfr"), "DP-33", ["RessourceIRMultiple"]),
        (_contract("RessourceTHPrincipale", _YEAR), "DP-34", ["RessourceTHPrincipale", "retirée"]),
    ],
)
def test_resources_and_scopes_that_disagree_are_remarked(text: str, rule: str, names: list[str]) -> None:
    """Never refused: the form does not ask for resources."""
    assert refused(text) == []
    (sentence,) = said(text, rule)
    assert [name for name in names if name not in sentence] == []
    assert {one.nature for one in found(text) if one.rule.id == rule} == {Nature.REMARK}


@pytest.mark.parametrize(
    "text",
    [
        _contract("RessourceIR", _YEAR, "dgfip_rfr"),
        _contract("RessourceIR", _YEAR, specific="rev.pro"),
        _contract("RessourceIRMultiple", _YEAR, "dgfip_rfr", specific="montTotIr"),
        _contract("RessourceIRFacture", _YEAR, "dgfip_RevNets_Cat2_Rcm"),
        _contract("RessourceIRFacture", _YEAR, specific="facture.1830"),
        _contract("RessourceIRDerniere", _YEAR, "dgfip_rfr", _AFTER_DEATH),
        _contract("RessourceIRDerniere2", "dgfip_rfr", _IF_UNAVAILABLE),
        _contract("RessourceIFI", _YEAR, "dgfip_indiIFI"),
        _contract("RessourceLEP", "dgfip_IndLep"),
    ],
)
def test_resources_and_scopes_that_agree_are_not_remarked(text: str) -> None:
    """One contract a resource, with what opens it."""
    assert {one.rule.id for one in found(text)} & {"DP-31", "DP-32", "DP-33", "DP-34"} == set()


# ------------------------------------------------------------------ the sister APIs
SFIP = """
[sfip]
id_teleservice = "CRECHE"
services = ["02AA"]
scopes = ["dgfip_rfr", "dgfip_annee_n_moins_1"]
"""
R2P = '\n[r2p]\nscopes = ["api_r2p_resolution_spi"]\n'


def _instead(contract: str) -> str:
    """The good file with another contract than the API Impôt particulier's."""
    start, end = GOOD.index("[api_impot]"), GOOD.index("[datapass]")
    return GOOD[:start] + contract + GOOD[end:]


def test_sfip_has_no_modality_and_wants_a_scope() -> None:
    """Everything else is as for the API Impôt particulier."""
    text = _instead(SFIP)
    assert refused(text) == []
    (request,) = requests(read_toml(Habilitation, text), PRODUCTION)
    assert [rule.group for rule in examined(request)] == [1, 2, *range(4, 15)]
    nothing = text.replace('scopes = ["dgfip_rfr", "dgfip_annee_n_moins_1"]\n\n', "scopes = []\n\n").replace(
        'scopes = ["dgfip_rfr", "dgfip_annee_n_moins_1"]\n[', "scopes = []\n["
    )
    assert said(nothing, "DP-04") == ["pas une donnée n'est cochée"]
    assert said(text.replace('"dgfip_annee_n_moins_1"]\n[', '"dgfip_IndLep"]\n['), "DP-07") == [
        "dgfip_IndLep se demande seul"
    ]


@pytest.mark.parametrize(
    ("pace", "says"),
    [("", "manque"), ("volumetrie_appels_par_minute = 60\n", "60"), ("volumetrie_appels_par_minute = 50\n", "")],
)
def test_sfip_states_its_pace(pace: str, says: str) -> None:
    """Its contract counts otherwise than the form."""
    told = said(_instead(SFIP).replace("[datapass]\n", f"[datapass]\n{pace}"), "DP-14", PUBLISHER)
    assert [says in sentence for sentence in told] == ([True] if says else [])


@pytest.mark.parametrize(
    ("service", "scope", "rules"),
    [
        ("02AA", '"dgfip_rfr", "dgfip_annee_n_moins_1"', {}),
        ("02AA", '"dgfip_annee_n_moins_1"', {"DP-31": "pas un champ"}),
        ("02AA", '"dgfip_IndLep"', {"DP-31": "pas un champ", "DP-32": "02GA"}),
        ("02GA", '"dgfip_IndLep"', {}),
        ("02GA", '"dgfip_annee_n_moins_1"', {"DP-31": "dgfip_IndLep"}),
        ("02AA", '"dgfip_rfr", "dgfip_annee_n_moins_1", "dgfip_indiIFI"', {"DP-32": "rien au contrat"}),
    ],
)
def test_a_service_of_the_sfip_has_its_scopes_too(service: str, scope: str, rules: dict[str, str]) -> None:
    """The last taxation has fields, the livret its own scope."""
    contract = SFIP.replace("02AA", service).replace('"dgfip_rfr", "dgfip_annee_n_moins_1"', scope)
    told = {one.rule.id: one.because.fr for one in found(_instead(contract)) if one.rule.id in {"DP-31", "DP-32"}}
    assert set(told) == set(rules)
    assert [rule for rule, words in rules.items() if words not in told[rule]] == []


def test_r2p_has_its_own_paces_and_is_absorbed() -> None:
    """No scopes of taxation there, and the SFiP takes new requests."""
    text = _instead(R2P)
    assert refused(text, PUBLISHER) == []
    (request,) = requests(read_toml(Habilitation, text), PUBLISHER)
    assert [rule.group for rule in examined(request)] == [1, 2, 9, 10, 11, 13, 14]
    assert [one.nature for one in found(text) if one.rule.id == "DP-29"] == [Nature.REMARK, Nature.TO_VERIFY]
    assert refused(_instead(R2P.rstrip() + '\ntier = "200"\n'), PUBLISHER) == ["DP-14"]
    assert refused(_instead(R2P.rstrip() + '\ntier = "none"\n'), PUBLISHER) == ["DP-14"]


def test_each_contract_is_a_request_of_its_own() -> None:
    """The same answers serve all of them."""
    text = GOOD.replace("[datapass]\n", f"{SFIP}{R2P}\n[datapass]\n", 1)
    asked = [request.api.id for request in requests(read_toml(Habilitation, text), SANDBOX)]
    assert asked == ["api_impot_particulier", "api_sfip", "api_r2p"]


# ------------------------------------------------------------------ the file
def test_older_names_are_read() -> None:
    """`legal`, `retention_months` and a contact that is an address alone."""
    text = GOOD.replace("cadre_juridique_nature =", "legal =").replace(
        "duree_conservation_donnees_caractere_personnel =", "retention_months ="
    )
    assert refused(text) == []
    plain = json.loads(json.dumps(tomllib.loads(text), default=str))
    jsonschema.Draft202012Validator(Habilitation.model_json_schema()).validate(plain)
    start, end = GOOD.index("[datapass.contacts.contact_technique]"), len(GOOD)
    alone = f'{GOOD[:start]}[datapass.contacts]\ncontact_technique = "informatique@villefictive.example"\n{GOOD[end:]}'
    assert refused(alone) == ["DP-10"]


@pytest.mark.parametrize(
    ("older", "name", "value"),
    [
        ("legal", "cadre_juridique_nature", '"deux fois"'),
        ("retention_months", "duree_conservation_donnees_caractere_personnel", "36"),
    ],
)
def test_both_names_of_one_answer_are_one_too_many(older: str, name: str, value: str) -> None:
    """The older one is to be removed, and that is said on its line."""
    with pytest.raises(Unreadable) as caught:
        read_toml(Habilitation, changed(answer(f"{older} = {value}")))
    (problem,) = caught.value.problems
    assert (problem.path, problem.line) == (f"datapass.{older}", GOOD.splitlines().index("[datapass]") + 2)
    assert name in problem.says.fr
    assert f"retirez {older}" in problem.says.fr


def test_what_a_file_holds_is_shown_on_one_safe_line() -> None:
    """No control character reaches a terminal, and no novel."""
    told = said(changed(scopes("dgfip_annee_n_moins_1", "\\u001b[2J" + "x" * 5000)), "DP-20")
    assert "\x1b" not in told[0]
    assert "\\x1b[2J" in told[0]
    assert len(told[0]) < 200


@given(text=st.text())
def test_whatever_is_answered_something_is_said(text: str) -> None:
    """Any text in any answer is read, or is blank: no rule fails on it."""
    habilitation = read_toml(Habilitation, GOOD)
    names = ("intitule", "cadre_juridique_url", "extra_organization_contact_email", "france_connect_authorization_id")
    answers = habilitation.datapass.model_copy(update=dict.fromkeys(names, text))
    told = check(habilitation.model_copy(update={"datapass": answers}), PRODUCTION)
    assert {"DP-01", "DP-02", "DP-10"} & {one.rule.id for one in told if one.nature is Nature.REFUSAL}
    for one in told:
        assert one.because.fr.splitlines() == [one.because.fr]
