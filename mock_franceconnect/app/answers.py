"""Decisions into responses. Nothing is decided here: each kind of decision has one rendering."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, assert_never
from urllib.parse import quote

import orjson

from mock_franceconnect.app.call import Call
from mock_franceconnect.app.rendering import render
from mock_franceconnect.protocol import explaining, faults, media, userinfo
from mock_franceconnect.protocol.accept import prefers_html
from mock_franceconnect.protocol.addresses import encoded, with_parameters
from mock_franceconnect.protocol.decisions import (
    LANGUAGE_COOKIE,
    Disturbed,
    Left,
    Moved,
    Parameters,
    RefuseByJson,
    RefuseByPage,
    RefuseByRedirect,
    RefuseByText,
    Returned,
    Shown,
)
from mock_franceconnect.protocol.giving_up import described
from mock_franceconnect.protocol.records import Asked
from rulebook.refusal import Refusal
from simulator.chance import new_uuid
from simulator.connection import Headers
from simulator.response import Response, lines

Browser = Moved | Returned | Left | Shown | RefuseByPage | RefuseByRedirect | RefuseByText

_POLICY = (
    b"default-src 'self';base-uri 'self';font-src 'self';frame-ancestors 'self';img-src 'self' data:;"
    b"object-src 'none';script-src 'self';script-src-attr 'none';style-src 'self'"
)
# The one page that holds a frame: where a fault sends the browser to the client twice.
_FRAMING = _POLICY + b";frame-src *"
# What helmet sends. `upgrade-insecure-requests` is left out: it would break a bench on plain http.
_HELMET: tuple[tuple[bytes, bytes], ...] = tuple(
    (name.encode(), value.encode())
    for name, value in {
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "origin-agent-cluster": "?1",
        "referrer-policy": "no-referrer",
        "strict-transport-security": "max-age=31536000; includeSubDomains",
        "x-content-type-options": "nosniff",
        "x-dns-prefetch-control": "off",
        "x-download-options": "noopen",
        "x-frame-options": "SAMEORIGIN",
        "x-permitted-cross-domain-policies": "none",
        "x-xss-protection": "0",
    }.items()
)
HTML, JSON, TEXT = media.HTML, media.JSON, media.TEXT
_ERRORS = "https://docs.partenaires.franceconnect.gouv.fr/fs/fs-technique/fs-technique-erreurs/"
PUBLIC = "public, max-age=600"
# What an address keeps in a header; the rest is escaped.
_KEPT = "%/:=&?~#+!$,;'@()*[]"
_WRITABLE = re.compile(rf"[A-Za-z0-9_.\-{re.escape(_KEPT)}]*").fullmatch


def respond(  # noqa: PLR0913, PLR0917  (a response, whole)
    status: int, media_type: str, body: bytes, headers: Headers, cache: str = "no-store", policy: bytes = _POLICY
) -> Response:
    """A response with the headers that every answer carries."""
    front = _front(policy, cache, media_type)
    return Response(status, b"%bcontent-length: %d\r\n%b" % (front, len(body), lines(headers)), body)


@lru_cache(maxsize=64)
def _front(policy: bytes, cache: str, media_type: str) -> bytes:
    """The lines that thousands of answers share."""
    shared = (b"content-security-policy", policy), *_HELMET
    return lines((*shared, (b"cache-control", cache.encode()), (b"content-type", media_type.encode())))


def to_browser(call: Call, decision: Browser) -> Response:
    """What a browser gets."""
    match decision:
        case Moved():
            return _redirect(call, decision.status, call.here.prefix + decision.path, decision.cookies)
        case Returned():
            call.bring(decision.fault)
            return _to_client(call, 303, decision)
        case Left():
            return _to_client(call, 303, decision)
        case Shown():
            return _page(
                call,
                200,
                decision.page,
                decision.values,
                decision.fresh,
                asked=decision.asked,
                cookies=decision.cookies,
            )
        case RefuseByRedirect() | RefuseByPage() | RefuseByText():
            call.note.refused_by = decision.refusal.id
            return _refused(call, decision)
        case _:
            assert_never(decision)


def _refused(call: Call, decision: RefuseByRedirect | RefuseByPage | RefuseByText) -> Response:
    match decision:
        case RefuseByRedirect():
            return _to_client(call, decision.refusal.status, decision, fragment=decision.fragment)
        case RefuseByPage():
            return error_page(call, decision.refusal, decision.asked)
        case RefuseByText():
            return respond(decision.refusal.status, TEXT, b"Internal Server Error", [])
        case _:
            assert_never(decision)


def _to_client(
    call: Call, status: int, decision: Returned | Left | RefuseByRedirect, *, fragment: bool = False
) -> Response:
    redirect = call.disturbed(faults.Redirect(decision.parameters, call.here.platform, fragment), faults.REDIRECTS)
    location = with_parameters(decision.redirect_uri, redirect.parameters, fragment=redirect.fragment)
    if redirect.twice:
        return _page(
            call,
            200,
            "twice",
            {"refreshable": False},
            {"location": location},
            cookies=decision.cookies,
            policy=_FRAMING,
        )
    return _redirect(call, status, location, decision.cookies)


def answered(call: Call, answer: faults.Answer, headers: Headers | None = None, cache: str = "no-store") -> Response:
    """What a server gets, as the faults due leave it; only what is right may be kept."""
    told = call.disturbed(answer, faults.RESPONSE)
    more = [*(headers or []), *([(b"location", told.location.encode())] if told.location else [])]
    return respond(told.status, told.media_type, told.body, more, cache if told.status == answer.status else "no-store")


def disturbed(call: Call, disturbed: Disturbed) -> Response:
    """What an ordered fault says in the place of the endpoint: a refusal as the real one words it, or another answer."""
    said = faults.INSTEAD[disturbed.fault]
    if isinstance(said, faults.Answer):
        response = answered(call, said)
    else:
        response = to_partner(
            call, userinfo.refused(said, call.here) if said.endpoint == "userinfo" else RefuseByJson(said)
        )
    call.note.refused_by, call.note.fault = None, disturbed.fault
    return response


def to_partner(call: Call, refused: RefuseByJson) -> Response:
    """An OAuth error of three members, with an address that explains it."""
    refusal = refused.refusal
    call.note.refused_by = refusal.id
    document = {
        "error": refusal.error,
        "error_description": f"{refused.description} ({refused.detail})",
        "error_uri": f"{_ERRORS}?code={refusal.code}&id={new_uuid()}",
    }
    challenge: Headers = [(b"www-authenticate", refused.challenge.encode())] if refused.challenge else []
    return respond(refusal.status, JSON, orjson.dumps(document), challenge)


def error_page(call: Call, refusal: Refusal, asked: Asked | None = None, media_type: str = HTML) -> Response:
    """The page that names what went wrong; it never redirects by itself."""
    values = {
        "refusal": refusal,
        "said": explaining.said(refusal),
        "reconnect": explaining.reconnect(refusal),
        "leads_back": asked is not None,
    }
    back = back_link(call, asked, refusal.error or "server_error", described(refusal)) if asked else ""
    return _page(call, refusal.status, "error", values, {"occurrence": new_uuid(), "back": back}, media_type)


def back_link(call: Call, asked: Asked, error: str, description: str) -> str:
    """The link by which a citizen goes back to the téléservice."""
    parameters = (
        ("error", error),
        ("error_description", description),
        ("state", asked.state),
        ("redirect_uri", asked.redirect_uri),
    )
    query = encoded(parameters).replace("+", "%20")  # a plus of their own is escaped already
    return f"{call.here.prefix}/api/v2/redirect-to-sp-with-error?{query}"


def by_preference(call: Call, refused: RefuseByJson, media_type: str = HTML) -> Response:
    """JSON, except for who prefers HTML: then a page, as a browser does."""
    if prefers_html(call.header(b"accept")):
        call.note.refused_by = refused.refusal.id
        return error_page(call, refused.refusal, media_type=media_type)
    return to_partner(call, refused)


def _page(  # noqa: PLR0913, PLR0917  (a response, whole)
    call: Call,
    status: int,
    page: str,
    values: Mapping[str, Any],
    fresh: Mapping[str, str],
    media_type: str = HTML,
    cookies: Parameters = (),
    policy: bytes = _POLICY,
    asked: Asked | None = None,
) -> Response:
    base = {"prefix": call.here.prefix, "refreshable": call.method == "GET" and page != "error"}
    give_up = {"give_up": back_link(call, asked, "access_denied", "User auth aborted")} if asked else {}
    language = call.asked_language or values.get("forced") or call.language
    html = render(language, page, {**base, **values}, {**fresh, **give_up})
    return respond(status, media_type, html, _cookies(call, cookies), policy=policy)


def _redirect(call: Call, status: int, location: str, cookies: Parameters) -> Response:
    where = (b"location", (location if _WRITABLE(location) else quote(location, safe=_KEPT)).encode())
    return respond(status, TEXT, b"", [where, *_cookies(call, cookies)])


def _cookies(call: Call, cookies: Parameters) -> Headers:
    remembered = ((LANGUAGE_COOKIE, call.asked_language),) if call.asked_language else ()
    known = call.place.cookies
    return [(b"set-cookie", known[name].line(value).encode()) for name, value in (*cookies, *remembered)]
