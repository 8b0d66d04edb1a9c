"""What each fault of this API does to a decision, by name (`rulebook.faults`). Transport faults live at the edge.

A fault that finds nothing to alter gives the very same decision, and is not delivered.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial
from types import MappingProxyType
from typing import Any

import orjson
from msgspec import structs

from mock_api_impot.protocol.decision import Answer, Decision, RefuseByEnvelope, RefuseByJson, Spoiled
from mock_api_impot.protocol.sfip import ENVELOPE
from rulebook.faults.assiettes import R2P, SFIP
from rulebook.formats.control import FaultOrder
from rulebook.refusal import Refusal
from rulebook.refusals import assiettes, gateway, r2p, sfip
from rulebook.sfip import DONNEES, INFORMATION

Given = Mapping[str, Any]
Alter = Callable[[Decision, Given], Decision]

QUOTA, REVOKED = "assiettes.quota.lower", "assiettes.token.revoked"
_HTML = "text/html; charset=utf-8"
_PAGE = b"<!DOCTYPE html><html><head><title>SIMULATEUR</title></head><body><h1>Service indisponible</h1></body></html>"
_HUGE = 2**63 - 1
_AMOUNTS = ("rfr", "revenuBrutGlobal", "mntRevbareme", "impAvImput", "montTotIr", "revImposable", "pensAlPer")
_QUARTERS = 6.75
_SENTENCE = "Cette phrase n’est pas celle d’hier"


# ---------------------------------------------------------------- whole answers
def _refusing(refusal: Refusal, _: Decision, given: Given) -> Decision:
    endpoint = given["endpoint"]
    own = _OWN.get((endpoint, refusal.status), refusal)
    if given.get("envelope") == "without":
        return Spoiled(own.status, "", b"")
    speaks = endpoint in SFIP and own.endpoint != "*"
    return RefuseByEnvelope(own, ENVELOPE) if speaks else RefuseByEnvelope(own)


# What the SFiP and the R2P say of a status in their own words, where they have some; 02AA says 416 of what the others call gone.
_OWN: Mapping[tuple[str, int], Refusal] = MappingProxyType(
    {
        **{
            (endpoint, refusal.status): refusal
            for endpoint in SFIP
            for refusal in (sfip.NO_KEY, sfip.SEVERAL, sfip.NOBODY, sfip.NO_NOTICE, sfip.TECHNICAL_ERROR)
        },
        (INFORMATION.endpoint, sfip.UNAVAILABLE.status): sfip.UNAVAILABLE,
        (DONNEES.endpoint, sfip.NO_NOTICE.status): sfip.NO_TAXATION,
        **{
            (endpoint, refusal.status): refusal
            for endpoint in R2P
            for refusal in (r2p.GARBLED, r2p.SEVERAL, r2p.NOBODY)
        },
    }
)


def _said_otherwise(decision: Decision, _: Given) -> Decision:
    """Status and code stay: they alone are the API's word."""
    if not isinstance(decision, RefuseByEnvelope):
        return decision
    return structs.replace(decision, refusal=replace(decision.refusal, description=_SENTENCE))


def _page(_: Decision, given: Given) -> Decision:
    return Spoiled(int(given["status"]), _HTML, _PAGE)


def _of_an_answer(spoil: Callable[[Answer], Decision]) -> Alter:
    """What strikes a 200 and nothing else."""
    return lambda decision, _: spoil(decision) if isinstance(decision, Answer) else decision


