"""The household of a stated notice, as the calculator takes it, and back: a persona's figures can then be explained step by step."""

from rulebook.formats.persona import Foyer as Enonce
from rulebook.formats.persona import Situation
from scenarios.fiscal.foyer import Foyer


def foyer_de(enonce: Enonce) -> Foyer:
    """Boxes and letters of the return; birth years and department from the notice; a period after a death is the year of a death."""
    avis, situation = enonce.avis, enonce.situation
    naissances = tuple(
        int(avis[cle]["annee"]) for cle in ("dateNaisDec1", "dateNaisDec2") if avis.get(cle, {}).get("annee")
    )
    pac: dict[str, int] = {str(lettre): nombre for lettre, nombre in situation.enfants.items()}
    return Foyer(
        situation.sit_fam,
        enonce.declaration,
        pac,
        frozenset(situation.cases),
        naissances,
        departement_de(avis.get("aftDetail", {}).get("codePostal") or ""),
        deces_dans_l_annee=enonce.debut is not None,
        option_imposition_separee=situation.imposition_separee or bool(avis.get("indOptionImpotSepar")),
        non_resident=situation.non_resident,
    )


def situation_de(foyer: Foyer) -> Situation:
    """The family situation as a file states it."""
    return Situation.model_validate(
        {
            "sit_fam": foyer.situation,
            "enfants": dict(foyer.pac),
            "cases": tuple(sorted(foyer.cases)),
            "imposition_separee": foyer.option_imposition_separee,
            "non_resident": foyer.non_resident,
        }
    )


def departement_de(code_postal: str) -> str:
    """Three digits overseas, two elsewhere; Corsica stays 20, for which no rule of the tax differs."""
    return code_postal[:3] if code_postal.startswith(("97", "98")) else code_postal[:2]
