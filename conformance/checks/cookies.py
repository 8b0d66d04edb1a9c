"""Cookies as they cross the wire: what an answer sets and takes back, and what the browser brings."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from conformance.checks.cookie_names import is_harmless
from rulebook.formats.exchange import Exchange

# Servers take a cookie back with a date of their own: the day 0, an hour after it, the year before.
_LONG_AGO = re.compile(r"\b19\d\d\b|-[67]\d\b")


@dataclass(frozen=True, slots=True)
class Cookie:
    """One cookie of an answer: its value is a mark; attributes are in lower case, the last one of a name counts, as for browsers."""

    name: str
    value: str
    attributes: Mapping[str, str]

    @property
    def gone(self) -> bool:
        """Whether the answer takes it back; `Max-Age` goes before `Expires`."""
        age = self.attributes.get("max-age")
        if age is not None and re.fullmatch(r"-?[0-9]+", age):
            return age.startswith("-") or not age.strip("0")  # not made a number: it may be longer than any
        return not self.value or _LONG_AGO.search(self.attributes.get("expires", "")) is not None


def cookies_of(exchange: Exchange) -> Iterator[Cookie]:
    """What the answer sets or takes back, but for what is harmless."""
    for name, value in exchange.response.headers:
        if name.lower() != "set-cookie":
            continue
        pair, *said = (part.strip() for part in value.split(";"))
        key, _, mark = pair.partition("=")
        parts = (one.partition("=") for one in said)
        attributes = {one.strip().lower(): told.strip().lower() for one, _, told in parts}
        if not is_harmless(key):
            yield Cookie(key, mark, attributes)


def cookies_set(exchange: Exchange) -> Iterator[Cookie]:
    """What the answer sets, but for what is harmless."""
    return (cookie for cookie in cookies_of(exchange) if cookie.value and not cookie.gone)


def cookies_sent(exchange: Exchange) -> dict[str, str]:
    """What the browser came back with, but for what is harmless: one header, or several (RFC 9113, 8.2.3)."""
    lines = (value for name, value in exchange.request.headers if name.lower() == "cookie")
    pairs = (part.strip().partition("=") for line in lines for part in line.split(";"))
    return {name: value for name, _, value in pairs if name and not is_harmless(name)}
