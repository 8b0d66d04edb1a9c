"""One answer of the provider, raw: what facts read. The record that is kept and reported is the redacted exchange of the same number."""

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from conformance.reading import joined
from rulebook.formats.report import Result
from rulebook.source import Text

Pairs = tuple[tuple[str, str], ...]


class Absent(Exception):
    """No such answer, or nothing in it where something is read: `result` and `says` tell why."""

    def __init__(self, result: Result, says: Text) -> None:
        super().__init__(says.fr)
        self.result = result
        self.says = says


def unreadable(fr: str, en: str) -> Absent:
    """The answer is there, and is not what the fact is about: what it lacks proves nothing."""
    return Absent(Result.FAIL, Text(fr, en))


@dataclass(frozen=True, slots=True)
class Cookie:
    """A Set-Cookie header: its name, its value, its attributes with names in lower case."""

    name: str
    value: str
    attributes: dict[str, str]


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; `n` is the number of its exchange in the run."""

    n: int
    method: str
    url: str
    status: int
    headers: Pairs
    text: str

    def header(self, name: str) -> str | None:
        """One header, its name in any case; None when absent."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)

    @property
    def media_type(self) -> str:
        """The media type, without its parameters."""
        return (self.header("content-type") or "").partition(";")[0].strip().lower()

    @property
    def cookies(self) -> tuple[Cookie, ...]:
        """The cookies that it sets, deletions included."""
        return tuple(_cookie(value) for key, value in self.headers if key.lower() == "set-cookie")

    @property
    def json(self) -> Any:
        """The body as JSON; None when it is not."""
        try:
            return json.loads(self.text)
        except (ValueError, RecursionError):  # too deep to be read is not JSON either
            return None

    @property
    def members(self) -> dict[str, Any]:
        """The body as a JSON object; empty when it is not."""
        document = self.json
        return document if isinstance(document, dict) else {}

    def word(self, name: str) -> str:
        """A member that goes in an address or in a header as it is; empty when it is none."""
        said = self.members.get(name)
        return said if isinstance(said, str) and said.isascii() and said.isprintable() else ""

    @property
    def location(self) -> str | None:
        """Where it sends the browser, as a full address; raises `Absent`, a failure, when that is none."""
        found = self.header("location")
        if found is None:
            return None
        if (url := joined(self.url, found)) is None:
            raise unreadable("redirection vers une adresse illisible", "redirect to an unreadable address")
        return url

    @property
    def path(self) -> str:
        """The path that was asked."""
        return urlsplit(self.url).path


def query(url: str | None) -> Pairs:
    """Members of an address's query, in order."""
    return tuple(parse_qsl(urlsplit(url or "").query, keep_blank_values=True))


def fragment(url: str | None) -> Pairs:
    """Members of an address's fragment, in order."""
    return tuple(parse_qsl(urlsplit(url or "").fragment, keep_blank_values=True))


def without_parameters(url: str | None) -> str:
    """An address, query and fragment apart."""
    return urlsplit(url or "")._replace(query="", fragment="").geturl()


def _cookie(header: str) -> Cookie:
    first, *rest = (part.strip() for part in header.split(";"))
    name, _, value = first.partition("=")
    attributes = {key.strip().lower(): said.strip() for key, _, said in (part.partition("=") for part in rest)}
    return Cookie(name, value, attributes)
