"""Text of a table into lines and cells that know where they stand: separator `,` or `;`, byte-order mark, CRLF, padded cells."""

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from rulebook.formats.reading import Unreadable, wrong
from rulebook.source import Text
from scenarios.datasets.finding import Finding, Place

T = TypeVar("T")
Record = tuple[int, list[str]]

# Sentences repeat the cell: an escape sequence would reach the terminal, a megabyte would bury the others.
_CANNOT_BE_SHOWN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_LONGEST = 2_000
_NO_CELL = Text(
    f"{_LONGEST} caractères au plus, sans caractère de contrôle",
    f"{_LONGEST} characters at most, none of them a control character",
)
_REQUIRED = Text("une valeur est attendue", "a value is expected")


@dataclass(slots=True)
class Line:
    """One line of a table. What is wrong in its cells gathers in `mistakes`, what was put right in `remarks`."""

    file: str
    number: int
    columns: Mapping[str, int]
    cells: Sequence[str]
    mistakes: list[Finding] = field(default_factory=list)
    remarks: list[Finding] = field(default_factory=list)

    def place(self, column: str) -> Place:
        """Where the cell of that column stands."""
        return Place(self.file, self.number, self.columns[column] + 1, column)

    def text(self, column: str) -> str:
        """The cell without its padding; empty when the file has no such column."""
        at = self.columns.get(column)
        return "" if at is None else self.cells[at].strip()

    def read(self, column: str, parse: Callable[[str], T]) -> T | None:
        """What the cell says, None when it says nothing or nothing that `parse` takes."""
        if not (text := self.text(column)):
            return None
        if _CANNOT_BE_SHOWN.search(text) or len(text) > _LONGEST:
            self.mistakes.append(Finding(self.place(column), _NO_CELL))
            return None
        try:
            return parse(text)
        except Unreadable as error:
            self.mistakes.append(Finding(self.place(column), error.problems[0].says))
            return None

    def need(self, column: str, parse: Callable[[str], T], why: Text = _REQUIRED) -> T | None:
        """The same for a cell that may not be empty."""
        if not self.text(column):
            self.mistakes.append(Finding(self.place(column), why))
        return self.read(column, parse)

    def correct(self, column: str, fr: str, en: str) -> None:
        """Remember that the cell was read otherwise than written."""
        self.remarks.append(Finding(self.place(column), Text(fr, en)))


def separator_of(text: str) -> str:
    """`;` where the first line has more of it: what a spreadsheet writes in French."""
    first = text.lstrip().partition("\n")[0]
    return ";" if first.count(";") > first.count(",") else ","


def records(text: str, separator: str) -> Iterator[Record]:
    """Lines that hold something, with the number at which each begins; `Unreadable` when quotes do not match."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    begins = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield begins, cells
            begins = reader.line_num + 1
    except csv.Error as error:
        raise wrong(
            f"tableau illisible : guillemets qui ne se ferment pas, ou retour à la ligne égaré ({error})",
            f"not a readable table: unclosed quotes, or a stray line end ({error})",
            begins,
        ) from None
