"""The tax address: where it is, if it is whole and in France. A doubt is a `Trouble`: a wrong zone would be a wrong right. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from reference_client.impot import Fields
from reference_client.outcome import Kind, Trouble

_SPACES = re.compile(r"\s+")
_OFFICE = re.compile(r"([0-9]{5}) (.*[^\W\d_].*)")
# Metropolis and Corsica, then overseas.
_FRENCH = re.compile(r"(?:0[1-9]|[1-8][0-9]|9[0-5])[0-9]{3}|97[1-8][0-9]{2}|98[678][0-9]{2}")
# Monaco has French-looking codes; INSEE numbers countries from 99.
_FOREIGN = re.compile(r"(?:980|99[0-9])[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Adresse:
    """What parking reads of the answer, and all that it asked for."""

    complement: str
    voie: str
    code_postal: str
    commune: str


def read(fields: Fields) -> Adresse:
    """The address by its details, which its one line must bear out: with a country behind it, "10115 BERLIN" is not in the Aube."""
    given = fields.get("aftDetail")
    detail = {name: _text(value) for name, value in given.items()} if isinstance(given, Mapping) else {}
    line = _text(fields.get("aft"))
    if not line and not any(detail.values()):
        raise Trouble(Kind.NO_ADDRESS)
    voie, office = detail.get("voie", ""), detail.get("codePostal", "")
    code_postal, commune = _french(office)
    if not voie or not line.endswith((office, detail.get("commune") or office)):
        raise Trouble(Kind.PARTIAL_ADDRESS)
    return Adresse(detail.get("complementAdresse", ""), voie, code_postal, commune)


def _french(office: str) -> tuple[str, str]:
    """Postal code and commune of a delivery office of France."""
    found = _OFFICE.fullmatch(office)
    if found is not None and _FOREIGN.fullmatch(found[1]):
        raise Trouble(Kind.FOREIGN_ADDRESS)
    if found is None or not _FRENCH.fullmatch(found[1]):
        raise Trouble(Kind.PARTIAL_ADDRESS)
    return found[1], found[2]


def _text(value: object) -> str:
    """A text without blanks at its ends, or doubled; anything else is as good as absent."""
    return _SPACES.sub(" ", value).strip() if isinstance(value, str) else ""
