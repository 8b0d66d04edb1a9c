"""A secret glued to a name, a path, a dash or a letter (`code=…`, `/p/…`, `CANT-…`, `v1…`) by what tokens are made of too."""

import re
from collections.abc import Callable, Iterator

WORTH_HIDING = 16  # shorter values (test passwords) would be found by chance inside ordinary words
WORD = re.compile(rf"[A-Za-z0-9_~+/=-]{{{WORTH_HIDING},}}")
_PIECE = re.compile(rf"[A-Za-z0-9_~+-]{{{WORTH_HIDING},}}")
_JOINT = re.compile(r"[_~+-]")
_MOST_JOINTS = 8  # inside one secret: a token has one or two of them, a UUID four
_MOST_LENGTHS = 8  # of secrets that begin alike: no more would be tried at each letter of a word


class Met:
    """Secrets in clear and their marks, found wherever they stand in a word."""

    def __init__(self) -> None:
        self._marks: dict[str, str] = {}
        self._lengths: dict[str, list[int]] = {}

    def __len__(self) -> int:
        return len(self._marks)

    def add(self, secret: str, mark: str) -> None:
        """Know it from now on."""
        if secret in self._marks:
            return
        self._marks[secret] = mark
        lengths = self._lengths.setdefault(secret[:WORTH_HIDING], []) if WORD.fullmatch(secret) else []
        if len(secret) not in lengths and len(lengths) < _MOST_LENGTHS:
            lengths.append(len(secret))
            lengths.sort(reverse=True)

    def mark_of(self, word: str) -> str | None:
        """Of a secret alone."""
        return self._marks.get(word)

    def hidden(self, word: str) -> str:
        """`word`, its secrets replaced by their marks from left to right; the longest of those that begin at one place."""
        heads = [word[at : at + WORTH_HIDING] for at in range(len(word) - WORTH_HIDING + 1)]
        if self._lengths.keys().isdisjoint(heads):  # nearly always, and twice as fast as looking for their ends
            return word
        kept, at, here = [], 0, 0
        while here <= len(word) - WORTH_HIDING:
            end = self._end(word, here)
            if end:
                kept += [word[at:here], self._marks[word[here:end]]]
                at = end
            here = end or here + 1
        return "".join((*kept, word[at:]))

    def _end(self, word: str, start: int) -> int:
        """Where the secret that begins there ends; 0 when none does."""
        lengths = self._lengths.get(word[start : start + WORTH_HIDING], ())
        return next((start + length for length in lengths if word[start : start + length] in self._marks), 0)


def unglued(word: str, mark_of: Callable[[str], str | None]) -> str:
    """`word`, each secret between two joints of it replaced by its mark."""
    return _PIECE.sub(lambda found: _piece(found[0], mark_of), word)


def _piece(piece: str, mark_of: Callable[[str], str | None]) -> str:
    """From left to right; the longest of those that begin at one place."""
    kept, at = [], 0
    for start, end in _spans(piece):
        mark = mark_of(piece[start:end]) if start >= at else None
        if mark:
            kept += [piece[at:start], mark]
            at = end
    return "".join((*kept, piece[at:]))


def _spans(piece: str) -> Iterator[tuple[int, int]]:
    """What may be a secret: between two joints, or with them, over a few others; so that the work grows as the piece does."""
    joints = [joint.start() for joint in _JOINT.finditer(piece)]
    edges = sorted({0, len(piece), *joints, *(at + 1 for at in joints)})
    for number, start in enumerate(edges):
        for end in reversed(edges[number + 1 : number + 2 * _MOST_JOINTS + 4]):
            if end - start >= WORTH_HIDING:
                yield start, end
