"""How we talk to FranceConnect and to the DGFiP: one client, one patience, one way to fail."""

import asyncio
import json
import logging
from collections.abc import Callable
from decimal import Decimal
from typing import Any, NoReturn, TypeGuard

import httpx2

from reference_client.outcome import Kind, Trouble
from reference_client.patience import NO_ANSWER, PATIENT, Patience

logger = logging.getLogger(__name__)


def new_client() -> httpx2.AsyncClient:
    """A client that follows no redirection (a token must not travel further than asked) and no proxy of the machine.

    Its own time limits are one a gesture, and an answer that drips never meets them: ours are on the whole of a question.
    """
    return httpx2.AsyncClient(timeout=None, follow_redirects=False, trust_env=False)


async def send(http: httpx2.AsyncClient, request: httpx2.Request, unreachable: Kind) -> httpx2.Response:
    """The answer, asked once; silence, a cut, a refused connection or an answer that never ends is a `Trouble`.

    The cause is dropped on purpose: its text holds the address asked, and an address may hold an SPI.
    """
    try:
        async with asyncio.timeout(PATIENT.question):
            return await http.send(request)
    except (httpx2.HTTPError, httpx2.InvalidURL, TimeoutError):
        raise Trouble(unreachable) from None


async def ask(
    http: httpx2.AsyncClient, question: Callable[[], httpx2.Request], what: str, unreachable: Kind, patience: Patience
) -> httpx2.Response:
    """The answer to a question that changes nothing, put again when `patience` says so; each time it is written anew."""
    try:
        async with asyncio.timeout(patience.question):
            response = await _try(http, question(), what)
            for pause in patience.pauses(patience.draw):
                if not patience.worth_repeating(NO_ANSWER if response is None else response.status_code):
                    break
                await patience.sleep(pause)
                response = await _try(http, question(), what)
    except (httpx2.HTTPError, httpx2.InvalidURL, TimeoutError):
        raise Trouble(unreachable) from None
    if response is None:
        raise Trouble(unreachable)
    return response


async def _try(http: httpx2.AsyncClient, request: httpx2.Request, what: str) -> httpx2.Response | None:
    """The answer, or None when there was nobody or when it was cut. The log names the call, never its address."""
    try:
        response = await http.send(request)
    except (httpx2.NetworkError, httpx2.RemoteProtocolError):
        response = None
    said = "coupure" if response is None else response.status_code
    number = request.headers.get("X-Correlation-ID")
    logger.info("%s → %s%s", what, said, f" (appel {number})" if number else "")
    return response


def is_json(content_type: str) -> bool:
    """Whether an answer says that it is JSON, under its plain name or a vendor's."""
    said = content_type.partition(";")[0].strip().lower()
    return said == "application/json" or (said.startswith("application/") and said.endswith("+json"))


def json_object(content: bytes) -> dict[str, Any]:
    """The JSON object of a body, amounts kept exact; ``ValueError`` for anything else."""
    try:
        value = json.loads(content, parse_float=Decimal, parse_constant=_refuse_constant)
    except RecursionError:
        raise ValueError("JSON too deep") from None
    if not isinstance(value, dict):
        raise ValueError("a JSON object was expected")  # noqa: TRY004  (one exception for all bad bodies)
    return value


def fits_a_header(value: object) -> TypeGuard[str]:
    """Whether a token can be sent back as it was received: visible ASCII, and some of it."""
    return isinstance(value, str) and value != "" and value.isascii() and value.isprintable() and " " not in value


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")
