"""``python -P -m gallery MEMBER``: a wrong client, configured like the reference client; without MEMBER, the list."""

import argparse
import sys
from collections.abc import Sequence

from gallery import MEMBERS
from reference_client.serve import place, serve

EXAMPLE = """exemple :
  python -P -m gallery nonce-ignore --port 8714

Les variables d’environnement sont celles du client de référence (python -P -m reference_client --help).
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Serve one member, or list them all."""
    parser = argparse.ArgumentParser(
        prog="python -P -m gallery",
        description="La galerie des clients fautifs : un défaut chacun.",
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        parents=[place()],
    )
    parser.add_argument("member", nargs="?", choices=[*MEMBERS], metavar="MEMBER", help="le client à lancer")
    options = parser.parse_args(argv)
    if options.member is None:
        for name, member in MEMBERS.items():
            print(f"{name:28} {member.duty:20} {member.fr}")  # noqa: T201  (the list)
        return 0
    return serve(options, MEMBERS[options.member].practice, f"Galerie, {options.member}")


if __name__ == "__main__":
    sys.exit(main())
