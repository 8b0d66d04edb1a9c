"""The cookies of a platform and space: what they are called there, and how they are given out and taken back."""

from collections.abc import Mapping
from types import MappingProxyType

from msgspec import Struct

from mock_franceconnect.protocol.decisions import (
    ENGINE_COOKIE,
    INTERACTION_COOKIE,
    LANGUAGE_COOKIE,
    RESUME_COOKIE,
    SESSION_COOKIE,
)
from mock_franceconnect.protocol.records import Here
from rulebook.platforms import LOW

_NAMES = (SESSION_COOKIE, INTERACTION_COOKIE, RESUME_COOKIE, ENGINE_COOKIE, LANGUAGE_COOKIE)


class Cookie(Struct, frozen=True, gc=False):
    """One cookie by the name that it has there; what follows its value when it is given out, and when it is taken back."""

    name: str
    given: str
    taken: str

    def line(self, value: str) -> str:
        """The header that gives it that value; an empty one takes it back."""
        return f"{self.name}={value}{self.given if value else self.taken}"


def cookies(here: Here, space: str) -> Mapping[str, Cookie]:
    """Real name → cookie. Ports share cookies: only the default space of the low platform keeps the real names."""
    return MappingProxyType({name: _cookie(name, here, space) for name in _NAMES})


def _cookie(name: str, here: Here, space: str) -> Cookie:
    platform = here.platform
    kept = name == SESSION_COOKIE and platform.sliding  # elsewhere it lasts as long as the browser
    age = f"; Max-Age={platform.session}" if kept else ""
    rules = f"; HttpOnly; SameSite=Lax{'; Secure' if here.issuer.startswith('https:') else ''}"
    path = f"; Path={here.prefix or '/'}"
    own = name if not here.prefix and platform is LOW else f"{name}_{platform.key}_{space}"
    return Cookie(own, f"{path}{age}{rules}", f"{path}; Max-Age=0{rules}")
