"""``python -P -m mock_franceconnect``: FranceConnect, or FranceConnect+, alone in front of any gateway that shares its seed."""

import argparse
import sys
from collections.abc import Sequence

from mock_franceconnect.app import create_app, inspect
from mock_franceconnect.ports.allowed import Allowed, is_host
from mock_franceconnect.ports.bench import Bench
from mock_franceconnect.ports.remote import Remote
from rulebook.formats.habilitation import Habilitation
from rulebook.platforms import LOW, PLATFORMS
from scenarios.worlds import Worlds
from simulator import alone
from simulator.edge import Edge
from simulator.journal import Journal
from simulator.leases import Leases
from simulator.spaces import DEFAULT, Address, Addresses, Spaces
from simulator.store import MemoryStore

EXAMPLE = """exemple :
  python -P -m mock_franceconnect --port 8701 --habilitation reference_client/habilitation.toml
"""


def parser() -> argparse.ArgumentParser:
    """The command line."""
    arguments = alone.parser("mock_franceconnect", "FranceConnect, sans le reste du banc.", EXAMPLE, 8701)
    arguments.add_argument(
        "--dgfip",
        default="http://localhost:8703",
        metavar="ADRESSE",
        help="où répond la passerelle de la DGFiP (http://localhost:8703)",
    )
    arguments.add_argument(
        "--allow-host",
        action="append",
        default=[],
        metavar="HÔTE",
        help="hôte à consulter pour jwks_uri et sector_identifier_uri : un nom, une adresse, un réseau (répétable)",
    )
    arguments.add_argument(
        "--platform",
        choices=tuple(PLATFORMS),
        default=LOW.key,
        help="low : FranceConnect ; high : FranceConnect+ (low)",
    )
    return arguments


def federator(options: argparse.Namespace, admitted: Sequence[Habilitation]) -> tuple[Edge, list[str]]:
    """The federator that those options ask for; its discovery document, and the credentials of the applications that it admits."""
    if wrong := next((host for host in options.allow_host if not is_host(host)), None):
        raise alone.Refused(f"--allow-host {wrong} : un nom d'hôte, une adresse ou un réseau, sans schéma ni port")
    here = f"http://localhost:{options.port}"
    dgfip = Address(options.dgfip.rstrip("/"))
    spaces = Spaces(Addresses(Address(here), Address(here), Address(here), dgfip), options.seed)
    store, worlds = MemoryStore(), Worlds()
    platform = PLATFORMS[options.platform]
    bench = Bench(
        spaces,
        worlds,
        store,
        Leases(store),
        platform=platform,
        remote=Remote(Allowed.of(spaces.addresses, options.allow_host)),
    )
    space = spaces.of(DEFAULT)
    applications = [worlds.of(space).register(habilitation) for habilitation in admitted]
    lines = [
        f"{known.id} : client_id={known.credentials.client_id} client_secret={known.credentials.client_secret}"
        for known in applications
    ]
    edge = Edge(create_app(bench), platform.by, spaces, Journal(store, {platform.by: inspect(bench)}))
    return edge, [f"{space.federator(platform.key).front}/.well-known/openid-configuration", *lines]


def main(argv: Sequence[str] | None = None) -> int:
    """Serve until interrupted."""
    return alone.run(parser().parse_args(argv), federator)


if __name__ == "__main__":
    sys.exit(main())
