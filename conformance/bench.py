"""The bench over HTTP: its control API, and nothing more."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import quote

import httpx2

from conformance.clock import ahead_by
from rulebook.formats.control import CalendarBody, ElapseBody, FaultOrder, ImportBody, LeaseRequest
from rulebook.formats.exchange import Exchange
from rulebook.formats.habilitation import Credentials, Habilitation
from rulebook.formats.persona import Persona
from rulebook.formats.record import Record
from rulebook.source import Text

_SECONDS = 20.0
RENEW_EVERY = 20.0
_BEYOND = 10**9  # numbered above this: no exchange, the call alone renews
HELD = 409  # somebody else holds the application
R = TypeVar("R", bound=Record)


class BenchError(Exception):
    """The bench cannot be reached, or says no: its own sentence then comes in the one language that it was started with."""

    def __init__(self, fr: str, en: str = "", status: int = 0) -> None:
        super().__init__(fr)
        self.detail = Text(fr, en or fr)
        self.status = status

    @property
    def says(self) -> Text:
        """Whose sentence it is, and the sentence."""
        return Text(f"Banc : {self.detail.fr}", f"Bench: {self.detail.en}")


@dataclass(frozen=True, slots=True)
class Space:
    """Where a space is, as the bench says."""

    name: str
    seed: int
    issuer: str
    gateway: str
    franceconnect: str
    issuer_plus: str = ""

    @property
    def issuers(self) -> dict[str, str]:
        """The issuer of each platform, by its key."""
        return {"low": self.issuer, "high": self.issuer_plus}


class Bench:
    """A bench at `url` (its control port). `token` is what it asks for when it listens beyond loopback."""

    def __init__(self, url: str, token: str = "") -> None:
        self.url = url.rstrip("/")
        self.ahead = 0.0  # seconds, by this machine's clock
        headers = {"authorization": f"Bearer {token}"} if token else {}
        self._http = httpx2.Client(base_url=self.url, headers=headers, timeout=_SECONDS, trust_env=False)

    def close(self) -> None:
        """Give the connections back."""
        self._http.close()

    def health(self) -> None:
        """Raise `BenchError` unless a bench answers; what time it is there."""
        asked = time.time()
        said = self._call("GET", "/control/health")
        if not isinstance(said, dict) or said.get("name") != "unefois":
            raise self._no_bench()
        self.ahead = ahead_by(said.get("now"), asked, time.time())

    def space(self, name: str) -> Space:
        """Where that space is."""
        said = self._call("GET", f"/control/spaces/{_part(name)}")
        return Space(
            said["name"], said["seed"], said["issuer"], said["gateway"], said["franceconnect"], said["issuer_plus"]
        )

    def register(self, space: str, habilitation: Habilitation) -> Credentials:
        """Declare an application, or change its habilitation; the credentials that it has there. Who is to be called stays here."""
        told = habilitation.model_copy(update={"datapass": habilitation.datapass.without_persons()})
        said = self._call("PUT", f"/control/spaces/{_part(space)}/habilitations/{habilitation.id}", told)
        return Credentials.model_validate(said["credentials"])

    def personas(self, space: str) -> tuple[Persona, ...]:
        """Everybody who can log in."""
        response = self.send("GET", f"/control/spaces/{_part(space)}/personas")
        return _records(Persona, response)

    def load(self, space: str, people: ImportBody) -> Any:
        """Let people in from files; the summary of what they are."""
        return self._call("POST", f"/control/spaces/{_part(space)}/imports", people)

    def unassigned(self, space: str, since: float, after: int = 0) -> tuple[Exchange, ...]:
        """Exchanges that no lease explains, from `since` (epoch seconds) on and numbered above `after`."""
        path = f"/control/spaces/{_part(space)}/exchanges?unassigned=1&since={since + self.ahead}&after={after}"
        return self.exchanges(path)

    def exchanges(self, path: str) -> tuple[Exchange, ...]:
        """What the simulators saw, told by this machine's clock: the driver's own exchanges take their place among them."""
        seen = _records(Exchange, self.send("GET", path))
        return tuple(one.model_copy(update={"at": one.at - self.ahead}) for one in seen) if self.ahead else seen

    @contextmanager
    def lease(self, space: str, request: LeaseRequest) -> "Iterator[Lease]":
        """Hold an application for one module."""
        said = self._call("POST", f"/control/spaces/{_part(space)}/leases", request)
        held = Lease(self, f"/control/spaces/{_part(space)}/leases/{said['id']}", said["id"])
        over = threading.Event()
        renewing = threading.Thread(target=held.renew_until, args=(over,), daemon=True)
        renewing.start()
        try:
            yield held
        finally:
            over.set()
            renewing.join(_SECONDS)
            held.end()

    def _call(self, method: str, path: str, body: Record | None = None) -> Any:
        response = self.send(method, path, body)
        try:
            return response.json() if response.content else None
        except ValueError:
            raise self._no_bench() from None

    def _no_bench(self) -> BenchError:
        """Something else answers there: another program, or the bench's own FranceConnect."""
        return BenchError(
            f"{self.url} répond, mais ce n'est pas l'adresse de contrôle d'un banc unefois",
            f"{self.url} answers, but it is not the control address of an unefois bench",
        )

    def send(self, method: str, path: str, body: Record | None = None) -> httpx2.Response:
        """One call; raises `BenchError` with the bench's own sentence."""
        content = None if body is None else body.model_dump_json(exclude_none=True, by_alias=True)
        headers = {} if content is None else {"content-type": "application/json"}
        wait = httpx2.Timeout(_SECONDS, read=_SECONDS + 60)
        try:
            response = self._http.request(method, path, content=content, headers=headers, timeout=wait)
        except httpx2.HTTPError as error:
            why = type(error).__name__
            raise BenchError(f"rien ne répond à {self.url} ({why})", f"nothing answers at {self.url} ({why})") from None
        if response.is_error and "text/html" in response.headers.get("content-type", ""):
            raise self._no_bench()
        if response.is_error:
            raise BenchError(_detail(response), status=response.status_code)
        return response


