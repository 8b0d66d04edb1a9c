"""Usage names: the spouse's family name, taken by some at marriage, kept by some after a divorce and by all after a death."""

from functools import cache
from typing import NamedTuple

from scenarios.population.histoire import histoire
from scenarios.population.identites import individu
from scenarios.population.statistiques import part
from scenarios.population.tables import table
from scenarios.population.tirage import des


class _Lois(NamedTuple):
    epouse: int
    epoux: int
    garde: int


@cache
def _lois() -> _Lois:
    cases = table("vie")["cases"]
    epouse, epoux = cases["nom_d_usage"]
    return _Lois(part(epouse), part(epoux), part(cases["nom_garde"]))


def usage(cle: bytes, p: int, annee: int) -> str | None:
    """The usage name of person `p` on 31 December of `annee`; None for most men, for the unmarried and for who took none.

    Assumption: somebody whose spouse is nobody of this world goes by the birth name.
    """
    n, rang = divmod(p, 2)
    vie = histoire(cle, n).vie
    union = vie.union
    if union is None or annee < union.mariage:
        return None
    lois, d = _lois(), des(cle, b"usage", p)
    if d[0] >= (lois.epouse if vie.souche.adultes[rang].genre == "female" else lois.epoux):
        return None
    if annee >= vie.separation and d[1] >= lois.garde:
        return None
    autre = individu(cle, p ^ 1)
    return autre.family_name if autre else None
