"""FranceConnect's public keys: kept ten minutes, asked again at once when a message names one that we do not know."""

from functools import partial
from time import time

import httpx2
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from reference_client.discovery import FRESH, Discovery
from reference_client.outcome import Kind, Trouble
from reference_client.patience import Patience
from reference_client.wire import ask, json_object


def read(content: bytes) -> KeySet:
    """The key set of a JWKS document."""
    try:
        keys = json_object(content)["keys"]
        return KeySet.import_key_set({"keys": keys})
    except (JoseError, KeyError, TypeError, ValueError):
        raise Trouble(Kind.FC_ANSWER) from None


class KeyRing:
    """The keys that we hold today."""

    def __init__(self, http: httpx2.AsyncClient, discovery: Discovery, patience: Patience) -> None:
        self._http = http
        self._discovery = discovery
        self._patience = patience
        self._held: KeySet | None = None
        self._asked_at = 0.0

    async def held(self) -> KeySet:
        """The keys, at most ten minutes old."""
        if self._held is None or time() - self._asked_at > FRESH:
            return await self.renewed()
        return self._held

    async def renewed(self) -> KeySet:
        """The keys, asked now: FranceConnect may have changed them since."""
        provider = await self._discovery.provider()
        question = partial(self._http.build_request, "GET", provider.jwks_uri)
        response = await ask(self._http, question, "clés", Kind.FC_DOWN, self._patience)
        if response.status_code != 200:
            raise Trouble(Kind.FC_DOWN)
        self._held = read(response.content)
        self._asked_at = time()
        return self._held
