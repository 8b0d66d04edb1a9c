"""How we talk to FranceConnect and to the DGFiP: one client, one patience, one way to fail."""

import json
from decimal import Decimal
from typing import Any, NoReturn

import httpx2

from reference_client.outcome import Kind, Trouble

PATIENCE = httpx2.Timeout(10.0)


def new_client() -> httpx2.AsyncClient:
    """A client that follows no redirection (a token must not travel further than asked) and no proxy of the machine."""
    return httpx2.AsyncClient(timeout=PATIENCE, follow_redirects=False, trust_env=False)


async def send(http: httpx2.AsyncClient, request: httpx2.Request, unreachable: Kind) -> httpx2.Response:
    """The answer; silence, a cut or a refused connection is a `Trouble`.

    The cause is dropped on purpose: its text holds the address asked, and an address may hold an SPI.
    """
    try:
        return await http.send(request)
    except (httpx2.HTTPError, httpx2.InvalidURL):
        raise Trouble(unreachable) from None


def json_object(content: bytes) -> dict[str, Any]:
    """The JSON object of a body, amounts kept exact; ``ValueError`` for anything else."""
    try:
        value = json.loads(content, parse_float=Decimal, parse_constant=_refuse_constant)
    except RecursionError:
        raise ValueError("JSON too deep") from None
    if not isinstance(value, dict):
        raise ValueError("a JSON object was expected")  # noqa: TRY004  (one exception for all bad bodies)
    return value


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")
