"""Who is a dependant of which notice, and the boxes that the family situation ticks: the letters of the return 2042.

A child counts as a minor through the year of the eighteenth birthday, then as long as it stays attached.
"""

from functools import cache
from typing import NamedTuple

from scenarios.population.menages import Menage
from scenarios.population.naissances import ALTERNEE, Enfant
from scenarios.population.souches import Adulte
from scenarios.population.statistiques import part
from scenarios.population.tables import table
from scenarios.population.tirage import des
from scenarios.population.vie import Vie

MINORITE = 18
_CINQ_ANS = 5


class _Lois(NamedTuple):
    invalidite: int
    invalidite_age: int
    combattant: tuple[tuple[int, int], ...]
    veuve_de_guerre: int
    isole: dict[str, int]
    eleve_seul: int
    a_deux: int
    recueilli: int


@cache
def _lois() -> _Lois:
    cases = table("vie")["cases"]
    return _Lois(
        part(cases["invalidite"]),
        cases["invalidite_age"],
        tuple((jusque, part(taux)) for jusque, taux in cases["combattant"]),
        part(cases["veuve_de_guerre"]),
        dict(zip("CD", (part(taux) for taux in cases["parent_isole"]), strict=True)),
        part(cases["enfant_eleve_seul"]),
        part(cases["vit_a_deux"]),
        part(cases["invalide_recueilli"]),
    )


class Charge(NamedTuple):
    """A child that a notice counts, and whether its residence is shared between two of them."""

    enfant: Enfant
    alternee: bool


def a_charge(vie: Vie, menage: Menage, annee: int) -> tuple[Charge, ...]:
    """Children that `menage` counts in `annee`."""
    if not vie.enfants:
        return ()
    charges = []
    for enfant in vie.enfants:
        age = annee - enfant.naissance
        if 0 <= age <= max(enfant.rattache, MINORITE):
            partage = _partage(vie, menage, annee, enfant)
            # Once of age a child of two homes is attached to one of them: the one who counted it first.
            alternee = partage and age <= MINORITE
            if alternee or (_chez(vie, menage, annee, enfant) if not partage else enfant.avant in menage.rangs):
                charges.append(Charge(enfant, alternee))
    return tuple(charges)


def _partage(vie: Vie, menage: Menage, annee: int, enfant: Enfant) -> bool:
    """Whether two homes share the residence of `enfant` that year."""
    if enfant.garde != ALTERNEE:
        return False
    if len(vie.deces) == 1:
        return True
    autre = vie.deces[1 - menage.rangs[0]]
    return annee >= vie.separation and autre.year >= annee


def _chez(vie: Vie, menage: Menage, annee: int, enfant: Enfant) -> bool:
    """Whether `menage` is where an exclusive child counts: a couple, a survivor, or the parent who keeps it."""
    (rang, *second) = menage.rangs
    if second or menage.situation == "V":
        return True
    if len(vie.deces) == 1:
        return enfant.garde == 0
    gardien = enfant.garde if annee >= vie.separation else enfant.avant
    return gardien == rang or vie.deces[1 - rang].year < annee


def lettres(charges: tuple[Charge, ...], annee: int) -> dict[str, int]:
    """Dependants counted by letter; G and I are also among F and H."""
    compte: dict[str, int] = {}
    for enfant, alternee in charges:
        if annee - enfant.naissance <= MINORITE or enfant.invalide:
            lettre, carte = ("H", "I") if alternee else ("F", "G")
            if enfant.invalide:
                compte[carte] = compte.get(carte, 0) + 1
        else:
            lettre = "N" if enfant.marie else "J"
        compte[lettre] = compte.get(lettre, 0) + 1
    return compte


def cases(cle: bytes, vie: Vie, menage: Menage, annee: int, *, enfants: bool) -> tuple[frozenset[str], bool]:
    """Boxes ticked, and whether a disabled person without kinship lives there (R); `enfants` says whether a child counts."""
    lois = _lois()
    d = des(cle, b"cases", vie.souche.numero)
    premier = menage.rangs[0]
    cochees = set()
    for place, rang in enumerate(menage.rangs):
        age = annee - vie.souche.adultes[rang].naissance.year
        if d[rang] < lois.invalidite and age >= lois.invalidite_age:
            cochees.add("PF"[place])
    ages = [rang for rang in menage.rangs if _combattant(vie.souche.adultes[rang], annee, d[2 + rang])]
    if len(menage.rangs) == 2:
        cochees |= {"S"} if ages else set()
        return frozenset(cochees), d[6] < lois.recueilli
    if ages:
        cochees.add("W")
    if menage.situation == "V" and vie.souche.adultes[premier].genre == "female" and d[4] < lois.veuve_de_guerre:
        cochees.add("G")
    return frozenset(cochees | _seul(vie, menage, annee, d[7 + premier], enfants=enfants)), d[6] < lois.recueilli


def _seul(vie: Vie, menage: Menage, annee: int, de: int, *, enfants: bool) -> set[str]:
    """T for a lone parent, L for who raised a child alone, N for who no longer lives alone."""
    if menage.option:
        return set()
    lois = _lois()
    concubins = vie.toit <= annee and not vie.unis(annee) and annee < vie.separation
    if enfants:
        isole = not concubins and de < lois.isole.get(menage.situation, 0)
        return {"T"} if isole else set()
    depuis = _seul_depuis(vie, 1 - menage.rangs[0])
    eleve = any(
        annee - enfant.naissance > 24
        and enfant.naissance + MINORITE - depuis >= _CINQ_ANS
        and enfant.garde != ALTERNEE
        and _chez(vie, menage, annee, enfant)
        for enfant in vie.enfants
    )
    if not eleve or concubins or de >= lois.eleve_seul:
        return set()
    return {"L", "N"} if de < lois.eleve_seul * lois.a_deux >> 32 else {"L"}


def _seul_depuis(vie: Vie, autre: int) -> int:
    """The year in which a separation or a death left one parent alone; always, for who never had the other in this world."""
    return 0 if len(vie.deces) == 1 else min(vie.separation, vie.deces[autre].year)


def _combattant(adulte: Adulte, annee: int, de: int) -> bool:
    """Whether that declarant, of 74 or more, is a veteran."""
    if annee - adulte.naissance.year < 74 or adulte.genre == "female":
        return False
    return de < next((taux for jusque, taux in _lois().combattant if adulte.naissance.year <= jusque), 0)
