"""Addresses that a registration gives for a platform to fetch: key sets, lists of addresses."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from rulebook.constraint import Edge
from rulebook.source import Text

# Visible ASCII without what parsers disagree about.
_PLAIN = re.compile(r"[!-~]+", re.ASCII)
_AMBIGUOUS = frozenset('\\"<>^`{|}#')


@dataclass(frozen=True, slots=True)
class Fetchable:
    """Present, http or https, with a host in plain ASCII; neither user name nor fragment."""

    def accepts(self, value: str | None) -> bool:
        """Whether a server can fetch it, and every parser reads the same host in it."""
        if value is None or not _PLAIN.fullmatch(value) or _AMBIGUOUS & set(value):
            return False
        try:
            parts = urlsplit(value)
            port = parts.port
        except ValueError:
            return False
        if parts.scheme not in {"http", "https"} or port == 0 or {"@", "%"} & set(parts.netloc):
            return False
        return bool(parts.hostname)

    def explain(self) -> Text:
        """What kind of address."""
        return Text(
            "une adresse http(s) complète, sans nom d'utilisateur ni fragment",
            "a full http(s) address, without user name or fragment",
        )

    def edges(self) -> tuple[Edge, ...]:
        """Absent, empty, no scheme, other scheme, user name, fragment, good ones."""
        return (
            None,
            "",
            "example.com/jwks",
            "ftp://example.com/jwks",
            "https://user@example.com/jwks",
            "https://example.com/jwks#1",
            "http://localhost:9/jwks",
            "https://example.com/jwks",
        )


FETCHABLE = Fetchable()
