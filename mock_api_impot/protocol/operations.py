"""The eight resources, fifteen operations: what each decides, in one table."""

from mock_api_impot.protocol import assiettes, derniere, factures, gateway, ifi, lep, multiple, th
from mock_api_impot.protocol.decision import Decision, first_broken, refused
from mock_api_impot.protocol.situations import REQUEST, Dossier, Operation
from rulebook.refusal import Refusal
from rulebook.refusals import assiettes as assiettes_refusals
from rulebook.refusals import gateway as gateway_refusals
from rulebook.refusals.stated import STATED
from rulebook.resources import TH, Mode, Resource

OPERATIONS: tuple[Operation, ...] = (
    assiettes.OPERATION,
    multiple.OPERATION,
    factures.OPERATION,
    derniere.OPERATION,
    derniere.OVER_TWO_YEARS,
    ifi.OPERATION,
    th.OPERATION,
    lep.OPERATION,
)


def decide(operation: Operation, dossier: Dossier) -> Decision:
    """What the resource answers, or the first reason not to."""
    refusal = first_broken(operation.in_order, dossier)
    return refused(refusal) if refusal else operation.answer(dossier)


def refusals(operation: Operation, mode: Mode) -> tuple[Refusal, ...]:
    """Everything that an operation may refuse in that mode, in the order in which it looks; an answer that the data state, once.

    A retired resource is none where it is not brought back.
    """
    rows = (*gateway.ACCESS, *gateway.PASSAGE, *REQUEST, *operation.in_order)
    records = (refusal if isinstance(refusal, Refusal) else STATED for _, refusal in rows)
    found = (refusal for refusal in records if _concerns(refusal, operation.resource, mode))
    retired = (gateway_refusals.NO_RESOURCE,) if operation.resource is TH else ()
    return (*found, *retired)


# What is about the citizen's consent, and so of one mode.
_OF_CONSENT = frozenset(
    {
        assiettes_refusals.NO_CONSENT_TOKEN,
        assiettes_refusals.FRANCECONNECT_UNAVAILABLE,
        assiettes_refusals.CONSENT_ENDED,
        assiettes_refusals.CONSENT_OF_ANOTHER,
        assiettes_refusals.NOTHING_CONSENTED,
        assiettes_refusals.UNKNOWN_IDENTITY,
        assiettes_refusals.AMBIGUOUS_IDENTITY,
    }
)
_IN_A_PATH = frozenset({"annrev", "departement", "bareme"})


def _concerns(refusal: Refusal, resource: Resource, mode: Mode) -> bool:
    if refusal in _OF_CONSENT:
        return mode is Mode.FRANCECONNECT
    if refusal.parameter == "spi":
        return mode is Mode.SPI
    if refusal.parameter in _IN_A_PATH and refusal.constraint:
        return refusal.parameter in resource.parameters
    return mode in resource.modes
