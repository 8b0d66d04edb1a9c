"""Children of a souche: they are counted in notices, nobody logs in as one of them."""

from functools import cache
from typing import NamedTuple

from scenarios.population.souches import Nature, Souche
from scenarios.population.statistiques import Quantiles, choix, part
from scenarios.population.tables import table
from scenarios.population.tirage import des
from scenarios.population.urne import Urne

ALTERNEE = 2  # neither parent's: both share the residence


class Enfant(NamedTuple):
    """Year of birth, whose notice counts the child before the union and after a separation, and until which age.

    `garde` is the rank of a parent, or ALTERNEE; `rattache` the last age of attachment, 18 for none after minority.
    """

    naissance: int
    avant: int
    garde: int
    rattache: int
    invalide: bool
    marie: bool


class _Lois(NamedTuple):
    nombres: tuple[dict[str, Urne[int]], ...]
    age: Quantiles
    limite: int
    ecart: Urne[int]
    avant: int
    rattachement: Urne[int]
    garde: Urne[str]
    garde_seul: dict[str, Urne[int]]
    invalide: int
    marie: int
    jusqu_a: int


@cache
def _lois() -> _Lois:
    loi = table("vie")["enfants"]
    communs = [dict.fromkeys(("female", "male"), choix(loi[nom])) for nom in ("couple", "rompu", "divorce", "veuf")]
    seul: dict[str, Urne[int]] = {genre: choix(loi[f"seul_{genre}"]) for genre in ("female", "male")}
    return _Lois(
        (seul, *communs),
        Quantiles(loi["age_de_la_mere"]),
        loi["age_limite"],
        choix(loi["ecart"]),
        loi["avant_l_union"],
        choix(loi["rattachement"]),
        choix(loi["garde"]),
        {genre: choix(loi[f"garde_seul_{genre}"]) for genre in ("female", "male")},
        part(loi["invalide"]),
        part(loi["marie"]),
        loi["jusqu_a_l_age"],
    )


def enfants_de(cle: bytes, souche: Souche, union: int, fin: int, d: tuple[int, ...]) -> tuple[Enfant, ...]:
    """Children born until `fin` (a separation, a death), eldest first; `d` are the draws of the life.

    A couple that never unites has none. The other parent of somebody alone is nobody of this world.
    """
    lois = _lois()
    nombre = lois.nombres[souche.nature][souche.adultes[0].genre](d[14])
    if not nombre or (len(souche.adultes) == 2 and not union):
        return ()
    mere = next((rang for rang, adulte in enumerate(souche.adultes) if adulte.genre == "female"), 0)
    naissance = souche.adultes[mere].naissance.year
    annee, limite = max(naissance + lois.age(d[15]), union - lois.avant), naissance + lois.limite
    e = des(cle, b"enfants", souche.numero)
    garde = _garde(lois, souche, mere, e[0])
    avant = mere if e[1] >> 30 else 1 - mere
    enfants = []
    for rang in range(nombre):
        if not annee <= min(limite, fin - 1):
            break
        # High bits decide the length of attachment and the gap before the next child, low bits the rare cases.
        tire = e[2 + rang]
        invalide = tire & 0xFFFF < lois.invalide >> 16
        rattache = lois.jusqu_a if invalide else lois.rattachement(tire)
        marie = rattache > 19 and not invalide and e[8 + rang] & 0xFFFF < lois.marie >> 16
        enfants.append(Enfant(annee, avant if len(souche.adultes) == 2 else 0, garde, rattache, invalide, marie))
        annee += lois.ecart(e[8 + rang])
    return tuple(enfants)


def _garde(lois: _Lois, souche: Souche, mere: int, de: int) -> int:
    """Who keeps the children after a separation: a rank, 1 being nobody of this world when there is one adult, or ALTERNEE."""
    genre = souche.adultes[0].genre
    if souche.nature == Nature.VEUF:
        return 0
    if souche.nature == Nature.SEUL:
        return lois.garde_seul[genre](de)
    garde = lois.garde(de)
    if len(souche.adultes) == 1:
        mere = 0 if genre == "female" else 1
    return {"mere": mere, "pere": 1 - mere}.get(garde, ALTERNEE)
