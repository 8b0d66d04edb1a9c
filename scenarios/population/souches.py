"""A souche: one or two adults for life. Before they unite or once they part they give two notices, in between one.

What is drawn here is what an identity needs: who, which gender, born when. `vie` says the rest.
"""

from datetime import date
from enum import IntEnum
from functools import cache
from typing import Literal, NamedTuple

from scenarios.population.homonymes import modele
from scenarios.population.statistiques import choix, part
from scenarios.population.tables import table
from scenarios.population.tirage import des
from scenarios.population.urne import Urne

SOUCHES = 40_000_000
PREMIERE, DERNIERE = 1912, 2017  # years of birth
Genre = Literal["female", "male"]
GENRES: tuple[Genre, Genre] = ("male", "female")


class Nature(IntEnum):
    """What life holds: the former spouse of the last two is nobody of this world."""

    SEUL = 0
    COUPLE = 1
    ROMPU = 2
    DIVORCE = 3
    VEUF = 4


DEUX = (Nature.COUPLE, Nature.ROMPU)


class Adulte(NamedTuple):
    """One of the adults: `genre` as FranceConnect writes it."""

    genre: Genre
    naissance: date


class Souche(NamedTuple):
    """Number, adults, and what their life will be."""

    numero: int
    adultes: tuple[Adulte, ...]
    nature: Nature


class _Lois(NamedTuple):
    """Year of birth by the twelve high bits of a draw, then nature by year, share of women by nature, gap of a couple."""

    annees: tuple[int, ...]
    natures: dict[int, Urne[Nature]]
    femmes: tuple[int, ...]
    meme_genre: int
    ecart: Urne[int]
    premiers: dict[int, int]


@cache
def _lois() -> _Lois:
    vie = table("vie")
    par_annee: list[tuple[int, int]] = []
    natures: dict[int, Urne[Nature]] = {}
    for debut, fin, *poids in vie["generations"]["bandes"]:
        loi: Urne[Nature] = choix(zip(poids, Nature, strict=True))
        for annee in range(debut, fin + 1):
            par_annee.append((1_000 * sum(poids) // (fin + 1 - debut), annee))
            natures[annee] = loi
    annee_de: Urne[int] = choix(par_annee)
    return _Lois(
        tuple(annee_de(rang << 20) for rang in range(1 << 12)),
        natures,
        tuple(part(femmes) for femmes in vie["genre"]["femmes"]),
        part(vie["genre"]["meme_genre"]),
        choix(vie["ecart"]["annees"]),
        {annee: date(annee, 1, 1).toordinal() for annee in range(PREMIERE, DERNIERE + 1)},
    )


def souche(cle: bytes, numero: int) -> Souche:
    """Souche `numero` of the world of `cle`, 0 ≤ numero < SOUCHES; the double of another has adults of the same ages."""
    annees, natures, femmes, meme_genre, ecart, premiers = _lois()
    d = des(cle, b"souche", modele(cle, numero))
    annee = annees[d[0] >> 20]
    nature = natures[annee](d[1])
    femme = d[2] < femmes[nature]
    premier = Adulte(GENRES[femme], date.fromordinal(premiers[annee] + (d[3] * 365 >> 32)))
    if nature not in DEUX:
        return Souche(numero, (premier,), nature)
    # The gap is the wife's year less the husband's: a first adult who is the wife has it the other way round.
    annee += -ecart(d[4]) if femme else ecart(d[4])
    annee = min(max(annee, PREMIERE), DERNIERE)
    second = Adulte(
        GENRES[femme if d[5] < meme_genre else not femme], date.fromordinal(premiers[annee] + (d[6] * 365 >> 32))
    )
    return Souche(numero, (premier, second), nature)
