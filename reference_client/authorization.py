"""First step: send the browser to FranceConnect, with what we ask and nothing more."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from urllib.parse import urlencode

from reference_client.settings import Settings

# FranceConnect gives the citizen half an hour to choose a provider and log in; a request older than that is forgotten.
LIFETIME = 30 * 60


class Purpose(Enum):
    """Why we send the browser; the value is the scopes asked, the least that does the job.

    Identity: the family's file is found by name, first names and birth date; no e-mail, no birthplace is needed.
    Taxes: asked only after the citizen has read what for. The quotient needs the reference income and the number of
    parts, of the last taxed year or of the one before.
    """

    IDENTITY = ("openid", "given_name", "family_name", "birthdate")
    TAXES = ("openid", "dgfip_rfr", "dgfip_nbpart", "dgfip_annee_n_moins_1", "dgfip_annee_n_moins_2")


@dataclass(frozen=True, slots=True)
class Pending:
    """An authorization that this browser has begun: its state is used once, its nonce ties the id_token to it."""

    purpose: Purpose
    state: str
    nonce: str
    expires_at: float


def new_secret() -> str:
    """43 url-safe characters that nobody can guess, for a state or a nonce."""
    return secrets.token_urlsafe(32)


def parameters(settings: Settings, pending: Pending) -> Mapping[str, str]:
    """The query, exactly: FranceConnect refuses every parameter that it does not know."""
    return {
        "response_type": "code",
        "client_id": settings.client_id,
        "redirect_uri": settings.redirect_uri,
        "scope": " ".join(pending.purpose.value),
        "state": pending.state,
        "nonce": pending.nonce,
        "acr_values": "eidas1",
    }


def address(endpoint: str, query: Mapping[str, str]) -> str:
    """Where the browser goes."""
    return f"{endpoint}?{urlencode(query)}"
