"""`…/dernieresituation/ir/assiettes/…`: one notice, whatever the year was; after a death, the survivor's.

Two resources: of the year asked for, or of the last one that this citizen has among the last two (`deuxans`). Both say which year it is.
Assumptions: a contract that names one of these resources needs no scope of its own for it; the number of who died leads to the joint
notice, and not to the survivor's, though the presentation says that either leads to the household.
"""

from mock_api_impot.protocol.avis import written
from mock_api_impot.protocol.call import Call
from mock_api_impot.protocol.decision import Answer, Row
from mock_api_impot.protocol.situations import (
    CITIZEN,
    YEAR,
    Dossier,
    Operation,
    answers_otherwise,
    opens_nothing,
)
from rulebook.refusals import assiettes as refusals
from rulebook.resources import DERNIERE, DEUXANS
from scenarios.tax_file import Notice
from simulator.calendar import Calendar


def _written(dossier: Dossier, notice: Notice, annee: int) -> Answer:
    """The year served is not a matter of contract: without it nobody knows what was answered. Assumption."""
    resource = dossier.call.resource
    return Answer(resource.media_type, {"annRevenu": annee, **written(notice.avis, dossier.rights.paths(resource))})


def _of_the_year(dossier: Dossier) -> Answer:
    return _written(dossier, dossier.last_situation(dossier.annee)[-1], dossier.annee)


IN_ONE_YEAR: tuple[Row[Dossier], ...] = (
    *CITIZEN,
    *YEAR,
    (opens_nothing, refusals.NO_FIELD_CONTRACTED),
    answers_otherwise(lambda dossier: dossier.last_situation(dossier.annee)),
    (lambda dossier: not dossier.last_situation(dossier.annee), refusals.NO_NOTICE),
)


# ---------------------------------------------------------------- deuxans
def last_two(call: Call, calendar: Calendar) -> tuple[int, ...]:
    """The last income year taxed, and the one before."""
    last = calendar.last_taxed(call.now)
    return last, last - 1


def _opened_years(dossier: Dossier) -> tuple[int, ...]:
    asked = last_two(dossier.call, dossier.calendar)
    opened = dossier.rights.years(DEUXANS, asked[0])
    return tuple(annee for annee in asked if annee in opened)


def _latest(dossier: Dossier) -> tuple[int, tuple[Notice, ...]]:
    """The latest year of which this citizen has a notice, and it; else the latest of which an answer without data is stated; else nothing."""
    found = [(annee, dossier.last_situation(annee)) for annee in _opened_years(dossier)]
    known = [(annee, notices) for annee, notices in found if notices]
    with_data = [(annee, notices) for annee, notices in known if not notices[-1].reponse]
    return next(iter((*with_data, *known)), (0, ()))


def _of_two_years(dossier: Dossier) -> Answer:
    annee, notices = _latest(dossier)
    return _written(dossier, notices[-1], annee)


IN_TWO_YEARS: tuple[Row[Dossier], ...] = (
    *CITIZEN,
    (lambda dossier: not _opened_years(dossier), refusals.YEAR_NOT_CONTRACTED),
    (opens_nothing, refusals.NO_FIELD_CONTRACTED),
    answers_otherwise(lambda dossier: _latest(dossier)[1]),
    (lambda dossier: not _latest(dossier)[1], refusals.NO_NOTICE),
)

OPERATION = Operation(DERNIERE, IN_ONE_YEAR, _of_the_year)
OVER_TWO_YEARS = Operation(DEUXANS, IN_TWO_YEARS, _of_two_years, last_two)
