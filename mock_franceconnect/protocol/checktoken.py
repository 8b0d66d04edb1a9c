"""/checktoken: what a data provider learns of the token that a téléservice handed to it."""

import hmac
from collections.abc import Callable, Mapping
from typing import Any

from msgspec import Struct

from mock_franceconnect.protocol.decisions import RefuseByJson
from mock_franceconnect.protocol.identity.subject import sub
from mock_franceconnect.protocol.records import AccessToken, Here, Silent
from rulebook.formats.data_provider import DataProvider as Registration
from rulebook.refusal import Refusal
from rulebook.refusals import checktoken as refusals

_IDENTITY = (
    "gender",
    "family_name",
    "given_name",
    "given_name_array",
    "birthdate",
    "birthplace",
    "birthcountry",
)

Members = Mapping[str, Any]


class DataProvider(Silent, frozen=True, gc=False):
    """A registered data provider; whether it is active is nowhere looked at."""

    client_id: str
    secret: str
    registration: Registration


class Answered(Struct, frozen=True, gc=False):
    """The introspection, yet to be signed and encrypted for that provider."""

    claims: dict[str, Any]
    provider: DataProvider


Decision = Answered | RefuseByJson
Rule = Callable[[Members, DataProvider | None], bool]


def _text(name: str) -> Rule:
    return lambda members, _: isinstance(members.get(name), str) and members[name] != ""


IN_ORDER: tuple[tuple[Refusal, Rule], ...] = (
    (refusals.TOKEN, _text("token")),
    (refusals.CLIENT_ID, _text("client_id")),
    (refusals.CLIENT_SECRET, _text("client_secret")),
    (refusals.MEMBER, lambda members, _: set(members) == set(refusals.MEMBERS)),
    (refusals.CLIENT, lambda _, known: known is not None),
    (
        refusals.SECRET,
        lambda members, known: (
            known is not None
            and hmac.compare_digest(members["client_secret"].encode("utf-8", "replace"), known.secret.encode())
        ),
    ),
)


def presented(members: Members) -> str:
    """The token that the provider asks about."""
    return _stated(members, "token")


def client_id(members: Members) -> str:
    """Who the provider says it is."""
    return _stated(members, "client_id")


def _stated(members: Members, name: str) -> str:
    value = members.get(name)
    return value if isinstance(value, str) else ""


def decide(  # noqa: PLR0913  (the whole context of one request)
    *, members: Members, known: DataProvider | None, token: AccessToken | None, here: Here, now: float, aged: float
) -> Decision:
    """Active or not: only the token's own 60 s count, not the grant's 30."""
    for refusal, holds in IN_ORDER:
        if not holds(members, known):
            return RefuseByJson(refusal)
    if known is None:
        raise AssertionError
    alive = token if token is not None and token.expires_at > aged else None
    if alive and alive.citizen.rnipp is None:
        return RefuseByJson(refusals.EUROPEAN)
    return Answered(
        {
            "iss": here.issuer,
            "aud": known.client_id,
            "iat": int(now),
            "token_introspection": _introspection(alive, known, here) if alive else {"active": False},
        },
        known,
    )


def _introspection(token: AccessToken, known: DataProvider, here: Here) -> dict[str, Any]:
    stated = token.citizen.rnipp.model_dump(mode="json") if token.citizen.rnipp else {}
    return {
        "active": True,
        "aud": token.asked.client_id,
        "sub": sub(token.citizen, known.client_id, here.pairwise_secret),
        "iat": token.issued_at,
        "exp": token.exp,
        "jti": token.id,
        "acr": token.asked.acr,
        "scope": " ".join(scope for scope in token.asked.scopes if scope in known.registration.scopes),
        **{claim: stated[claim] for claim in _IDENTITY},
    }
