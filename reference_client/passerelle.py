"""One question to the DGFiP's gateway: our token, renewed once when it is stale, and a number of its own for each call."""

from dataclasses import dataclass, field

import httpx2

from reference_client.apim import Apim, Manner
from reference_client.impot import Call, Person
from reference_client.outcome import Kind, Trouble
from reference_client.practice import Practice
from reference_client.settings import Settings
from reference_client.wire import ask


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked about whom, for which téléservice; `what` is its name in the log, where the address never is."""

    what: str
    path: str = field(repr=False)
    person: Person
    id_teleservice: str
    media: str


class Passerelle:
    """The gateway, under one scope."""

    def __init__(self, http: httpx2.AsyncClient, settings: Settings, practice: Practice, scope: str) -> None:
        self._http = http
        self._gateway = settings.gateway
        self._practice = practice
        self._apim = Apim(
            http, settings, Manner(practice.gateway_form, practice.gateway_token_life, practice.patience), scope
        )

    async def ask(self, question: Question) -> httpx2.Response:
        """The answer, good or bad; when the gateway says that our token is stale, we renew it and ask again, once."""
        token = await self._apim.token()
        response = await self._ask(question, token)
        if self._practice.token_is_stale(response.status_code, response.content):
            self._apim.forget(token)
            response = await self._ask(question, await self._apim.token())
        if response.status_code == 200 and not self._practice.accepts_type(response.headers.get("content-type", "")):
            raise Trouble(Kind.API_ANSWER)
        return response

    async def _ask(self, question: Question, token: str) -> httpx2.Response:
        def written() -> httpx2.Request:
            number = self._practice.new_correlation_id()
            call = Call(question.person, question.id_teleservice, token, number, question.media)
            url = self._gateway + question.path
            return self._http.build_request("GET", url, headers=self._practice.api_headers(call))

        return await ask(self._http, written, question.what, Kind.API_DOWN, self._practice.patience)
