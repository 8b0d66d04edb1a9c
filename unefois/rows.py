"""Rows on their way out, one at a time: a table for people, JSON Lines, JSON or CSV for machines. A file is whole or is not there."""

import contextlib
import csv
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import IO

import orjson

from scenarios.views import COLUMNS, Row
from unefois.failure import ConfigurationError
from unefois.language import _

# What a person reads of a row, and how wide it is written.
TABLE: Mapping[str, int] = MappingProxyType(
    {
        "spi": 13,
        "family_name": 20,
        "given_name": 32,
        "birthdate": 10,
        "birthplace": 10,
        "annee": 5,
        "sitFam": 6,
        "nbPart": 6,
        "nbPac": 5,
        "rfr": 9,
        "montTotIr": 9,
        "codePostal": 10,
        "deces": 10,
        "trouble": 8,
        "fault": 5,
    }
)
_PLACES = tuple((COLUMNS.index(name), width) for name, width in TABLE.items())


def table(rows: Iterable[Row], to: IO[str]) -> None:
    """Columns that fit a wide terminal; a name too long pushes the rest."""
    to.write("  ".join(f"{name:<{width}}" for name, width in TABLE.items()).rstrip() + "\n")
    for row in rows:
        cells = (f"{'' if row[place] is None else row[place]!s:<{width}}" for place, width in _PLACES)
        to.write("  ".join(cells).rstrip() + "\n")


def comma_separated(rows: Iterable[Row], to: IO[str]) -> None:
    """A header, then a line each (RFC 4180, except that lines end as this machine's do)."""
    writer = csv.writer(to, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows)


def json_lines(rows: Iterable[Row], to: IO[str]) -> None:
    """An object a line; what is unknown is null."""
    for row in rows:
        to.write(_object(row) + "\n")


def json_list(rows: Iterable[Row], to: IO[str]) -> None:
    """One list, written as it comes."""
    between = "["
    for row in rows:
        to.write(f"{between}{_object(row)}")
        between = ",\n"
    to.write("]\n" if between != "[" else "[]\n")


def _object(row: Row) -> str:
    return orjson.dumps(dict(zip(COLUMNS, row, strict=True))).decode()


Writer = Callable[[Iterable[Row], IO[str]], None]

# What `--format` names; a list in JSON is what `--json` means everywhere.
FORMATS: Mapping[str, Writer] = MappingProxyType({"table": table, "jsonl": json_lines, "csv": comma_separated})


def written(rows: Iterable[Row], write: Writer, out: Path | None, total: int) -> None:
    """Write `rows` to `out`, or to the output. Progress goes to the error output."""
    counter = Progress(total, quiet=out is None and sys.stdout.isatty())
    with whole(out) as to:
        write(counter.over(rows), to)
    counter.end()


@contextlib.contextmanager
def whole(out: Path | None) -> Iterator[IO[str]]:
    """Where to write: the output, or a file that takes the name `out` only once it is complete.

    A link keeps pointing where it does; a device or a pipe keeps nothing: it is written to, never replaced.
    """
    if out is None:
        yield sys.stdout
        return
    kept, place = out.is_file() or not out.exists(), out.resolve()
    part = place.with_name(f".{place.name}.{os.getpid()}") if kept else out
    try:
        with part.open("w", encoding="utf-8", newline="") as to:
            yield to
        if kept:
            part.replace(place)
    except OSError as error:
        said = _("{file} : impossible d'écrire ({why}).")
        raise ConfigurationError(said.format(file=out, why=error.strerror)) from error
    finally:
        if kept:
            part.unlink(missing_ok=True)


class Progress:
    """Counts what goes by, and says so now and then: on one line of a terminal, every ten seconds elsewhere."""

    def __init__(self, total: int, *, quiet: bool) -> None:
        self.done = 0
        self._total, self._quiet = total, quiet
        self._terminal = sys.stderr.isatty()
        self._every = 0.5 if self._terminal else 10.0
        self._start = self._last = time.monotonic()

    def over(self, rows: Iterable[Row]) -> Iterator[Row]:
        """The same rows, counted."""
        for row in rows:
            self.done += 1
            if not self.done % 256 and time.monotonic() - self._last > self._every:
                self._say()
            yield row

    def end(self) -> None:
        """Leave the terminal's line clean."""
        if self._terminal and self._last != self._start:
            sys.stderr.write("\r\x1b[K")

    def _say(self) -> None:
        if self._quiet:
            return
        self._last = time.monotonic()
        pace = self.done / (self._last - self._start)
        said = _("{done} personnes sur {total} ({pace:.0f}/s)").format(done=self.done, total=self._total, pace=pace)
        sys.stderr.write(f"\r{said}\x1b[K" if self._terminal else f"{said}\n")
        sys.stderr.flush()
