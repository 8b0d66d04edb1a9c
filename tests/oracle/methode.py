"""Our calculator, opened at each point where openfisca goes another way.

The law and the return are multiplied by `UNITE`, so that our own functions, which round to the unit, no longer round to the euro:
what is rounded, and when, is then a choice like the others. With none of openfisca's choices, figures are those of `avis.calculer`.
"""

from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

from scenarios.fiscal import bareme, outre_mer
from scenarios.fiscal.abattements import abattements_de, beneficiaires
from scenarios.fiscal.arrondi import arrondi
from scenarios.fiscal.charges import charges_de
from scenarios.fiscal.decote import decote
from scenarios.fiscal.foyer import Foyer
from scenarios.fiscal.loi import Loi
from scenarios.fiscal.parametres import loi
from scenarios.fiscal.parts import Motif, Parts, parts_de
from scenarios.fiscal.plafonnement import complement_de, plafond_de

UNITE = 40_000  # of a euro: a tax of the scale is a whole number of them
# Tables of a year's law that hold amounts, and which of their fields do.
MONTANTS = {
    "bareme": ("seuils",),
    "plafonnement": ("demi_part", "parent_isole", "personne_seule", "complement", "complement_veuf"),
    "decote": ("seuils",),
    "abattements": ("double", "double_jusqu_a", "simple", "simple_jusqu_a"),
    "charges": ("enfant", "accueil"),
    "hauts_revenus": ("seuils",),
}


@dataclass(frozen=True, slots=True)
class Methode:
    """The points where the two calculators part; the defaults are the official ones, `ecarts` says what the others are."""

    annees_de_moins: int = 0
    seuils_d_abattement_inclus: bool = True
    abattements_du_couple: int = 2
    case_l_l_emporte: bool = False
    isole_une_part: bool = False
    complement_w_avec_enfants: bool = False
    complement_veuf_alterne: bool = True
    quarts_arrondis: bool = True
    impot_arrondi: bool = True
    seuil_recouvre: bool = True


OFFICIELLE = Methode()


class Figures(NamedTuple):
    """What is compared, in `UNITE` of a euro."""

    rfr: int
    ligne_14: int
    decote: int
    net: int


@cache
def loi_fine(annee: int) -> Loi:
    """The law of a year, its amounts multiplied."""
    regle = loi(annee)
    tables = {}
    for nom, champs in MONTANTS.items():
        table = getattr(regle, nom)
        tables[nom] = replace(table, **{champ: _fois(getattr(table, champ)) for champ in champs})
    departements = {numero: (taux, maximum * UNITE) for numero, (taux, maximum) in regle.outre_mer.departements.items()}
    return replace(regle, outre_mer=replace(regle.outre_mer, departements=departements), **tables)


def _fois(montant: int | tuple[int, ...]) -> int | tuple[int, ...]:
    return tuple(valeur * UNITE for valeur in montant) if isinstance(montant, tuple) else montant * UNITE


def figures(foyer: Foyer, annee: int, brut_global: int, methode: Methode) -> Figures:
    """Everything that follows from a gross global income in euros: the deductions before it are compared apart."""
    fine = loi_fine(annee)

    def a_l_euro(montant: int) -> int:
        return arrondi(montant, UNITE) * UNITE if methode.impot_arrondi else montant

    imposable = _imposable(foyer, fine, brut_global, methode)
    parts = parts_de(foyer)
    avec, sans = (a_l_euro(bareme.impot(imposable, quarts, fine.bareme)) for quarts in (parts.quarts, parts.base))
    retenu = max(avec, sans - _avantage_maximal(foyer, parts, annee, methode))
    brut = retenu - a_l_euro(outre_mer.abattement(retenu, foyer.departement, fine.outre_mer))
    relief = decote(brut, foyer.nombre, fine.decote)
    return Figures(imposable, brut, relief, net_de(brut, arrondi(relief, UNITE) * UNITE, annee, methode))


def net_de(brut: int, relief: int, annee: int, methode: Methode) -> int:
    """The tax once relieved, or nothing if it is too small to be collected."""
    net = max(brut - relief, 0)
    seuil = loi(annee).recouvrement.avant_credits + (not methode.seuil_recouvre)
    return net if arrondi(net, UNITE) >= seuil else 0


def _imposable(foyer: Foyer, fine: Loi, brut_global: int, methode: Methode) -> int:
    """The taxable income, of people as old, and with as many allowances, as the method says."""
    declaration = {case: montant * UNITE for case, montant in foyer.declaration.items()}
    net_global = charges_de(replace(foyer, declaration=declaration), brut_global * UNITE, 0, fine.charges)
    qui = replace(foyer, naissances=tuple(annee + methode.annees_de_moins for annee in foyer.naissances))
    if beneficiaires(qui, fine) > methode.abattements_du_couple:
        qui = replace(qui, naissances=(), cases=frozenset("P"))
    seuils = fine.abattements
    if not methode.seuils_d_abattement_inclus:
        seuils = replace(seuils, double_jusqu_a=seuils.double_jusqu_a - 1, simple_jusqu_a=seuils.simple_jusqu_a - 1)
    return abattements_de(qui, net_global.revenu_net_global, replace(fine, abattements=seuils)).revenu_imposable


def _avantage_maximal(foyer: Foyer, parts: Parts, annee: int, methode: Methode) -> int:
    """What the added parts may save, further reductions included."""
    regle = (loi if methode.quarts_arrondis else loi_fine)(annee).plafonnement
    unite = UNITE if methode.quarts_arrondis else 1
    plafond, complement = plafond_de(parts, regle), complement_de(parts, regle)
    motifs = {majoration.motif for majoration in parts.majorations}
    exclusives = any(foyer.pac.get(lettre) for lettre in "FJR")
    if methode.isole_une_part and Motif.ISOLE in motifs:
        quarts = parts.quarts - parts.base
        plafond = arrondi(min(quarts, 4) * regle.parent_isole + 2 * max(quarts - 4, 0) * regle.demi_part, 4)
    if (
        methode.case_l_l_emporte
        and "L" in foyer.cases
        and Motif.ISOLE not in motifs
        and not (foyer.commune or exclusives)
    ):
        plafond = regle.personne_seule
    if methode.complement_w_avec_enfants and _veteran(foyer) and (exclusives or foyer.pac.get("H")):
        complement += regle.complement
    if not methode.complement_veuf_alterne and Motif.VEUF in motifs and not exclusives:
        complement -= regle.complement_veuf
    return (plafond + complement) * unite


def _veteran(foyer: Foyer) -> bool:
    """Whether box W is ticked by somebody alone, without a card of their own."""
    return "W" in foyer.cases and "P" not in foyer.cases and not foyer.commune
