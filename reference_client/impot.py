"""The words of the API Impôt particulier: how a call is written, and the one thing that each answer means. Pure."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeGuard

from reference_client.outcome import Kind, Trouble
from reference_client.wire import json_object

BASE = "/impotparticulier/1.0"
RESOURCE = "situations/ir/assiettes/annrev"

# The gateway's words for "your token is not valid", the only ones that a new token mends.
STALE_TOKEN = frozenset({900901, 900903})

# (HTTP status, applicative code) first, then the status alone; the French message is never compared.
MEANINGS: Mapping[tuple[int, int | None], Kind] = {
    (400, 4001): Kind.BAD_SPI,
    (400, None): Kind.API_REQUEST,
    (401, None): Kind.API_RIGHTS,
    (403, None): Kind.API_RIGHTS,
    (410, 4101): Kind.NO_YEAR,
    (410, 4102): Kind.UNKNOWN_TAXPAYER,
    (429, None): Kind.API_QUOTA,
}


@dataclass(frozen=True, slots=True)
class Consent:
    """FranceConnect mode: the citizen's access token proves who asks, and that he agreed."""

    access_token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Spi:
    """SPI mode: the tax number that the citizen typed. It lives as long as the call."""

    number: str = field(repr=False)


Person = Consent | Spi


@dataclass(frozen=True, slots=True)
class Assiette:
    """What we read of the answer, and all that we asked for."""

    rfr: int
    nb_part: Decimal


@dataclass(frozen=True, slots=True)
class Call:
    """What one call says of itself in its headers."""

    person: Person
    id_teleservice: str
    apim_token: str = field(repr=False)
    correlation_id: str


def new_correlation_id() -> str:
    """A UUID for one call and no other, so that the DGFiP and we can find it again."""
    return str(uuid.uuid4())


def path(person: Person, annee: int) -> str:
    """The address below the gateway; the FranceConnect twin has no SPI in it."""
    whose = f"/spi/{person.number}" if isinstance(person, Spi) else ""
    return f"{BASE}{whose}/{RESOURCE}/{annee}"


def headers(call: Call) -> Mapping[str, str]:
    """Who calls, for which téléservice, under which number, and with whose consent (the raw token, no "Bearer")."""
    said = {
        "Authorization": f"Bearer {call.apim_token}",
        "X-Correlation-ID": call.correlation_id,
        "ID_Teleservice": call.id_teleservice,
        "Accept": "application/json, application/prs.dgfip.part.situations.ir.assiettes.v1+json",
    }
    if isinstance(call.person, Consent):
        said["X-FranceConnect-OAuth"] = call.person.access_token
    return said


def read(status: int, content: bytes) -> Assiette:
    """The household's figures, or the `Trouble` that the answer means. A missing figure is never zero."""
    if status != 200:
        raise Trouble(meaning(status, code_of(content)))
    try:
        answer = json_object(content)
    except ValueError:
        raise Trouble(Kind.API_ANSWER) from None
    rfr, nb_part = answer.get("rfr"), answer.get("nbPart")
    if not _is_amount(rfr) or not _is_parts(nb_part):
        raise Trouble(Kind.API_ANSWER)
    return Assiette(rfr, Decimal(nb_part))


def token_is_stale(status: int, content: bytes) -> bool:
    """Whether the answer says that our gateway token is no longer valid: a new one would mend it."""
    return status == 401 and code_of(content) in STALE_TOKEN


def meaning(status: int, code: int | None) -> Kind:
    """What an error answer means."""
    found = MEANINGS.get((status, code)) or MEANINGS.get((status, None))
    return found or (Kind.API_DOWN if status >= 500 else Kind.API_ANSWER)


def code_of(content: bytes) -> int | None:
    """The applicative code of an error envelope, written as a number or as a string; None when there is none."""
    try:
        return int(str(json_object(content)["erreur"]["code"]))
    except (ValueError, KeyError, TypeError):
        return None


def _is_amount(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_parts(value: object) -> TypeGuard[int | Decimal]:
    return isinstance(value, int | Decimal) and not isinstance(value, bool) and 0 < value < 100
