"""What only a real socket shows: requests that no client library sends, and several at once."""

import socket
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from raw_client import Control, get

FRANCECONNECT, DGFIP = 1, 3
_UPGRADE = (
    "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: c2ltdWxhdGV1ciBkJ2Vzcw==\r\n"
)


def said(port: int, target: str, headers: str = "") -> tuple[int, str]:
    """Status and body of the answer to a GET whose target is sent as it is."""
    with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
        connection.sendall(f"GET {target} HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n".encode())
        received = b""
        while b"\r\n\r\n" not in received or _is_short(received):
            if not (piece := connection.recv(65536)):
                break
            received += piece
    head, _, body = received.partition(b"\r\n\r\n")
    return int(head.split()[1]), body.decode()


def _is_short(received: bytes) -> bool:
    head, _, body = received.partition(b"\r\n\r\n")
    length = next((line[15:] for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")), b"0")
    return len(body) < int(length)


@pytest.mark.parametrize(
    "target", ["*", "/s/default", "/s/default/", "http://localhost/nulle-part", "/%00", "//api/v2"]
)
def test_an_odd_target_is_a_page_not_found(bench_port: int, target: str) -> None:
    """FranceConnect's own page, never a framework's answer nor its redirect."""
    status, body = said(bench_port + FRANCECONNECT, target)
    assert (status, 'id="code">Y000404<' in body) == (404, True)


@pytest.mark.parametrize(("offset", "target", "status"), [(FRANCECONNECT, "/api/v2", 301), (DGFIP, "/token", 405)])
def test_nobody_upgrades(bench_port: int, offset: int, target: str, status: int) -> None:
    """Neither platform speaks WebSocket: the request is answered as any other."""
    assert said(bench_port + offset, target, _UPGRADE)[0] == status


def test_a_code_presented_many_times_at_once_gives_one_token(bench_port: int) -> None:
    """Exactly one success, and the replays take its token away."""
    control = Control.of(bench_port)
    client = control.register(f"a-{uuid4().hex[:8]}")
    code = client.callback(control.login("celibataire"))["code"]
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda _: client.exchange(code), range(8)))
    (won,) = [answer.json() for answer in answers if answer.status_code == 200]
    assert {answer.json()["error"] for answer in answers if answer.status_code != 200} == {"invalid_grant"}
    bearer = {"Authorization": f"Bearer {won['access_token']}"}
    assert get(f"{client.issuer}/userinfo", headers=bearer).status_code == 401
