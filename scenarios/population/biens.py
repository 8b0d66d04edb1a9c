"""What people own and what it yields: real estate, savings, securities, land that they let. Each adult has their own; a couple adds up."""

from functools import cache
from typing import NamedTuple

from scenarios.population.histoire import Histoire
from scenarios.population.revenus import indice
from scenarios.population.statistiques import Quantiles, part
from scenarios.population.tables import table
from scenarios.population.tirage import UN, des

MICRO_FONCIER = 15_000  # above, and for who already declares at the real regime, rents are not micro


class _Lois(NamedTuple):
    immobilier: Quantiles
    interets: Quantiles
    dividendes: Quantiles
    bareme: int
    plus_values: int
    assurance_vie: int
    micro: int
    reel: int
    deficit: int
    meuble: int


@cache
def _lois() -> _Lois:
    loi = table("revenus")["patrimoine"]
    return _Lois(
        Quantiles(loi["immobilier"]),
        Quantiles(loi["interets"]),
        Quantiles(loi["dividendes"]),
        part(loi["bareme"]),
        part(loi["plus_values"]),
        part(loi["assurance_vie"]),
        part(loi["micro_foncier"]),
        part(loi["foncier_reel"]),
        part(loi["deficit_foncier"]),
        part(loi["meuble"]),
    )


def biens(histoire: Histoire, rang: int, annee: int, de: int) -> tuple[int, dict[str, int]]:
    """Net real estate of adult `rang` on 31 December, and the boxes that their property fills; `de` is a draw of that year."""
    lois = _lois()
    d = des(histoire.cle, b"biens", 2 * histoire.vie.souche.numero + rang)
    age = histoire.age(rang, annee)
    # Who earns more owns more, half of the time, and the old more than the young.
    fortune = _fortune(d[0], histoire.carrieres[rang].rang, age)
    boites: dict[str, int] = {}
    niveau = indice(annee)
    interets = lois.interets(fortune if d[1] & 1 else d[1]) * niveau // 10_000
    if interets:
        boites["2TR"] = interets
    dividendes = lois.dividendes(fortune if d[2] & 1 else d[2]) * niveau // 10_000
    if dividendes:
        boites["2DC"] = dividendes
    if interets + dividendes > 500:
        # The levy of 12.8 % that the bank has already paid.
        boites["2CK"] = (interets + dividendes) * 128 // 1_000
    if d[3] < lois.bareme and boites:
        boites["2OP"] = 1
    if de < lois.plus_values:
        boites["3VG"] = 300 + (fortune * 9_000 >> 32)
    elif UN - de <= lois.assurance_vie and age > 35:
        boites["2CH"] = 1_000 + (fortune * 6_000 >> 32)
    _terres(lois, d, age, annee, boites)
    return lois.immobilier(fortune) * niveau // 10_000, boites


def _fortune(chance: int, rang: int, age: int) -> int:
    """A rank of wealth."""
    return (rang if chance & 1 else chance) * min(age + 10, 60) // 60


def _terres(lois: _Lois, d: tuple[int, ...], age: int, annee: int, boites: dict[str, int]) -> None:
    """Rents: bare letting micro or real, sometimes a deficit, or furnished letting."""
    if age < 32:
        return
    loyers = (2_400 + (d[5] * 9_000 >> 32)) * indice(annee) // 10_000
    if d[4] < lois.micro:
        boites["4BE"] = loyers
    elif d[4] < lois.micro + lois.reel:
        if d[6] < lois.deficit and (annee + d[7]) % 3 == 0:
            boites["4BC"] = loyers // 2
        else:
            boites["4BA"] = loyers
    elif UN - d[4] <= lois.meuble:
        boites["5ND"] = loyers


def un_seul_regime(boites: dict[str, int]) -> None:
    """Rents of a couple go together: all micro and under its ceiling, or all real."""
    micro = boites.get("4BE", 0)
    if micro and (micro > MICRO_FONCIER or "4BA" in boites or "4BC" in boites):
        boites["4BA"] = boites.get("4BA", 0) + boites.pop("4BE")
