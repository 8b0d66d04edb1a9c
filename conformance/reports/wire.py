"""An exchange as one would read it on the wire, bounded whatever the client sent."""

import json
import re
from collections.abc import Iterator, Sequence

from conformance.language import mark as _
from conformance.reports.labels import Say, fit
from rulebook.formats.exchange import Exchange, Jwt

# Headers that help to understand an exchange; the others stay in exchanges.jsonl.
_HEADERS = frozenset(
    {
        "authorization",
        "content-type",
        "id_teleservice",
        "location",
        "retry-after",
        "x-correlation-id",
        "x-franceconnect-oauth",
    }
)
_MARKUP = re.compile(r"<[^<>]*>")
_COMPACT = re.compile(r"[\w-]+(?:\.[\w:-]*){2,4}")
_SEEN = 40  # of a token whose claims are shown
_READ = 20_000
_LINE, _LINES, _WHOLE = 1500, 40, 6000


def sent(exchange: Exchange, say: Say) -> str:
    """The request."""
    request = exchange.request
    body = [f"{name}={value}" for name, value in request.form or ()] or _body(request.json_body, request.text)
    return _bounded([f"{request.method} {request.url}", *_headers(request.headers), *_after_a_blank(body)], say)


def got(exchange: Exchange, say: Say) -> str:
    """The answer, and what its tokens say; the client's pages are among the observations."""
    response = exchange.response
    head = f"HTTP {response.status}" if response.status else say(_("connexion coupée, aucune réponse"))
    body = [] if exchange.by == "driver" else _body(response.json_body, _unread(response.text, exchange.jwts))
    tokens = [line for jwt in exchange.jwts for line in _token(jwt)]
    return _bounded([head, *_headers(response.headers), *_after_a_blank(body), *_after_a_blank(tokens)], say)


def _unread(text: str | None, tokens: Sequence[Jwt]) -> str | None:
    """A body that is one whole token, cut short where what it says follows: nobody reads base64."""
    whole = bool(tokens) and text is not None and _COMPACT.fullmatch(text) is not None
    return f"{text[:_SEEN]}…" if whole and text is not None and len(text) > _SEEN else text


def _headers(headers: Sequence[tuple[str, str]]) -> list[str]:
    return [f"{name}: {value}" for name, value in headers if name.lower() in _HEADERS]


def _body(said: object, text: str | None) -> list[str]:
    """JSON as it is, a page by its words alone, anything else as it came."""
    if said is not None:
        return json.dumps(said, ensure_ascii=False, indent=1).split("\n")
    if not (text or "").lstrip()[:9].lower().startswith(("<!doctype", "<html")):
        return (text or "").split("\n")
    words = (line.strip() for line in _MARKUP.sub(" ", (text or "")[:_READ]).split("\n"))
    return [line for line in words if line]


def _token(jwt: Jwt) -> Iterator[str]:
    said = json.dumps({"header": jwt.header, "claims": jwt.claims}, ensure_ascii=False)
    yield f"{jwt.where} = {said} (signature: {jwt.signature})"


def _after_a_blank(lines: Sequence[str]) -> Sequence[str]:
    return ("", *lines) if any(lines) else ()


def _bounded(lines: Sequence[str], say: Say) -> str:
    shown = [fit(line, say, _LINE) for line in lines[:_LINES]]
    if len(lines) > _LINES:
        shown.append(say(_("[coupé : {count} lignes de plus, dans exchanges.jsonl]")).format(count=len(lines) - _LINES))
    return fit("\n".join(shown), say, _WHOLE)
