"""A request within limits: an answer that is waited for no longer than it may take, a body that is read no further than it may go.

The deadline is on the monotonic clock, and is that of everything: a server that gives a byte a second keeps to any limit on one read.
"""

import threading
import time
from collections.abc import Callable
from typing import TypeVar

import httpx2

from conformance.drivers.coding import inflated

_GRACE = 0.5  # beyond the deadline, for the request's own time limit to speak first
_Found = TypeVar("_Found")


class TooSlow(Exception):
    """The deadline is over, and the answer not whole."""


class TooLong(Exception):
    """The body is longer than it may be, as it came or once inflated."""


def in_time(work: Callable[[], _Found], deadline: float) -> _Found:
    """Work on a thread of its own: a server that gives its headers one byte a minute is left there. Raises `TooSlow`, or what the work raises."""
    landed: list[_Found] = []
    raised: list[Exception] = []

    def run() -> None:
        try:
            landed.append(work())
        except Exception as error:  # noqa: BLE001 (raised again where it is waited for)
            raised.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(max(deadline - time.monotonic(), 0.0) + _GRACE)
    if raised:
        raise raised[0]
    if not landed:
        raise TooSlow
    return landed[0]


def whole(response: httpx2.Response, most: int, deadline: float) -> bytes:
    """The body of a streamed response, inflated, of at most `most` bytes; raises `TooSlow`, `TooLong` or `Coded`. Closes the response."""
    body = bytearray()
    try:
        for chunk in response.iter_raw():
            body += chunk
            if len(body) > most:
                raise TooLong
            if time.monotonic() > deadline:
                raise TooSlow
    finally:
        response.close()
    read = inflated(bytes(body), response.headers.get("content-encoding", ""), most)
    if len(read) > most:
        raise TooLong
    return read
