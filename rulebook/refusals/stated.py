"""What is answered instead of data because a household or a row of a data set says so: columns codeHTTP and codeapp.

The code is whatever was stated; the message is that of the same answer elsewhere, or says where this one comes from.
"""

from dataclasses import replace

from rulebook import documents
from rulebook.refusal import Channel, Refusal
from rulebook.refusals import assiettes

# Status and code are an example: the pattern "status, then a serial" is that of every known code.
STATED = Refusal(
    "DGFIP-STATED",
    "*",
    Channel.ENVELOPE,
    404,
    "4041",
    documents.data_sets("colonnes codeHTTP et codeapp : statut et code sont ceux de la ligne, 404 et 4041 un exemple"),
    description="Réponse énoncée pour ce contribuable et cette année",
)
ALL: tuple[Refusal, ...] = (STATED,)

# Where one (status, code) has several messages, the one that fits a person and a year.
_MESSAGES = {
    (refusal.status, refusal.code): refusal.description
    for refusal in (
        assiettes.BAD_SPI,
        assiettes.BAD_YEAR,
        assiettes.RESOURCE_NOT_CONTRACTED,
        assiettes.NO_NOTICE,
        assiettes.UNKNOWN_SPI,
        assiettes.TECHNICAL_ERROR,
    )
}


def stated(http: int, codeapp: str) -> Refusal:
    """The refusal that those two columns mean."""
    channel = Channel.EMPTY if http == 204 else Channel.ENVELOPE
    message = _MESSAGES.get((http, codeapp), STATED.description)
    return replace(STATED, channel=channel, status=http, code=codeapp, description=message)
