"""The price of a meal: a quotient familial, a table voted by the council, and nothing else."""

import secrets
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reference_client.impot import Assiette, Person


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


def quotient(assiette: Assiette) -> int:
    """Reference income, by part and by month, rounded down to the euro: the rounding favours the family."""
    return int(assiette.rfr / assiette.nb_part / 12)


def tranche(quotient_familial: int) -> Tranche:
    """The line that a quotient falls in; a quotient equal to a limit is in the line above it."""
    return next(line for line in TRANCHES if line.below is None or quotient_familial < line.below)


@dataclass(frozen=True, slots=True)
class Receipt:
    """The result and how it was reached: what the citizen is shown, and may contest."""

    reference: str
    on: date
    annee: int
    asked_first: int
    assiette: Assiette
    quotient: int
    tranche: Tranche


def receipt_address(person: Person) -> str:
    """Where the receipt is read: an address that holds nothing of the person."""
    del person
    return "/resultat"


def new_reference() -> str:
    """A number to quote at the counter; it is drawn, so it says nothing of the person."""
    letters = "".join(secrets.choice("ABCDEFGHJKLMNPQRSTUVWXYZ23456789") for _ in range(8))
    return f"CANT-{letters[:4]}-{letters[4:]}"


def receipt(assiette: Assiette, annee: int, asked_first: int, on: date) -> Receipt:
    """The receipt of a calculation."""
    quotient_familial = quotient(assiette)
    return Receipt(new_reference(), on, annee, asked_first, assiette, quotient_familial, tranche(quotient_familial))
