"""What the tax service refuses on `…/lep/departement/{departement}/annrev/{annrev}/bareme/{bareme}` only; the rest is in `assiettes`."""

from rulebook import documents
from rulebook.constraint import ANNEE, DEPARTEMENT
from rulebook.refusal import Channel, Refusal

_OPENAPI = documents.openapi("ressource LEP, codes applicatifs ; la phrase est supposée")

BAD_DEPARTEMENT = Refusal(
    "DGFIP-LEP-DEPARTEMENT",
    "lep",
    Channel.ENVELOPE,
    400,
    "4007",
    _OPENAPI,
    "departement",
    DEPARTEMENT,
    description="format departement incorrect",
)
BAD_BAREME = Refusal(
    "DGFIP-LEP-BAREME",
    "lep",
    Channel.ENVELOPE,
    400,
    "4002",
    _OPENAPI,
    "bareme",
    ANNEE,
    description="format bareme incorrect",
)
# When no answer can be given is in no source: here, without a known ceiling for that department and that scale, or without a notice.
NO_ANSWER = Refusal(
    "DGFIP-LEP-NO-ANSWER",
    "lep",
    Channel.EMPTY,
    204,
    "",
    documents.openapi.assumed("ressource LEP, 204 ; quand il est donné est supposé"),
    description="Aucune réponse ne peut être donnée",
)

ALL: tuple[Refusal, ...] = (BAD_DEPARTEMENT, BAD_BAREME, NO_ANSWER)
