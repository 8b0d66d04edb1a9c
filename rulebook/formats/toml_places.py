"""Where the tables and keys of a TOML text stand, since its parser does not tell."""

import re

Path = tuple[str | int, ...]

_HEADER = re.compile(r"^\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_NAME = r"(?:[A-Za-z0-9_-]+|\"[^\"]*\"|'[^']*')"
_KEY = re.compile(rf"^\s*({_NAME}(?:\s*\.\s*{_NAME})*)\s*=")


def lines_of(text: str) -> dict[Path, int]:
    """Line of each table header and each key at the start of a line: what a human looks for."""
    lines: dict[Path, int] = {}
    counts: dict[Path, int] = {}
    prefix: Path = ()
    for number, line in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(line):
            prefix = _table(header[2], counts, new=header[1] == "[[")
            lines.setdefault(prefix, number)
        elif key := _KEY.match(line):
            lines.setdefault((*prefix, *_split(key[1])), number)
    return lines


def _table(dotted: str, counts: dict[Path, int], *, new: bool) -> Path:
    """Where a header stands: `[foyer.avis]` belongs to the latest `[[foyer]]`, `new` starts the next one."""
    path: Path = ()
    parts = _split(dotted)
    for place, part in enumerate(parts, 1):
        path = (*path, part)
        if new and place == len(parts):
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path


def _split(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in re.findall(_NAME, dotted))
