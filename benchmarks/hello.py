"""The yardstick of discovery: a bare Starlette application that says hello, under the uvicorn settings of the bench."""

import socket
import sys

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from unefois import serve


async def hello(_: Request) -> PlainTextResponse:
    """Hello."""
    return PlainTextResponse("hello")


async def _main(port: int) -> None:
    listening = socket.create_server(("127.0.0.1", port))
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    await serve.quiet(Starlette(routes=[Route("/hello", hello)])).serve(sockets=[listening])


if __name__ == "__main__":
    serve.run(_main(int(sys.argv[1])))
