"""A line of the income tax layout: one notice of one person, as stated (`documents.data_sets`, JDD-IR)."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from scenarios.datasets import values
from scenarios.datasets.cells import Line
from scenarios.datasets.dataset import StatedNotice
from scenarios.datasets.row import KEY, Row, row

# Column → path in the notice, and what it may say. `nbParts` is the data set's spelling of the API's `nbPart`.
_CELLS: Mapping[str, tuple[str, Callable[[str], Any]]] = MappingProxyType(
    {
        "rfr": ("rfr", values.whole),
        "sitFam": ("sitFam", values.one_of("MOCDV")),
        "nbParts": ("nbPart", values.parts),
        "pac.nbPac": ("pac.nbPac", values.whole),
        "nmNaiDec1": ("nmNaiDec1", values.name),
        "nmUsaDec1": ("nmUsaDec1", values.name),
        "prnmDec1": ("prnmDec1", values.name),
        "aft": ("aft", str),
        "aftDetail.complementAdresse": ("aftDetail.complementAdresse", str),
        "aftDetail.voie": ("aftDetail.voie", str),
        "aftDetail.codePostal": ("aftDetail.codePostal", str),
        "rev.tspr": ("rev.tspr", values.boxes),
    }
)
COLUMNS = (*KEY, *_CELLS, "codeHTTP", "codeapp")


def read(line: Line) -> Row | None:
    """The notice, or the answer that the line asks for instead."""
    return row(line, _CELLS, StatedNotice)
