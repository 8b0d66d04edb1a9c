"""One request of one browser: its language, its session, its form, and the cookies and headers of the answer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from reference_client.outcome import Kind, Trouble
from reference_client.session import Session, Sessions
from reference_client.settings import Settings

LANGUAGES = ("fr", "en")
LANGUAGE_COOKIE = "villefictive_langue"
LONGEST_FORM = 8_192

# No `form-action`: browsers apply it to the redirections that follow a form, and ours leads to FranceConnect.
POLICY = "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; frame-ancestors 'none'"
HEADERS: Mapping[str, str] = {
    "cache-control": "no-store",
    "content-security-policy": POLICY,
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}


CookieLook = Callable[[Settings], Mapping[str, Any]]


def cookie_look(settings: Settings) -> Mapping[str, Any]:
    """No script reads our cookies, no other site's form sends them, and none leaves in clear a site that is over https."""
    return {"httponly": True, "samesite": "lax", "secure": settings.secure}


def cookie_name(settings: Settings) -> str:
    """Browsers share cookies between the ports of a host: with the port in the name, two téléservices live side by side."""
    return f"villefictive_{urlsplit(settings.base_url).port or 'session'}"


@dataclass(slots=True)
class Visit:
    """What a page handler is given."""

    request: Request
    settings: Settings
    sessions: Sessions
    now: float
    language: str
    key: str | None
    session: Session | None

    def opened(self) -> Session:
        """The session, begun now if there is none."""
        if self.session is None:
            self.key, self.session = self.sessions.open(self.now)
        return self.session

    def logged_in(self) -> None:
        """Change the key of the session: the old one was known before anybody proved who they are."""
        if self.key is not None:
            self.key = self.sessions.renamed(self.key)

    def left(self) -> None:
        """End the session."""
        if self.key is not None:
            self.sessions.close(self.key)
        self.key = self.session = None

    async def form(self) -> Mapping[str, str]:
        """The fields of a form that one of our pages sent; anything else is a `Trouble`."""
        body = b""
        async for chunk in self.request.stream():
            body += chunk
            if len(body) > LONGEST_FORM:
                raise Trouble(Kind.LONG_FORM)
        fields = dict(parse_qsl(body.decode(errors="replace"), keep_blank_values=True))
        if self.session is None or not self.session.accepts(fields.get("csrf", "")):
            raise Trouble(Kind.STALE_FORM)
        return fields

    def dressed(self, response: Response, headers: Mapping[str, str], look: CookieLook) -> Response:
        """The response with our headers and cookies."""
        response.headers.update(headers)
        attributes = look(self.settings)
        if self.settings.secure:
            response.headers["strict-transport-security"] = "max-age=31536000"
        if self.request.query_params.get("lang") in LANGUAGES:
            response.set_cookie(LANGUAGE_COOKIE, self.language, **attributes)
        name = cookie_name(self.settings)
        if self.key is not None:
            response.set_cookie(name, self.key, **attributes)
        elif name in self.request.cookies:
            response.delete_cookie(name, **attributes)
        return response


def visit_of(request: Request, settings: Settings, sessions: Sessions, now: float) -> Visit:
    """The visit that a request is; a key that we do not know is as good as none."""
    asked = request.query_params.get("lang") or request.cookies.get(LANGUAGE_COOKIE)
    language = asked if asked in LANGUAGES else LANGUAGES[0]
    key = request.cookies.get(cookie_name(settings))
    session = sessions.find(key, now) if key else None
    return Visit(request, settings, sessions, now, language, key if session else None, session)


def see_other(path: str) -> Response:
    """Go and read that page: reloading it sends nothing again."""
    return RedirectResponse(path, status_code=303)
