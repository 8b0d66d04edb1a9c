"""Journeys that prove the checks of minimisation both ways."""

from collections.abc import Callable
from typing import Any

from judge_journeys import authorize, call, journey, page, token, userinfo

from conformance.journey import Journey
from rulebook.formats.application import Usage
from rulebook.formats.observation import Observation

Pair = tuple[Journey, Journey]

_IDENTITY = ("given_name",)
_AMOUNT = Usage(fields=("rfr",), claims=_IDENTITY)


def _seen(text: str, reference: str = "CANT-AAAA") -> tuple[Observation, ...]:
    """What a citizen has before them at the end: a reference of their own each time."""
    return (page(9, "result", text=f"{text} Référence {reference} Date 30/11/2026"),)


def _compared(served: Any, fault: str, text: str) -> Journey:
    """A datum less, after two undisturbed times that differ by their reference only."""
    twice = (_seen("Tarif B, 2 parts"), _seen("Tarif B, 2 parts", "CANT-BBBB"))
    return journey(served, *_seen(text, "CANT-CCCC"), fault=fault, undisturbed=twice)


def _taken(fault: str, served: Any) -> Pair:
    return _compared(served, fault, "Tarif B, 2 parts"), _compared(served, fault, "Tarif E, 1 part")


_FIELD, _CLAIM = "assiettes.field.missing", "userinfo.claim.missing"

PAIRS: dict[str, Callable[[], Pair]] = {
    "API-MINIMISATION-02a": lambda: (
        journey(authorize(1), token(2), call(3), usage=_AMOUNT),
        journey(authorize(1), token(2), call(3), usage=Usage(fields=(), claims=_IDENTITY)),
    ),
    "FS-MINIMISATION-01a": lambda: (
        journey(authorize(1), authorize(2), usage=_AMOUNT),
        journey(authorize(1), authorize(2), usage=Usage(fields=("rfr",), claims=())),
    ),
    "API-MINIMISATION-03a": lambda: _taken(_FIELD, call(3, fault=_FIELD)),
    "FS-MINIMISATION-02a": lambda: _taken(_CLAIM, userinfo(3, fault=_CLAIM)),
}
