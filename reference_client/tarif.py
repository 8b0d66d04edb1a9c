"""The price of a meal: a quotient familial, a table voted by the council, and nothing else."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeGuard

from reference_client.impot import Fields
from reference_client.outcome import Kind, Trouble

# No household earns that much, in euros: such a figure was damaged on its way.
TOO_MUCH = 10**12
QUARTER = Decimal("0.25")


@dataclass(frozen=True, slots=True)
class Assiette:
    """What the canteen reads of the answer, and all that it asked for."""

    rfr: int
    nb_part: Decimal


@dataclass(frozen=True, slots=True)
class Tranche:
    """A line of the tariff: quotients below `below` euros (no limit: None) pay `price` euros a meal."""

    name: str
    below: int | None
    price: Decimal


TRANCHES = (
    Tranche("A", 400, Decimal("1.00")),
    Tranche("B", 700, Decimal("2.10")),
    Tranche("C", 1000, Decimal("3.20")),
    Tranche("D", 1400, Decimal("4.30")),
    Tranche("E", None, Decimal("5.40")),
)


@dataclass(frozen=True, slots=True)
class Tarif:
    """The price, and how it was reached."""

    assiette: Assiette
    quotient: int
    tranche: Tranche


def read(fields: Fields) -> Assiette:
    """The two figures. One that is missing, or that cannot be one, is never zero: it is a `Trouble`."""
    rfr, nb_part = fields.get("rfr"), fields.get("nbPart")
    if not _is_amount(rfr) or not _is_parts(nb_part):
        raise Trouble(Kind.API_ANSWER)
    return Assiette(rfr, Decimal(nb_part))


def quotient(assiette: Assiette) -> int:
    """Reference income, by part and by month, rounded down to the euro: the rounding favours the family."""
    return int(assiette.rfr / assiette.nb_part / 12)


def tranche(quotient_familial: int) -> Tranche:
    """The line that a quotient falls in; a quotient equal to a limit is in the line above it."""
    return next(line for line in TRANCHES if line.below is None or quotient_familial < line.below)


def decide(fields: Fields, on: date) -> Tarif:
    """The price of a household's meals."""
    del on
    assiette = read(fields)
    quotient_familial = quotient(assiette)
    return Tarif(assiette, quotient_familial, tranche(quotient_familial))


def _is_amount(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < TOO_MUCH


def _is_parts(value: object) -> TypeGuard[int | Decimal]:
    """Parts are counted in halves, and in quarters for a child whom two households share; the first adult is a whole one."""
    return (
        isinstance(value, int | Decimal) and not isinstance(value, bool) and 1 <= value < 100 and value % QUARTER == 0
    )
