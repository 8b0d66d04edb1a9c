"""`…/situations/ir/assiettes/multiple/annrev/{annrev}`: every notice of the year, each with the days that it covers.

Assumptions: the period, the kind of notice and the days of death come with the resource, whose purpose they are; the numbers of the
declarants are a specific requirement. Days are DD/MM/YYYY, as in `datEtab`. `typeAvis` numbers the notices of the year, from 1.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from mock_api_impot.protocol.avis import written
from mock_api_impot.protocol.decision import Answer
from mock_api_impot.protocol.situations import OF_NOTICES, Dossier, Operation
from rulebook.fields import DECLARANT_FIELDS
from rulebook.resources import MULTIPLE
from scenarios.tax_file import Notice

_DEATHS = ("dateDecesdec1", "dateDecesdec2")


def _answer(dossier: Dossier) -> Answer:
    paths = dossier.rights.paths(MULTIPLE)
    situations = [
        {
            **written(notice.avis, paths),
            **{name: spi for name, spi in zip(DECLARANT_FIELDS, notice.declarants, strict=False) if name in paths},
            **dict(_period(notice, dossier.annee, rank)),
        }
        for rank, notice in enumerate(dossier.notices, 1)
    ]
    return Answer(MULTIPLE.media_type, {"situationsIR": situations})


def _period(notice: Notice, annee: int, rank: int) -> Iterator[tuple[str, Any]]:
    yield "dateDebutPeriode", _day(notice.debut or date(annee, 1, 1))
    yield "dateFinPeriode", _day(notice.fin or date(annee, 12, 31))
    yield "typeAvis", rank
    for name, day in zip(_DEATHS, notice.deces, strict=False):
        if day:
            yield name, _day(day)


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"


OPERATION = Operation(MULTIPLE, OF_NOTICES, _answer)
