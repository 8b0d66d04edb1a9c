"""One advantage that a box gives: a reduction, lost beyond the tax, or a credit, paid back."""

from typing import NamedTuple

from rulebook.source import Text


class Avantage(NamedTuple):
    """What it is for, the boxes it comes from, and its amount."""

    libelle: Text
    cases: tuple[str, ...]
    montant: int


def retenus(*avantages: Avantage) -> tuple[Avantage, ...]:
    """Those that are worth something."""
    return tuple(avantage for avantage in avantages if avantage.montant)
