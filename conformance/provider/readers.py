"""How facts read answers: each gives a function from a family's material to one plain value, fit to be shown."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from conformance.provider.answer import Answer, fragment, query, unreadable, without_parameters
from conformance.provider.fact import Material, Read, Setting, Wanted
from rulebook.refusal import Channel, Refusal

_YCODE = re.compile(r"\bY[0-9A-F]{6,7}\b")
_OPAQUE = re.compile(r"[A-Za-z0-9_-]{43}")
_ERROR_URI = re.compile(r".*/fs/fs-technique/fs-technique-erreurs/\?code=(Y[0-9A-F]{6,7})&id=([0-9a-f-]{36})")
_DOCUMENTED = "https://docs.partenaires.franceconnect.gouv.fr/fs/fs-technique/fs-technique-erreurs/"


def of(name: str, read: Callable[[Answer], Any]) -> Read:
    """What `read` says of one answer."""
    return lambda material: read(material[name])


def status(name: str) -> Read:
    """The status."""
    return of(name, lambda answer: answer.status)


def header(name: str, wanted: str) -> Read:
    """One header."""
    return of(name, lambda answer: answer.header(wanted))


def member(name: str, wanted: str) -> Read:
    """One member of a JSON document."""
    return of(name, lambda answer: _document_of(answer).get(wanted))


def _document_of(answer: Answer) -> dict[str, Any]:
    """The body as a JSON object; of anything else, a member that is not there says nothing."""
    if not isinstance(answer.json, dict):
        raise unreadable("pas un objet JSON", "not a JSON object")
    return answer.members


def opaque(value: object) -> bool:
    """Whether it is 43 characters of base64url, as the engine makes codes and tokens."""
    return isinstance(value, str) and _OPAQUE.fullmatch(value) is not None


def landed(name: str) -> Read:
    """Where an answer sends the browser, parameters apart."""
    return of(name, lambda answer: without_parameters(answer.location) if answer.location else None)


def names_sent(name: str) -> Read:
    """Names of the parameters of a redirect, in order."""
    return of(name, lambda answer: [key for key, _ in query(answer.location)])


def shape(answer: Answer) -> dict[str, Any]:
    """How an answer refuses: its channel, its status, its codes and words; what differs each time is left out."""
    if answer.location is not None:
        return {"status": answer.status, **_redirected(answer.location)}
    if answer.text.lstrip()[:1] == "<":
        found = _YCODE.search(answer.text)
        return {"status": answer.status, "channel": "page", "code": found[0] if found else ""}
    if answer.members:
        return {"status": answer.status, "channel": "json", **_document(answer.members)}
    return {"status": answer.status, "channel": "text" if answer.media_type == "text/plain" else answer.media_type}


def _redirected(location: str) -> dict[str, Any]:
    pairs = query(location) or fragment(location)
    where = "fragment" if fragment(location) else "query"
    return {
        "channel": "redirect",
        "to": without_parameters(location),
        "in": where,
        "parameters": list(map(list, pairs)),
    }


def _document(members: dict[str, Any]) -> dict[str, Any]:
    said: dict[str, Any] = {name: members[name] for name in members if name != "error_uri"}
    if "error_uri" in members:
        found = _ERROR_URI.fullmatch(str(members["error_uri"]))
        said["error_uri"] = f"{_DOCUMENTED}?code={found[1]}" if found else members["error_uri"]
    return said


def unlike(wanted: Wanted, *names: str) -> Read:
    """The first answer that does not refuse as `wanted`; that of them all when none."""

    def read(material: Material) -> Any:
        expected = wanted(material.setting)
        shapes = [shape(material[name]) for name in names]
        return next((one for one in shapes if one != expected), shapes[0])

    return read


def as_said(refusal: Refusal, state: str = "", where: str = "query", **values: str) -> Wanted:
    """The shape of that refusal, as the record of the rulebook says it. `values` fill its description."""

    def wanted(setting: Setting) -> dict[str, Any]:
        known = {"client_id": setting.client_id, **values}
        description = refusal.description.format(**known) if "{" in refusal.description else refusal.description
        start: dict[str, Any] = {"status": refusal.status, "channel": str(refusal.channel)}
        if refusal.channel is Channel.PAGE:
            return start | {"code": refusal.code}
        if refusal.channel is Channel.TEXT:
            return start
        if refusal.channel is Channel.REDIRECT:
            extra = {name: value for name, value in values.items() if name == "scope"}
            pairs = {"error": refusal.error, "error_description": description, **extra}
            pairs |= {"state": state} if state else {}
            return start | {
                "to": setting.redirect_uri,
                "in": where,
                "parameters": [[name, value] for name, value in {**pairs, "iss": setting.issuer}.items()],
            }
        if refusal.endpoint == "checktoken":
            return start | {"error": refusal.error, "error_description": description}
        return start | {
            "error": refusal.error,
            "error_description": f"{description} ({refusal.detail})",
            "error_uri": f"{_DOCUMENTED}?code={refusal.code}",
        }

    return wanted


def path_of(issuer: str, url: str | None) -> str:
    """A path below the issuer's; the whole address when it is elsewhere."""
    base = urlsplit(issuer)
    parts = urlsplit(url or "")
    here = (parts.scheme, parts.netloc) == (base.scheme, base.netloc)
    return parts.path.removeprefix(base.path) if here and parts.path.startswith(base.path) else (url or "")
