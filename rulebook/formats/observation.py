"""Observation: what a driver saw of the client (JSON Lines). With the exchanges, all that a check may read."""

from typing import Literal

from pydantic import Field

from rulebook.formats.record import Record

Seen = Literal["connected", "result", "refused", "error", "none"]


class Observation(Record):
    """One page of the client, after one step of its recipe."""

    n: int
    at: float
    lease: str | None = None
    module: str | None = None
    driver: str
    step: str
    url: str
    status: int
    title: str = ""
    oracle: Seen = "none"
    text: str = Field(default="", max_length=65536)
    screenshot: str | None = None
