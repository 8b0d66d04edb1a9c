"""``python -P -m mock_api_impot``: the DGFiP's gateway alone, in front of any FranceConnect that shares its seed."""

import argparse
import contextlib
import socket
import sys
from collections.abc import Sequence
from pathlib import Path

import uvicorn

from mock_api_impot.app import create_app, inspect
from mock_api_impot.ports import Bench
from rulebook.formats.habilitation import Habilitation
from rulebook.formats.reading import Unreadable, read_toml
from scenarios.habilitations import Application
from scenarios.worlds import Worlds
from simulator.edge import Edge
from simulator.journal import Journal
from simulator.leases import Leases
from simulator.spaces import DEFAULT, Address, Addresses, Spaces
from simulator.store import MemoryStore

EXAMPLE = """exemple :
  python -P -m mock_api_impot --habilitation reference_client/habilitation.toml --port 8703
  curl -u CLÉ:SECRET -d 'grant_type=client_credentials&scope=RessourceIR' http://localhost:8703/token
"""


class Refused(Exception):
    """What was asked cannot be done; the message says why, and where."""


def parser() -> argparse.ArgumentParser:
    """The command line."""
    arguments = argparse.ArgumentParser(
        prog="python -P -m mock_api_impot",
        description="SIMULATEUR — données fictives. La passerelle de la DGFiP et l'API Impôt particulier, sans le reste du banc.",
        epilog=EXAMPLE,
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
    arguments.add_argument(
        "--franceconnect",
        default="http://localhost:8701",
        metavar="ADRESSE",
        help="où répond FranceConnect (http://localhost:8701)",
    )
    arguments.add_argument("--host", default="127.0.0.1", help="interface d'écoute (127.0.0.1)")
    arguments.add_argument("--port", type=int, default=8703, help="port d'écoute (8703)")
    arguments.add_argument("--seed", type=int, default=0, help="graine des identifiants et des mondes (0)")
    return arguments


def gateway(options: argparse.Namespace) -> tuple[Edge, list[Application]]:
    """The gateway that those options ask for, and the applications that it admits."""
    dgfip = f"http://localhost:{options.port}"
    spaces = Spaces(Addresses(Address(dgfip), Address(options.franceconnect.rstrip("/")), Address(dgfip)), options.seed)
    store, worlds = MemoryStore(), Worlds()
    bench = Bench(spaces, worlds, store, Leases(store))
    world = worlds.of(spaces.of(DEFAULT))
    admitted = [world.register(_habilitation(path)) for path in options.habilitation]
    return Edge(create_app(bench), "dgfip", spaces, Journal(store, {"dgfip": inspect(bench)})), admitted


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
        return socket.create_server((host, port))
    except OSError as error:
        raise Refused(f"{host}:{port} : {error.strerror}. Choisissez un autre port avec --port.") from None


def main(argv: Sequence[str] | None = None) -> int:
    """Serve until interrupted; 2 when a habilitation cannot be read or the port is taken."""
    options = parser().parse_args(argv)
    try:
        edge, admitted = gateway(options)
        listening = _listen(options.host, options.port)
    except Refused as refused:
        print(refused, file=sys.stderr)  # noqa: T201
        return 2
    for application in admitted:
        credentials = application.credentials
        print(f"{application.id} : clé {credentials.apim_key}, secret {credentials.apim_secret}")  # noqa: T201
    print(f"SIMULATEUR de la passerelle de la DGFiP : http://localhost:{options.port}", flush=True)  # noqa: T201
    with contextlib.suppress(KeyboardInterrupt):
        uvicorn.Server(uvicorn.Config(edge, log_level="warning", access_log=False, ws="none")).run(sockets=[listening])
    return 0


if __name__ == "__main__":
    sys.exit(main())