@dataclass(frozen=True, slots=True)
class Lease:
    """One application held for one module: the only place from which faults are ordered and time is moved."""

    bench: Bench
    path: str
    id: str

    def order(self, fault: FaultOrder) -> None:
        """Order one fault."""
        self.bench.send("POST", f"{self.path}/faults", fault)

    def calendar(self, body: CalendarBody) -> None:
        """Move taxation instants."""
        self.bench.send("PUT", f"{self.path}/calendar", body)

    def elapse(self, seconds: float) -> None:
        """Age what is stored for the application."""
        self.bench.send("POST", f"{self.path}/elapse", ElapseBody(seconds=seconds))

    def exchanges(self, after: int = 0) -> tuple[Exchange, ...]:
        """What the simulators saw, numbered above `after`."""
        return self.bench.exchanges(f"{self.path}/exchanges?after={after}")

    def renew_until(self, over: threading.Event) -> None:
        """Renew now and then: a lease that nobody renews for a minute lapses, and a slow client may take longer."""
        while not over.wait(RENEW_EVERY):
            with suppress(BenchError):
                self.exchanges(after=_BEYOND)

    def end(self) -> None:
        """Give the application back; a bench that is gone has already taken it."""
        with suppress(BenchError):
            self.bench.send("DELETE", self.path)


def _records(model: type[R], response: httpx2.Response) -> tuple[R, ...]:
    return tuple(model.model_validate_json(json.dumps(one)) for one in response.json())


def _detail(response: httpx2.Response) -> str:
    try:
        return str(response.json()["detail"])
    except (ValueError, KeyError, TypeError):
        return response.text[:200] or f"{response.status_code}"


def _part(name: str) -> str:
    """A name as one part of a path, whatever it holds."""
    return quote(name, safe="")
