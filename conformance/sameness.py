"""Whether a citizen saw the same thing: page after page, word after word, but for what changes by itself. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from urllib.parse import urlsplit

from rulebook.formats.observation import Observation
from rulebook.source import Text

# The time of day, and marks of secrets: never the same twice.
_PASSING = re.compile(r"\b\d{1,2}[h:]\d{2}(?::\d{2})?\b|h:[0-9a-f]{16}")
_LONGEST = 2000  # words that differ, beyond which a page is said to have nothing stable
_HALF = 2
_SHOWN = 12  # words of each side that are told
_UNSTEADY = Text(
    "le nombre de pages change de lui-même d'une fois à l'autre : rien à en conclure",
    "the number of pages changes by itself: nothing to conclude",
)

Words = tuple[str, ...]
Span = tuple[int, int, int, int]  # where one side differs from the other: from, to; from, to


@dataclass(frozen=True, slots=True)
class Change:
    """What differs, on which page (its number). Not `telling`: so much changes by itself that nothing can be concluded."""

    says: Text
    page: int | None = None
    telling: bool = True


def change(seen: Sequence[Observation], before: Sequence[Sequence[Observation]]) -> Change | None:
    """The first difference between what was `seen` and the first of the times `before` with as many pages; None when there is none.

    What differs between those times is what changes by itself: a reference, a counter, the date; or how many pages there are.
    """
    alike = [one for one in before if len(one) == len(seen)]
    found = _difference(seen, alike or before)
    steady = len({len(one) for one in before}) == 1
    if found is None or steady or len(alike) > 1:
        return found
    return Change(_UNSTEADY, found.page, telling=False)


def _difference(seen: Sequence[Observation], before: Sequence[Sequence[Observation]]) -> Change | None:
    first, *others = before
    for place, (shown, known) in enumerate(zip(seen, first, strict=False)):
        again = [_words(other[place]) for other in others if place < len(other)]
        if found := _page(shown, _words(known), again):
            return found
    if len(seen) == len(first):
        return None
    page = seen[-1].n if seen else None
    return Change(
        Text(f"{len(seen)} pages au lieu de {len(first)}", f"{len(seen)} pages instead of {len(first)}"), page
    )


def _page(shown: Observation, known: Words, again: Sequence[Words]) -> Change | None:
    loose: set[int] = set()
    for other in again:
        for start, end, _, _ in _differences(known, other):
            loose |= {start - 1, *range(start, end + 1)} if start == end else {*range(start, end)}
    words = _words(shown)
    spans = [span for span in _differences(known, words) if not _is_loose(span, loose)]
    if not spans:
        return None
    if len(loose) * _HALF > len(known):
        return Change(
            Text(
                "la page change d'elle-même d'une fois à l'autre : rien à en conclure",
                "the page changes by itself: nothing to conclude",
            ),
            shown.n,
            telling=False,
        )
    start, end, from_, to = spans[0]
    gone, come = _excerpt(known[start:end]), _excerpt(words[from_:to])
    return Change(Text(f"« {gone} » devient « {come} »", f'"{gone}" becomes "{come}"'), shown.n)


def _is_loose(span: Span, loose: set[int]) -> bool:
    """Whether a difference stands where the page changes by itself."""
    start, end, _, _ = span
    return bool({start - 1, start} & loose) if start == end else {*range(start, end)} <= loose


def _differences(known: Words, other: Words) -> Iterator[Span]:
    """Where the two part, what they share at both ends left out first: that is nearly everything."""
    head = next((n for n, (a, b) in enumerate(zip(known, other, strict=False)) if a != b), min(len(known), len(other)))
    room = min(len(known), len(other)) - head
    tails = zip(reversed(known), reversed(other), strict=False)
    tail = min(next((n for n, (a, b) in enumerate(tails) if a != b), room), room)
    left, right = known[head : len(known) - tail], other[head : len(other) - tail]
    if max(len(left), len(right)) > _LONGEST:
        yield head, len(known) - tail, head, len(other) - tail
        return
    for kind, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if kind != "equal":
            yield head + a, head + b, head + c, head + d


def _words(page: Observation) -> Words:
    """What the citizen has before them: the address (its query apart), the status, what the oracle says, title and text."""
    path = urlsplit(page.url).path
    said = f"{page.oracle} {page.status} {path.replace('/', ' / ')} {page.title} {page.text}"
    return tuple(_PASSING.sub("…", said).split())


def _excerpt(words: Words) -> str:
    return " ".join(words[:_SHOWN]) + (" …" if len(words) > _SHOWN else "") or "∅"
