"""The three layouts in circulation, recognised by their header; the order of columns is free."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from rulebook.formats.persona import Persona
from rulebook.source import Text
from scenarios.datasets import housing, identities, notices
from scenarios.datasets.cells import Line
from scenarios.datasets.finding import Finding, Place
from scenarios.datasets.row import Row


@dataclass(frozen=True, slots=True)
class Layout:
    """A table of one kind: `read` gives what a line states, or None when something is wrong in it."""

    says: Text
    columns: tuple[str, ...]
    read: Callable[[Line], Persona | Row | None]


IDENTITIES = Layout(Text("identités", "identities"), identities.COLUMNS, identities.read)
NOTICES = Layout(Text("impôt sur le revenu", "income tax"), notices.COLUMNS, notices.read)
HOUSING = Layout(Text("taxe d'habitation", "housing tax"), housing.COLUMNS, housing.read)
LAYOUTS = (IDENTITIES, NOTICES, HOUSING)


def recognised(names: Sequence[str]) -> Layout | None:
    """The layout of which that header has most columns; None when it has none of any."""
    best = max(LAYOUTS, key=lambda layout: len(set(layout.columns) & set(names)))
    return best if set(best.columns) & set(names) else None


def positions(layout: Layout, file: str, line: int, names: Sequence[str]) -> tuple[Mapping[str, int], list[Finding]]:
    """Where each column is, and what is wrong with the header: every column of the layout must be there, once, and no other."""
    found: dict[str, int] = {}
    wrong: list[Finding] = []
    missing = [column for column in layout.columns if column not in names]
    for at, name in enumerate(names):
        if says := _wrong_with(name, found, layout, missing):
            wrong.append(Finding(Place(file, line, at + 1, name), says))
        found.setdefault(name, at)
    if missing:
        absent = ", ".join(missing)
        says = Text(f"colonne absente ({layout.says.fr}) : {absent}", f"column missing ({layout.says.en}): {absent}")
        wrong.append(Finding(Place(file, line), says))
    return found, wrong


def _wrong_with(name: str, before: Collection[str], layout: Layout, missing: Sequence[str]) -> Text | None:
    if name in before:
        return Text("colonne en double", "column given twice")
    if name in layout.columns:
        return None
    near = next(iter(get_close_matches(name, missing or layout.columns, n=1)), "")
    hint = Text(f" (vouliez-vous « {near} » ?)", f' (did you mean "{near}"?)') if near else Text("", "")
    return Text(f"colonne inconnue{hint.fr}", f"unknown column{hint.en}")
