"""`…/situations/th/assiettes/principale/annrev/{annrev}`: the main home of one citizen for one year, as imported rows state it.

The tax on main homes is gone, and this resource with it since 2025 (`rulebook.refusals.th`): only data sets still have such rows.
"""

from collections.abc import Mapping
from typing import Any

from mock_api_impot.protocol.avis import opened
from mock_api_impot.protocol.decision import Answer, Decision, Row, first_broken, refused
from mock_api_impot.protocol.resources import TH
from mock_api_impot.protocol.situations import DOSSIER, Dossier, Operation, answers_otherwise
from rulebook.fields import HOUSING_FIELDS, housing_paths
from rulebook.formats.persona import Reponse
from rulebook.refusals import assiettes, th
from scenarios.tax_file import Housing


def _homes(dossier: Dossier) -> tuple[Housing, ...]:
    return dossier.file.housing if dossier.file else ()


def _stated_answer(dossier: Dossier) -> Reponse | None:
    return next((home.reponse for home in _homes(dossier) if home.reponse), None)


IN_ORDER: tuple[Row[Dossier], ...] = (
    *DOSSIER,
    (lambda dossier: not housing_paths(dossier.scopes), assiettes.NO_FIELD_CONTRACTED),
    answers_otherwise(_stated_answer),
    (lambda dossier: not _homes(dossier), th.NO_HOUSING),
)


def decide(dossier: Dossier) -> Decision:
    """The homes, or the first reason not to give them."""
    if refusal := first_broken(IN_ORDER, dossier):
        return refused(refusal)
    paths = housing_paths(dossier.scopes)
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


OPERATION = Operation(TH, decide)
