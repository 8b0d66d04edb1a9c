"""`gallery/expected.toml`: what the judge is expected to answer to each client, passes apart. Read, and written anew on purpose."""

import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from pathlib import Path

from rulebook.formats.report import Result
from unefois.matrix.row import Row

_HEAD = """\
# What the judge answers to each wrong client on the whole plan, passes and what does not apply left out: the matrix client × check.
# Written by `unefois gallery --all --write-expected` (or `unefois gallery MEMBER --write-expected`, its rows alone), never by hand. Writing it anew is a deliberate act: read the difference line by
# line before you commit it. `make gallery` fails on what this file does not say, unexpected success included.
#
# [member] exit: the judge's exit code (2: configuration, nothing was judged). unplayed: each parcours whose control failed, so that no
# disturbed module was played on it. [member.module] result = checks; "*" is the module itself, when none of its checks says its result.
"""


def path() -> Path:
    """Where the file is, beside the members."""
    return Path(str(files("gallery"))) / "expected.toml"


def known() -> Mapping[str, Row]:
    """The rows of the file as it stands."""
    return load(path().read_text(encoding="utf-8"))


def load(text: str) -> Mapping[str, Row]:
    """The rows that the file expects, by member."""
    return {name: _row(name, said) for name, said in tomllib.loads(text).items()}


def dump(rows: Iterable[Row]) -> str:
    """The file that expects exactly `rows`."""
    return _HEAD + "".join(f"\n{text}" for text in map(_told, rows))


def _row(name: str, said: Mapping[str, object]) -> Row:
    modules = {
        module: {check: Result(result) for result, checks in cells.items() for check in checks}
        for module, cells in said.items()
        if isinstance(cells, dict)
    }
    exit_code, unplayed = said["exit"], said.get("unplayed", ())
    if not isinstance(exit_code, int) or not isinstance(unplayed, list | tuple):
        raise ValueError(name)  # noqa: TRY004  (one exception for a file that is not what it should be)
    return Row(name, exit_code, modules, tuple(unplayed))


def _told(row: Row) -> str:
    lines = [f"[{row.member}]", f"exit = {row.exit_code}"]
    if row.unplayed:
        lines.append(f"unplayed = {json.dumps(row.unplayed)}")
    for module, by_result in _grouped(row):
        lines += [f"[{row.member}.{module}]"]
        lines += [f"{result} = {json.dumps(checks)}" for result, checks in by_result.items()]
    return "\n".join(lines) + "\n"


def _grouped(row: Row) -> Iterator[tuple[str, dict[str, list[str]]]]:
    found: dict[str, dict[str, list[str]]] = {}
    for (module, check), result in row.not_good().items():
        found.setdefault(module, {}).setdefault(result.value, []).append(check)
    for module, by_result in found.items():
        yield module, {result: sorted(checks) for result, checks in sorted(by_result.items())}
