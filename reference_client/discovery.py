"""Where FranceConnect's endpoints are: asked from itself, and believed only if it is the one that we configured."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from time import time
from typing import Any

import httpx2

from reference_client.outcome import Kind, Trouble
from reference_client.patience import Patience
from reference_client.settings import Settings
from reference_client.wire import ask, json_object

# FranceConnect says max-age=600.
FRESH = 600.0
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri", "end_session_endpoint")


@dataclass(frozen=True, slots=True)
class Provider:
    """What we use of the discovery document; `names_itself`: callbacks carry `iss`, and must."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    userinfo_endpoint: str
    jwks_uri: str
    end_session_endpoint: str
    names_itself: bool


def read(document: Mapping[str, Any], issuer: str) -> Provider:
    """The provider, if the document is that of `issuer`."""
    endpoints = {name: document.get(name) for name in ENDPOINTS}
    if document.get("issuer") != issuer or not all(isinstance(found, str) for found in endpoints.values()):
        raise Trouble(Kind.FC_ANSWER)
    names_itself = document.get("authorization_response_iss_parameter_supported") is True
    return Provider(issuer=issuer, names_itself=names_itself, **{name: str(found) for name, found in endpoints.items()})


class Discovery:
    """Asks once, then again when the answer is no longer fresh."""

    def __init__(self, http: httpx2.AsyncClient, settings: Settings, patience: Patience) -> None:
        self._http = http
        self._settings = settings
        self._patience = patience
        self._found: Provider | None = None
        self._asked_at = 0.0

    async def provider(self) -> Provider:
        """The endpoints, at most ten minutes old."""
        if self._found is None or time() - self._asked_at > FRESH:
            self._found = await self._ask()
            self._asked_at = time()
        return self._found

    async def _ask(self) -> Provider:
        question = partial(self._http.build_request, "GET", self._settings.discovery)
        response = await ask(self._http, question, "découverte", Kind.FC_DOWN, self._patience)
        if response.status_code != 200:
            raise Trouble(Kind.FC_DOWN)
        try:
            return read(json_object(response.content), self._settings.issuer)
        except ValueError:
            raise Trouble(Kind.FC_ANSWER) from None
