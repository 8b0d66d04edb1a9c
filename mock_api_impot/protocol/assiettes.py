"""`…/situations/ir/assiettes/annrev/{annrev}`: the notice of one citizen for one year."""

from mock_api_impot.protocol.avis import written
from mock_api_impot.protocol.decision import Answer, Row
from mock_api_impot.protocol.situations import OF_NOTICES, Dossier, Operation
from rulebook.refusals import assiettes as refusals
from rulebook.resources import ASSIETTES


def has_two_notices(dossier: Dossier) -> bool:
    """The year of a death has two for a couple, even when the citizen asked about is only in one; one for who dies single."""
    is_shared = dossier.file is not None and len(dossier.file.declarants) > 1
    return len(dossier.notices) > 1 or any(notice.debut or (notice.fin and is_shared) for notice in dossier.notices)


ONLY_ONE: Row[Dossier] = (has_two_notices, refusals.TWO_NOTICES)


def _answer(dossier: Dossier) -> Answer:
    (notice,) = dossier.notices
    return Answer(ASSIETTES.media_type, written(notice.avis, dossier.rights.paths(ASSIETTES)))


OPERATION = Operation(ASSIETTES, (*OF_NOTICES, ONLY_ONE), _answer)
