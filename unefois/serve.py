"""Serves a bench: one process, one event loop, one uvicorn server per port; stops on the first signal."""

import asyncio
import contextlib
import ctypes
import errno
import gc
import importlib
import signal
import socket
import sys
from collections.abc import Awaitable, Callable, Coroutine, Iterator, Mapping
from types import MappingProxyType
from typing import Any

import uvicorn

from simulator.edge import App
from simulator.store import MemoryStore
from unefois.composition import Bench
from unefois.failure import ConfigurationError
from unefois.language import _
from unefois.settings import DGFIP, DGFIP_TLS, FRANCECONNECT, FRANCECONNECT_PLUS, BenchSettings

_SWEPT_EVERY = 1.0  # seconds
_MANY = 50_000  # records; to give back stops the process for some milliseconds


class CannotListen(ConfigurationError):
    """What the system answers to who would listen there: almost always that somebody does already."""

    def __init__(self, host: str, port: int, offset: int, error: OSError) -> None:
        taken = _(
            "Le port {port} de {host} est déjà pris : arrêtez ce qui l'occupe, ou choisissez-en un autre avec --port "
            "(le banc prend {base} et les cinq suivants)."
        )
        forbidden = _(
            "Le système interdit d'écouter au port {port} de {host} : choisissez-en un autre, de 1024 à 65530, avec --port."
        )
        elsewhere = _("{host} n'est pas une adresse de cette machine ({reason}) : choisissez-en une autre avec --host.")
        said = {errno.EADDRINUSE: taken, errno.EACCES: forbidden}.get(error.errno or 0, elsewhere)
        super().__init__(said.format(port=port, host=host, base=port - offset, reason=error.strerror))


class _Server(uvicorn.Server):
    """A uvicorn server that leaves signals to its owner."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def _listen(settings: BenchSettings, offset: int) -> socket.socket:
    port = settings.port + offset
    listening = socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    # Accepted connections inherit it: no loop sets it on a socket that it is handed, and each answer would wait 40 ms.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    try:
        listening.bind((settings.host, port))
        listening.listen(2048)
    except OSError as error:
        listening.close()
        raise CannotListen(settings.host, port, offset, error) from error
    return listening


def quiet(app: App, tls: Mapping[str, Any] = MappingProxyType({})) -> _Server:
    """A server of `app` under the settings of the bench."""
    return _Server(
        uvicorn.Config(
            app,
            **tls,
            log_level="critical",
            access_log=False,
            lifespan="auto",
            ws="none",
            server_header=False,
            proxy_headers=False,  # a client that says where it comes from is not believed
            timeout_graceful_shutdown=1,
        )
    )


def run(serving: Coroutine[Any, Any, None]) -> None:
    """Run on uvloop where it exists, three times the requests of the standard loop."""
    factory = None if sys.platform == "win32" else importlib.import_module("uvloop").new_event_loop
    with asyncio.Runner(loop_factory=factory) as runner:
        runner.run(serving)


async def serve(bench: Bench, ready: Callable[[], Awaitable[None]]) -> None:
    """Serve until SIGINT or SIGTERM. `ready` is awaited once every port listens. Raises `CannotListen` before anything starts."""
    with contextlib.ExitStack() as sockets:
        ports = {
            offset: sockets.enter_context(contextlib.closing(_listen(bench.settings, offset)))
            for offset in (0, FRANCECONNECT, FRANCECONNECT_PLUS, DGFIP, *((DGFIP_TLS,) if bench.authority else ()))
        }
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        for signum in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(signum, stop.set)
        running = [
            _start(quiet(bench.franceconnect), ports[FRANCECONNECT]),
            _start(quiet(bench.franceconnect_plus), ports[FRANCECONNECT_PLUS]),
            _start(quiet(bench.dgfip), ports[DGFIP]),
        ]
        if bench.authority:
            tls = bench.authority.server(bench.settings.public_host.strip("[]"))
            running.append(_start(quiet(bench.dgfip, tls), ports[DGFIP_TLS]))
        # FastAPI costs 0.3 s to import: the protocol ports answer meanwhile.
        from unefois.control.app import create_app  # noqa: PLC0415

        running.append(_start(quiet(create_app(bench)), ports[0]))
        while not all(server.started for server, _ in running):  # noqa: ASYNC110  (uvicorn sets no event)
            await asyncio.sleep(0.005)
        _settle()
        sweeping = asyncio.create_task(_sweep(bench.store))
        await ready()
        await stop.wait()
        sweeping.cancel()
        for server, _ in running:
            server.should_exit = True
        await asyncio.gather(*(task for _, task in running))


def _settle() -> None:
    """What is there once the bench is up stays until it ends: it is not worth looking for garbage in it, nor every 700 objects."""
    gc.freeze()
    gc.set_threshold(10_000, 10, 10)


async def _sweep(store: MemoryStore) -> None:
    """A bench that nobody uses any more forgets all the same, and one that has forgotten much gives the room back."""
    forgotten = 0
    while True:
        await asyncio.sleep(_SWEPT_EVERY)
        forgotten += store.sweep()
        if forgotten > _MANY:
            _give_back()
            forgotten = 0


def _give_back() -> None:
    """One small object keeps a megabyte of memory from going back to the system: let go of those that are kept here and there."""
    forget: Callable[[], None] = getattr(sys, "_clear_internal_caches", None) or sys._clear_type_cache  # noqa: SLF001  (no other name)
    forget()  # names of attributes, looked up by their address: thousands of strings of one name
    gc.collect()  # and the lists of free objects
    if trim := getattr(
        ctypes.CDLL(None), "malloc_trim", None
    ):  # glibc gives back by itself what is free at its very end
        trim(0)


def _start(server: _Server, listening: socket.socket) -> tuple[_Server, "asyncio.Task[None]"]:
    return server, asyncio.create_task(server.serve(sockets=[listening]))
