"""A souche: one or two adults for life. Before they unite or once they part they give two notices, in between one."""

from datetime import date
from typing import NamedTuple

from scenarios.population.tirage import UN, des

SOUCHES = 40_000_000


class Adulte(NamedTuple):
    """One of the adults: `genre` as FranceConnect writes it (female, male)."""

    genre: str
    naissance: date


class Souche(NamedTuple):
    """Number and adults."""

    numero: int
    adultes: tuple[Adulte, ...]


def souche(cle: bytes, numero: int) -> Souche:
    """Souche `numero` of the world of `cle`, 0 ≤ numero < SOUCHES."""
    d = des(cle, b"souche", numero)
    adultes = 1 + (d[0] < UN // 2)
    return Souche(
        numero,
        tuple(
            Adulte(
                "female" if d[1 + r] < UN // 2 else "male",
                date.fromordinal(date(1940, 1, 1).toordinal() + d[3 + r] % 24_000),
            )
            for r in range(adultes)
        ),
    )
