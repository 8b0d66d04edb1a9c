"""How two administrations recognise the same person without a shared number: the pivot identity, letters made comparable.

Accents, ligatures and case do not count, hyphens and the order of given names do; a birth abroad is known by its country alone.
"""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from rulebook.formats.persona import FRANCE, Identity

_SAME = str.maketrans({"’": "'", "œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE"})


@dataclass(frozen=True, slots=True)
class Pivot:
    """An identity as it is compared: equal means the same person, as far as names and birth can tell."""

    family_name: str
    given_names: tuple[str, ...]
    birthdate: str
    gender: str
    birth: str


def capitals(name: str) -> str:
    """`name` in capitals without accents, hyphens kept, single spaces: as tax notices write it."""
    plain = unicodedata.normalize("NFD", name.translate(_SAME))
    return " ".join("".join(letter for letter in plain if not unicodedata.combining(letter)).upper().split())


def pivot(  # noqa: PLR0913  (the pivot identity is these six claims)
    *,
    family_name: str,
    given_name_array: tuple[str, ...],
    birthdate: str,
    gender: str,
    birthplace: str,
    birthcountry: str,
) -> Pivot:
    """The six claims of a pivot identity, made comparable. A given name may hold a space: the list joined is compared."""
    given = tuple(" ".join(capitals(name) for name in given_name_array).split())
    birth = birthplace if birthcountry == FRANCE else birthcountry
    return Pivot(capitals(family_name), given, birthdate, gender, birth)


@lru_cache(maxsize=4096)
def pivot_of(identity: Identity) -> Pivot:
    """The pivot identity of a persona."""
    return pivot(
        family_name=identity.family_name,
        given_name_array=identity.given_name_array,
        birthdate=identity.birthdate,
        gender=identity.gender,
        birthplace=identity.birthplace,
        birthcountry=identity.birthcountry,
    )
