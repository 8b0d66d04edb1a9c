"""HAR 1.2: what a browser recorded of a visit, as it exports it. Somebody else's format: only what is used is read, the rest is let be."""

from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field

from rulebook.formats.reading import wrong

MOST_BYTES = 32 * 1024 * 1024
MOST_ENTRIES = 5_000


def _readable(url: str) -> str:
    """An address that can be taken apart: whatever reads it later may trust that."""
    try:
        urlsplit(url)
    except ValueError:
        raise wrong("une adresse est attendue", "an address is expected") from None
    return url


class _Part(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class Pair(_Part):
    """A header, or a member of a form."""

    name: str
    value: str = ""


class Posted(_Part):
    """The body of a request, as text or in members."""

    mimeType: str = ""  # noqa: N815  (the format's own name)
    text: str | None = None
    params: tuple[Pair, ...] = ()


class Sent(_Part):
    """A request."""

    method: str
    url: Annotated[str, AfterValidator(_readable)]
    headers: tuple[Pair, ...] = ()
    postData: Posted | None = None  # noqa: N815  (the format's own name)


class Content(_Part):
    """The body of an answer; `encoding` is `base64` when it is no text."""

    mimeType: str = ""  # noqa: N815  (the format's own name)
    text: str | None = None
    encoding: str | None = None


class Got(_Part):
    """An answer; `status` 0 when none came."""

    status: Annotated[int, Field(ge=0, le=999)]
    headers: tuple[Pair, ...] = ()
    content: Content = Content()


class Entry(_Part):
    """One request and its answer."""

    startedDateTime: AwareDatetime  # noqa: N815  (the format's own name)
    time: float = 0.0
    request: Sent
    response: Got


class Log(_Part):
    """Every entry, in no order that can be trusted."""

    entries: Annotated[tuple[Entry, ...], Field(max_length=MOST_ENTRIES)]


class Har(_Part):
    """A whole recording."""

    log: Log
