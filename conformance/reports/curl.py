"""An exchange as one `curl` command: safe to paste whatever the client sent, and with a placeholder where a secret was."""

import json
import re
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from urllib.parse import quote_plus

from conformance.language import mark as _
from conformance.reports.labels import Say, printable
from rulebook.formats.exchange import Exchange, Request
from rulebook.redaction import MARK

_MEMBER = re.compile(r'"([\w-]{1,40})": "(h:[0-9a-f]{16})')
_TOKEN = re.compile(
    r"[A-Za-z0-9!#$%&'*+.^_`|~-]{1,200}"
)  # anything else as a header name might be read by curl as an option
_AUTHORIZATION = re.compile(r"(Basic|Bearer) h:", re.IGNORECASE)
_OURS = frozenset(
    {"accept-encoding", "connection", "content-length", "host", "transfer-encoding"}
)  # curl makes its own
_PARTS = "multipart/form-data"
_LONGEST = {"url": 4000, "header": 2000, "body": 8000}
_HEADERS = 30

# Where a mark stands → the name of its placeholder, and what to put there.
_PLACES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "access_token": ("ACCESS_TOKEN", _("un jeton d'accès encore valable")),
        "basic": ("BASIC", _("client_id:client_secret en base64")),
        "bearer": ("ACCESS_TOKEN", _("un jeton d'accès encore valable")),
        "client_assertion": ("CLIENT_ASSERTION", _("une assertion signée par le client")),
        "client_secret": ("CLIENT_SECRET", _("le secret de l'application, tel que le banc l'imprime")),
        "code": ("CODE", _("un code d'autorisation qui n'a pas encore servi")),
        "cookie": ("COOKIE", _("le cookie d'une session ouverte")),
        "id_token": ("ID_TOKEN", _("un id_token de la même session")),
        "id_token_hint": ("ID_TOKEN", _("un id_token de la même session")),
        "password": ("PASSWORD", _("le mot de passe du compte de test")),
        "refresh_token": ("REFRESH_TOKEN", _("un jeton de rafraîchissement")),
        "token": ("ACCESS_TOKEN", _("un jeton d'accès encore valable")),
        "x-franceconnect-oauth": ("FRANCECONNECT_TOKEN", _("le jeton d'accès FranceConnect du citoyen")),
    }
)
_ANY = ("VALUE", _("la valeur que le rapport cache"))


@dataclass(frozen=True, slots=True)
class Command:
    """What to paste; what to put in each placeholder; whether something was too long to be whole."""

    text: str
    fill: tuple[tuple[str, str], ...] = ()
    shortened: bool = False


@dataclass(slots=True)
class _Page:
    """Placeholders met so far: two equal marks keep one name."""

    fill: dict[str, str] = field(default_factory=dict)
    shortened: bool = False

    def holes(self, text: str, place: str) -> str:
        """The text, its marks as placeholders that say what stood there."""
        return MARK.sub(lambda found: self._hole(place, found[0]), text)

    def _hole(self, place: str, mark: str) -> str:
        name, meaning = _PLACES.get(place.lower(), _ANY)
        hole = f"<{name}-{mark[2:8]}>"
        self.fill.setdefault(hole, meaning)
        return hole

    def fit(self, text: str, kind: str) -> str:
        """What a shell, and a person, can read of it: short, and without control characters."""
        kept = text[: _LONGEST[kind]]
        self.shortened |= len(kept) < len(text)
        return printable(kept, also="\n\t" if kind == "body" else "")


def command(exchange: Exchange, say: Say) -> Command:
    """The command that asks the same thing again. It reads no file and speaks only http, whatever stands in the request."""
    page = _Page()
    request = exchange.request
    asks = (
        [("--head",)]
        if request.method == "HEAD"
        else [("--request", page.fit(page.holes(request.method, ""), "header"))]
    )
    options = [
        ("--include", "--globoff"),
        ("--max-time", "30"),
        ("--proto", "=http,https"),
        *asks,
        *(("--header", said) for said in _headers(request, page)),
        *_body(request, page),
        ("--url", page.fit(_address(request.url, page), "url")),
    ]
    lines = [" ".join(shlex.quote(word) for word in option) for option in options]
    fill = tuple((hole, say(meaning)) for hole, meaning in page.fill.items())
    return Command(" \\\n  ".join(("curl " + lines[0], *lines[1:])), fill, page.shortened)


def _address(url: str, page: _Page) -> str:
    base, mark, query = url.partition("?")
    pieces = (piece.partition("=") for piece in query.split("&"))
    return (
        page.holes(base, "")
        + mark
        + "&".join(page.holes(name, "") + sign + page.holes(said, name) for name, sign, said in pieces)
    )


def _headers(request: Request, page: _Page) -> Iterator[str]:
    # A form's content type is long enough to have been hidden, or names a boundary that is not curl's: curl sends its own.
    made = request.form is not None and {
        ("content-type", said) for _, said in request.headers if MARK.fullmatch(said) or said.startswith(_PARTS)
    }
    told = [(name, said) for name, said in request.headers if not made or (name.lower(), said) not in made]
    wanted = [(name, said) for name, said in told if name.lower() not in _OURS and _TOKEN.fullmatch(name)]
    page.shortened |= len(wanted) > _HEADERS
    for name, said in wanted[:_HEADERS]:
        scheme = _AUTHORIZATION.match(said) if name.lower() == "authorization" else None
        value = page.fit(page.holes(said, scheme[1] if scheme else name), "header")
        yield f"{name}: {value}" if value else f"{name};"


def _body(request: Request, page: _Page) -> Iterator[tuple[str, str]]:
    if request.form is not None and _in_parts(request):
        for name, said in request.form:
            yield "--form-string", page.fit(f"{page.holes(name, '')}={page.holes(said, name)}", "body")
    elif request.form is not None:
        pairs = (f"{_form(name, '', page)}={_form(said, name, page)}" for name, said in request.form)
        yield "--data-raw", page.fit("&".join(pairs), "body")
    elif request.json_body is not None:
        text = _MEMBER.sub(lambda found: page.holes(found[0], found[1]), json.dumps(request.json_body))
        yield "--data-raw", page.fit(page.holes(text, ""), "body")
    elif request.text:
        yield "--data-raw", page.fit(page.holes(request.text, ""), "body")


def _in_parts(request: Request) -> bool:
    return any(name.lower() == "content-type" and said.startswith(_PARTS) for name, said in request.headers)


def _form(text: str, place: str, page: _Page) -> str:
    """A member as forms encode it, but for the placeholders, which a person must be able to find."""
    plain = MARK.split(text)
    marks = [page.holes(mark, place) for mark in MARK.findall(text)]
    encoded = [quote_plus(piece, errors="replace") for piece in plain]
    return encoded[0] + "".join(mark + rest for mark, rest in zip(marks, encoded[1:], strict=True))
