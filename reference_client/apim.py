"""Our own token for the DGFiP's gateway: it says which town calls, lives about an hour, serves every citizen."""

import asyncio
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from time import monotonic

import httpx2

from reference_client.outcome import Kind, Trouble
from reference_client.patience import Patience
from reference_client.settings import Settings
from reference_client.wire import ask, fits_a_header, json_object, when_to_come_back

# A token about to expire would expire on the way; and none is believed for longer than a day.
MARGIN = 30
LONGEST = 24 * 3600


@dataclass(frozen=True, slots=True)
class Manner:
    """How tokens are asked for and kept; `patience` says when a question is put again."""

    form: Callable[[str], Mapping[str, str]]
    believed_for: Callable[[int], float]
    patience: Patience


@dataclass(frozen=True, slots=True)
class Grant:
    """A token and how many seconds it lives."""

    token: str = field(repr=False)
    expires_in: int


def form(scope: str) -> Mapping[str, str]:
    """What is posted for a token: the only grant that the gateway opens, and the resources of our contract."""
    return {"grant_type": "client_credentials", "scope": scope}


def believed_for(expires_in: int) -> float:
    """How many seconds a token is used, by all citizens: nearly all of its life."""
    return expires_in - MARGIN


def read(status: int, content: bytes) -> Grant:
    """The grant of a good answer."""
    if status == 429:
        raise Trouble(Kind.API_QUOTA)
    if status >= 500:
        raise Trouble(Kind.API_DOWN)
    if status in {400, 403}:
        raise Trouble(Kind.API_RIGHTS)
    if status == 401:
        raise Trouble(Kind.API_TOKEN)
    try:
        answer = json_object(content)
    except ValueError:
        raise Trouble(Kind.API_ANSWER) from None
    token, expires_in = answer.get("access_token"), answer.get("expires_in")
    if status != 200 or not fits_a_header(token) or not isinstance(expires_in, int):
        raise Trouble(Kind.API_ANSWER)
    return Grant(token, min(expires_in, LONGEST))


class Apim:
    """Keeps the token of one scope until shortly before its end; callers that arrive together share one request."""

    def __init__(self, http: httpx2.AsyncClient, settings: Settings, manner: Manner, scope: str) -> None:
        self._http = http
        self._settings = settings
        self._manner = manner
        self._scope = scope
        self._lock = asyncio.Lock()
        self._token = ""
        self._good_until = 0.0

    async def token(self) -> str:
        """A token that still lives."""
        async with self._lock:
            if not self._token or monotonic() >= self._good_until:
                grant = await self._ask()
                self._token, self._good_until = grant.token, monotonic() + self._manner.believed_for(grant.expires_in)
            return self._token

    def forget(self, token: str) -> None:
        """The gateway refused `token`: the next caller asks another (unless somebody already did)."""
        if token == self._token:
            self._token = ""

    async def _ask(self) -> Grant:
        """A POST, but one that changes nothing and burns nothing: it may be put again like a question."""
        question = partial(
            self._http.build_request,
            "POST",
            f"{self._settings.gateway}/token",
            data=dict(self._manner.form(self._scope)),
            headers={"authorization": _basic(self._settings)},
        )
        response = await ask(self._http, question, "jeton de la passerelle", Kind.API_DOWN, self._manner.patience)
        with when_to_come_back(response):
            return read(response.status_code, response.content)


def _basic(settings: Settings) -> str:
    return "Basic " + b64encode(f"{settings.apim_key}:{settings.apim_secret}".encode()).decode()
