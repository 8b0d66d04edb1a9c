"""All the reports of a run in one folder, each file whole or absent."""

import contextlib
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from conformance.reports import html, json, junit
from rulebook.formats.exchange import Exchange
from rulebook.formats.observation import Observation
from rulebook.formats.report import Report


class Unwritable(OSError):
    """The folder `filename` takes no report, for the reason `strerror`: no other trouble of a run is called so."""


@contextlib.contextmanager
def writing(out: Path) -> Iterator[None]:
    """What the system refuses there, as `Unwritable`."""
    try:
        yield
    except OSError as error:
        raise Unwritable(error.errno, error.strerror or str(error), str(out)) from error


def write(
    report: Report, exchanges: Sequence[Exchange], observations: Sequence[Observation], out: Path, language: str = "fr"
) -> tuple[Path, ...]:
    """Write aside, then rename: an interrupted run leaves the former reports as they were. Other files in `out` stay.

    Raises `Unwritable`.
    """
    contents = {
        "report.json": json.render(report),
        "report.html": html.render(report, exchanges, observations, language),
        "junit.xml": junit.render(report, language),
        "exchanges.jsonl": json.lines(exchanges),
        "observations.jsonl": json.lines(observations),
    }
    with writing(out):
        out.mkdir(parents=True, exist_ok=True)
        # Inside: `out` may be a mount point, where no rename comes in.
        aside = Path(tempfile.mkdtemp(prefix=".", dir=out))
        try:
            for name, content in contents.items():
                (aside / name).write_text(content, encoding="utf-8", errors="replace")
            for name in contents:
                (aside / name).replace(out / name)
        finally:
            shutil.rmtree(aside, ignore_errors=True)
    return tuple(out / name for name in contents)


def prove_writable(out: Path) -> None:
    """Raise `Unwritable` before a run rather than after it; leaves nothing behind."""
    with writing(out):
        nearest = next(folder for folder in (out, *out.parents) if folder.exists())
        tempfile.TemporaryDirectory(prefix=".", dir=nearest).cleanup()
