"""Run the téléservice: one process, one port a démarche, one line each when all are ready, nothing personal in the logs."""

import argparse
import contextlib
import logging
import os
import socket
import sys

import uvicorn
from starlette.applications import Starlette

from reference_client.app import create_app, side_by_side
from reference_client.cantine import CANTINE
from reference_client.demarche import Demarche
from reference_client.demarches import DEMARCHES
from reference_client.practice import CAREFUL, Practice
from reference_client.settings import BadSetting, Settings, alone, settings_from

BAD_USAGE = 2
_IN_USE = "Impossible d’écouter sur {host}:{port} : {why}. Choisissez un autre --port."


def place() -> argparse.ArgumentParser:
    """Where to listen: options of this client's command line, and of those of its wrong twins."""
    options = argparse.ArgumentParser(add_help=False)
    options.add_argument("--host", default=os.environ.get("CLIENT_HOST", "127.0.0.1"), help="interface d’écoute")
    options.add_argument("--port", type=int, default=8704, help="port d’écoute (8704), celui de la première démarche")
    options.add_argument(
        "--demarche",
        action="append",
        choices=[*DEMARCHES],
        dest="demarches",
        help="démarche à servir (cantine) ; répétable, chacune sur le port suivant",
    )
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


def serve(options: argparse.Namespace, practice: Practice = CAREFUL, name: str = "") -> int:
    """Serve until interrupted; the exit code. `name` replaces the démarches' own in the lines that say where they are."""
    demarches = [DEMARCHES[word] for word in options.demarches or [CANTINE.name]]
    apps: dict[int, Starlette] = {}
    lines, sockets = [], []
    with contextlib.ExitStack() as stack:
        for port, demarche in enumerate(demarches, start=options.port):
            try:
                settings = _settings(demarche, port, several=len(demarches) > 1)
                sockets.append(stack.enter_context(_listening(options.host, port)))
            except BadSetting as problem:
                return _fail(str(problem))
            except OSError as problem:
                return _fail(_IN_USE.format(host=options.host, port=port, why=problem.strerror))
            apps[port] = create_app(settings, practice, demarche)
            lines.append(f"{name or demarche.words.site} : {settings.base_url}")
        _quiet_logs()
        # No access log: callbacks carry codes in their address.
        config = uvicorn.Config(side_by_side(apps), log_level="warning", access_log=False)
        _Server(config, "\n".join(lines)).run(sockets=sockets)
    return 0


def _settings(demarche: Demarche, port: int, *, several: bool) -> Settings:
    """Those of one démarche; among several, each may have variables of its own."""
    said = {"CLIENT_BASE_URL": f"http://localhost:{port}", **os.environ}
    return settings_from(alone(said, demarche.name) if several else said)


def _listening(host: str, port: int) -> socket.socket:
    listening = socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    # Answers leave at once: asyncio sets this on the sockets that it opens itself, not on one that it is given.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening


def _quiet_logs() -> None:
    """Our own lines, and none from the HTTP client, which writes the addresses that it asks: an SPI may be in them."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    for name in ("httpx2", "httpcore2", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)


def _fail(sentence: str) -> int:
    print(sentence, file=sys.stderr)  # noqa: T201  (what to do next)
    return BAD_USAGE
