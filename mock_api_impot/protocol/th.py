"""`…/situations/th/assiettes/principale/annrev/{annrev}`: the main home of one citizen for one year, as imported rows state it.

The tax on main homes is gone, and this resource with it since 2025 (`rulebook.refusals.th`): a bench serves it only when it is told to.
"""

from collections.abc import Mapping
from typing import Any

from mock_api_impot.protocol.avis import opened
from mock_api_impot.protocol.decision import Answer, Row
from mock_api_impot.protocol.situations import CITIZEN, YEAR, Dossier, Operation, answers_otherwise, opens_nothing
from rulebook.fields import HOUSING_FIELDS
from rulebook.refusals import assiettes, th
from rulebook.resources import TH
from scenarios.tax_file import Housing


def _homes(dossier: Dossier) -> tuple[Housing, ...]:
    return dossier.file.housing if dossier.file else ()


IN_ORDER: tuple[Row[Dossier], ...] = (
    *CITIZEN,
    *YEAR,
    (opens_nothing, assiettes.NO_FIELD_CONTRACTED),
    answers_otherwise(_homes),
    (lambda dossier: not _homes(dossier), th.NO_HOUSING),
)


def _answer(dossier: Dossier) -> Answer:
    paths = dossier.rights.paths(TH)
    return Answer(TH.media_type, {"situationsTH": [_written(home.situation, paths) for home in _homes(dossier)]})


def _written(situation: Mapping[str, Any], paths: frozenset[str]) -> dict[str, Any]:
    """One home cut to `paths`, in the order of the published schema."""
    found = {field: _cut(situation.get(field), field, paths) for field in HOUSING_FIELDS}
    return {field: value for field, value in found.items() if value is not None}


def _cut(value: Any, field: str, paths: frozenset[str]) -> Any:
    """A list is cut item by item."""
    if not isinstance(value, list):
        return opened(value, field, paths)
    return [cut for item in value if (cut := opened(item, field, paths))] or None


OPERATION = Operation(TH, IN_ORDER, _answer)
