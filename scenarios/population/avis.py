"""A notice of the world in the words of the API: identity, address and dates around the figures of the calculator.

Assumptions: notices of everybody are established on the first Friday of July and recovered from the 31st; a late one on the first
Friday of its month; role 011 is July's, the month's number follows for the others; a household's FIP number begins with 98.
"""

from calendar import FRIDAY
from datetime import date, timedelta
from functools import cache
from typing import Any, NamedTuple

from rulebook.fields import FIELDS
from scenarios.declarant import civil
from scenarios.fiscal import ifi
from scenarios.fiscal.avis import Avis, calculer
from scenarios.fiscal.champs import champs
from scenarios.fiscal.facture import lignes
from scenarios.fiscal.parametres import loi
from scenarios.population.adresses import adresse
from scenarios.population.foyers import FoyerAnnuel
from scenarios.population.identites import individu
from scenarios.population.usages import usage

_LETTRES = "ABCDEFGHJKLMNPQRSTUVWXYZ"
_COUPLE = 2


class Chiffres(NamedTuple):
    """What an export reads of a notice."""

    rfr: int
    nb_part: float
    sit_fam: str
    nb_pac: int
    mnt_revbareme: int | None
    imp_av_imput: int
    mont_tot_ir: int
    rev_imposable: int
    revenu_brut_global: int
    ifi: bool


def calcul(f: FoyerAnnuel) -> Avis:
    """The calculation of that notice, under the law of its year or the last known one."""
    return calculer(f.foyer, loi(f.annee))


def chiffres(f: FoyerAnnuel) -> Chiffres:
    """Its figures alone."""
    avis = calcul(f)
    return Chiffres(
        avis.rfr,
        avis.parts.quarts / 4,
        f.foyer.situation,
        f.foyer.personnes_a_charge,
        avis.impot.bareme.ligne_14,
        avis.impot.avant_imputations,
        avis.total,
        avis.revenus.imposable,
        avis.revenus.brut_global,
        redevable(f),
    )


def redevable(f: FoyerAnnuel) -> bool:
    """Whether that household owes the tax on real estate: its worth is already net of the abatement of the main home."""
    return ifi.redevable(0, f.patrimoine, loi(f.annee).ifi)


def champs_de(cle: bytes, f: FoyerAnnuel) -> dict[str, Any]:
    """The whole notice in the fields of the API, in their order."""
    return _champs(cle, f, calcul(f))


def facture_de(f: FoyerAnnuel) -> tuple[dict[str, int | str], ...]:
    """The lines of that notice, as the API serves each."""
    return tuple(ligne.champs() for ligne in lignes(calcul(f)))


def _champs(cle: bytes, f: FoyerAnnuel, avis: Avis) -> dict[str, Any]:
    detail = adresse(cle, f.domicile).detail
    etabli, recouvre, role = _sortie(f.annee, f.emission)
    valeurs: dict[str, Any] = {
        "aft": " ".join(detail.values()),
        "aftDetail": detail,
        "datRec": recouvre,
        "datEtab": etabli,
        "numRole": role,
        "fipNum": fip(f),
    }
    valeurs |= champs(avis)
    for rang, p in enumerate(f.declarants, 1):
        valeurs |= _civil(cle, rang, p, f.annee)
    return {champ: valeurs[champ] for champ in FIELDS if champ in valeurs}


def fip(f: FoyerAnnuel) -> str:
    """The number of a household as the tax office files it: a couple has another one than each of its adults."""
    premier = f.declarants[0]
    numero = premier >> 1 << 2 | (_COUPLE if len(f.declarants) == 2 else premier & 1)
    return f"98{numero:010d}{_LETTRES[numero % len(_LETTRES)]}"


def _civil(cle: bytes, rang: int, p: int, annee: int) -> dict[str, Any]:
    """Fields of one declarant."""
    qui = individu(cle, p)
    if qui is None:
        raise LookupError(f"personne {p} : cette souche n'a qu'un adulte")
    return civil(rang, qui.identity(usage(cle, p, annee)), qui.departement, qui.lieu)


@cache
def _sortie(annee: int, emission: date | None) -> tuple[str, str, str]:
    """Days of establishment and of recovery, number of the role."""
    recouvre = emission or date(annee + 1, 7, 31)
    premier = recouvre.replace(day=1)
    etabli = premier + timedelta((FRIDAY - premier.weekday()) % 7)
    role = "011" if emission is None else f"{recouvre.month:02d}1"
    return f"{etabli:%d/%m/%Y}", f"{recouvre:%d/%m/%Y}", role
