"""`…/situations/ir/assiettes/annrev/{annrev}`: the notice of one citizen for one year, or the first reason not to give it."""

from mock_api_impot.protocol.avis import written
from mock_api_impot.protocol.decision import Answer, Decision, Row, first_broken, refused
from mock_api_impot.protocol.resources import ASSIETTES
from mock_api_impot.protocol.situations import DOSSIER, Dossier, Operation, answers_otherwise
from rulebook.fields import assiettes_paths
from rulebook.formats.persona import Reponse
from rulebook.refusals import assiettes as refusals


def _stated_answer(dossier: Dossier) -> Reponse | None:
    return next((notice.reponse for notice in dossier.notices if notice.reponse), None)


def _has_two_notices(dossier: Dossier) -> bool:
    """The year of a death has two for a couple, even when the citizen asked about is only in one; one for who dies single."""
    is_shared = dossier.file is not None and len(dossier.file.declarants) > 1
    return len(dossier.notices) > 1 or any(notice.debut or (notice.fin and is_shared) for notice in dossier.notices)


IN_ORDER: tuple[Row[Dossier], ...] = (
    *DOSSIER,
    (lambda dossier: not assiettes_paths(dossier.scopes), refusals.NO_FIELD_CONTRACTED),
    answers_otherwise(_stated_answer),
    (lambda dossier: not dossier.notices, refusals.NO_NOTICE),
    (_has_two_notices, refusals.TWO_NOTICES),
)


def decide(dossier: Dossier) -> Decision:
    """The notice, or the first reason not to give it."""
    if refusal := first_broken(IN_ORDER, dossier):
        return refused(refusal)
    (notice,) = dossier.notices
    return Answer(ASSIETTES.media_type, written(notice.avis, assiettes_paths(dossier.scopes)))


OPERATION = Operation(ASSIETTES, decide)
