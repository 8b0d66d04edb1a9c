"""What an `avis` may state: fields of the API, each in the shape of the published schema. Pure; the place is relative to the household.

Source: `documents.openapi`. A text or an amount may be null, as the sandbox serves some; a table may not, its members may.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from rulebook.fields import FIELDS, MEMBERS
from rulebook.formats.reading import wrong

_LETTERS = frozenset("MOCDV")
_ADDRESS = frozenset(("complementAdresse", "voie", "codePostal", "commune"))
_DATE = frozenset(("jour", "mois", "annee"))
_DECLARED = frozenset(
    ("sitPartP", "sitPartF", "sitPartW", "sitComb", "pensVeufGuerre", "indEnfSeul5ansMin", "indNonSeul")
)


def check_notice(avis: Mapping[str, Any]) -> None:
    """Refuse fields that the API has not, and values that its schema does not allow."""
    if unknown := [field for field in avis if field not in FIELDS]:
        raise wrong(
            f"champ inconnu de l'API : {', '.join(unknown)}",
            f"field unknown to the API: {', '.join(unknown)}",
            "avis",
            unknown[0],
        )
    for field, value in avis.items():
        fits, shape_fr, shape_en = _SHAPES.get(field, _TEXT)
        if not fits(value):
            raise wrong(
                f"{field} n'a pas la forme de l'API : {shape_fr}",
                f"{field} has not the shape of the API: {shape_en}",
                "avis",
                field,
            )


def _is_whole(value: Any, bits: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and -(1 << bits - 1) <= value < 1 << bits - 1


def _is_amount(value: Any) -> bool:
    return value is None or _is_whole(value, 64)


def _are_parts(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < 1_000 and value * 4 % 1 == 0


def _is_text(value: Any) -> bool:
    return value is None or isinstance(value, str)


def _table(members: frozenset[str], fits: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, dict) and value.keys() <= members and all(map(fits, value.values()))


def _is_date(value: Any) -> bool:
    year = value.get("annee") if _table(_DATE, _is_text)(value) else ""
    return year is None or (len(year) == 4 and year.isascii() and year.isdigit())


def _are_boxes(value: Any) -> bool:
    is_box = _table(frozenset(("code", "valeur")), lambda text: isinstance(text, str))
    return isinstance(value, list) and all(is_box(box) and len(box) == 2 for box in value)


_Shape = tuple[Callable[[Any], bool], str, str]
_AMOUNT: _Shape = (_is_amount, "un entier de 64 bits", "a 64-bit integer")
_TEXT: _Shape = (_is_text, "un texte", "a text")
_BIRTH: _Shape = (
    _is_date,
    'une table de textes (jour = "02", mois = "08", annee = "1973")',
    'a table of texts (jour = "02", mois = "08", annee = "1973")',
)
# Fields that are no plain text.
_SHAPES: Mapping[str, _Shape] = MappingProxyType(
    {
        **dict.fromkeys(
            ("rfr", "pensAlPer", "revenuBrutGlobal", "mntRevbareme", "impAvImput", "montTotIr", "revImposable"), _AMOUNT
        ),
        "nbPart": (_are_parts, "un nombre par quarts (2.75)", "a number by quarters (2.75)"),
        "sitFam": (lambda value: isinstance(value, str) and value in _LETTERS, "M, O, C, D ou V", "M, O, C, D or V"),
        "pac": (
            _table(frozenset(MEMBERS["pac"]), lambda value: _is_whole(value, 32) and value >= 0),
            "une table d'entiers (nbPac = 1, nbPacF = 1)",
            "a table of integers (nbPac = 1, nbPacF = 1)",
        ),
        "dateNaisDec1": _BIRTH,
        "dateNaisDec2": _BIRTH,
        "aftDetail": (
            _table(_ADDRESS, _is_text),
            'une table de textes (voie = "12 RUE DES OLIVIERS", codePostal = "13200 ARLES")',
            'a table of texts (voie = "12 RUE DES OLIVIERS", codePostal = "13200 ARLES")',
        ),
        "sitParDeclaree": (
            _table(_DECLARED, _is_text),
            'une table de textes (sitPartP = "P")',
            'a table of texts (sitPartP = "P")',
        ),
        "rev": (
            _table(frozenset(MEMBERS["rev"]), _are_boxes),
            'une table de listes (tspr = [{ code = "1AJ", valeur = "35200" }])',
            'a table of lists (tspr = [{ code = "1AJ", valeur = "35200" }])',
        ),
    }
)
