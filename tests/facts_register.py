"""The register of facts: what documents say of FranceConnect, row by row, and the tests that hold the simulator to it.

``python -P tests/facts_register.py [--check]`` writes docs/facts.md from tests/facts/*.toml. The page is never edited by hand.
"""

import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from rulebook import documents
from rulebook.documents import Document

TESTS = Path(__file__).parent
PAGE = TESTS.parent / "docs" / "facts.md"
_HEAD = "<!-- Generated from tests/facts by `make docs`. Do not edit. -->\n\n"
_KEYS = {"id", "platform", "says", "source", "tests", "left_out"}


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact; `tests` are names under tests/, `left_out` is why there are none."""

    id: str
    says: str
    source: str
    platform: str = "both"
    tests: tuple[str, ...] = ()
    left_out: str = ""

    def document(self) -> Document:
        """Where it was read: `source` is the name of a document of the rulebook, then what in it."""
        found: Document = getattr(documents, self.source.partition(": ")[0])
        return found

    def quoted(self) -> str:
        """The source in words, with how far it can be trusted."""
        return f"{self.document().title}, {self.source.partition(': ')[2]} ({self.document().basis})"


@dataclass(frozen=True, slots=True)
class Section:
    """The facts of one part of the protocol."""

    section: str
    title: str
    facts: tuple[Fact, ...]


@cache
def sections() -> tuple[Section, ...]:
    """Every section, in the order of their files."""
    return tuple(_section(path) for path in sorted((TESTS / "facts").glob("*.toml")))


def facts() -> tuple[Fact, ...]:
    """Every fact."""
    return tuple(fact for section in sections() for fact in section.facts)


def _section(path: Path) -> Section:
    stated = tomllib.loads(path.read_text(encoding="utf-8"))
    return Section(
        stated["section"], stated["title"], tuple(_fact(path, stated["source"], row) for row in stated["fact"])
    )


def _fact(path: Path, source: str, row: Mapping[str, Any]) -> Fact:
    if unknown := row.keys() - _KEYS:
        raise ValueError(f"{path.name}, {row.get('id')}: {', '.join(sorted(unknown))}")
    return Fact(**{"source": source, **row, "tests": tuple(row.get("tests", ()))})


def page() -> str:
    """The Markdown of docs/facts.md."""
    return _HEAD + "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    known = facts()
    yield "# Facts and tests\n"
    yield (
        f"{len(known)} facts of FranceConnect and FranceConnect+, of which {sum(bool(one.tests) for one in known)} are held by tests"
        f" and {sum(bool(one.left_out) for one in known)} left out, with the reason. Tests are under `tests/`.\n"
    )
    for section in sections():
        yield f"## {section.section}. {section.title}\n"
        yield "| Fact | Platform | What is true | Tests, or why there are none | Source |"
        yield "|---|---|---|---|---|"
        for fact in section.facts:
            held = "<br>".join(f"`{test}`" for test in fact.tests) or f"Left out: {fact.left_out}."
            cells = (fact.id, fact.platform, fact.says, held, fact.quoted())
            yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
        yield ""


def main() -> int:
    """Write the page, or with `--check` tell whether it is stale."""
    stale = not PAGE.exists() or PAGE.read_text(encoding="utf-8") != page()
    if "--check" in sys.argv[1:]:
        if stale:
            sys.stderr.write("Stale, run `make docs`: facts.md\n")
        return int(stale)
    if stale:
        PAGE.write_text(page(), encoding="utf-8")
        sys.stdout.write(f"wrote docs/{PAGE.name}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
