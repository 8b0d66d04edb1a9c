"""Run the téléservice: one process, one port, one line when it is ready, nothing personal in the logs."""

import argparse
import logging
import os
import socket
import sys

import uvicorn

from reference_client.app import create_app
from reference_client.practice import CAREFUL, Practice
from reference_client.settings import BadSetting, settings_from

BAD_USAGE = 2


def place() -> argparse.ArgumentParser:
    """Where to listen: options of this client's command line, and of those of its wrong twins."""
    options = argparse.ArgumentParser(add_help=False)
    options.add_argument("--host", default=os.environ.get("CLIENT_HOST", "127.0.0.1"), help="interface d’écoute")
    options.add_argument("--port", type=int, default=8704, help="port d’écoute (8704)")
    return options


class _Server(uvicorn.Server):
    """A server that says when it is ready."""

    def __init__(self, config: uvicorn.Config, ready: str) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, then say so."""
        await super().startup(sockets)
        if self.started:
            print(self._ready, flush=True)  # noqa: T201  (the one line)


def serve(host: str, port: int, practice: Practice = CAREFUL, name: str = "Cantine de Villefictive") -> int:
    """Serve until interrupted; the exit code."""
    try:
        settings = settings_from({"CLIENT_BASE_URL": f"http://localhost:{port}", **os.environ})
        listening = socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except BadSetting as problem:
        return _fail(str(problem))
    except OSError as problem:
        return _fail(f"Impossible d’écouter sur {host}:{port} : {problem.strerror}. Choisissez un autre --port.")
    # Answers leave at once: asyncio sets this on the sockets that it opens itself, not on one that it is given.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    _quiet_logs()
    # No access log: callbacks carry codes in their address.
    config = uvicorn.Config(create_app(settings, practice), log_level="warning", access_log=False)
    with listening:
        _Server(config, f"{name} : {settings.base_url}").run(sockets=[listening])
    return 0


def _quiet_logs() -> None:
    """Our own lines, and none from the HTTP client, which writes the addresses that it asks: an SPI may be in them."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    for name in ("httpx2", "httpcore2", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)


def _fail(sentence: str) -> int:
    print(sentence, file=sys.stderr)  # noqa: T201  (what to do next)
    return BAD_USAGE
