"""What makes one démarche different from another: what it asks, what it decides, and its own words. The rest is shared."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from reference_client.impot import Fields


def _(sentence: str) -> str:
    """Mark a sentence for the catalogues; it is translated where it is shown."""
    return sentence


@dataclass(frozen=True, slots=True)
class Words:
    """Sentences in French, translated where they are shown. `data` is said of two years, `last_data` of a taxation without year."""

    site: str
    service: str
    contact: str
    title: str
    lead: str
    otherwise: str
    nothing_given: str
    file: str
    file_use: str
    onwards: str
    agree: str
    by_number: str
    by_civil_status: str
    data: str
    last_data: str
    purpose: str
    kept: str
    fields: str
    fields_use: str
    result: str
    result_use: str
    result_kept: str
    outcome: str
    heading: str
    review: str


@dataclass(frozen=True, slots=True)
class Demarche:
    """One use case: its name on the command line, the tax scopes that it asks, its decision, the prefix of its references.

    `decide` reads the household's fields and computes, for that day; what it cannot read is a `Trouble`, never a guess. Its templates
    are in the folder of `pages` that bears its name.
    """

    name: str
    scopes: tuple[str, ...]
    decide: Callable[[Fields, date], object]
    prefix: str
    words: Words
