"""One simulator alone on a port: what the command line of any of them reads, refuses and serves."""

import argparse
import contextlib
import socket
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import uvicorn

from rulebook.formats.habilitation import Habilitation
from rulebook.formats.reading import Unreadable, read_toml
from simulator.edge import Edge

# The options and the applications to admit, in; the simulator and what to say when it listens, out.
Make = Callable[[argparse.Namespace, Sequence[Habilitation]], tuple[Edge, Sequence[str]]]


class Refused(Exception):
    """What was asked cannot be done; the message says why, and where."""


def parser(module: str, description: str, example: str, port: int) -> argparse.ArgumentParser:
    """The options that every simulator has."""
    arguments = argparse.ArgumentParser(
        prog=f"python -P -m {module}",
        description=f"SIMULATEUR — données fictives. {description}",
        epilog=example,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    arguments.add_argument(
        "--habilitation",
        type=Path,
        action="append",
        default=[],
        metavar="FICHIER",
        help="habilitation.toml d'une application à admettre (répétable)",
    )
    arguments.add_argument("--host", default="127.0.0.1", help="interface d'écoute (127.0.0.1)")
    arguments.add_argument("--port", type=int, default=port, help=f"port d'écoute ({port})")
    arguments.add_argument("--seed", type=int, default=0, help="graine dont les identifiants dérivent (0)")
    return arguments


def run(options: argparse.Namespace, make: Make) -> int:
    """Serve until interrupted; 2 when a habilitation cannot be read or the port is taken."""
    try:
        edge, lines = make(options, [_habilitation(path) for path in options.habilitation])
        listening = _listen(options.host, options.port)
    except Refused as refused:
        print(refused, file=sys.stderr)  # noqa: T201  (a command line speaks)
        return 2
    print("\n".join(lines), flush=True)  # noqa: T201
    with contextlib.suppress(KeyboardInterrupt):
        config = uvicorn.Config(
            edge, log_level="warning", access_log=False, ws="none", server_header=False, proxy_headers=False
        )
        uvicorn.Server(config).run(sockets=[listening])
    return 0


def _habilitation(path: Path) -> Habilitation:
    """The habilitation in that file; raise `Refused` with every problem, file and line."""
    try:
        return read_toml(Habilitation, path.read_text(encoding="utf-8"))
    except OSError as error:
        raise Refused(f"{path} : {error.strerror}") from None
    except Unreadable as error:
        raise Refused("\n".join(problem.located(str(path)) for problem in error.problems)) from None


def _listen(host: str, port: int) -> socket.socket:
    try:
        listening = socket.create_server((host, port))
    except OSError as error:
        raise Refused(f"{host}:{port} : {error.strerror}. Choisissez un autre port avec --port.") from None
    # No loop sets it on a socket that it is handed, and each answer would wait 40 ms.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening
