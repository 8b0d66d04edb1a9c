"""Serve an ASGI application on a port of its own, in a thread, for tests that need a real socket."""

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import uvicorn


def served(app: Any) -> AbstractContextManager[str]:
    """Its address, while it listens on loopback."""
    return serving(lambda _: app)


@contextlib.contextmanager
def serving(make: Callable[[str], Any]) -> Iterator[str]:
    """The same, for an application that must know its own address."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        port = listening.getsockname()[1]
        server = uvicorn.Server(
            uvicorn.Config(
                make(f"http://localhost:{port}"), log_level="critical", lifespan="auto", timeout_graceful_shutdown=1
            )
        )
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.005)
        try:
            yield f"http://localhost:{port}"
        finally:
            server.should_exit = True
            thread.join(5)


@contextlib.contextmanager
def raw(*answers: bytes, pause: float = 0.0, one_by_one: bool = False, at_once: bytes = b"") -> Iterator[str]:
    """A server that speaks no framework: sends these bytes to whoever connects, slowly if asked (`at_once` apart), and hangs on after."""
    stop = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.05)

        def serve() -> None:
            while not stop.is_set():
                with contextlib.suppress(OSError):
                    connection, _ = listening.accept()
                    with connection:
                        connection.recv(65536)
                        connection.sendall(at_once)
                        _send(connection, b"".join(answers), pause, stop, one_by_one=one_by_one)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        try:
            yield f"http://localhost:{listening.getsockname()[1]}"
        finally:
            stop.set()
            thread.join(5)


def _send(connection: socket.socket, data: bytes, pause: float, stop: threading.Event, *, one_by_one: bool) -> None:
    pieces = [data[i : i + 1] for i in range(len(data))] if one_by_one else [data]
    for piece in pieces:
        if stop.is_set():
            return
        connection.sendall(piece)
        if pause:
            stop.wait(pause)
