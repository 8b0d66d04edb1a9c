"""The ASGI messages of one exchange, and what no message of ASGI can say: an answer in one piece, an end before its end.

Both reach through `send` to uvicorn's cycle of request and response, which it belongs to.
"""

import asyncio
import os
import socket
import struct
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol, RequestResponseCycle

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]

_AT_ONCE = struct.pack("ii", 1, 0)  # SO_LINGER on, for no time: the kernel answers with RST


def at_once(send: Send, status: int, head: bytes, body: bytes) -> bool:
    """Send an answer in one write: `head` is its lines, content-length among them. False, and nothing is sent, when it has to go the ordinary way.

    uvicorn writes head and body apart, after two regular expressions a header: a sixth of what a login cost. Its way is left for what
    is not plain: another server, a last answer, a slow reader, a length that is not the body's.
    """
    cycle = getattr(send, "__self__", None)
    if not isinstance(cycle, RequestResponseCycle) or not cycle.keep_alive or cycle.disconnected:
        return False
    if cycle.response_started or cycle.flow.write_paused or cycle.scope["method"] == "HEAD":
        return False
    if b"\ncontent-length: %d\r" % len(body) not in head:
        return False
    own = [b"%b: %b\r\n" % header for header in cycle.default_headers]
    cycle.response_started = cycle.response_complete = True
    whole = b"".join((STATUS_LINE[status], *own, head, b"\r\n", body))
    connection: HttpToolsProtocol = cycle.on_response.__self__  # type: ignore[attr-defined]
    if len(connection.tasks) > 1:
        # The answers of one turn of the loop leave together: to wake a client that waits costs more than to write to it.
        asyncio.get_running_loop().call_soon(cycle.transport.write, whole)
    else:
        cycle.transport.write(whole)
    cycle.message_event.set()
    cycle.on_response()
    return True


async def has_left(receive: Receive) -> None:
    """Return once the client has closed the connection."""
    while (await receive())["type"] != "http.disconnect":
        pass


async def hang_up(receive: Receive, send: Send, *, reset: bool) -> None:
    """Close the connection, or reset it. No ASGI message does: the transport is uvicorn's, which `send` belongs to."""
    transport: Any = getattr(getattr(send, "__self__", None), "transport", None)
    if transport is None:
        return  # no socket: the exchange ends without an answer all the same
    connection = transport.get_extra_info("socket")
    if reset and connection is not None:
        with socket.socket(fileno=os.dup(connection.fileno())) as same:  # what uvloop shows of it takes no option
            same.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _AT_ONCE)
    transport.abort()
    # The server answers 500 to an application that ends before it knows that the client is gone.
    await has_left(receive)
