"""Something to say of a file, and where in it: a mistake that refuses it, or a slip that was put right."""

from dataclasses import dataclass

from rulebook.source import Text


@dataclass(frozen=True, slots=True)
class Place:
    """`line` and `column` count from 1; `name` is the column's, or the key's in a TOML file."""

    file: str
    line: int | None = None
    column: int | None = None
    name: str = ""

    def __str__(self) -> str:
        """``file:line``, as an editor understands it."""
        return f"{self.file}:{self.line}" if self.line else self.file

    def within(self, language: str) -> str:
        """The column, in words; empty when it is the whole line or file."""
        if self.column is None:
            return self.name
        quoted = f'"{self.name}"' if language == "en" else f"« {self.name} »"
        return f"{'column' if language == 'en' else 'colonne'} {self.column} {quoted}"


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence about one place."""

    place: Place
    says: Text

    def located(self, language: str = "fr") -> str:
        """``file:line: column: sentence``."""
        within = self.place.within(language)
        colon = ": " if language == "en" else " : "
        return f"{self.place}: {within}{colon if within else ''}{self.says.in_(language)}"
