"""A secret glued to a name, a path or a dash (`code=…`, `/p/…`, `CANT-…`) by what tokens are made of too."""

import re
from collections.abc import Callable

WORTH_HIDING = 16  # shorter values (test passwords) would be found by chance inside ordinary words
_PIECE = re.compile(rf"[A-Za-z0-9_~+-]{{{WORTH_HIDING},}}")
_JOINT = re.compile(r"[_~+-]")
_MOST_JOINTS = 8  # a token has one or two of them, and a word or two may be glued to it


def unglued(word: str, mark_of: Callable[[str], str | None]) -> str:
    """`word`, each secret in it replaced by its mark."""
    return mark_of(word) or _PIECE.sub(lambda found: _piece(found[0], mark_of), word)


def _piece(piece: str, mark_of: Callable[[str], str | None]) -> str:
    """The longest secret between two joints of `piece` is marked, then what is left on either side."""
    joints = [joint.start() for joint in _JOINT.finditer(piece)]
    if len(joints) > _MOST_JOINTS:
        return mark_of(piece) or piece
    starts = sorted({0, *joints, *(at + 1 for at in joints)})
    ends = sorted({len(piece), *joints, *(at + 1 for at in joints)})
    spans = ((start, end) for start in starts for end in ends if end - start >= WORTH_HIDING)
    for start, end in sorted(spans, key=lambda span: span[0] - span[1]):
        if mark := mark_of(piece[start:end]):
            return _piece(piece[:start], mark_of) + mark + _piece(piece[end:], mark_of)
    return piece
