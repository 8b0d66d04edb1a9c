"""Leaving without a word: the ASGI messages of one exchange, and how either side ends it before its end."""

import os
import socket
import struct
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

_AT_ONCE = struct.pack("ii", 1, 0)  # SO_LINGER on, for no time: the kernel answers with RST


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
