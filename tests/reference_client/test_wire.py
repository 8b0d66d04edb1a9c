"""How the client holds its connections."""

import asyncio

from served import served
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from reference_client.wire import IDLE, new_client


async def test_a_connection_left_idle_is_given_up_before_servers_close_theirs() -> None:
    """Most do at five seconds: a question put again at that instant would be lost, and some are not put twice."""
    told = Starlette(routes=[Route("/", lambda request: PlainTextResponse(_port(request)))])
    with served(told) as base:
        async with new_client() as http:
            first, second = [(await http.get(base)).text for _ in range(2)]
            await asyncio.sleep(IDLE + 0.2)
            third = (await http.get(base)).text
    assert first == second
    assert third != first
    assert IDLE < 5


def _port(request: Request) -> str:
    return str(request.client and request.client.port)
