"""The card: one zone, that of the postal code, for a year. The fictitious agglomeration covers every commune of France."""

from dataclasses import dataclass
from datetime import date, timedelta

from reference_client.impot import Fields
from reference_client.stationnement import adresse
from reference_client.stationnement.adresse import Adresse


@dataclass(frozen=True, slots=True)
class Carte:
    """What the citizen may park with, and why."""

    adresse: Adresse
    zone: str
    until: date


def last_day(on: date) -> date:
    """A year less a day: a card of 29 February ends on the 28th."""
    anniversary = date(on.year + 1, 3, 1) if (on.month, on.day) == (2, 29) else on.replace(year=on.year + 1)
    return anniversary - timedelta(days=1)


def decide(fields: Fields, on: date) -> Carte:
    """The card of who lives at the tax address."""
    found = adresse.read(fields)
    return Carte(found, found.code_postal, last_day(on))
