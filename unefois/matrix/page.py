"""`matrix.html` and `matrix.json`: the whole matrix. The page is one file, without script, in both languages."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import jinja2
from markupsafe import Markup, escape

from conformance.checks import CHECKS
from conformance.reports import files
from gallery import MEMBERS
from rulebook.duties import FAMILIES
from rulebook.formats.report import Result
from rulebook.source import Text
from unefois import trial
from unefois.matrix import telling
from unefois.matrix.row import GOOD, Row, as_intended

_PAGES = Path(__file__).parent / "pages"
# Result → its sign in a cell, and its word.
SIGNS: Mapping[Result, tuple[str, Text]] = {
    Result.PASS: ("·", Text("tenu", "kept")),
    Result.FAIL: ("✗", Text("enfreint", "broken")),
    Result.WARNING: ("!", Text("averti", "warned")),
    Result.SKIPPED: ("–", Text("non joué", "not played")),
    Result.INCONCLUSIVE: ("?", Text("sans conclusion", "inconclusive")),
    Result.REVIEW: ("@", Text("à regarder", "to look at")),
    Result.NOT_APPLICABLE: (" ", Text("sans objet", "not applicable")),
    Result.SUITE_ERROR: ("#", Text("erreur du banc", "suite error")),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A row as the page shows it: `cells` by check; `intended` is the check, or checks, that this client is there to fail."""

    name: str
    says: Text
    duty: str
    good: bool
    told: tuple[str, ...]
    unplayed: tuple[str, ...]
    cells: Mapping[str, Result]
    intended: frozenset[str]


def prove_writable(folder: Path) -> None:
    """Before half an hour of judging rather than after it."""
    with trial.in_sentences():
        files.prove_writable(folder)


def write(rows: Mapping[str, Row], folder: Path) -> None:
    """Both files, in `folder`."""
    data, page = [telling.as_data(row) for row in rows.values()], render(rows)
    with trial.in_sentences(), files.writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "matrix.json").write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        (folder / "matrix.html").write_text(page, encoding="utf-8")


def render(rows: Mapping[str, Row]) -> str:
    """The page."""
    jinja = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_PAGES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    jinja.filters["code"] = _code
    families = [
        (family.title, checks)
        for family in FAMILIES
        if (checks := [check for check in CHECKS.values() if check.duty in family.duties])
    ]
    lines = [_line(row) for row in rows.values()]
    good = sum(line.good for line in lines)
    return jinja.get_template("matrix.html").render(
        families=families, lines=lines, signs=SIGNS, good=good, good_results=GOOD
    )


def _code(text: str) -> Markup:
    """What stands between back quotes, as code."""
    return Markup(re.sub(r"`([^`]+)`", r"<code>\1</code>", str(escape(text))))  # noqa: S704  (escaped just before)


def _line(row: Row) -> Line:
    member = MEMBERS.get(row.member)
    says = Text(member.fr, member.en) if member else Text("Le client de référence.", "The reference client.")
    duty = member.duty if member else ""
    return Line(
        row.member,
        says,
        duty,
        as_intended(row, member) if member else row.exit_code == 0,
        (row.problem,) if row.problem else tuple(telling.results(row)),
        row.unplayed,
        {} if row.problem else {id_: row.check(id_) for id_ in CHECKS},
        frozenset(id_ for id_, check in CHECKS.items() if check.duty.id == duty),
    )
