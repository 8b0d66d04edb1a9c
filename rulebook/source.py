"""Who says so: every refusal and every duty quotes one of these."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from unicodedata import category


class Basis(StrEnum):
    """How far a fact can be trusted, from a binding text down to our own guess."""

    OFFICIAL = "official"  # a document of the administration that binds its partners
    STANDARD = "standard"  # an OAuth, OpenID Connect or JOSE text
    OBSERVED = "observed"  # recorded on the real engine, or in real clients and data
    CODE = "code"  # read in published source code
    ASSUMPTION = "assumption"  # no source found: the default is ours, and listed as such


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence that a person reads, French first."""

    fr: str
    en: str

    def in_(self, language: str) -> str:
        """The sentence in `language` ("fr" or "en"); French when the language is unknown."""
        return self.en if language == "en" else self.fr


BASES: Mapping[Basis, Text] = MappingProxyType(
    {
        Basis.OFFICIAL: Text("texte officiel", "official text"),
        Basis.STANDARD: Text("norme", "standard"),
        Basis.OBSERVED: Text("observé", "observed"),
        Basis.CODE: Text("code lu", "code read"),
        Basis.ASSUMPTION: Text("hypothèse", "assumption"),
    }
)


@dataclass(frozen=True, slots=True)
class Source:
    """Document, section and day it was read; `document` is a title, never a download address."""

    basis: Basis
    document: str
    section: str
    read_on: str = "2026-11-23"

    @property
    def says(self) -> Text:
        """One line for reports and documentation; titles and sections are quoted as they are, mostly in French."""
        quoted, basis = f"{self.document}, {self.section}", BASES[self.basis]
        return Text(f"{quoted} ({basis.fr}, {self.read_on})", f"{quoted} ({basis.en}, {self.read_on})")


def printable(text: str) -> str:
    """`text` as a terminal may safely show it: what would move the cursor, or hide, is spelled out."""
    return "".join(char if char.isprintable() or category(char) == "Zs" else f"\\x{ord(char):02x}" for char in text)
