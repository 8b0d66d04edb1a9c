"""Addresses: which redirect_uri is the registered one, and how parameters are put on it."""

from collections.abc import Mapping
from types import MappingProxyType
from urllib.parse import SplitResult, urlencode, urlsplit, urlunsplit

from mock_franceconnect.protocol.decisions import Parameters

DEFAULT_PORTS: Mapping[str, int] = MappingProxyType({"http": 80, "https": 443})


def registered(redirect_uri: str, known: tuple[str, ...]) -> bool:
    """Whether /authorize takes it for a registered address: compared parsed, so host case and default port do not matter."""
    return redirect_uri in known or _parsed(redirect_uri) in {_parsed(uri) for uri in known}


def with_parameters(redirect_uri: str, parameters: Parameters, *, fragment: bool = False) -> str:
    """The address with `parameters` added to its query, or put in its fragment."""
    parts = urlsplit(redirect_uri)
    added = urlencode(parameters)
    if not added:
        return urlunsplit(parts._replace(path=parts.path or "/"))
    if fragment:
        return urlunsplit(parts._replace(path=parts.path or "/", fragment=added))
    query = f"{parts.query}&{added}" if parts.query else added
    return urlunsplit(parts._replace(path=parts.path or "/", query=query))


def _parsed(uri: str) -> SplitResult | str:
    """The address with its host in lower case and its port stated; itself when it is none."""
    try:
        parts = urlsplit(uri)
        port = DEFAULT_PORTS.get(parts.scheme) if parts.port is None else parts.port
    except ValueError:
        return uri
    userinfo, at, _ = parts.netloc.rpartition("@")
    return parts._replace(netloc=f"{userinfo}{at}{parts.hostname}:{port}", path=parts.path or "/")
