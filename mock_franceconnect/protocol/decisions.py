"""What a decision can be. Only `app` turns one into a response; a refusal always carries the record that caused it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, ClassVar

from msgspec import Struct

from mock_franceconnect.protocol.records import Asked, Stored
from rulebook.refusal import Refusal

Parameters = tuple[tuple[str, str], ...]

# Cookies by their real name; an empty value deletes.
SESSION_COOKIE = "fc_session_id"
INTERACTION_COOKIE = "_interaction"
RESUME_COOKIE = "_interaction_resume"
ENGINE_COOKIE = "_session"
LANGUAGE_COOKIE = "langue"  # ours: what the pages speak


class Writes(Struct, frozen=True, gc=False):
    """What must be remembered and forgotten for the decision to hold."""

    saves: tuple[Stored, ...] = ()
    drops: tuple[Stored, ...] = ()


NOTHING = Writes()
NO_TEXT: Mapping[str, str] = MappingProxyType({})


class RefuseByPage(Struct, frozen=True, gc=False):
    """An HTML page with a code; `asked` lets it offer the way back to the téléservice."""

    refusal: Refusal
    asked: Asked | None = None
    writes: ClassVar[Writes] = NOTHING


class RefuseByRedirect(Struct, frozen=True, gc=False):
    """Parameters on the client's own address."""

    refusal: Refusal
    redirect_uri: str
    parameters: Parameters
    fragment: bool = False
    writes: Writes = NOTHING
    cookies: Parameters = ()


class RefuseByJson(Struct, frozen=True, gc=False):
    """An OAuth error document; `values` fill the description, `challenge` is a WWW-Authenticate header."""

    refusal: Refusal
    values: Parameters = ()
    challenge: str = ""
    writes: Writes = NOTHING

    @property
    def description(self) -> str:
        """The description, without its detail."""
        return self.refusal.description.format(**dict(self.values))

    @property
    def detail(self) -> str:
        """What stands in brackets behind the description."""
        return self.refusal.detail.format(**dict(self.values))


class RefuseByText(Struct, frozen=True, gc=False):
    """The engine's own crash."""

    refusal: Refusal
    writes: ClassVar[Writes] = NOTHING


class Disturbed(Struct, frozen=True, gc=False):
    """An ordered fault answers in the place of the endpoint: nothing was decided, nothing is written."""

    fault: str
    writes: ClassVar[Writes] = NOTHING


class Moved(Struct, frozen=True, gc=False):
    """On to another page of the space: `path` is below its prefix."""

    path: str
    status: int
    writes: Writes = NOTHING
    cookies: Parameters = ()


class Returned(Struct, frozen=True, gc=False):
    """Back to the téléservice with a code; `fault` is the one that the citizen brings along."""

    redirect_uri: str
    parameters: Parameters
    writes: Writes = NOTHING
    cookies: Parameters = ()
    fault: str = ""


class Shown(Struct, frozen=True, gc=False):
    """A page: the name of its template and what it shows; `asked` lets it offer the way back to the téléservice.

    `values` are hashable, and the same for many citizens; `fresh` are texts of this one, which the template prints and never looks at.
    """

    page: str
    values: Mapping[str, Any]
    fresh: Mapping[str, str] = NO_TEXT
    writes: Writes = NOTHING
    cookies: Parameters = ()
    asked: Asked | None = None


class Left(Struct, frozen=True, gc=False):
    """Back to the téléservice, logged out."""

    redirect_uri: str
    parameters: Parameters
    writes: Writes = NOTHING
    cookies: Parameters = ()
