"""Fourth step: who the citizen is. The answer is a signed JWT, to verify like the id_token, about the same person."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from unicodedata import category

import httpx2

from reference_client import id_token
from reference_client.discovery import Provider
from reference_client.id_token import Check, Expected
from reference_client.outcome import Kind, Refused, Trouble
from reference_client.patience import Patience
from reference_client.signed import Claims
from reference_client.wire import ask, is_json

# Control, format (bidirectional overrides among them), surrogate, private and unassigned characters; separators of lines.
UNPRINTABLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
MEMBERS = ("sub", "given_name", "family_name", "birthdate")


@dataclass(frozen=True, slots=True)
class Citizen:
    """The identity that we asked for; `subject` is our key for this person, and means nothing elsewhere."""

    subject: str
    given_name: str
    family_name: str
    birthdate: date


def same_person(claims: Claims, expected: Expected) -> bool:
    """Whether this is about the person who logged in."""
    return claims.get("sub") == expected.subject


def not_expired(claims: Claims, expected: Expected) -> bool:
    """Whether its time is not over, when it says one."""
    return "exp" not in claims or id_token.not_expired(claims, expected)


CHECKS: tuple[Check, ...] = (
    id_token.issuer_is_franceconnect,
    id_token.audience_is_us,
    not_expired,
    same_person,
)


def citizen_of(claims: Claims) -> Citizen:
    """The citizen that verified claims describe; an identity with a hole finds no file, so it is a `Trouble`."""
    subject, given_name, family_name, birthdate = (_text(claims.get(name)) for name in MEMBERS)
    try:
        born = date.fromisoformat(birthdate)
    except ValueError:
        raise Trouble(Kind.IDENTITY) from None
    return Citizen(subject, given_name, family_name, born)


def _text(value: object) -> str:
    """A text to print as it is. One that is empty, or that would turn or break the line that it is written in, is no name."""
    if not isinstance(value, str) or not value.strip() or any(category(letter) in UNPRINTABLE for letter in value):
        raise Trouble(Kind.IDENTITY)
    return value


def message_of(response: httpx2.Response) -> str:
    """The signed message of a good answer; plain JSON is refused, since nothing proves who wrote it. A page, or nothing, says nothing."""
    if response.status_code >= 500:
        raise Trouble(Kind.FC_DOWN)
    if response.status_code != 200:
        raise Trouble(Kind.FC_ANSWER)
    called = response.headers.get("content-type", "")
    if is_json(called):
        raise Refused("userinfo.is_signed")
    message = response.text.strip()
    if called.partition(";")[0].strip().lower() != "application/jwt" or not message:
        raise Trouble(Kind.FC_ANSWER)
    return message


Fetch = Callable[[httpx2.AsyncClient, Provider, str, Patience], Awaitable[str]]


async def fetch(http: httpx2.AsyncClient, provider: Provider, access_token: str, patience: Patience) -> str:
    """The signed message, asked with the access token in its header."""
    headers = {"authorization": f"Bearer {access_token}", "accept": "application/jwt"}
    question = partial(http.build_request, "GET", provider.userinfo_endpoint, headers=headers)
    return message_of(await ask(http, question, "userinfo", Kind.FC_DOWN, patience))
