"""``python -P -m reference_client``: the téléservice, configured by its environment."""

import argparse
import sys
from collections.abc import Sequence

from reference_client.serve import place, serve

EXAMPLE = """exemple :
  FC_ISSUER=http://localhost:8701/api/v2 FC_CLIENT_ID=… FC_CLIENT_SECRET=… \\
  API_GATEWAY=http://localhost:8703 APIM_KEY=… APIM_SECRET=… ID_TELESERVICE=… \\
  python -P -m reference_client --port 8704
  (la cantine ; --demarche stationnement sert la carte de stationnement, sous sa propre habilitation)

variables facultatives :
  SFIP_ID_TELESERVICE  identifiant du contrat SFiP ; sans lui, la démarche par état civil n’est pas proposée
  CLIENT_BASE_URL   adresse publique (par défaut http://localhost:PORT)
  FC_DISCOVERY      adresse du document de découverte, si le serveur y accède autrement que le navigateur
  UNEFOIS_TODAY     jour de la démarche, AAAA-MM-JJ (par défaut celui de la machine)
  CLIENT_HOST       interface d’écoute (par défaut 127.0.0.1)

Pour servir les deux (--demarche cantine --demarche stationnement), chaque variable peut porter le nom de sa démarche :
STATIONNEMENT_FC_CLIENT_ID, STATIONNEMENT_ID_TELESERVICE…
"""


def parser() -> argparse.ArgumentParser:
    """The command line."""
    return argparse.ArgumentParser(
        prog="python -P -m reference_client",
        description="Téléservice de référence : la cantine ou le stationnement de Villefictive.",
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        parents=[place()],
    )


def main(argv: Sequence[str] | None = None) -> int:
    """Serve the careful client."""
    return serve(parser().parse_args(argv))


if __name__ == "__main__":
    sys.exit(main())
