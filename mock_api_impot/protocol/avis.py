"""The notice as the API writes it, cut to the fields that are opened. A field outside the contract is absent, never null.

Source: `documents.openapi`. The one documented null is the birth date of a second declarant who does not exist.
"""

from collections.abc import Callable, Mapping
from typing import Any

from rulebook.fields import FIELDS
from scenarios.pivot import capitals

_NO_DATE = {"jour": None, "mois": None, "annee": None}


def _date(value: Any) -> Any:
    """Day and month on two digits, year on four, all strings."""
    if not isinstance(value, Mapping):
        return value
    digits = {"jour": 2, "mois": 2, "annee": 4}
    return {part: str(value[part]).zfill(width) if part in value else None for part, width in digits.items()}


def _name(value: Any) -> Any:
    return capitals(value) if isinstance(value, str) else value


# Field → how it is written; the others are served as stated.
_WRITTEN: Mapping[str, Callable[[Any], Any]] = {
    "nbPart": float,
    "dateNaisDec1": _date,
    "dateNaisDec2": _date,
    **{f"{name}{declarant}": _name for name in ("nmNai", "nmUsa", "prnm") for declarant in ("Dec1", "Dec2")},
}


def written(avis: Mapping[str, Any], paths: frozenset[str]) -> dict[str, Any]:
    """The body: `avis` cut to `paths`, in the order of the published schema."""
    stated = {"dateNaisDec2": _NO_DATE, **avis}
    body: dict[str, Any] = {}
    for field in FIELDS:
        value = opened(stated.get(field), field, paths)
        if value is not None:
            body[field] = _WRITTEN[field](value) if field in _WRITTEN and value is not _NO_DATE else value
    return body


def opened(value: Any, field: str, paths: frozenset[str]) -> Any:
    """`value` when the whole field is opened, else the members of it that are; None when none is."""
    if field in paths or not isinstance(value, Mapping):
        return value if field in paths else None
    return {name: inner for name, inner in value.items() if f"{field}.{name}" in paths} or None
