"""Ask the API Impôt particulier: one call, one income year, one household."""

import logging

import httpx2

from reference_client.apim import Apim
from reference_client.impot import Assiette, Call, Person
from reference_client.outcome import Kind
from reference_client.practice import Practice
from reference_client.settings import Settings
from reference_client.wire import send

logger = logging.getLogger(__name__)


class Assiettes:
    """Talks to the gateway, in the words of `impot`."""

    def __init__(self, http: httpx2.AsyncClient, settings: Settings, practice: Practice) -> None:
        self._http = http
        self._settings = settings
        self._practice = practice
        self._apim = Apim(http, settings)

    async def of(self, person: Person, annee: int) -> Assiette:
        """The figures of `annee`; when the gateway says that our token is stale, we renew it and call again, once."""
        token = await self._apim.token()
        response = await self._call(person, annee, token)
        if self._practice.token_is_stale(response.status_code, response.content):
            self._apim.forget(token)
            response = await self._call(person, annee, await self._apim.token())
        return self._practice.read_assiette(response.status_code, response.content)

    async def _call(self, person: Person, annee: int, token: str) -> httpx2.Response:
        call = Call(person, self._settings.id_teleservice, token, self._practice.new_correlation_id())
        url = self._settings.gateway + self._practice.api_path(person, annee)
        request = self._http.build_request("GET", url, headers=self._practice.api_headers(call))
        response = await send(self._http, request, Kind.API_DOWN)
        logger.info("assiette %s → %s (appel %s)", annee, response.status_code, call.correlation_id)
        return response
