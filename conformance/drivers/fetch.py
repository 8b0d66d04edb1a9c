"""One request at a time, within limits, and recorded: the driver's own journal. Never leaves the addresses it was given."""

import ssl
import time
from dataclasses import dataclass
from functools import cache

import httpx2

from conformance.drivers import legible
from conformance.drivers.bounded import TooLong, TooSlow, in_time, whole
from conformance.drivers.coding import Coded, decoded
from conformance.drivers.cookies import browser_cookies
from conformance.drivers.page import Gesture
from conformance.drivers.trouble import Stuck, Trouble
from conformance.journey import origin
from conformance.limits import OVER, Limits
from conformance.reading import joined
from rulebook.formats.exchange import Exchange, Request, Response
from rulebook.formats.report import Limit
from rulebook.redaction import Redactor

# Servers close what nobody uses at 2 or 5 s, and a request that meets the closing is lost: we give it up well before.
_IDLE = httpx2.Limits(keepalive_expiry=1.0)
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_REPEATED = frozenset({307, 308})  # what was sent is sent again
_HEADERS = {
    "accept": "text/html,application/xhtml+xml,*/*;q=0.8",
    "accept-language": "fr",
    "accept-encoding": "identity",  # nothing to inflate, unless the client does as it likes
    "user-agent": "unefois (juge)",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """Where the last hop landed."""

    url: str
    status: int
    text: str


@dataclass(frozen=True, slots=True)
class Where:
    """The two places a driver may go, and how its exchanges are stamped."""

    client: str
    franceconnect: str
    space: str
    lease: str | None
    module: str
    application: str

    def endpoint(self, url: str) -> str:
        """Whose address it is; raises `Stuck` for anybody else's: that page is not ours to visit."""
        if origin(url) == origin(self.client):
            return "client"
        if origin(url) == origin(self.franceconnect):
            return "franceconnect"
        raise Stuck(
            f"le client envoie le citoyen à {origin(url)}, qui n'est ni lui ({self.client}) ni FranceConnect ici ({self.franceconnect})",
            f"the client sends the citizen to {origin(url)}, neither itself ({self.client}) nor FranceConnect here ({self.franceconnect})",
        )


@dataclass(frozen=True, slots=True)
class _Hop:
    """One request about to leave."""

    gesture: Gesture
    endpoint: str
    at: float
    start: float
    deadline: float
    limit: Limit

    @property
    def url(self) -> str:
        """Where it goes."""
        return self.gesture.url


@cache
def _tls() -> ssl.SSLContext:
    """The machine's certificates, read once: each of the many browsers of a run would pay 40 ms for them."""
    return ssl.create_default_context()


class Fetcher:
    """A browser without JavaScript: cookies, redirects by hand, every hop recorded (redacted at once).

    `until` is the end of the run on the monotonic clock. `elsewhere`: where FranceConnect sends back is opened in another browser, which
    has no cookie; it is `moved` from then on.
    """

    def __init__(
        self,
        where: Where,
        limits: Limits,
        redactor: Redactor,
        until: float = float("inf"),
        *,
        elsewhere: bool = False,
    ) -> None:
        self.where = where
        self.moved = False
        self.exchanges: list[Exchange] = []
        self._limits = limits
        self._redactor = redactor
        self._until = until
        self._elsewhere = elsewhere
        self._cookies = browser_cookies()
        self._client = httpx2.Client(
            headers=_HEADERS, follow_redirects=False, trust_env=False, verify=_tls(), limits=_IDLE
        )

    def close(self) -> None:
        """Give the connections back."""
        self._client.close()

    def go(self, gesture: Gesture, limit: Limit = Limit.STEP) -> Answer:
        """Follow `gesture` to the page where redirects end, in the time of `limit` altogether, and before the end of the run."""
        deadline = time.monotonic() + self._limits.seconds(limit)
        if deadline > self._until:
            limit, deadline = Limit.RUN, self._until
        for _ in range(self._limits.redirects + 1):
            hop = _Hop(gesture, self.where.endpoint(gesture.url), time.time(), time.monotonic(), deadline, limit)
            response, text = self._within(hop)
            self._record(hop, response, text)
            location = response.headers.get("location")
            if response.status_code not in _REDIRECTS or location is None:
                legible.prove(text, min(self._limits.reading, self._limits.seconds(limit)), origin(gesture.url))
                return Answer(gesture.url, response.status_code, text)
            onward = _joined(gesture.url, location)
            gesture = gesture.repeated(onward) if response.status_code in _REPEATED else Gesture(onward)
            if self._elsewhere and (hop.endpoint, self.where.endpoint(onward)) == ("franceconnect", "client"):
                self._cookies, self.moved = browser_cookies(), True
        raise Trouble(
            f"plus de {self._limits.redirects} redirections à la suite, la dernière vers {origin(gesture.url)}",
            f"more than {self._limits.redirects} redirects in a row, the last one to {origin(gesture.url)}",
        )

    def _within(self, hop: _Hop) -> tuple[httpx2.Response, str]:
        """Make the request in the time that there is."""
        try:
            found = in_time(lambda: self._answered(hop), hop.deadline)
        except TooSlow:
            found = _slow(hop)
        if isinstance(found, Trouble):
            found.bench = hop.endpoint == "franceconnect" and found.limit is not Limit.RUN
            raise found
        return found

    def _answered(self, hop: _Hop) -> tuple[httpx2.Response, str] | Trouble:
        place = origin(hop.url)
        try:
            request = self._client.build_request(
                "GET" if hop.gesture.form is None else "POST",
                hop.url,
                timeout=max(hop.deadline - time.monotonic(), 0.001),
                **hop.gesture.content,
            )
            self._cookies.set_cookie_header(request)
            response = self._client.send(request, stream=True)
            self._cookies.extract_cookies(response)
            self._client.cookies.clear()  # httpx keeps its own, and would send them its own way
            body = self._body(response, hop)
        except Trouble as trouble:
            return trouble
        except httpx2.TimeoutException:
            return _slow(hop)
        except httpx2.ConnectError:
            return Trouble(f"rien ne répond à {place}", f"nothing answers at {place}", dead=True)
        except (httpx2.HTTPError, httpx2.InvalidURL, ValueError, RuntimeError) as error:
            name = type(error).__name__
            return Trouble(f"{place} répond mal ({name})", f"{place} answers badly ({name})")
        return response, decoded(body, response.headers.get("content-type", ""))

    def _body(self, response: httpx2.Response, hop: _Hop) -> bytes:
        """The body, as far as the limits go; some servers compress whatever is asked."""
        place, size = origin(hop.url), self._limits.page
        try:
            return whole(response, size, hop.deadline)
        except TooSlow:
            raise _slow(hop) from None
        except TooLong:
            raise Trouble(
                f"page de plus de {size} octets à {place}", f"page of more than {size} bytes at {place}"
            ) from None
        except Coded:
            coding = response.headers.get("content-encoding")
            raise Trouble(
                f"{place} répond avec Content-Encoding: {coding}, qui n'était pas demandé (Accept-Encoding: identity), et la page est illisible",
                f"{place} answers with Content-Encoding: {coding}, which was not asked for (Accept-Encoding: identity), and the page cannot be read",
            ) from None

    def _record(self, hop: _Hop, response: httpx2.Response, text: str) -> None:
        sent = response.request
        seen = Exchange(
            n=len(self.exchanges) + 1,
            at=hop.at,
            space=self.where.space,
            lease=self.where.lease,
            module=self.where.module,
            by="driver",
            endpoint=hop.endpoint,
            application=self.where.application,
            request=Request(
                method=sent.method, url=str(sent.url), headers=tuple(sent.headers.multi_items()), form=hop.gesture.form
            ),
            response=Response(
                status=response.status_code, headers=tuple(response.headers.multi_items()), text=text or None
            ),
            duration_ms=(time.monotonic() - hop.start) * 1000,
        )
        self.exchanges.append(self._redactor.exchange(seen))


def _slow(hop: _Hop) -> Trouble:
    if hop.limit is Limit.RUN:
        return Trouble(OVER.fr, OVER.en, limit=hop.limit)
    place, seconds = origin(hop.url), max(hop.deadline - hop.start, 0.0)
    return Trouble(
        f"pas de réponse complète de {place} en {seconds:.3g} s",
        f"no whole answer from {place} in {seconds:.3g} s",
        dead=True,
        limit=hop.limit,
    )


def _joined(url: str, location: str) -> str:
    found = joined(url, location)
    if found is None:
        raise Trouble("redirection vers une adresse illisible", "redirect to an unreadable address")
    return found
