"""What the tax service refuses on `…/situations/ifiisf/assiettes/annrev/{annrev}` only; the rest is in `assiettes`."""

from rulebook import documents
from rulebook.refusal import Channel, Refusal

NOT_SUBJECT = Refusal(
    "DGFIP-IFI-NOT-SUBJECT",
    "ifi",
    Channel.ENVELOPE,
    410,
    "4101",
    documents.presentation("§6.3.2 : jamais « N », 410 et 4101 ; la phrase est supposée"),
    description="Aucune donnée pour ce contribuable et cette année",
)

ALL: tuple[Refusal, ...] = (NOT_SUBJECT,)
