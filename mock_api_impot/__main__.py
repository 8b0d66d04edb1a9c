"""``python -P -m mock_api_impot``: the DGFiP's gateway alone, in front of any FranceConnect that shares its seed."""

import argparse
import sys
from collections.abc import Sequence

from mock_api_impot.app import create_app, inspect
from mock_api_impot.ports import Bench
from rulebook.formats.habilitation import Habilitation
from scenarios.worlds import Worlds
from simulator import alone
from simulator.edge import Edge
from simulator.journal import Journal
from simulator.leases import Leases
from simulator.spaces import DEFAULT, Address, Addresses, Spaces
from simulator.store import MemoryStore

EXAMPLE = """exemple :
  python -P -m mock_api_impot --habilitation reference_client/habilitation.toml --port 8703
  curl -u CLÉ:SECRET -d 'grant_type=client_credentials&scope=RessourceIR' http://localhost:8703/token
"""


def parser() -> argparse.ArgumentParser:
    """The command line."""
    description = "La passerelle de la DGFiP et l'API Impôt particulier, sans le reste du banc."
    arguments = alone.parser("mock_api_impot", description, EXAMPLE, 8703)
    arguments.add_argument(
        "--franceconnect",
        default="http://localhost:8701",
        metavar="ADRESSE",
        help="où répond FranceConnect (http://localhost:8701)",
    )
    arguments.add_argument(
        "--housing-tax", action="store_true", help="sert encore la taxe d'habitation, retirée de l'API en 2025"
    )
    arguments.add_argument(
        "--ignore-consent",
        action="store_true",
        help="ne limite pas les données aux scopes consentis, le contrat seul décide",
    )
    return arguments


def gateway(options: argparse.Namespace, admitted: Sequence[Habilitation]) -> tuple[Edge, list[str]]:
    """The gateway that those options ask for; the keys of the applications that it admits, and its address."""
    here = f"http://localhost:{options.port}"
    federator = Address(options.franceconnect.rstrip("/"))
    spaces = Spaces(Addresses(Address(here), federator, federator, Address(here)), options.seed)
    spaces.make(DEFAULT, options.seed, housing_tax=options.housing_tax, consent_cuts=not options.ignore_consent)
    store, worlds = MemoryStore(), Worlds()
    bench = Bench(spaces, worlds, store, Leases(store))
    applications = [worlds.of(spaces.of(DEFAULT)).register(habilitation) for habilitation in admitted]
    lines = [
        f"{known.id} : clé {known.credentials.apim_key}, secret {known.credentials.apim_secret}"
        for known in applications
    ]
    edge = Edge(create_app(bench), "dgfip", spaces, Journal(store, {"dgfip": inspect(bench)}))
    return edge, [*lines, f"SIMULATEUR de la passerelle de la DGFiP : {here}"]


def main(argv: Sequence[str] | None = None) -> int:
    """Serve until interrupted."""
    return alone.run(parser().parse_args(argv), gateway)


if __name__ == "__main__":
    sys.exit(main())
