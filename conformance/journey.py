"""A journey: what happened while a persona followed a parcours. All that a check may read."""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urljoin, urlsplit

from conformance import apis
from conformance.limits import KEPT
from conformance.reading import goes_on
from rulebook.formats.application import Usage
from rulebook.formats.exchange import Exchange
from rulebook.formats.habilitation import Habilitation
from rulebook.formats.observation import Observation, Seen
from rulebook.source import Text

Value = Callable[[Exchange], str | None]

_HTML = re.compile(r"<(?:html|body|main)\b", re.IGNORECASE)
_SPI = re.compile(r"\b\d{13}\b")

AGAIN = "again"  # begins the step of a page that is asked once more, to see what is open
# What the oracle says of a client that believed, and of one that stopped.
GOALS: frozenset[Seen] = frozenset({"connected", "result"})
STOPS: frozenset[Seen] = frozenset({"refused", "error"})


@dataclass(frozen=True, slots=True)
class Context:
    """What was true around the journey: who may do what, where, and what was disturbed.

    `years` are the income years that the contract opens; `late` is the one that the calendar made untaxed; `goal` is what an
    undisturbed journey shows at its end. `usage` is what the démarche declares to use; `undisturbed`, what the same citizen saw,
    each time that nothing was disturbed, when the journey is to be compared. `people` are those whom the module itself chose, one a lap.
    """

    habilitation: Habilitation
    client: str
    issuer: str
    goal: Seen = "result"
    fault: str | None = None
    spi: tuple[str, ...] = ()
    years: frozenset[int] = frozenset()
    late: int | None = None
    usage: Usage | None = None
    undisturbed: tuple[tuple[Observation, ...], ...] = ()
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Journey:
    """Exchanges and observations in order.

    `trouble`: the client did not answer as any web site does (silence, endless redirects…). `stuck`: it did, but the recipe cannot go
    on (no place for its next gesture, or a third party's site). `left`: when the citizen had logged out; `back`: when they pressed
    the button of FranceConnect again; None when they did not.
    """

    context: Context
    exchanges: tuple[Exchange, ...] = ()
    observations: tuple[Observation, ...] = ()
    trouble: Text | None = None
    stuck: Text | None = None
    left: float | None = None
    back: float | None = None

    def at(self, *endpoints: str) -> tuple[Exchange, ...]:
        """Exchanges that the bench recorded at those endpoints."""
        return tuple(e for e in self.exchanges if e.by != "driver" and e.endpoint in endpoints)

    def authorizations(self) -> tuple[Exchange, ...]:
        """Authorization requests, as the bench saw them, else as the driver did (a refused one may belong to nobody)."""
        bench = self.at("authorize")
        driver = tuple(
            e for e in self.exchanges if e.by == "driver" and without_query(e) == f"{self.context.issuer}/authorize"
        )
        return bench if len(bench) >= len(driver) else driver

    def logouts(self) -> tuple[Exchange, ...]:
        """Logouts that the browser was sent to: as the driver did them, for a refused one may belong to nobody."""
        address = f"{self.context.issuer}/session/end"
        return tuple(e for e in self.exchanges if e.by == "driver" and without_query(e) == address)

    def api_calls(self) -> tuple[Exchange, ...]:
        """Calls about somebody to the tax API, the SFiP or the R2P, resources that do not exist included."""
        return tuple(e for e in self.exchanges if apis.about_somebody(e))

    @property
    def fed(self) -> bool:
        """Whether what each citizen was shown can come from this bench: the tax API was called about each, or a code of theirs exchanged."""
        feeding = self.api_calls() if self.context.goal == "result" else self.at("token")
        return len({_whose(e) for e in feeding}) >= max(1, len(set(self.context.spi)))

    @property
    def served(self) -> bool:
        """Whether the bench gave all that an undisturbed journey asks of it, and refused nothing."""
        last = self.api_calls()[-1:] if self.context.goal == "result" else self.at("userinfo")[-1:]
        return bool(last) and last[0].response.status == 200 and not any(e.refused_by for e in self.exchanges)

    def client_pages(self) -> tuple[Exchange, ...]:
        """What the driver asked of the client."""
        return tuple(
            e for e in self.exchanges if e.by == "driver" and origin(e.request.url) == origin(self.context.client)
        )

    def screens(self) -> tuple[Exchange, ...]:
        """Pages of the client that a citizen reads: HTML kept whole, neither a redirect nor a page that goes on by itself."""
        return tuple(e for e in self.client_pages() if _is_screen(e))

    def lap(self, exchange: Exchange) -> int:
        """Which citizen of the journey it belongs to, from 1; 0 before the first of them came."""
        return self.lap_at(exchange.at)

    def lap_at(self, at: float) -> int:
        """Whose lap it was then."""
        return sum(1 for start in self._laps() if start <= at)

    def _laps(self) -> tuple[float, ...]:
        """When each lap began: its page "start" is seen once all that leads to it was asked, a whole login maybe."""
        starts: list[float] = []
        before = -math.inf
        for seen in self.observations:
            if seen.step == "start":
                asked = (e.at for e in self.exchanges if e.by == "driver" and before < e.at <= seen.at)
                starts.append(min(asked, default=seen.at))
            before = seen.at
        return tuple(starts)

    def codes(self) -> dict[str, Exchange]:
        """Mark of each code → the answer that gave it through the browser."""
        return {code: e for e in self.at("authorize", "authorize_resume") if (code := given_code(e))}

    def token_exchanges(self) -> dict[str, Exchange]:
        """Mark of each access token of FranceConnect → the exchange of a code that gave it."""
        return {mark: e for e in self.at("token") if (mark := given_token(e))}

    def tokens(self) -> frozenset[str]:
        """Marks of the access tokens that were given, or shown by the client: it may keep one from before the journey."""
        given = {mark for e in self.at("token", "apim_token") if (mark := given_token(e))}
        shown = {mark for e in (*self.at("userinfo"), *self.api_calls()) for mark in carried_marks(e)}
        return frozenset(given | shown)

    def seen_since(self, start: Exchange) -> tuple[Observation, ...]:
        """Observations made once `start` had happened."""
        return tuple(o for o in self.observations if o.at >= start.at)


