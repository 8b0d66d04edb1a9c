"""`report.json` and the JSON Lines beside it."""

import json
from collections.abc import Iterable

from pydantic import BaseModel
from pydantic_core import PydanticSerializationError

from rulebook.formats.report import Report


def render(report: Report) -> str:
    """The report as JSON, readable."""
    return _said(report, indent=2) + "\n"


def lines(records: Iterable[BaseModel]) -> str:
    """One record a line."""
    return "".join(_said(record) + "\n" for record in records)


def _said(record: BaseModel, indent: int | None = None) -> str:
    """The record; half characters, which a client may send in JSON and no file holds, become question marks."""
    try:
        return record.model_dump_json(indent=indent, exclude_none=True, by_alias=True)
    except PydanticSerializationError:
        text = json.dumps(
            record.model_dump(exclude_none=True, by_alias=True), indent=indent, ensure_ascii=False, default=str
        )
        return text.encode("utf-8", "replace").decode("utf-8")
