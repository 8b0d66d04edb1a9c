"""All the reports of a run in one folder, each file whole or absent."""

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from conformance.reports import html, json, junit
from rulebook.formats.exchange import Exchange
from rulebook.formats.observation import Observation
from rulebook.formats.report import Report


def write(
    report: Report, exchanges: Sequence[Exchange], observations: Sequence[Observation], out: Path, language: str = "fr"
) -> tuple[Path, ...]:
    """Write aside, then rename: an interrupted run leaves the former reports as they were. Other files in `out` stay."""
    contents = {
        "report.json": json.render(report),
        "report.html": html.render(report, exchanges, observations, language),
        "junit.xml": junit.render(report, language),
        "exchanges.jsonl": json.lines(exchanges),
        "observations.jsonl": json.lines(observations),
    }
    out.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=".", dir=out))  # inside: `out` may be a mount point, where no rename comes in
    try:
        for name, content in contents.items():
            (aside / name).write_text(content, encoding="utf-8", errors="replace")
        for name in contents:
            (aside / name).replace(out / name)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return tuple(out / name for name in contents)


def prove_writable(out: Path) -> None:
    """Raise `OSError` before a run rather than after it; leaves nothing behind."""
    nearest = next(folder for folder in (out, *out.parents) if folder.exists())
    with tempfile.TemporaryDirectory(prefix=".", dir=nearest):
        pass
