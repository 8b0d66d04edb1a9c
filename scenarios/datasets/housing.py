"""A line of the housing tax layout: one main home of one person, as stated (`documents.data_sets`, JDD-TH)."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from rulebook.formats.persona import Reponse
from scenarios.datasets import values
from scenarios.datasets.cells import Line
from scenarios.datasets.row import KEY, Row, row
from scenarios.tax_file import Housing

# Column → path in the item of "situationsTH", and what it may say: main homes alone, of four natures.
_CELLS: Mapping[str, tuple[str, Callable[[str], Any]]] = MappingProxyType(
    {
        "numVoie": ("numVoie", str),
        "btq": ("btq", str),
        "libelleVoie": ("libelleVoie", str),
        "libelleCommune": ("libelleCommune", str),
        "regimeTax": ("regimeTax", values.one_of("P")),
        "locaux1.natureLocal": ("locaux.natureLocal", values.one_of(("MA", "AP", "ME", "MP"))),
        "locaux1.affectation": ("locaux.affectation", values.one_of("H")),
        "locaux1.invariant": ("locaux.invariant", values.invariant),
    }
)
COLUMNS = (*KEY, *_CELLS, "codeHTTP", "codeapp")


def read(line: Line) -> Row | None:
    """The home, or the answer that the line asks for instead."""
    return row(line, _CELLS, _home)


def _home(situation: Mapping[str, Any], reponse: Reponse | None) -> Housing:
    """The published body has a list of premises; the layout, its first."""
    premises = {"locaux": [situation["locaux"]]} if "locaux" in situation else {}
    return Housing({**situation, **premises}, reponse)
