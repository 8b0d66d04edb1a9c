"""Who may touch the control port: the bearer of the token; and never a web page, whatever it was served from."""

import hmac
from urllib.parse import SplitResult, urlsplit

from fastapi.responses import PlainTextResponse

from simulator.connection import Receive, Scope, Send
from simulator.edge import App
from unefois.language import _
from unefois.settings import BenchSettings


class Guard:
    """Raw ASGI: asks for the token when there is one, and refuses requests that a foreign page made the browser send."""

    def __init__(self, app: App, settings: BenchSettings) -> None:
        self._app = app
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let through, or say why not."""
        if scope["type"] == "http" and (refusal := self._refusal(scope)):
            status, sentence = refusal
            challenge = {"www-authenticate": 'Bearer realm="unefois"'} if status == 401 else {}
            await PlainTextResponse(sentence, status, challenge)(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
        if self._settings.loopback and not self._is_ours(headers.get(b"host", "")):
            return 421, _("Ce port ne répond qu'à localhost.")
        if (origin := headers.get(b"origin")) and _parsed(origin).netloc != headers.get(b"host"):
            return 403, _("Le contrôle du banc ne se commande pas depuis une autre page.")
        if self._settings.token and not self._bears_token(headers.get(b"authorization", "")):
            return 401, _("Jeton absent ou faux : Authorization: Bearer <UNEFOIS_TOKEN>.")
        return None

    def _is_ours(self, host: str) -> bool:
        """A name that another site could have pointed at this machine is not ours (DNS rebinding)."""
        name = _parsed(f"//{host}").hostname or ""
        told = (self._settings.public_host, self._settings.back_host)
        return name in {"localhost", "127.0.0.1", "::1", *(host.strip("[]").lower() for host in told)}

    def _bears_token(self, authorization: str) -> bool:
        scheme, _, token = authorization.partition(" ")
        return scheme.lower() == "bearer" and hmac.compare_digest(token.encode(), self._settings.token.encode())


def _parsed(address: str) -> SplitResult:
    """The address in its parts; nowhere when it is none."""
    try:
        return urlsplit(address)
    except ValueError:
        return urlsplit("//invalid")
