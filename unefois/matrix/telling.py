"""The matrix in words: a line when a client is judged, its row in short, and its row for machines."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from gallery import MEMBERS
from unefois.language import _
from unefois.matrix.row import CONFIGURATION, REFERENCE, WHOLE, Row, as_intended

_MANY = 4


def progress(row: Row, position: int, total: int) -> str:
    """Who was judged, how long it took, and what was found broken."""
    good = row.exit_code == 0 if row.member == REFERENCE else as_intended(row, MEMBERS[row.member])
    found = ", ".join(f"{duty} {result}" for duty, result in row.broken().items()) or row.problem or "—"
    where = f"{position:>3}/{total} " if total else ""
    return f"{where}{'✓' if good else '✗'} {row.member:<28} {row.seconds:>6.1f} s  {found}"


def compact(row: Row) -> Iterator[str]:
    """What is not a pass: results that are many are counted."""
    if row.problem:
        kind = _("configuration") if row.exit_code == CONFIGURATION else _("erreur du banc")
        yield f"{row.member:<28} {kind} : {row.problem}"
        return
    told = [
        *results(row),
        *(_("{parcours} : rien d'autre n'a été joué").format(parcours=name) for name in row.unplayed),
    ]
    yield f"{row.member:<28} {' ; '.join(told) or '—'}"


def results(row: Row) -> Iterator[str]:
    """What is not a pass, in the judge's own words, the same in every language."""
    cells = row.not_good()
    counts = Counter(result for result in cells.values())
    for (module, check), result in cells.items():
        if counts[result] <= _MANY:
            yield f"{result} ({module})" if check == WHOLE else f"{result} {check} ({module})"
    yield from (f"{result} × {count}" for result, count in counts.items() if count > _MANY)


def as_data(row: Row) -> dict[str, Any]:
    """The whole row."""
    member = MEMBERS.get(row.member)
    return {
        "member": row.member,
        "expected": member.duty if member else None,
        "failed": list(row.broken()),
        "exit_code": row.exit_code,
        "as_intended": as_intended(row, member) if member else row.exit_code == 0,
        "problem": row.problem,
        "seconds": row.seconds,
        "unplayed": list(row.unplayed),
        "modules": {module: dict(cells) for module, cells in row.modules.items()},
    }
