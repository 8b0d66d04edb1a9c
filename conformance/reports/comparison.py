"""A comparison in words, and as JSON."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from conformance.comparing import Change, Comparison, Item, Side
from conformance.language import mark as _
from conformance.language import words
from conformance.reports.labels import RESULTS, printable

TITLES: Mapping[Change, str] = MappingProxyType(
    {
        Change.REGRESSION: _("Régressions : {count}"),
        Change.MENDED: _("Réparés : {count}"),
        Change.REWORDED: _("Même résultat, dit autrement : {count}"),
        Change.UNKNOWN: _("Indécidables : {count}"),
        Change.APPEARED: _("Apparus : {count}"),
        Change.DISAPPEARED: _("Disparus : {count}"),
    }
)
# Of these, the two reports' own words are told.
_TOLD = frozenset({Change.REGRESSION, Change.MENDED, Change.REWORDED, Change.UNKNOWN})
_LISTED = 10  # of those that one report alone holds: after a run of a few stories, hundreds would bury the rest


def lines(comparison: Comparison, language: str) -> Iterator[str]:
    """Regressions first, then what was mended, what is not known, and how much has not moved."""
    say = words(language).gettext
    if comparison.notes:
        yield say(_("Ces deux rapports ne se comparent pas tout à fait :"))
        yield from (f"  {printable(note.in_(language))}" for note in comparison.notes)
    for change, title in TITLES.items():
        items = comparison.of(change)
        if not items and change is not Change.REGRESSION:
            continue
        yield say(title).format(count=len(items))
        listed = items if change in _TOLD else items[:_LISTED]
        for item in listed:
            yield from _item(item, language)
        if left := len(items) - len(listed):
            yield "  " + say(_("… et {count} autres (--json les donne toutes)")).format(count=left)
    counts = ", ".join(f"{say(RESULTS[result])} {count}" for result, count in comparison.unchanged.items())
    yield say(_("Inchangés : {counts}")).format(counts=counts or "0")


def _item(item: Item, language: str) -> Iterator[str]:
    yield f"  {printable(item.id):<30} {_side(item.before, language)} → {_side(item.after, language)}"
    if item.change not in _TOLD:
        return
    for sign, side in (("-", item.before), ("+", item.after)):
        if side is not None and side.says is not None:
            yield f"    {sign} {printable(side.says.in_(language))}"


def _side(side: Side | None, language: str) -> str:
    say = words(language).gettext
    if side is None:
        return "∅"
    return say(RESULTS[side.result]) + (say(_(" (dérogation)")) if side.waived else "")


def data(comparison: Comparison, language: str) -> dict[str, Any]:
    """For machines: the same order, the results by their names."""
    return {
        "notes": [note.in_(language) for note in comparison.notes],
        **{change.value: [_as_data(item, language) for item in comparison.of(change)] for change in TITLES},
        "unchanged": dict(comparison.unchanged),
        "exit_code": comparison.exit_code,
    }


def _as_data(item: Item, language: str) -> dict[str, Any]:
    sides = {"before": item.before, "after": item.after}
    told = {
        name: {"result": side.result, "says": side.says and side.says.in_(language), "waived": side.waived}
        for name, side in sides.items()
        if side
    }
    return {"kind": item.kind, "id": item.id, **told}
