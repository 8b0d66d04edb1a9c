"""One household before both calculators: what differs, and which named deviations make the difference."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from oracle.ecarts import (
    ARRONDIS,
    ECARTS,
    GRAIN,
    OPENFISCA,
    deductions_au_pair,
    demi_euro_au_hasard,
    methode_de,
    partage_du_plafond_des_pensions,
)
from oracle.methode import OFFICIELLE, UNITE, Methode, figures, loi_fine, net_de

from scenarios.fiscal import hauts_revenus
from scenarios.fiscal.arrondi import arrondi
from scenarios.fiscal.avis import Avis, calculer
from scenarios.fiscal.foyer import Foyer
from scenarios.fiscal.parametres import loi


class Reponse(NamedTuple):
    """What openfisca answers for one household."""

    parts: float
    brut_global: float
    rfr: float
    ligne_14: float
    decote: float
    net: float
    cehr: float
    cdhr: float


class Constat(NamedTuple):
    """One household compared: three differences in euros (theirs less ours), the deviations that make them, what nothing explains."""

    parts_egales: bool
    rfr: int
    ligne_14: int
    net: int
    noms: tuple[str, ...]
    inexplique: str


def constater(foyer: Foyer, annee: int, reponse: Reponse) -> Constat:
    """Compare, and reproduce openfisca's figures with openfisca's choices: what cannot be reproduced is not explained."""
    avis = calculer(foyer, loi(annee))
    nous = (avis.rfr, avis.impot.bareme.impot, avis.impot.apres_credits)
    eux = tuple(_a_l_euro(montant) for montant in (reponse.rfr, reponse.ligne_14, reponse.net))
    rfr, ligne_14, net = (leur - notre for leur, notre in zip(eux, nous, strict=True))
    noms = tuple(_noms(foyer, annee, avis, reponse, eux)) if eux != nous else ()
    obscurs = [*_obscurs(foyer, annee, avis, reponse), *(["aucun nom"] if eux != nous and not noms else [])]
    return Constat(reponse.parts == avis.parts.quarts / 4, rfr, ligne_14, net, noms, " ; ".join(obscurs))


def _a_l_euro(montant: float) -> int:
    return arrondi(round(montant * UNITE), UNITE)


def _noms(foyer: Foyer, annee: int, avis: Avis, reponse: Reponse, eux: tuple[int, ...]) -> Iterator[str]:
    """Deviations that alone change one of our figures of this household, or without which openfisca's would be others."""

    def selon(brut_global: int, methode: Methode) -> tuple[int, ...]:
        exactes = figures(foyer, annee, brut_global, methode)
        return tuple(arrondi(exacte, UNITE) for exacte in (exactes.rfr, exactes.ligne_14, exactes.net))

    leur_brut, notre_brut = round(reponse.brut_global), avis.revenus.brut_global
    if leur_brut != max(notre_brut, 0):
        yield from (ecart.__name__ for ecart in (deductions_au_pair, partage_du_plafond_des_pensions) if ecart(avis))
    if selon(leur_brut, OPENFISCA) != eux and demi_euro_au_hasard(figures(foyer, annee, leur_brut, OPENFISCA)):
        yield demi_euro_au_hasard.__name__
    officielles, leurs = selon(notre_brut, OFFICIELLE), selon(notre_brut, OPENFISCA)
    for rang, ecart in enumerate(ECARTS):
        autres = methode_de(*ECARTS[:rang], *ECARTS[rang + 1 :])
        if selon(notre_brut, ecart(OFFICIELLE)) != officielles or selon(notre_brut, autres) != leurs:
            yield ecart.__name__


def _obscurs(foyer: Foyer, annee: int, avis: Avis, reponse: Reponse) -> Iterator[str]:
    """What openfisca's own choices do not reproduce: the gross income within its ties, all that follows within a float's grain."""
    brut_global = round(reponse.brut_global)
    ecart = brut_global - max(avis.revenus.brut_global, 0)
    partage = partage_du_plafond_des_pensions(avis)
    if not -partage <= ecart <= deductions_au_pair(avis) + partage:
        yield f"revenu brut global {reponse.brut_global} pour {avis.revenus.brut_global}"
    refaites = figures(foyer, annee, brut_global, OPENFISCA)
    # The net is made again from their décote, itself rounded from a tax that has a float's grain.
    net = net_de(refaites.ligne_14, round(reponse.decote) * UNITE, annee, OPENFISCA)
    contribution = hauts_revenus.contribution(refaites.rfr, foyer.nombre, loi_fine(annee).hauts_revenus)
    for nom, exacte, leur, tolerance in (
        ("rfr", refaites.rfr, reponse.rfr, GRAIN),
        ("ligne 14", refaites.ligne_14, reponse.ligne_14, GRAIN),
        ("décote", refaites.decote, reponse.decote, 0.5 + GRAIN),
        ("net", net, reponse.net, 0.5 + GRAIN),
        ("contribution exceptionnelle", contribution, reponse.cehr, 0.5 + GRAIN),
        ("contribution différentielle", avis.cdhr * UNITE, reponse.cdhr, 0.5 + GRAIN),
    ):
        if not abs(exacte / UNITE - leur) <= tolerance:
            yield f"{nom} {leur} pour {exacte / UNITE:.2f}"


def tableau(constats: Mapping[int, Sequence[Constat]]) -> str:
    """A line a year: shares equal and within a euro; then how many differing households each deviation bears on."""
    lignes = ["revenus   parts   RFR = (± 1 €)     ligne 14 =   net = (± 1 €)     inexpliqués"]
    for annee, ceux in constats.items():
        lignes.append(
            f"{annee}     {_part(constat.parts_egales for constat in ceux)}   "
            f"{_part(constat.rfr == 0 for constat in ceux)} ({_part(abs(constat.rfr) <= 1 for constat in ceux)})   "
            f"{_part(constat.ligne_14 == 0 for constat in ceux)}       "
            f"{_part(constat.net == 0 for constat in ceux)} ({_part(abs(constat.net) <= 1 for constat in ceux)})   "
            f"{sum(bool(constat.inexplique) for constat in ceux)} sur {len(ceux)}"
        )
    lignes += ["", f"{'écart nommé':38}" + "".join(f"{annee:>7}" for annee in constats)]
    comptes = {annee: Counter(nom for constat in ceux for nom in constat.noms) for annee, ceux in constats.items()}
    for nom in (ecart.__name__ for ecart in (*ARRONDIS, *ECARTS)):
        lignes.append(f"{nom:38}" + "".join(f"{compte[nom]:>7}" for compte in comptes.values()))
    return "\n".join(lignes)


def _part(vrais: Iterator[bool]) -> str:
    liste = list(vrais)
    return f"{100 * sum(liste) / len(liste):6.2f}"
