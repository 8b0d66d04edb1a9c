"""What one value must look like: said once, used by the simulator, the judge, the tests and the docs.

A value is ``None`` when the parameter is absent. `edges()` gives the values on either side of the line, so that a test can
walk it: the simulator refuses and the judge reports exactly the same ones.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Protocol
from urllib.parse import urlsplit

from rulebook.source import Text

Edge = str | None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.ASCII)


class Constraint(Protocol):
    """Accepts a value or not, explains itself, and knows its own edges."""

    def accepts(self, value: str | None) -> bool:
        """Whether `value` keeps the constraint."""
        ...

    def explain(self) -> Text:
        """What is expected, as the end of the sentence "expected: …"."""
        ...

    def edges(self) -> tuple[Edge, ...]:
        """Values on both sides of the line, absent included."""
        ...


@dataclass(frozen=True, slots=True)
class MinLength:
    """Present, and at least `length` characters long (0: merely present)."""

    length: int

    def accepts(self, value: str | None) -> bool:
        """Whether the value is long enough."""
        return value is not None and len(value) >= self.length

    def explain(self) -> Text:
        """In characters."""
        if self.length == 0:
            return Text("présent, même vide", "present, even empty")
        if self.length == 1:
            return Text("présent et non vide", "present and not empty")
        return Text(f"présent, au moins {self.length} caractères", f"present, at least {self.length} characters")

    def edges(self) -> tuple[Edge, ...]:
        """Absent, empty, one short, exact."""
        return (None, "", "x" * max(self.length - 1, 0), "x" * self.length)


@dataclass(frozen=True, slots=True)
class Equals:
    """Present and exactly `value`."""

    value: str

    def accepts(self, value: str | None) -> bool:
        """Whether it is that value, to the letter."""
        return value == self.value

    def explain(self) -> Text:
        """The value itself."""
        return Text(f"exactement « {self.value} »", f'exactly "{self.value}"')

    def edges(self) -> tuple[Edge, ...]:
        """Absent, empty, other case, with a tail, exact."""
        return (None, "", self.value.upper(), f"{self.value} x", self.value)


@dataclass(frozen=True, slots=True)
class OneWordOf:
    """Space-separated words, at least one of which is in `words`; at most `longest` characters. May be absent."""

    words: tuple[str, ...]
    longest: int

    def accepts(self, value: str | None) -> bool:
        """Absent, or short enough and holding one of the words."""
        if value is None:
            return True
        return len(value) <= self.longest and any(word in self.words for word in value.split(" "))

    def explain(self) -> Text:
        """The list of words."""
        words = ", ".join(self.words)
        return Text(
            f"absent, ou contenant {words} (au plus {self.longest} caractères)",
            f"absent, or containing {words} (at most {self.longest} characters)",
        )

    def edges(self) -> tuple[Edge, ...]:
        """Absent, empty, unknown alone, unknown beside a known one, each known one, too long."""
        padded = f"{self.words[0]} ".ljust(self.longest + 1, "x")
        return (None, "", "none", f"none {self.words[0]}", *self.words, padded[:-1], padded)


@dataclass(frozen=True, slots=True)
class HasWord:
    """Space-separated words, one of which is `word`."""

    word: str

    def accepts(self, value: str | None) -> bool:
        """Whether the word is there, whole."""
        return value is not None and self.word in value.split(" ")

    def explain(self) -> Text:
        """The word."""
        return Text(f"contenant « {self.word} »", f'containing "{self.word}"')

    def edges(self) -> tuple[Edge, ...]:
        """Absent, empty, glued, alone, among others."""
        return (None, "", f"{self.word}x", self.word, f"email {self.word}")


@dataclass(frozen=True, slots=True)
class Address:
    """An absolute http(s) address with a host; plain http only for ``localhost`` (the low sandbox's own tolerance).

    `strict` is FranceConnect+ and production: https, and a host with a dot.
    """

    strict: bool = False

    def accepts(self, value: str | None) -> bool:
        """Whether it is such an address."""
        if value is None or re.search(r"[\s\x00-\x1f]", value):
            return False
        try:
            parts = urlsplit(value)
            parts.port  # noqa: B018  (a bad port raises here)
        except ValueError:
            return False
        host = parts.hostname or ""
        if "." in host:
            return parts.scheme == "https"
        return not self.strict and host == "localhost" and parts.scheme in {"http", "https"}

    def explain(self) -> Text:
        """What kind of address."""
        if self.strict:
            return Text("une adresse https complète", "a full https address")
        return Text(
            "une adresse https complète (http seulement pour localhost)",
            "a full https address (http for localhost only)",
        )

    def edges(self) -> tuple[Edge, ...]:
        """Absent, empty, no scheme, plain http, localhost, https."""
        return (
            None,
            "",
            "example.com",
            "http://example.com/cb",
            "http://localhost:9/cb",
            "https://example.com/cb",
        )


@dataclass(frozen=True, slots=True)
class OrAbsent:
    """Absent, or as the other constraint wants it."""

    present: Constraint

    def accepts(self, value: str | None) -> bool:
        """Whether it is absent, or good."""
        return value is None or self.present.accepts(value)

    def explain(self) -> Text:
        """Both ways."""
        wanted = self.present.explain()
        return Text(f"absent, ou {wanted.fr}", f"absent, or {wanted.en}")

    def edges(self) -> tuple[Edge, ...]:
        """The other constraint's."""
        return self.present.edges()


UUID_PATTERN = r"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"


@dataclass(frozen=True, slots=True)
class Matches:
    """Present and of one shape, whole."""

    pattern: str
    says: Text
    good: str
    bad: tuple[str, ...]

    def accepts(self, value: str | None) -> bool:
        """Whether the whole value has the shape (ASCII digits only)."""
        return value is not None and _compiled(self.pattern).fullmatch(value) is not None

    def explain(self) -> Text:
        """The shape, in words."""
        return self.says

    def edges(self) -> tuple[Edge, ...]:
        """Absent, empty, near misses, one good value."""
        return (None, "", *self.bad, self.good)


UUID = Matches(
    UUID_PATTERN,
    Text("un UUID (8-4-4-4-12 chiffres hexadécimaux)", "a UUID (8-4-4-4-12 hexadecimal digits)"),
    good="2f1c1b9e-5f0a-4c1e-9f52-0d8a1a3b7c11",
    bad=("2f1c1b9e5f0a4c1e9f520d8a1a3b7c11", "2f1c1b9e-5f0a-4c1e-9f52-0d8a1a3b7c1", "g" * 36),
)

SPI = Matches(
    r"\d{13}",
    Text("13 chiffres", "13 digits"),
    good="0123456789789",
    bad=("012345678978", "01234567897890", "012345678978A", " 012345678978", "٠١٢٣٤٥٦٧٨٩٧٨٩"),
)

ANNEE = Matches(
    r"\d{4}",
    Text("une année sur 4 chiffres", "a year of 4 digits"),
    good="2024",
    bad=("24", "-2024", "20245", "MMXX"),
)

DEPARTEMENT = Matches(
    r"(?:0[1-9]|[1-8]\d|9[0-5]|2[AB])0|9[78]\d",
    Text("un département sur 3 caractères (130, 2A0, 974)", "a department of 3 characters (130, 2A0, 974)"),
    good="130",
    bad=("13", "1300", "000", "960", "2C0", "2a0", "١٣٠"),
)
