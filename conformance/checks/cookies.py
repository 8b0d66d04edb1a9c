"""Cookies as they cross the wire: what an answer sets and takes back, what the browser brings, and which of them hold a session."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rulebook.formats.exchange import Exchange

# Cookies that scripts must read, or that say nothing of anybody. Words that may stand in any name (`mission_locale_…`, `langon_…`) are
# taken only where frameworks put them, and never beside the word "session".
_HARMLESS = re.compile(
    r".*(?:csrf|xsrf|antiforgery|requestverificationtoken|tarteaucitron|matomo|_pk_).*"
    r"|(?!.*sess)(?:.*[^a-z])?(?:lang|language|langue|theme|(?:\w*?cookie|eu|optanon)?consent(?:ement)?)(?:[^a-z].*)?"
    r"|(?:__host-|__secure-)?(?:(?:user|site|app|ui|next|nuxt|django|current|preferred)[_.-])?locale",
    re.IGNORECASE,
)
_SESSION = re.compile(
    r"sess|(?<![a-z])(?:sid|auth|authn|jwt|login|logged|identity|remember|token)(?![a-z])", re.IGNORECASE
)
# What libraries keep of a request to FranceConnect until the citizen is back.
_PENDING = re.compile(r"(?<![a-z])(?:state|nonce|pkce|verifier|correlation)(?![a-z])", re.IGNORECASE)
# Servers take a cookie back with a date of their own: the day 0, an hour after it, the year before.
_LONGEST = 100  # of a name, what is looked at
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
        if age is not None and re.fullmatch(r"-?\d+", age):
            return int(age) <= 0
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
        if not _is_harmless(key):
            yield Cookie(key, mark, attributes)


def cookies_set(exchange: Exchange) -> Iterator[Cookie]:
    """What the answer sets, but for what is harmless."""
    return (cookie for cookie in cookies_of(exchange) if cookie.value and not cookie.gone)


def cookies_sent(exchange: Exchange) -> dict[str, str]:
    """What the browser came back with, but for what is harmless: one header, or several (RFC 9113, 8.2.3)."""
    lines = (value for name, value in exchange.request.headers if name.lower() == "cookie")
    pairs = (part.strip().partition("=") for line in lines for part in line.split(";"))
    return {name: value for name, _, value in pairs if name and not _is_harmless(name)}


def holds_a_session(name: str) -> bool:
    """Whether a cookie is called as those that hold a session are."""
    return _SESSION.search(_apart(name)) is not None


def is_pending(name: str) -> bool:
    """Whether a cookie is called as those that hold one request to FranceConnect, and nothing after it."""
    return _PENDING.search(_apart(name)) is not None and not holds_a_session(name)


def _is_harmless(name: str) -> bool:
    return any(_HARMLESS.fullmatch(one) for one in (name[:_LONGEST], _apart(name)))


def _apart(name: str) -> str:
    """The words of a name kept apart: `authToken` is `auth_Token`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name[:_LONGEST])
