"""HTTP to the provider: one request at a time, nothing followed, each one recorded redacted, the raw answer given back."""

import time
from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode

import httpx2

from conformance.drivers.cookies import browser_cookies
from conformance.drivers.trouble import Trouble
from conformance.limits import KEPT, Limits
from conformance.provider.answer import Answer, Pairs
from rulebook.formats.exchange import Exchange, Request, Response
from rulebook.redaction import Redactor

_FORM = "application/x-www-form-urlencoded"
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
        self._client = httpx2.Client(headers=_HEADERS, follow_redirects=False, trust_env=False, transport=transport)

    def close(self) -> None:
        """Give the connections back."""
        self._client.close()

    def browser(self) -> "Browser":
        """A browser without a past."""
        return Browser(self)

    def send(self, method: str, url: str, body: bytes | None, headers: Pairs, jar: httpx2.Cookies) -> Answer:
        """One exchange; raises `Trouble` when there is no whole answer."""
        at, start = time.time(), time.monotonic()
        try:
            request = self._client.build_request(
                method, url, content=body, headers=list(headers), timeout=self._limits.step
            )
            jar.set_cookie_header(request)
            response = self._client.send(request)
            jar.extract_cookies(response)
            self._client.cookies.clear()
        except (httpx2.HTTPError, httpx2.InvalidURL, ValueError) as error:
            name, place = type(error).__name__, url.partition("?")[0]
            raise Trouble(f"{place} ne répond pas ({name})", f"{place} does not answer ({name})") from None
        if len(response.content) > self._limits.page:
            raise Trouble("réponse trop longue", "answer too long")
        self._record(request, body, response, (at, (time.monotonic() - start) * 1000))
        exchange = self.exchanges[-1]
        return Answer(
            exchange.n, method, url, response.status_code, tuple(response.headers.multi_items()), response.text
        )

    def _record(
        self, request: httpx2.Request, body: bytes | None, response: httpx2.Response, times: tuple[float, float]
    ) -> None:
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
                text=response.text[:KEPT] or None,
            ),
            duration_ms=times[1],
        )
        self.exchanges.append(self._redactor.exchange(seen))


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
