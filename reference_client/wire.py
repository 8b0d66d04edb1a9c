"""How we talk to FranceConnect and to the DGFiP: one client, one patience, one way to fail."""

import asyncio
import json
import logging
from collections.abc import Callable, Iterator
from contextlib import aclosing, contextmanager
from decimal import Decimal
from typing import Any, NoReturn, TypeGuard

import httpx2

from reference_client.outcome import Kind, Trouble
from reference_client.patience import NO_ANSWER, PATIENT, Patience

logger = logging.getLogger(__name__)

# A whole notice is some ten thousand bytes. Beyond a million an answer is none, and its end is not waited for.
LONGEST_ANSWER = 1_000_000
# No figure of ours needs more: beyond, arithmetic itself would fail on it.
LARGEST_EXPONENT = 400
# Most servers close a connection that nobody used for five seconds: reused at that instant, it loses a request, and some are not made twice.
IDLE = 2.0
# Nobody is asked to come back later than in an hour, whatever a server says.
LONGEST_WAIT = 3600


def new_client() -> httpx2.AsyncClient:
    """A client that follows no redirection (a token must not travel further than asked) and no proxy of the machine.

    Its own time limits are one a gesture, and an answer that drips never meets them: ours are on the whole of a question. Answers
    come as they are, since a compressed one has a size that is known too late.
    """
    headers = {"accept-encoding": "identity"}
    kept = httpx2.Limits(max_connections=100, max_keepalive_connections=20, keepalive_expiry=IDLE)
    return httpx2.AsyncClient(headers=headers, timeout=None, follow_redirects=False, trust_env=False, limits=kept)


async def send(http: httpx2.AsyncClient, request: httpx2.Request, unreachable: Kind) -> httpx2.Response:
    """The answer, asked once; silence, a cut, a refused connection or an answer that never ends is a `Trouble`.

    The cause is dropped on purpose: its text holds the address asked, and an address may hold an SPI.
    """
    try:
        async with asyncio.timeout(PATIENT.question):
            return await _received(http, request)
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
                if not _may_be_repeated(response, patience):
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
        response = await _received(http, request)
    except (httpx2.NetworkError, httpx2.RemoteProtocolError):
        response = None
    said = "coupure" if response is None else response.status_code
    number = request.headers.get("X-Correlation-ID")
    logger.info("%s → %s%s", what, said, f" (appel {number})" if number else "")
    return response


async def _received(http: httpx2.AsyncClient, request: httpx2.Request) -> httpx2.Response:
    """The whole answer; a body that is too long, or compressed although we asked that it is not, is as good as none."""
    answer = await http.send(request, stream=True)
    headers = {
        name: value for name, value in answer.headers.items() if name not in {"content-length", "content-encoding"}
    }
    body = b""
    try:
        if answer.headers.get("content-encoding", "identity") == "identity":
            async with aclosing(answer.aiter_bytes()) as chunks:
                async for chunk in chunks:
                    body += chunk
                    if len(body) > LONGEST_ANSWER:
                        body = b""
                        break
    finally:
        await answer.aclose()
    return httpx2.Response(answer.status_code, headers=headers, content=body, request=request)


def _may_be_repeated(response: httpx2.Response | None, patience: Patience) -> bool:
    """Whether to ask again at once; never who tells us when to come back."""
    if response is None:
        return patience.worth_repeating(NO_ANSWER, None)
    return not asked_to_wait(response) and patience.worth_repeating(response.status_code, code_of(response.content))


def asked_to_wait(response: httpx2.Response) -> int:
    """The seconds of `Retry-After`, an hour at most; 0 when there are none (a date is not read: no source says one)."""
    said = response.headers.get("retry-after", "").strip()
    return min(int(said), LONGEST_WAIT) if said.isascii() and said.isdigit() and len(said) < 10 else 0


@contextmanager
def when_to_come_back(response: httpx2.Response) -> Iterator[None]:
    """A `Trouble` born of this answer knows how long the citizen is asked to wait."""
    try:
        yield
    except Trouble as trouble:
        trouble.wait = asked_to_wait(response)
        raise


def is_json(content_type: str) -> bool:
    """Whether an answer says that it is JSON, under its plain name or a vendor's."""
    said = content_type.partition(";")[0].strip().lower()
    return said == "application/json" or (said.startswith("application/") and said.endswith("+json"))


def json_object(content: bytes) -> dict[str, Any]:
    """The JSON object of a body, amounts kept exact; ``ValueError`` for anything else, and for a field said twice."""
    try:
        value = json.loads(content, parse_float=_exact, parse_constant=_refuse_constant, object_pairs_hook=_once)
    except (RecursionError, ArithmeticError):
        raise ValueError("JSON too deep, or a number that nobody can hold") from None
    if not isinstance(value, dict):
        raise ValueError("a JSON object was expected")  # noqa: TRY004  (one exception for all bad bodies)
    return value


def code_of(content: bytes) -> int | None:
    """The applicative code of an error envelope of the DGFiP, written as a number or as a string; None when there is none."""
    try:
        return int(str(json_object(content)["erreur"]["code"]))
    except (ValueError, KeyError, TypeError):
        return None


def fits_a_header(value: object) -> TypeGuard[str]:
    """Whether a token can be sent back as it was received: visible ASCII, and some of it."""
    return isinstance(value, str) and value != "" and value.isascii() and value.isprintable() and " " not in value


def _exact(text: str) -> Decimal:
    number = Decimal(text)
    if abs(number.adjusted()) > LARGEST_EXPONENT:
        raise ValueError("no amount is that large, or that small")
    return number


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Two values under one name: nobody can say which is the true one."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name is said twice")
    return found


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")
