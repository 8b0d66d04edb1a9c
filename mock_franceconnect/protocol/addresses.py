"""Addresses: which redirect_uri is the registered one, and how parameters are put on it."""

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from urllib.parse import SplitResult, quote_plus, urlsplit, urlunsplit

from mock_franceconnect.protocol.decisions import Parameters

_PLAIN = re.compile(r"[A-Za-z0-9_.~-]*").fullmatch
_quoted = lru_cache(maxsize=512)(quote_plus)
_PLACE = "\0"  # in no address: it is refused before it gets here

DEFAULT_PORTS: Mapping[str, int] = MappingProxyType({"http": 80, "https": 443})


def registered(redirect_uri: str, known: tuple[str, ...]) -> bool:
    """Whether /authorize takes it for a registered address: compared parsed, so host case and default port do not matter."""
    return redirect_uri in known or _parsed(redirect_uri) in {_parsed(uri) for uri in known}


def with_parameters(redirect_uri: str, parameters: Parameters, *, fragment: bool = False) -> str:
    """The address with `parameters` added to its query, or put in its fragment."""
    added = encoded(parameters)
    if not added:
        parts = urlsplit(redirect_uri)
        return urlunsplit(parts._replace(path=parts.path or "/"))
    before, after = _around(redirect_uri, fragment=fragment)
    return f"{before}{added}{after}"


def encoded(parameters: Parameters) -> str:
    """Those parameters as a form, just as `urllib.parse.urlencode` writes them."""
    return "&".join([f"{_escaped(name)}={_escaped(value)}" for name, value in parameters])


def _escaped(text: str) -> str:
    """Codes, states and names have nothing to escape; what has is the same again and again: an address, an error."""
    return text if _PLAIN(text) else _quoted(text)


@lru_cache(maxsize=512)
def _around(redirect_uri: str, *, fragment: bool) -> tuple[str, str]:
    """What an address says before and after the parameters that it is given."""
    parts = urlsplit(redirect_uri)
    added = {"fragment": _PLACE} if fragment else {"query": f"{parts.query}&{_PLACE}" if parts.query else _PLACE}
    before, _, after = urlunsplit(parts._replace(path=parts.path or "/", **added)).partition(_PLACE)
    return before, after


def _parsed(uri: str) -> SplitResult | str:
    """The address with its host in lower case and its port stated; itself when it is none."""
    try:
        parts = urlsplit(uri)
        port = DEFAULT_PORTS.get(parts.scheme) if parts.port is None else parts.port
    except ValueError:
        return uri
    userinfo, at, _ = parts.netloc.rpartition("@")
    return parts._replace(netloc=f"{userinfo}{at}{parts.hostname}:{port}", path=parts.path or "/")
