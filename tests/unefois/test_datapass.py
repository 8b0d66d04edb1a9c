"""`unefois datapass`: real files, told to a person and to a machine; never that a request will be accepted."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from command_line import typed, unefois
from datapass_files import CASES, GOOD, Case, answer, changed, scopes

from rulebook.datapass import GROUPS, STAGES

ROOT = Path(__file__).parents[2]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where a habilitation is written."""
    return tmp_path / "habilitation.toml"


def judged(file: Path, text: str, *options: str) -> tuple[int, dict[str, Any]]:
    """Exit code, and what a machine reads."""
    file.write_text(text, encoding="utf-8")
    done = typed("datapass", str(file), "--json", *options)
    return done.exit_code, json.loads(done.stdout)


def refusing(data: dict[str, Any]) -> list[str]:
    """Ids of the rules that refuse."""
    return list(dict.fromkeys(one["rule"] for one in data["findings"] if one["nature"] == "refusal"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"DP-{case.group:02}")
def test_each_group_accepts_a_file_and_refuses_another(case: Case, file: Path) -> None:
    """Exit code 0 for one; 1 for the other, which that group alone refuses."""
    code, data = judged(file, changed(*case.accepted), "--stage", case.stage)
    assert (code, data["refused"], refusing(data)) == (0, False, [])
    code, data = judged(file, changed(*case.refused), "--stage", case.stage)
    assert (code, data["refused"], refusing(data)) == (1, True, [f"DP-{case.group:02}"])


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"DP-{case.group:02}")
def test_a_refusal_quotes_its_rule_its_source_and_its_date(case: Case, file: Path) -> None:
    """To a person, in their language, with how to mend it."""
    file.write_text(changed(*case.refused), encoding="utf-8")
    told = typed("datapass", str(file), "--stage", case.stage).stdout
    rule = GROUPS[case.group - 1]
    assert f"{rule.id}  serait refusé par le formulaire parce que " in told
    assert all(text in told for text in (rule.says.fr, rule.mend.fr, rule.source.document, rule.source.read_on))
    assert "refus : 1." in told.splitlines()[-1]
    assert not re.search("parce que [aeéèêiouh]", told)  # or it would be « parce qu'… »


@pytest.mark.parametrize(("stage", "groups"), [("bac_a_sable", 11), ("production", 14), ("editeur", 13)])
def test_the_last_word_is_never_that_it_will_be_accepted(stage: str, groups: int, file: Path) -> None:
    """Nothing known refuses it; people instruct it."""
    file.write_text(GOOD, encoding="utf-8")
    told = typed("datapass", str(file), "--stage", stage)
    assert told.exit_code == 0
    last = told.stdout.splitlines()[-1]
    assert f"{STAGES[stage].name.fr} : {groups} groupes de règles examinés sur 14 ; aucun refus connu" in last  # type: ignore[index]
    assert last.endswith("l'instruction reste humaine (75 jours en moyenne).")
    assert "accepté" not in told.stdout


def test_both_languages_tell_the_same(file: Path) -> None:
    """Rule for rule, and no French word of ours in the English."""
    file.write_text(
        changed(scopes("dgfip_rbg", "dgfip_mntRevbareme"), answer("stage = 'production'")), encoding="utf-8"
    )
    french, english = (unefois("datapass", str(file), UNEFOIS_LANG=language) for language in ("fr", "en"))
    assert french.returncode == english.returncode == 1
    ids = [[line.split()[0] for line in done.stdout.splitlines() if " DP-" in line] for done in (french, english)]
    assert ids[0] == ids[1]
    assert "would be refused by the form because not one income year is ticked" in english.stdout
    assert "refusals: 1." in english.stdout.splitlines()[-1]
    assert not {"formulaire", "règle", "réparer", "Remarques"} & set(english.stdout.split())


def test_the_stage_of_the_file_stands_unless_another_is_asked(file: Path) -> None:
    """`--stage` wins."""
    text = changed(answer('stage = "editeur"'))
    assert judged(file, text)[1]["stage"] == "editeur"
    assert judged(file, text, "--stage", "production")[1]["stage"] == "production"


def test_a_machine_reads_what_the_help_promises(file: Path) -> None:
    """Keys, natures, and the source apart."""
    _, data = judged(file, changed(scopes("dgfip_rfr", "dgfip_rbg")))
    assert set(data) == {"file", "stage", "refused", "requests", "findings"}
    assert data["requests"] == [
        {"api": "api_impot_particulier", "examined": list(range(1, 12)), "groups": 14, "refusals": 1}
    ]
    keys = {"rule", "group", "nature", "api", "at", "because", "says", "mend", "source"}
    assert all(set(one) == keys for one in data["findings"])
    assert {one["nature"] for one in data["findings"]} == {"refusal", "to_verify", "remark"}
    assert set(data["findings"][0]["source"]) == {"basis", "document", "section", "read_on"}
    assert all(f'"{key}"' in typed("datapass", "--help").stdout for key in {*data, *keys})


def test_each_api_has_its_own_last_word(file: Path) -> None:
    """Three contracts are three requests."""
    more = (
        '[sfip]\nid_teleservice = "C"\nservices = ["02AA"]\nscopes = []\n[r2p]\nscopes = ["api_r2p_resolution_spi"]\n'
    )
    file.write_text(GOOD.replace("[datapass]\n", f"{more}\n[datapass]\n", 1), encoding="utf-8")
    told = typed("datapass", str(file)).stdout
    assert [line.split(", ")[0] for line in told.splitlines() if "groupes de règles" in line] == [
        "API Impôt particulier",
        "API SFiP",
        "API R2P",
    ]
    assert told.splitlines()[-1].endswith("moyenne).")


