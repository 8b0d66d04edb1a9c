"""A sequence diagram as SVG: a lifeline an actor, an arrow an exchange. No script, no address; its styles are the page's."""

from collections.abc import Sequence

from markupsafe import Markup

from conformance.language import mark as _
from conformance.reports.labels import Say, fit
from conformance.reports.story import ACTORS, Arrow, Gap, Row, answered, asked, gap

_APART, _MARGIN, _HEAD, _STEP, _GAP = 225, 115, 34, 38, 26
_NUMBER = 12  # where the number of an exchange stands

_SIGNS = {"disturbed": "◄", "breaks": "✗", "cited": "◄"}  # colours alone would not print, nor be seen by all

_DRAWING = Markup(
    '<svg class="sequence" role="img" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    ' aria-labelledby="{key}-t {key}-d"><title id="{key}-t">{title}</title><desc id="{key}-d">{desc}</desc>{body}</svg>'
)
_LIFE = Markup(
    '<line class="life" x1="{x}" y1="{top}" x2="{x}" y2="{bottom}"/>'
    '<rect class="who" x="{left}" y="6" width="150" height="26" rx="4"/><text class="name" x="{x}" y="24">{name}</text>'
)
_ARROW = Markup(
    '<g class="{kind}"><text class="n" x="{number}" y="{y}">{n}</text>'
    '<text class="said" x="{middle}" y="{over}">{said}</text>'
    '<line class="wire" x1="{start}" y1="{y}" x2="{end}" y2="{y}"/><path class="tip" d="M{end},{y} l{back},-5 v10 z"/></g>'
)
_FOLD = Markup('<text class="fold" x="{x}" y="{y}">⋯ {said} ⋯</text>')


def draw(rows: Sequence[Row], key: str, title: str, say: Say) -> Markup:
    """The drawing; `key` makes its ids unique in the page."""
    arrows = [row for row in rows if isinstance(row, Arrow)]
    present = [one for one in ACTORS if any(one in {arrow.source, arrow.target} for arrow in arrows)]
    places = {one: _MARGIN + _APART * rank for rank, one in enumerate(present)}
    width = 2 * _MARGIN + _APART * max(len(present) - 1, 1)
    body, y = Markup(), _HEAD
    for row in rows:
        y += _GAP if isinstance(row, Gap) else _STEP
        body += _fold(row, y, width, say) if isinstance(row, Gap) else _wire(row, y, places, say)
    lives = Markup().join(_life(say(one), x, y + 14) for one, x in places.items())
    return _DRAWING.format(
        width=width,
        height=y + 20,
        key=key,
        title=title,
        desc=say(_("{count} échanges ; la même chose en texte suit le dessin.")).format(count=len(arrows)),
        body=lives + body,
    )


def _kind(row: Arrow) -> str:
    """How it is drawn: what the bench did before what the client did."""
    if row.fault:
        return "disturbed"
    return "breaks" if row.breaks else "cited" if row.cited else "arrow"


def _life(name: str, x: int, bottom: int) -> Markup:
    return _LIFE.format(x=x, left=x - 75, top=32, bottom=bottom, name=name)


def _fold(row: Gap, y: int, width: int, say: Say) -> Markup:
    return _FOLD.format(x=width // 2, y=y, said=gap(row, say))


def _wire(row: Arrow, y: int, places: dict[str, int], say: Say) -> Markup:
    start, end = places[row.source], places[row.target]
    right = end > start
    said = f"{asked(row, say)} → {answered(row.status, say)}"
    if row.fault:
        said = f"⚡ {fit(row.fault, say, 60)} · {said}"
    return _ARROW.format(
        kind=_kind(row),
        number=_NUMBER,
        n=f"{row.n} {_SIGNS[_kind(row)]}".strip() if row.cited else row.n,
        said=said,
        middle=(start + end) // 2,
        over=y - 7,
        y=y,
        start=start,
        end=end - 2 if right else end + 2,
        back=-9 if right else 9,
    )
