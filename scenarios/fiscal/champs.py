"""A notice in the fields of the API Impôt particulier: the figures, and what the return says of the household.

Assumptions: a declared letter is served as itself (as "T" is for a lone parent); "O" for a deficit and for separate taxation; nbPac adds
up F, H, J, N, P and R; impAvImput is 0 when the tax is too small to be collected; montTotIr counts credits and the contributions on high
incomes. No source settles them.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from rulebook.fields import FIELDS
from scenarios.fiscal.avis import Avis
from scenarios.fiscal.cases import rubriques

# Letter of the return → member of `sitParDeclaree`. The API has one per declarant for veterans: W is read as the first, S as the second.
DECLAREES: Mapping[str, str] = MappingProxyType(
    {
        "P": "sitPartP",
        "F": "sitPartF",
        "W": "sitPartW",
        "S": "sitComb",
        "G": "pensVeufGuerre",
        "L": "indEnfSeul5ansMin",
        "N": "indNonSeul",
    }
)


def champs(avis: Avis) -> dict[str, Any]:
    """Fields that follow from the return; identity, address, dates and numbers are somebody else's."""
    foyer, revenus, impot = avis.foyer, avis.revenus, avis.impot
    declarees = {membre: lettre for lettre, membre in DECLAREES.items() if lettre in foyer.cases}
    valeurs: dict[str, Any] = {
        "rfr": avis.rfr,
        "sitFam": foyer.situation,
        "nbPart": avis.parts.quarts / 4,
        "pac": {"nbPac": foyer.personnes_a_charge} | {f"nbPac{x}": foyer.pac.get(x, 0) for x in "FGHIJNPR"},
        "sitParIso": "T" if "T" in foyer.cases else None,
        "pensAlPer": revenus.traitements.pensions_alimentaires or None,
        "indDeficit": "O" if revenus.deficit else None,
        "revenuBrutGlobal": revenus.brut_global,
        "sitParDeclaree": declarees or None,
        "indOptionImpotSepar": "O" if foyer.option_imposition_separee else None,
        "mntRevbareme": impot.bareme.ligne_14,
        "impAvImput": impot.avant_imputations,
        "montTotIr": avis.total,
        "revImposable": revenus.imposable,
        "rev": rubriques(foyer.declaration),
    }
    return {champ: valeurs[champ] for champ in FIELDS if valeurs.get(champ) is not None}
