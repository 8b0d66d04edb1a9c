"""Who may touch the control port."""

import httpx2
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from unefois.control.guard import Guard
from unefois.settings import BenchSettings


async def _ok(_: Request) -> PlainTextResponse:
    return PlainTextResponse("ok")


async def _ask(settings: BenchSettings, **headers: str) -> httpx2.Response:
    app = Guard(Starlette(routes=[Route("/", _ok)]), settings)
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app=app), base_url="http://localhost:8700") as client:
        return await client.get("/", headers=headers)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Origin": "http://localhost:8700"}, 200),
        ({"Origin": "http://localhost:8701"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://["}, 403),
        ({"Host": "[::1"}, 421),
        ({"Host": "evil.example"}, 421),
        ({"Host": "127.0.0.1:8700"}, 200),
    ],
)
async def test_no_foreign_page_commands_the_bench(headers: dict[str, str], status: int) -> None:
    """A page of another origin, or a name that was made to point here, is refused."""
    assert (await _ask(BenchSettings(), **headers)).status_code == status


async def test_the_control_port_answers_to_the_names_it_was_given() -> None:
    """As browsers write them: in lower case, an IPv6 address without its brackets apart."""
    for host in ("Ma-Commune.fr", "[fd00::1]"):
        answer = await _ask(BenchSettings(public_host=host), Host=f"{host.lower()}:8700")
        assert answer.status_code == 200


@pytest.mark.parametrize(
    ("authorization", "status"),
    [("", 401), ("Bearer wrong", 401), ("Basic secret", 401), ("Bearer secret", 200), ("bearer secret", 200)],
)
async def test_a_token_once_set_is_asked(authorization: str, status: int) -> None:
    """As a header, and never told in the answer."""
    answer = await _ask(BenchSettings(host="0.0.0.0", token="secret"), Authorization=authorization)
    assert answer.status_code == status
    assert "secret" not in answer.text
    assert ("WWW-Authenticate" in answer.headers) is (status == 401)
