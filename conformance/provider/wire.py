"""HTTP to the provider: one request at a time, within limits, nothing followed, each one recorded redacted, the raw answer given back."""

import time
from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode

import httpx2

from conformance.drivers import legible
from conformance.drivers.bounded import TooLong, TooSlow, in_time, whole
from conformance.drivers.coding import Coded, decoded
from conformance.drivers.cookies import browser_cookies
from conformance.drivers.trouble import Trouble
from conformance.keeping import cut
from conformance.limits import OVER, Limits
from conformance.provider.answer import Answer, Pairs
from rulebook.formats.exchange import Exchange, Request, Response
from rulebook.formats.report import Limit
from rulebook.redaction import Redactor

_FORM = "application/x-www-form-urlencoded"
_TROUBLES = (TooLong, TooSlow, Coded, httpx2.HTTPError, httpx2.InvalidURL, ValueError, RuntimeError)
_HEADERS = {"accept": "*/*", "accept-encoding": "identity", "user-agent": "unefois (juge)"}


class Wire:
    """The connections of one run. `transport` is for tests that need no socket."""

    def __init__(
        self,
        limits: Limits,
        redactor: Redactor,
        stamp: Mapping[str, str | None],
        transport: httpx2.BaseTransport | None,
    ) -> None:
        self.exchanges: list[Exchange] = []
        self.module = ""
        self._limits = limits
        self._redactor = redactor
        self._stamp = stamp
        self._until = time.monotonic() + limits.run
        self._client = httpx2.Client(headers=_HEADERS, follow_redirects=False, trust_env=False, transport=transport)

    def close(self) -> None:
        """Give the connections back."""
        self._client.close()

    def browser(self) -> "Browser":
        """A browser without a past."""
        return Browser(self)

    def send(self, method: str, url: str, body: bytes | None, headers: Pairs, jar: httpx2.Cookies) -> Answer:
        """One exchange; raises `Trouble` when there is no whole answer in time, too long a one, or a page that nobody comes to the end of."""
        at, start = time.time(), time.monotonic()
        if start >= self._until:
            raise _over()
        deadline = min(start + self._limits.step, self._until)
        try:
            request = self._client.build_request(
                method, url, content=body, headers=list(headers), timeout=max(deadline - start, 0.001)
            )
            jar.set_cookie_header(request)
            response, read = in_time(lambda: self._answered(request, deadline), deadline)
            jar.extract_cookies(response)
            self._client.cookies.clear()  # httpx keeps its own, and would send them its own way
        except _TROUBLES as error:
            raise self._trouble(error, url.partition("?")[0]) from None
        text = decoded(read, response.headers.get("content-type", ""))
        self._record(request, body, (response, text), (at, (time.monotonic() - start) * 1000))
        legible.prove(text, min(self._limits.reading, self._limits.step), url.partition("?")[0])
        headers = tuple(response.headers.multi_items())
        return Answer(self.exchanges[-1].n, method, url, response.status_code, headers, text)

    def _answered(self, request: httpx2.Request, deadline: float) -> tuple[httpx2.Response, bytes]:
        response = self._client.send(request, stream=True)
        return response, whole(response, self._limits.page, deadline)

    def _trouble(self, error: Exception, place: str) -> Trouble:
        if time.monotonic() >= self._until:
            return _over()
        if isinstance(error, TooLong):
            size = self._limits.page
            return Trouble(
                f"réponse de plus de {size} octets à {place}", f"answer of more than {size} bytes at {place}"
            )
        if isinstance(error, TooSlow | httpx2.TimeoutException):
            seconds = self._limits.step
            return Trouble(
                f"pas de réponse complète de {place} en {seconds:.3g} s",
                f"no whole answer from {place} in {seconds:.3g} s",
                limit=Limit.STEP,
            )
        if isinstance(error, Coded):
            return Trouble(f"{place} répond dans un codage illisible", f"{place} answers in an unreadable coding")
        name = type(error).__name__
        return Trouble(f"{place} ne répond pas ({name})", f"{place} does not answer ({name})")

    def _record(
        self,
        request: httpx2.Request,
        body: bytes | None,
        answered: tuple[httpx2.Response, str],
        times: tuple[float, float],
    ) -> None:
        response, said = answered
        text = None if body is None else body.decode("utf-8", "replace")
        form = request.headers.get("content-type") == _FORM
        seen = Exchange(
            n=len(self.exchanges) + 1,
            at=times[0],
            space=self._stamp["space"] or "",
            lease=self._stamp["lease"],
            module=self.module,
            by="driver",
            endpoint="franceconnect",
            application=self._stamp["application"],
            request=Request(
                method=request.method,
                url=str(request.url),
                headers=tuple(request.headers.multi_items()),
                form=tuple(parse_qsl(text or "", keep_blank_values=True)) if form else None,
                text=None if form else text,
            ),
            response=Response(
                status=response.status_code,
                headers=tuple(response.headers.multi_items()),
                text=said or None,
            ),
            duration_ms=times[1],
        )
        self.exchanges.append(cut(self._redactor.exchange(seen)))


def _over() -> Trouble:
    return Trouble(OVER.fr, OVER.en, limit=Limit.RUN)


class Browser:
    """Cookies of one citizen, or of a machine that keeps none."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self._jar = browser_cookies()

    def get(self, url: str, headers: Pairs = ()) -> Answer:
        """GET."""
        return self._wire.send("GET", url, None, headers, self._jar)

    def post(self, url: str, form: Pairs, headers: Pairs = ()) -> Answer:
        """POST a form."""
        return self._wire.send("POST", url, urlencode(form).encode(), (("content-type", _FORM), *headers), self._jar)

    def send(self, method: str, url: str, body: bytes | None = None, headers: Pairs = ()) -> Answer:
        """Anything else."""
        return self._wire.send(method, url, body, headers, self._jar)