def test_the_reference_client_could_send_its_request() -> None:
    """For the sandbox."""
    done = typed("datapass", str(ROOT / "reference_client/habilitation.toml"))
    assert (done.exit_code, "aucun refus connu" in done.stdout) == (0, True), done.stdout


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (changed(answer('intitulé = "x"')), ":24: TOML illisible"),
        (changed(answer("intitules = 'x'")), "intitule"),
        (changed(("intitule = ", "intitule = 1 #")), "un texte est attendu"),
        (changed(("size = 120_000", "size = -1")), "au moins 0"),
        (changed(("personnel = 36", 'personnel = "36"')), "un entier est attendu"),
        (changed(("personnel = 36", "personnel = 1" + "0" * 5000)), "démesuré"),
        (
            changed(("begin_date = 2026-01-01", "begin_date = 2026-01-01T00:00:01")),
            "habilitation.toml:38: datapass.safety_certification_begin_date",
        ),
        (changed(("dpd_homologation_checkbox = true", 'dpd_homologation_checkbox = "1"')), "true ou false"),
        (changed(('family_name = "Fictive"', "family_name = ['a']")), "family_name"),
        (changed(answer('stage = "bac à sable"')), "bac_a_sable"),
        (changed(answer('"\\u001b[2J" = 1')), "\\x1b[2J : clé inconnue"),
        (changed(('scopes = ["openid", ', 'scopes = ["openid", "\\u001b[2J", ')), "\\x1b[2J"),
        ("[" * 5000, "TOML illisible"),
        ("\x00\x1b[2J", "TOML illisible"),
        ("", "id"),
        ("contacts = 3", "contacts"),
    ],
    ids=str.__len__,
)
def test_a_hostile_file_is_told_in_a_sentence(text: str, says: str, file: Path) -> None:
    """With its line; exit code 2, nothing on the output, no traceback."""
    file.write_text(text, encoding="utf-8")
    done = typed("datapass", str(file))
    assert done.exit_code == 2
    assert done.stdout == ""
    assert f"{file}:" in done.stderr or says == "id"
    assert says in done.stderr
    assert "\x1b" not in done.stderr
    assert "Traceback" not in done.output


@pytest.mark.parametrize(
    ("change", "rule", "at"),
    [
        (('["with_france_connect"]', "[]"), "DP-03", "api_impot.modality"),
        (("personnel = 36", "personnel = -1"), "DP-09", "datapass.duree_conservation_donnees_caractere_personnel"),
        (
            ("duree_conservation_donnees_caractere_personnel = 36", "retention_months = -1"),
            "DP-09",
            "datapass.duree_conservation_donnees_caractere_personnel",
        ),
    ],
)
def test_an_answer_that_the_form_refuses_is_no_mistake_of_the_file(
    change: tuple[str, str], rule: str, at: str, file: Path
) -> None:
    """It is told by its rule, with its source: exit code 1."""
    code, data = judged(file, changed(change))
    assert (code, refusing(data)) == (1, [rule])
    assert at in [one["at"] for one in data["findings"] if one["nature"] == "refusal"]


def test_no_application_is_declared_without_a_modality(file: Path) -> None:
    """Only the form judges a draft: a bench wants to know how citizens are found."""
    file.write_text(changed(('["with_france_connect"]', "[]")), encoding="utf-8")
    done = typed("up", "--no-client", "--habilitation", str(file))
    assert done.exit_code == 2
    assert f"{file}:16: api_impot.modality : au moins 1 élément(s)" in done.stderr


def test_bytes_that_are_no_text_are_told(file: Path) -> None:
    """As is a folder, and a file that does not exist."""
    file.write_bytes(b"\xff\xfe\x00")
    assert typed("datapass", str(file)).exit_code == 2
    assert typed("datapass", str(file.parent)).exit_code == 2
    assert "habilitation-absente.toml" in typed("datapass", "habilitation-absente.toml").stderr


def test_a_huge_answer_is_judged_and_shown_short(file: Path) -> None:
    """A megabyte of address is no address."""
    huge = "a.b-" * 250_000
    code, data = judged(
        file, changed(answer(f'extra_organization_contact_email = "{huge}"\ncadre_juridique_url = "{huge}"'))
    )
    assert (code, refusing(data)) == (1, ["DP-02", "DP-10"])
    assert all(len(one["because"]) < 500 for one in data["findings"])


def test_control_characters_stay_in_the_file(file: Path) -> None:
    """A terminal is shown none."""
    file.write_text(changed(scopes("dgfip_annee_n_moins_1", "\\u001b]0;x\\u0007")), encoding="utf-8")
    assert not {"\x1b", "\x07"} & set(typed("datapass", str(file)).output)


def test_a_file_that_asks_nothing_is_told_so() -> None:
    """FranceConnect alone is no request to the DGFiP."""
    done = typed("datapass", str(ROOT / "docs/exemples/franceconnect-plus.toml"))
    assert done.exit_code == 2
    assert "[api_impot]" in done.stderr


@pytest.mark.parametrize("arguments", [[], ["a", "b"], ["--stage", "recette", "x.toml"]])
def test_a_wrong_use_is_explained(arguments: list[str]) -> None:
    """Exit code 2."""
    assert typed("datapass", *arguments).exit_code == 2
