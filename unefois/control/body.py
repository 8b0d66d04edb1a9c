"""Bodies in and out of the control API: our own formats, our own sentences."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypeVar

from fastapi import Depends, Request
from fastapi.responses import Response

from rulebook.formats.control import CalendarBody
from rulebook.formats.exchange import Exchange
from rulebook.formats.reading import read_json
from rulebook.formats.record import Record, Taxation
from simulator.calendar import Calendar

R = TypeVar("R", bound=Record)


def read_body(model: type[R]) -> Any:
    """A dependency that reads the JSON body as `model`; `Unreadable` says what is wrong with it."""

    async def read(request: Request) -> R:
        return read_json(model, await request.body())

    return Depends(read)


def body_schema(model: type[Record]) -> dict[str, Any]:
    """What OpenAPI says of a body read by `read_body`."""
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": model.model_json_schema()}}}}


def calendar(body: CalendarBody) -> Calendar:
    """The calendar that a body states."""
    emissions = {spi: _by_year(stated) for spi, stated in body.emissions.items()}
    return Calendar(_by_year(body.taxation), body.today, emissions)


def _by_year(stated: Taxation) -> dict[int, datetime]:
    return {int(annee): instant for annee, instant in stated.items()}


def exchanges_json(exchanges: Sequence[Exchange]) -> Response:
    """Exchanges as one JSON array."""
    body = b"[" + b",".join(exchange.model_dump_json(exclude_none=True).encode() for exchange in exchanges) + b"]"
    return Response(body, media_type="application/json")