def _whose(exchange: Exchange) -> object:
    """What tells one citizen's exchange from another's, whatever the clocks: a code, a token, a number, a civil status; else itself."""
    spi = _SPI.search(exchange.request.url)
    told = parameter("code")(exchange) or header("X-FranceConnect-OAuth")(exchange)
    return told or (spi[0] if spi else None) or parameters(exchange) or exchange.n


def origin(url: str) -> str:
    """Scheme, host and port."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}".lower()


def without_query(exchange: Exchange) -> str:
    """The address asked, its query apart."""
    return exchange.request.url.partition("?")[0]


def parameters(exchange: Exchange) -> tuple[tuple[str, str], ...]:
    """What the request carries, in its query and in its form."""
    return (*query(exchange.request.url), *(exchange.request.form or ()))


def query(url: str) -> tuple[tuple[str, str], ...]:
    """The members of an address's query."""
    return tuple(parse_qsl(urlsplit(url).query, keep_blank_values=True))


def parameter(name: str) -> Value:
    """Reads one parameter of a request; None when absent."""
    return lambda exchange: dict(reversed(parameters(exchange))).get(name)


def header(name: str) -> Value:
    """Reads one header of a request, its name in any case; None when absent."""
    wanted = name.lower()
    return lambda exchange: next((value for key, value in exchange.request.headers if key.lower() == wanted), None)


def answered(name: str) -> Value:
    """Reads one header of an answer, its name in any case; None when absent. Said several times it is one list (RFC 9110, 5.3)."""

    def read(exchange: Exchange) -> str | None:
        said = _lines(exchange, name)
        return ", ".join(said) if said else None

    return read


def addresses(exchange: Exchange) -> str:
    """The address asked, and the one that the answer leads to, as they read once decoded."""
    return unquote(f"{exchange.request.url} {location(exchange) or ''}")


def location(exchange: Exchange) -> str | None:
    """Where an answer sends the browser, as a full address; None when it sends nowhere."""
    found = _lines(exchange, "location")  # no list, for an address may hold a comma: browsers go to the first
    return urljoin(exchange.request.url, found[0]) if found else None


def _lines(exchange: Exchange, name: str) -> list[str]:
    return [value for key, value in exchange.response.headers if key.lower() == name.lower()]


def _is_screen(exchange: Exchange) -> bool:
    text = exchange.response.text or ""
    whole = 0 < len(text) < KEPT and location(exchange) is None
    return whole and _HTML.search(text) is not None and not goes_on(text)


def year(exchange: Exchange) -> str | None:
    """The income year in the path of a call to the tax API."""
    found = re.search(r"/annrev/([^/?]+)", exchange.request.url)
    return found[1] if found else None


def served_year(exchange: Exchange) -> int | None:
    """The income year that an answer says it is about: only resources that choose it by themselves say one."""
    body = exchange.response.json_body
    found = body.get("annRevenu") if exchange.response.status == 200 and isinstance(body, dict) else None
    return found if isinstance(found, int) else None


def given_code(exchange: Exchange) -> str | None:
    """The mark of the code that an answer gives through the browser."""
    return dict(query(location(exchange) or "")).get("code")


def given_token(exchange: Exchange) -> str | None:
    """The mark of the access token that a token answer gives."""
    body = exchange.response.json_body
    token = body.get("access_token") if isinstance(body, dict) else None
    return token if isinstance(token, str) else None


def carried_marks(exchange: Exchange) -> frozenset[str]:
    """Marks of every secret that a request carries: headers (after the scheme, if any), query, form."""
    headers = {value.rpartition(" ")[2] for _, value in exchange.request.headers}
    values = {value for _, value in parameters(exchange)}
    return frozenset(value for value in headers | values if value.startswith("h:"))