def _truncated(answer: Answer) -> Decision:
    body = orjson.dumps(answer.body)
    return Spoiled(200, answer.media_type, body[: len(body) // 2])


# ---------------------------------------------------------------- fields of a notice
def _of_a_notice(change: Callable[[dict[str, Any], Given], dict[str, Any]]) -> Alter:
    """What strikes each notice of a body."""

    def alter(decision: Decision, given: Given) -> Decision:
        if not isinstance(decision, Answer):
            return decision
        body = dict(decision.body)
        several = body.get("situationsIR")
        changed = (
            change(body, given)
            if several is None
            else {**body, "situationsIR": [change(dict(one), given) for one in several]}
        )
        return decision if changed == decision.body else Answer(decision.media_type, changed)

    return alter


def _extra(notice: dict[str, Any], _: Given) -> dict[str, Any]:
    unknown = {"champNouveau": "X", "objetNouveau": {"a": 1}, "listeNouvelle": [None]}
    inside = {name: {**value, "champNouveau": 1} for name, value in notice.items() if isinstance(value, dict)}
    return {**notice, **inside, **unknown}


def _missing(notice: dict[str, Any], given: Given) -> dict[str, Any]:
    return {name: value for name, value in notice.items() if name != given["field"]}


def _null(notice: dict[str, Any], given: Given) -> dict[str, Any]:
    return {name: None if name == given["field"] else value for name, value in notice.items()}


def _numbers(value: Callable[[Any], Any], names: tuple[str, ...], notice: dict[str, Any], _: Given) -> dict[str, Any]:
    """The members among `names` that the notice holds, each made otherwise."""
    return {name: value(inner) if name in names else inner for name, inner in notice.items()}


def _codes(notice: dict[str, Any], _: Given) -> dict[str, Any]:
    """Codes that exist in no year: an unknown letter, an unknown line."""
    rev = {
        heading: [{**box, "code": f"{box['code'][:2]}Ω"} for box in boxes]
        for heading, boxes in (notice.get("rev") or {}).items()
    }
    facture = [{**line, "codeLigne": f"99{line['codeLigne'][2:]}"} for line in notice.get("facture") or ()]
    return {**notice, **({"rev": rev} if rev else {}), **({"facture": facture} if facture else {})}


def _below_zero(amount: Any) -> Any:
    """What another fault of the same call made no number of stays as it is."""
    return -abs(amount) or -36 if isinstance(amount, int) else amount


RESPONSE: Mapping[str, Alter] = MappingProxyType(
    {
        **{
            f"assiettes.response.{refusal.status}": partial(_refusing, refusal)
            for refusal in (
                assiettes.VALUE_NOT_ALLOWED,
                gateway.INVALID_CREDENTIALS,
                assiettes.RESOURCE_NOT_CONTRACTED,
                assiettes.NOT_FOUND,
                assiettes.NO_NOTICE,
                gateway.QUOTA_EXCEEDED,
                assiettes.TECHNICAL_ERROR,
                gateway.SUSPENDED,
            )
        },
        "assiettes.response.html": _page,
        "assiettes.response.type": _of_an_answer(lambda answer: Spoiled(200, _HTML, orjson.dumps(answer.body))),
        "assiettes.response.truncated": _of_an_answer(_truncated),
        "assiettes.response.empty": _of_an_answer(lambda answer: Spoiled(200, answer.media_type, b"")),
        "assiettes.response.list": _of_an_answer(
            lambda answer: Spoiled(200, answer.media_type, orjson.dumps([answer.body]))
        ),
        "assiettes.message.other": _said_otherwise,
        REVOKED: partial(_refusing, gateway.INVALID_CREDENTIALS),
        "assiettes.field.extra": _of_a_notice(_extra),
        "assiettes.field.missing": _of_a_notice(_missing),
        "assiettes.field.null": _of_a_notice(_null),
        "assiettes.field.text": _of_a_notice(partial(_numbers, str, (*_AMOUNTS, "nbPart"))),
        "assiettes.field.huge": _of_a_notice(partial(_numbers, lambda _: _HUGE, _AMOUNTS)),
        "assiettes.field.negative": _of_a_notice(partial(_numbers, _below_zero, _AMOUNTS)),
        "assiettes.field.quarters": _of_a_notice(partial(_numbers, lambda _: _QUARTERS, ("nbPart",))),
        "assiettes.field.codes": _of_a_notice(_codes),
    }
)

TOKEN: Mapping[str, Callable[[Given], Decision]] = MappingProxyType(
    {
        "apim_token.response.401": lambda _: RefuseByJson(gateway.TOKEN_UNKNOWN_CLIENT),
        "apim_token.response.429": lambda _: RefuseByEnvelope(gateway.QUOTA_EXCEEDED),
        "apim_token.response.500": lambda _: RefuseByEnvelope(assiettes.TECHNICAL_ERROR),
        "apim_token.response.503": lambda _: RefuseByEnvelope(gateway.SUSPENDED),
        "apim_token.response.html": lambda given: Spoiled(int(given["status"]), _HTML, _PAGE),
    }
)


def disturbed(decision: Decision, orders: Iterable[FaultOrder]) -> tuple[Decision, str | None]:
    """The decision under the faults that are due here, and the name of the last one that altered it."""
    delivered = None
    for order in orders:
        alter = RESPONSE.get(order.fault)
        altered = alter(decision, {**order.given, "endpoint": order.endpoint}) if alter else decision
        if altered is not decision:
            decision, delivered = altered, order.fault
        elif order.fault == QUOTA and decision == RefuseByEnvelope(gateway.QUOTA_EXCEEDED):
            delivered = order.fault
    return decision, delivered


def lowered(tier: str | None, orders: Iterable[FaultOrder]) -> str | None:
    """The pace of a contract under the faults that are due: the lowest that is ordered."""
    ordered = [int(order.given["calls"]) for order in orders if order.fault == QUOTA]
    if tier is None or not ordered:
        return tier
    stated = [int(tier)] if tier.isdigit() else []
    return str(min((*stated, *ordered)))


def in_place_of_a_token(orders: Iterable[FaultOrder]) -> tuple[Decision | None, str | None]:
    """What comes instead of a token under the first fault that is due, and its name."""
    for order in orders:
        if order.fault in TOKEN:
            return TOKEN[order.fault](order.given), order.fault
    return None, None
