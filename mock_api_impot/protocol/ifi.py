"""`…/situations/ifiisf/assiettes/annrev/{annrev}`: "O" for who owes the tax on real estate, never "N": the others get a 410."""

from mock_api_impot.protocol.decision import Answer, Row
from mock_api_impot.protocol.situations import OF_NOTICES, Dossier, Operation
from rulebook.refusals import ifi as refusals
from rulebook.resources import IFI


def _owes_it(dossier: Dossier) -> bool:
    return any(notice.ifi for notice in dossier.notices)


IN_ORDER: tuple[Row[Dossier], ...] = (
    *OF_NOTICES,
    (lambda dossier: not _owes_it(dossier), refusals.NOT_SUBJECT),
)


def _answer(_: Dossier) -> Answer:
    return Answer(IFI.media_type, {"indicateurIfiIsf": "O"})


OPERATION = Operation(IFI, IN_ORDER, _answer)
