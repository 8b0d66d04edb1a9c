"""``python -P -m reference_client``: the téléservice, configured by its environment."""

import argparse
import sys
from collections.abc import Sequence

from reference_client.serve import place, serve

EXAMPLE = """exemple :
  FC_ISSUER=http://localhost:8701/api/v2 FC_CLIENT_ID=… FC_CLIENT_SECRET=… \\
  API_GATEWAY=http://localhost:8703 APIM_KEY=… APIM_SECRET=… ID_TELESERVICE=… \\
  python -P -m reference_client --port 8704

variables facultatives :
  CLIENT_BASE_URL   adresse publique (par défaut http://localhost:PORT)
  FC_DISCOVERY      adresse du document de découverte, si le serveur y accède autrement que le navigateur
  UNEFOIS_TODAY     jour de la démarche, AAAA-MM-JJ (par défaut celui de la machine)
  CLIENT_HOST       interface d’écoute (par défaut 127.0.0.1)
"""


def parser() -> argparse.ArgumentParser:
    """The command line."""
    return argparse.ArgumentParser(
        prog="python -P -m reference_client",
        description="Cantine de Villefictive : téléservice de référence.",
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        parents=[place()],
    )


def main(argv: Sequence[str] | None = None) -> int:
    """Serve the careful client."""
    options = parser().parse_args(argv)
    return serve(options.host, options.port)


if __name__ == "__main__":
    sys.exit(main())
