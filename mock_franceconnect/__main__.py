"""FranceConnect alone on a port: `python -P -m mock_franceconnect --habilitation habilitation.toml`."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import uvicorn

from mock_franceconnect.app import create_app, inspect
from mock_franceconnect.ports.bench import Bench
from rulebook.formats.habilitation import Habilitation
from rulebook.formats.reading import Unreadable, read_toml
from scenarios.worlds import Worlds
from simulator.edge import Edge
from simulator.journal import Journal
from simulator.leases import Leases
from simulator.spaces import DEFAULT, Address, Addresses, Spaces
from simulator.store import MemoryStore

_EXAMPLE = "Exemple : python -P -m mock_franceconnect --port 8701 --habilitation habilitation.toml"


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until interrupted; 2 when a file cannot be read."""
    parser = argparse.ArgumentParser(
        prog="mock_franceconnect", description="FranceConnect simulé, seul sur un port local.", epilog=_EXAMPLE
    )
    parser.add_argument("--port", type=int, default=8701, help="port d'écoute (8701)")
    parser.add_argument("--seed", type=int, default=0, help="graine dont les identifiants dérivent (0)")
    parser.add_argument(
        "--habilitation", type=Path, action="append", default=[], metavar="FICHIER", help="téléservice à enregistrer"
    )
    chosen = parser.parse_args(arguments)
    address = Address(f"http://localhost:{chosen.port}")
    dgfip = Address(f"http://localhost:{chosen.port + 2}")
    spaces = Spaces(Addresses(Address(f"http://localhost:{chosen.port - 1}"), address, dgfip), chosen.seed)
    store = MemoryStore()
    bench = Bench(spaces, Worlds(), store, Leases(store))
    problems = _register(bench, chosen.habilitation)
    if problems:
        print("\n".join(problems), file=sys.stderr)  # noqa: T201  (a command line speaks)
        return 2
    app = Edge(create_app(bench), "franceconnect", spaces, Journal(store, {"franceconnect": inspect(bench)}))
    uvicorn.run(app, host="127.0.0.1", port=chosen.port, log_level="warning", access_log=False, ws="none")
    return 0


def _register(bench: Bench, files: Sequence[Path]) -> list[str]:
    """Register each file's téléservice and say its credentials; the sentences of what is wrong."""
    place = bench.place(DEFAULT)
    print(f"{place.space.issuer}/.well-known/openid-configuration")  # noqa: T201  (a command line speaks)
    for file in files:
        try:
            habilitation = read_toml(Habilitation, file.read_text(encoding="utf-8"))
        except OSError as error:
            return [f"{file}: {error.strerror}"]
        except Unreadable as error:
            return [problem.located(str(file)) for problem in error.problems]
        known = bench.worlds.of(place.space).register(habilitation).credentials
        print(f"{habilitation.id}: client_id={known.client_id} client_secret={known.client_secret}")  # noqa: T201
    return []


if __name__ == "__main__":
    sys.exit(main())
