"""What is refused before any protocol sees it, on either platform. No source gives the real limits, so these are ours, listed as such."""

from rulebook import documents
from rulebook.refusal import Channel, Refusal

# Of a request: its body, and its target with its headers (the engine's own server, Node, stops reading at that many bytes).
LONGEST_BODY = 128 * 1024
LONGEST_HEAD = 16 * 1024


def _edge(id_: str, status: int, why: str, description: str) -> Refusal:
    return Refusal(id_, "*", Channel.TEXT, status, "", documents.engine.assumed(why), description=description)


BODY = _edge("EDGE-BODY", 413, f"limite du corps inconnue : au-delà de {LONGEST_BODY} octets", "Requête trop longue.")
HEAD = _edge(
    "EDGE-HEAD",
    431,
    f"limite de l'adresse et des en-têtes inconnue : au-delà de {LONGEST_HEAD} octets, celle de Node",
    "Adresse ou en-têtes trop longs.",
)
BUSY = _edge(
    "EDGE-BUSY",
    503,
    "issue de requêtes concurrentes sur une même session inconnue : après trois essais",
    "Trop de requêtes concurrentes sur la même session.",
)
ALL: tuple[Refusal, ...] = (BODY, HEAD, BUSY)
