"""What the two layouts of the DGFiP share: a line is about one person and one income year, and is data or an answer without data."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from rulebook.formats.persona import Reponse
from rulebook.source import Text
from scenarios.datasets import values
from scenarios.datasets.cells import Line
from scenarios.datasets.dataset import StatedNotice
from scenarios.tax_file import Housing

KEY = ("spi", "annrev")
_NO_CODE = Text(
    "un codeHTTP autre que 200 veut son codeapp",
    "a codeHTTP other than 200 wants its codeapp",
)


@dataclass(frozen=True, slots=True)
class Row:
    """What a line states, of whom and for which income year."""

    spi: str
    annee: int
    states: StatedNotice | Housing


def row(
    line: Line,
    cells: Mapping[str, tuple[str, Callable[[str], Any]]],
    states: Callable[[Mapping[str, Any], Reponse | None], StatedNotice | Housing],
) -> Row | None:
    """The row of a line; None when something is wrong in it. Of an answer without data, the other cells are not read."""
    spi, annee = line.need("spi", values.spi), line.need("annrev", values.year)
    http = line.need("codeHTTP", values.code_http)
    without_data = http not in {None, 200}
    code = line.need("codeapp", values.codeapp, _NO_CODE) if without_data else line.read("codeapp", values.whole)
    found: dict[str, Any] = {}
    for column, (path, parse) in cells.items():
        value = None if without_data else line.read(column, parse)
        if value is not None:
            _put(found, path, value)
    if line.mistakes or spi is None or annee is None or http is None:
        return None
    reponse = Reponse(http=http, codeapp=str(code)) if without_data else None
    return Row(spi, annee, states(found, reponse))


def _put(found: dict[str, Any], path: str, value: Any) -> None:
    """A dotted path is one member of an object."""
    outer, _, inner = path.partition(".")
    if inner:
        found.setdefault(outer, {})[inner] = value
    else:
        found[outer] = value
