"""First step: send the browser to FranceConnect, with what we ask and nothing more."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from urllib.parse import urlencode

from reference_client.settings import Settings

# FranceConnect gives the citizen half an hour to choose a provider and log in; a request older than that is forgotten.
LIFETIME = 30 * 60


# A file at the town hall is found by name, first names and birth date; no e-mail, no birthplace is needed.
IDENTITY = ("openid", "given_name", "family_name", "birthdate")


class Purpose(Enum):
    """Why we send the browser: who is there, then, once the citizen has read what for, the tax data of the démarche."""

    IDENTITY = "identity"
    TAXES = "taxes"


@dataclass(frozen=True, slots=True)
class Pending:
    """An authorization that this browser has begun: its state is used once, its nonce ties the id_token to it.

    `scopes` are the least that does the job.
    """

    purpose: Purpose
    state: str
    nonce: str
    expires_at: float
    scopes: tuple[str, ...] = IDENTITY


def scopes(purpose: Purpose, taxes: tuple[str, ...]) -> tuple[str, ...]:
    """What is asked for: an identity, or the tax data `taxes`, and never both at once."""
    return IDENTITY if purpose is Purpose.IDENTITY else ("openid", *taxes)


def new_secret() -> str:
    """43 url-safe characters that nobody can guess, for a state or a nonce."""
    return secrets.token_urlsafe(32)


def parameters(settings: Settings, pending: Pending) -> Mapping[str, str]:
    """The query, exactly: FranceConnect refuses every parameter that it does not know."""
    return {
        "response_type": "code",
        "client_id": settings.client_id,
        "redirect_uri": settings.redirect_uri,
        "scope": " ".join(pending.scopes),
        "state": pending.state,
        "nonce": pending.nonce,
        "acr_values": "eidas1",
    }


def address(endpoint: str, query: Mapping[str, str]) -> str:
    """Where the browser goes."""
    return f"{endpoint}?{urlencode(query)}"
