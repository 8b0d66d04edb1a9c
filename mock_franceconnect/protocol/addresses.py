"""Addresses: which redirect_uri is the registered one, and how parameters are put on it."""

from urllib.parse import urlencode, urlsplit, urlunsplit

from mock_franceconnect.protocol.decisions import Parameters

_DEFAULT_PORTS = {"http": 80, "https": 443}


def registered(redirect_uri: str, known: tuple[str, ...]) -> bool:
    """Whether /authorize takes it for a registered address: compared parsed, so host case and default port do not matter."""
    return redirect_uri in known or _parsed(redirect_uri) in {_parsed(uri) for uri in known}


def with_parameters(redirect_uri: str, parameters: Parameters, *, fragment: bool = False) -> str:
    """The address with `parameters` added to its query, or put in its fragment."""
    parts = urlsplit(redirect_uri)
    added = urlencode(parameters)
    if fragment:
        return urlunsplit(parts._replace(path=parts.path or "/", fragment=added))
    query = f"{parts.query}&{added}" if parts.query else added
    return urlunsplit(parts._replace(path=parts.path or "/", query=query))


def _parsed(uri: str) -> tuple[str, str, int | None, str, str]:
    try:
        parts = urlsplit(uri)
        port = parts.port or _DEFAULT_PORTS.get(parts.scheme)
    except ValueError:
        return (uri, "", None, "", "")
    return (parts.scheme.lower(), (parts.hostname or "").lower(), port, parts.path or "/", parts.query)
