"""The receipt of a démarche: what was decided, from which data, and the number to quote at the counter."""

import secrets
from dataclasses import dataclass
from datetime import date

from reference_client.impot import Person


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the citizen is shown, and may contest. `result` is the démarche's own, printed by its own page.

    `annee` is None when the answer is about the last taxation and does not say of which year; `asked_first` is the year that was
    hoped for. From `expires_at` on it is erased, however busy its reader.
    """

    reference: str
    on: date
    annee: int | None
    asked_first: int
    result: object
    expires_at: float


def receipt_address(person: Person, receipt: Receipt) -> str:
    """Where the receipt is read: an address that holds nothing of the person, nor of the notice."""
    del person, receipt
    return "/resultat"


def new_reference(prefix: str, person: Person) -> str:
    """A number to quote at the counter; it is drawn, so it says nothing of the person."""
    del person
    letters = "".join(secrets.choice("ABCDEFGHJKLMNPQRSTUVWXYZ23456789") for _ in range(8))
    return f"{prefix}-{letters[:4]}-{letters[4:]}"
