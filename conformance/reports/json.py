"""`report.json` and the JSON Lines beside it."""

from collections.abc import Iterable

from pydantic import BaseModel

from rulebook.formats.report import Report


def render(report: Report) -> str:
    """The report as JSON, readable."""
    return report.model_dump_json(indent=2, exclude_none=True) + "\n"


def lines(records: Iterable[BaseModel]) -> str:
    """One record a line."""
    return "".join(record.model_dump_json(exclude_none=True, by_alias=True) + "\n" for record in records)
