"""`…/lep/departement/{departement}/annrev/{annrev}/bareme/{bareme}`: whether a citizen may open a livret d'épargne populaire.

No contract limits its years: the form asks for none beside it. In the year of a death, the last notice counts (assumption).
"""

from collections.abc import Mapping
from typing import Any

from mock_api_impot.protocol.decision import Answer, Row
from mock_api_impot.protocol.situations import (
    CITIZEN,
    EXISTS,
    Dossier,
    Operation,
    answers_otherwise,
    opens_nothing,
)
from rulebook.refusals import assiettes
from rulebook.refusals import lep as refusals
from rulebook.resources import LEP
from scenarios.fiscal.lep import ouvert, zone_de
from scenarios.fiscal.parametres import baremes_lep
from scenarios.tax_file import Notice


def opens(avis: Mapping[str, Any], path: Mapping[str, str]) -> bool | None:
    """None when no answer can be given: no ceiling is known for that department and that scale, or the notice says too little."""
    rfr, parts, zone = avis.get("rfr"), avis.get("nbPart"), zone_de(path["departement"])
    if rfr is None or parts is None or zone is None:
        return None
    return ouvert(rfr, int(parts * 4), zone, int(path["bareme"]), baremes_lep())


def _last(dossier: Dossier) -> tuple[Notice, ...]:
    return dossier.last_situation(dossier.annee)


def _opens(dossier: Dossier) -> bool | None:
    return opens(_last(dossier)[-1].avis, dossier.call.path)


IN_ORDER: tuple[Row[Dossier], ...] = (
    *CITIZEN,
    *EXISTS,
    (opens_nothing, assiettes.NO_FIELD_CONTRACTED),
    answers_otherwise(_last),
    (lambda dossier: not _last(dossier), assiettes.NO_NOTICE),
    (lambda dossier: _opens(dossier) is None, refusals.NO_ANSWER),
)


def _answer(dossier: Dossier) -> Answer:
    return Answer(LEP.media_type, {"statut": "O" if _opens(dossier) else "N"})


OPERATION = Operation(LEP, IN_ORDER, _answer)
