"""What a persona does not state is borrowed: names and birth of the adults of a souche that fits, an address of the mainland.

The souche is searched upwards from a number that the persona's id decides, in a world apart: the same persona is the same person in
every space, and nobody whom a space's own world holds.
"""

from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from itertools import permutations
from typing import NamedTuple

from rulebook.formats.persona import FRANCE, Identity
from rulebook.formats.statement import Somebody
from scenarios.pivot import capitals
from scenarios.population.adresses import Adresse
from scenarios.population.identites import Individu
from scenarios.population.lieux import communes
from scenarios.population.population import Population
from scenarios.population.souches import SOUCHES
from scenarios.population.tables import lignes

# The world from which the catalogue borrows: its seed is a word, a space's is a number.
APART = Population("personas")
# Born in these years, nobody is a minor in the first year with a law, and nobody reaches the age allowance unasked.
_YEARS = range(1971, 2000)
_BASES, _KEYS, _FIRST_KEY = 4_000_000_000, 489, 511
_ABROAD = "99"
# Souches among which a rare age is looked for.
_FAR = 2_000


class Declarant(NamedTuple):
    """An identity, its birthplace as notices write it (place empty when unknown), and the inhabitant who lent the rest."""

    identity: Identity
    departement: str
    lieu: str
    lender: int


class Home(NamedTuple):
    """Who declares, with whom, and where they live."""

    id: str
    declarant: Declarant
    conjoint: Declarant | None
    spi_conjoint: str
    adresse: Adresse


def number(*labels: str) -> int:
    """A number that only `labels` decide."""
    return int.from_bytes(blake2b("\x00".join(labels).encode(), digest_size=8).digest(), "big")


def spi(*labels: str) -> str:
    """An SPI that only `labels` decide: no real one (key from 511 on), and none of a world's people, whose key is another."""
    base = number("spi", *labels) % _BASES
    return f"{base:010d}{_FIRST_KEY + (base + _KEYS // 2) % _KEYS}"


def declarants(id_: str, stated: tuple[Somebody, ...]) -> tuple[Declarant, ...]:
    """Each of `stated`, completed by an adult of one souche."""
    for people in _souches(number("souche", id_) % SOUCHES):
        for order in permutations(people, len(stated)):
            if all(_fits(one, lender) for one, lender in zip(stated, order, strict=True)):
                return tuple(_completed(one, lender) for one, lender in zip(stated, order, strict=True))
    raise LookupError(id_)  # forty million souches hold everybody's like


def household(id_: str, who: Somebody, conjoint: Somebody | None) -> tuple[Declarant, Declarant | None]:
    """The first adult of a souche as `who`, the other, if any, as their spouse: a life is borrowed with its age, as near as may be."""
    for step, (lender, *other) in enumerate(_souches(number("souche", id_) % SOUCHES)):
        if conjoint is not None and not (other and _fits(conjoint, other[0])):
            continue
        if _fits(who, lender) and (step > _FAR or _is_of_the_age(who, lender)):
            second = _completed(conjoint or Somebody(), other[0]) if other else None
            return _completed(who, lender), second
    raise LookupError(id_)  # forty million souches hold everybody's like


def home(id_: str) -> Adresse:
    """An address where the tax has no abatement: overseas is stated, never drawn."""
    domicile = number("domicile", id_) >> 8
    while True:
        found = APART.adresse(domicile)
        if not found.departement.startswith(("97", "98")):
            return found
        domicile += 1


def _souches(first: int) -> Iterator[tuple[Individu, ...]]:
    for step in range(SOUCHES):
        n = (first + step) % SOUCHES
        yield tuple(found for found in (APART.individu(2 * n), APART.individu(2 * n + 1)) if found)


def _fits(stated: Somebody, lender: Individu) -> bool:
    """Gender as stated; an adult at work, and born in France, where nothing else is stated."""
    if stated.gender in {"female", "male"} and stated.gender != lender.genre:
        return False
    of_age = stated.birthdate is not None or lender.naissance.year in _YEARS
    return of_age and (stated.birth is not None or lender.birthcountry == FRANCE)


def _is_of_the_age(stated: Somebody, lender: Individu) -> bool:
    return stated.birthdate is None or abs(int(stated.birthdate[:4]) - lender.naissance.year) <= 1


def _completed(stated: Somebody, lender: Individu) -> Declarant:
    given = stated.given_name_array or tuple(lender.given_names)
    family = stated.family_name or lender.family_name
    birthplace, birthcountry = stated.birth or (lender.birthplace, lender.birthcountry)
    identity = Identity(
        family_name=family,
        given_name=" ".join(given),
        given_name_array=given,
        preferred_username=stated.preferred_username,
        gender=stated.gender or lender.genre,
        birthdate=stated.birthdate or lender.naissance.isoformat(),
        idp_birthdate=stated.idp_birthdate,
        birthplace=birthplace,
        birthcountry=birthcountry,
        email=stated.email or _email(given[0], family),
    )
    if stated.birth is None:
        return Declarant(identity, lender.departement, lender.lieu, lender.numero)
    return Declarant(identity, *_birth(birthplace, birthcountry), lender.numero)


def _email(given: str, family: str) -> str:
    """An address that reaches nobody."""
    local = capitals(f"{given}.{family}").lower()
    return "".join(letter if letter.isascii() and (letter.isalnum() or letter in ".-") else "-" for letter in local) + (
        "@example.org"
    )


def _birth(birthplace: str, birthcountry: str) -> tuple[str, str]:
    """Department and place as a notice writes them: 99 and the country for a birth abroad."""
    if birthcountry != FRANCE:
        return _ABROAD, _countries().get(birthcountry, "")
    departement, nom = _places().get(birthplace, (birthplace[: 3 if birthplace >= "97" else 2], ""))
    return departement, nom


@cache
def _places() -> dict[str, tuple[str, str]]:
    return {commune.code: (commune.departement, commune.nom) for commune in communes()}


@cache
def _countries() -> dict[str, str]:
    return {code: capitals(name) for code, name, _ in lignes("pays")}
