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
    """Write beside, then rename: an interrupted run leaves the former reports as they were. Other files in `out` stay."""
    contents = {
        "report.json": json.render(report),
        "report.html": html.render(report, exchanges, observations, language),
        "junit.xml": junit.render(report, language),
        "exchanges.jsonl": json.lines(exchanges),
        "observations.jsonl": json.lines(observations),
    }
    out.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    try:
        for name, content in contents.items():
            (beside / name).write_text(content, encoding="utf-8", errors="replace")
        out.mkdir(exist_ok=True)
        for name in contents:
            (beside / name).replace(out / name)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return tuple(out / name for name in contents)
