"""The civil status that a citizen types, as the DGFiP's file of taxpayers writes it. Pure; it lives as long as the call."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from unicodedata import normalize

FRANCE = "99100"
LONGEST_NAME, LONGEST_GIVEN_NAME = 100, 20
INSEE_CODE = 5
SEXES = ("1", "2")
# The box that a citizen ticks whose civil status itself has no day, or no month.
PRESUMED = "naissance_presumee"
OLDEST = date(1850, 1, 1)

_SPACES = re.compile(r"\s+")
_WHOLE = re.compile(r"[0-9]{2}/[0-9]{2}/[0-9]{4}")
# A presumed birth, in the words of the SFiP: a month or a year, and no day.
_PRESUMED = re.compile(r"(?:[0-9]{2}/)?[0-9]{4}")
_ALONE = re.compile(r"(?<![0-9])([0-9])(?=/)")
# What word processors and telephones write for the hyphen and the apostrophe of a keyboard.
_KEYBOARD = str.maketrans(
    {**dict.fromkeys("\u2010\u2011\u2012\u2013\u2212", "-"), **dict.fromkeys("\u2018\u2019\u02bc\u00b4`", "'")}
)
# Metropolis, Corsica on both sides of 1976, then overseas (985 is Mayotte before 2011), whose communes have one digit less.
_METROPOLIS = re.compile(r"0[1-9]|[1-8][0-9]|9[0-5]|2[AB]")
_OVERSEAS = re.compile(r"97[1-8]|98[4-9]")


@dataclass(frozen=True, slots=True)
class EtatCivil:
    """Who was born when and where; `departement` and `commune` are empty for a birth abroad. It never prints."""

    nom: str = field(repr=False)
    prenoms: str = field(repr=False)
    sexe: str = field(repr=False)
    naissance: str = field(repr=False)
    pays: str = field(repr=False)
    departement: str = field(default="", repr=False)
    commune: str = field(default="", repr=False)


def wrong_fields(typed: Mapping[str, str], today: date) -> tuple[str, ...]:
    """The fields that cannot be sent, in the order of the form; empty when `read` may be called."""
    said = {**_tidied(typed), PRESUMED: typed.get(PRESUMED, "")}
    return tuple(name for name, accepts in _FIELDS.items() if not accepts(said, today))


def read(typed: Mapping[str, str]) -> EtatCivil:
    """The civil status of fields that have nothing wrong."""
    return EtatCivil(**_tidied(typed))


def _tidied(typed: Mapping[str, str]) -> dict[str, str]:
    """Spaces, hyphens and apostrophes as a keyboard of 1980 knows them; no place within France for who was born out of it."""
    letters = {name: normalize("NFC", typed.get(name, "").translate(_KEYBOARD)) for name in _FIELDS}
    letters["prenoms"] = letters["prenoms"].replace(",", " ")
    said = {name: _SPACES.sub(" ", text).strip() for name, text in letters.items()}
    said["naissance"] = _birth(said["naissance"])
    said["departement"], said["commune"] = said["departement"].upper(), said["commune"].upper()
    if said["pays"] != FRANCE:
        said["departement"] = said["commune"] = ""
    if said["departement"] and len(said["commune"]) == INSEE_CODE:
        said["commune"] = said["commune"].removeprefix(said["departement"])
    return said


def _birth(typed: str) -> str:
    """JJ/MM/AAAA, or less for a presumed birth; a date picker writes AAAA-MM-JJ, and a citizen 14/3/1991."""
    turned = "/".join(reversed(typed.split("-"))) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", typed) else typed
    return _ALONE.sub(r"0\1", turned)


def _is_a_name(text: str, longest: int) -> bool:
    return 0 < len(text) <= longest and all(letter.isalpha() or letter in " '-" for letter in text)


def _is_a_birth(said: str, today: date, *, presumed: bool) -> bool:
    if not _WHOLE.fullmatch(said) and not (presumed and _PRESUMED.fullmatch(said)):
        return False
    day, month, year = ("01/01/" + said)[-10:].split("/")
    try:
        born = date(int(year), int(month), int(day))
    except ValueError:
        return False
    return OLDEST <= born <= today


def _is_a_commune(said: Mapping[str, str]) -> bool:
    digits = 2 if _OVERSEAS.fullmatch(said["departement"]) else 3
    return said["pays"] != FRANCE or re.fullmatch(f"[0-9]{{{digits}}}", said["commune"]) is not None


def _is_a_departement(said: Mapping[str, str]) -> bool:
    found = _METROPOLIS.fullmatch(said["departement"]) or _OVERSEAS.fullmatch(said["departement"])
    return said["pays"] != FRANCE or found is not None


# The form, field by field, and what each one may hold.
_FIELDS: Mapping[str, Callable[[Mapping[str, str], date], bool]] = {
    "nom": lambda said, _: _is_a_name(said["nom"], LONGEST_NAME),
    "prenoms": lambda said, _: all(_is_a_name(name, LONGEST_GIVEN_NAME) for name in said["prenoms"].split(" ")),
    "sexe": lambda said, _: said["sexe"] in SEXES,
    "naissance": lambda said, today: _is_a_birth(said["naissance"], today, presumed=said[PRESUMED] == "oui"),
    "pays": lambda said, _: re.fullmatch(r"99[0-9]{3}", said["pays"]) is not None,
    "departement": lambda said, _: _is_a_departement(said),
    "commune": lambda said, _: _is_a_commune(said),
}
