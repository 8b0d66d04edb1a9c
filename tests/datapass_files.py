"""One habilitation that the DataPass form refuses nowhere, and for each group of rules what to change in it for a file still accepted, and for one refused."""

from dataclasses import dataclass
from pathlib import Path

from rulebook.formats.datapass import StageName

GOOD = (Path(__file__).parent / "datapass_good.toml").read_text(encoding="utf-8")
_SCOPES = '\nscopes = ["dgfip_rfr", "dgfip_annee_n_moins_1"]'
_DOCUMENT = 'cadre_juridique_document = [{ name = "deliberation.PDF", size = 120_000 }]\n'
_IF_UNAVAILABLE = "dgfip_annee_n_moins_2_si_indispo_n_moins_1"
_AFTER_DEATH = "dgfip_annee_df_au_3112_si_deces_ctb_mp"

Change = tuple[str, str]


def changed(*changes: Change) -> str:
    """The good file, each change made once."""
    text = GOOD
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def scopes(*names: str) -> Change:
    """These scopes in the contract."""
    listed = ", ".join(f'"{name}"' for name in names)
    return _SCOPES, f"\nscopes = [{listed}]"


def answer(text: str) -> Change:
    """One more line in [datapass]."""
    return "[datapass]\n", f"[datapass]\n{text}\n"


@dataclass(frozen=True, slots=True)
class Case:
    """Two files for one group, at one stage."""

    group: int
    stage: StageName
    accepted: tuple[Change, ...]
    refused: tuple[Change, ...]


CASES = (
    Case(
        1,
        "bac_a_sable",
        (('intitule = "Tarif de la crèche"', 'intitule = "T"'),),
        (('intitule = "Tarif de la crèche"', 'intitule = "  "'),),
    ),
    Case(
        2,
        "bac_a_sable",
        ((_DOCUMENT, 'cadre_juridique_url = "villefictive.example/deliberations/2026-12"\n'),),
        ((_DOCUMENT, ""),),
    ),
    Case(
        3,
        "bac_a_sable",
        (('["with_france_connect"]', '["with_spi"]'), ('france_connect_authorization_id = "1042"\n', "")),
        (('france_connect_authorization_id = "1042"\n', ""),),
    ),
    Case(4, "bac_a_sable", (scopes("dgfip_rfr", "dgfip_annee_n_moins_3"),), (scopes("dgfip_rfr", "dgfip_rbg"),)),
    Case(
        5,
        "bac_a_sable",
        (scopes("dgfip_rfr", _IF_UNAVAILABLE),),
        (scopes("dgfip_rfr", _IF_UNAVAILABLE, "dgfip_annee_n_moins_3"),),
    ),
    Case(
        6,
        "bac_a_sable",
        (scopes(_IF_UNAVAILABLE, _AFTER_DEATH),),
        (scopes("dgfip_indiIFI", "dgfip_annee_n_moins_1", _AFTER_DEATH),),
    ),
    Case(7, "bac_a_sable", (scopes("dgfip_IndLep"),), (scopes("dgfip_IndLep", "dgfip_rfr"),)),
    Case(
        8,
        "bac_a_sable",
        (
            scopes(),
            ("specific_requirements = []", 'specific_requirements = ["montTotIr"]'),
            answer('specific_requirements_document = { name = "besoins.ods", size = 10_485_759 }'),
        ),
        (("specific_requirements = []", 'specific_requirements = ["montTotIr"]'),),
    ),
    Case(
        9,
        "bac_a_sable",
        (
            ("personnel = 36", "personnel = 37"),
            answer('duree_conservation_donnees_caractere_personnel_justification = "Durée du recours"'),
        ),
        (("personnel = 36", "personnel = 37"),),
    ),
    Case(
        10,
        "bac_a_sable",
        (answer('contact_technique_extra_email = "astreinte@villefictive.example"'),),
        (('"dpd@villefictive.example"', '"dpd chez villefictive"'),),
    ),
    Case(
        11,
        "production",
        (("dpd_homologation_checkbox = true\n", ""),),
        (("terms_of_service_accepted = true", "terms_of_service_accepted = false"),),
    ),
    Case(12, "production", (), (("operational_acceptance_done = true", "operational_acceptance_done = false"),)),
    Case(
        13,
        "editeur",
        (("end_date = 2028-12-31", "end_date = 2026-01-02"),),
        (("end_date = 2028-12-31", "end_date = 2026-01-01"),),
    ),
    Case(
        14,
        "editeur",
        (('tier = "50"', 'tier = "1000"'), answer('volumetrie_justification = "Rentrée des inscriptions"')),
        (('tier = "50"', 'tier = "100"'),),
    ),
)
