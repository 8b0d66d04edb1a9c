"""The named personas: one TOML each, which states what makes it special and what a publisher learns from it."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from rulebook.formats.persona import Persona
from rulebook.formats.reading import read_toml


@cache
def catalogue() -> tuple[Persona, ...]:
    """Every persona that ships with the project, by id."""
    return tuple(sorted(_read(), key=lambda persona: persona.id))


def _read() -> Iterator[Persona]:
    for file in (files("scenarios") / "catalogue").iterdir():
        if file.name.endswith(".toml"):
            yield read_toml(Persona, file.read_text(encoding="utf-8"))
