"""`…/situations/ir/factures/annrev/{annrev}`: the notice with its lines, cut line by line to those that are opened."""

from collections.abc import Iterator, Mapping
from typing import Any

from mock_api_impot.protocol.assiettes import ONLY_ONE
from mock_api_impot.protocol.avis import written
from mock_api_impot.protocol.decision import Answer, Row
from mock_api_impot.protocol.situations import CITIZEN, YEAR, Dossier, Operation, answers_otherwise, opens_nothing
from rulebook.refusals import assiettes as refusals
from rulebook.resources import FACTURES

# The line without amounts names the columns of the incomes below it; numbers from this one on are of deductions and of the tax.
_TITLE, _DEDUCTIONS = "0010", 160

Line = Mapping[str, Any]


def opened_lines(lines: tuple[Line, ...], codes: frozenset[str]) -> Iterator[Line]:
    """Lines of `codes`, in order; the title stands if an income under it does."""
    shown = [line for line in lines if line["codeLigne"] in codes - {_TITLE}]
    if any(line["numLigne"] < _DEDUCTIONS for line in shown):
        yield from (line for line in lines if line["codeLigne"] == _TITLE)
    yield from shown


def _answer(dossier: Dossier) -> Answer:
    (notice,) = dossier.notices
    body = written(notice.avis, dossier.rights.paths(FACTURES))
    codes = dossier.rights.lines()
    facture = {"facture": list(opened_lines(notice.lignes, codes))} if codes else {}
    # In the published schema the lines come before the boxes of the return.
    rev = {"rev": body.pop("rev")} if "rev" in body else {}
    return Answer(FACTURES.media_type, {**body, **facture, **rev})


IN_ORDER: tuple[Row[Dossier], ...] = (
    *CITIZEN,
    *YEAR,
    (lambda dossier: opens_nothing(dossier) and not dossier.rights.lines(), refusals.NO_FIELD_CONTRACTED),
    answers_otherwise(lambda dossier: dossier.notices),
    (lambda dossier: not dossier.notices, refusals.NO_NOTICE),
    ONLY_ONE,
)

OPERATION = Operation(FACTURES, IN_ORDER, _answer)
