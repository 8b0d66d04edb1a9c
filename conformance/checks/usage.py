"""Minimisation, as far as a machine can see it: against what the application declares to use, and by taking one datum out.

Neither proves that a datum is necessary. A page that does not change is compatible with a datum that is not used: the client may
still keep it, or use it for another household.
"""

from collections.abc import Iterable
from dataclasses import replace

from conformance.checks.reactions import delivered
from conformance.checks.registry import check
from conformance.checks.verbs import broken, clean, unseen
from conformance.journey import Journey, parameter
from conformance.sameness import change
from conformance.verdict import Verdict
from rulebook import usage
from rulebook.duties import minimisation as duties
from rulebook.formats.application import Usage
from rulebook.formats.exchange import Exchange
from rulebook.formats.report import Evidence, Result
from rulebook.source import Text

_USED = Text(
    "des scopes dont la démarche déclare utiliser une donnée", "scopes of which the démarche declares to use a datum"
)
_SAME = Text("la même chose que sans anomalie", "the same as undisturbed")
_COMPATIBLE = Text(
    "rien n'a changé à l'écran : compatible avec une donnée inutilisée, sans le prouver",
    "nothing changed on screen: compatible with a datum that is not used, without proving it",
)
_NOTHING_DECLARED = Text(
    "application.toml ne déclare pas ce que la démarche utilise ([usage])",
    "application.toml does not declare what the démarche uses ([usage])",
)


@check("API-MINIMISATION-02a", duty=duties.SCOPES)
def tax_scopes_are_used(journey: Journey) -> Verdict:
    """Aucun scope fiscal n'ouvre que des données que la démarche n'utilise pas."""
    declared, contract = _declared(journey).fields, journey.context.habilitation.api_impot
    calls = journey.api_calls()
    if declared is None:
        return _no_declaration(journey, calls)
    # Nobody asks the API for a scope: whoever calls it is given all that the contract opens. What is asked beyond it is another duty's.
    idle = usage.idle_scopes(contract.scopes if contract else (), declared)
    return clean(journey, calls, lambda _: idle, _USED)


@check("FS-MINIMISATION-01a", duty=duties.IDENTITY)
def identity_scopes_are_used(journey: Journey) -> Verdict:
    """Aucun scope d'identité ne donne que des attributs que la démarche n'utilise pas."""
    declared, login = _declared(journey).claims, journey.context.habilitation.franceconnect
    if declared is None or login is None:
        return _no_declaration(journey, journey.authorizations())
    return clean(
        journey,
        journey.authorizations(),
        lambda exchange: usage.idle_identity(_asked(exchange, login.scopes), declared, login.platform),
        _USED,
    )


def unchanged(journey: Journey) -> Verdict:
    """The citizen sees, one datum less, what they saw undisturbed; what changes by itself from one time to the next apart."""
    altered, before = delivered(journey), journey.context.undisturbed
    if not altered or len(before) < 2 or journey.trouble is not None:
        return unseen(journey, _SAME)
    found = change(journey.observations, before)
    numbers = tuple(e.n for e in altered)
    if found is None:
        last = journey.observations[-1:]
        return Verdict(Result.PASS, _SAME, _COMPATIBLE, numbers, tuple(o.n for o in last), Evidence.OBSERVED)
    if not found.telling:
        return replace(unseen(journey, _SAME), received=found.says, exchanges=numbers)
    seen = (found.page,) if found.page else ()
    return replace(broken(_SAME, found.says, altered), observations=seen, evidence=Evidence.OBSERVED)


# One datum taken out: fault → check.
WITHOUT = {
    fault: check(id_, duty=duty, under=fault, title=title)(unchanged)
    for id_, duty, fault, title in (
        (
            "API-MINIMISATION-03a",
            duties.TRUE_FIELDS,
            "assiettes.field.missing",
            "Rien ne change quand manque un champ que la démarche ne déclare pas utiliser.",
        ),
        (
            "FS-MINIMISATION-02a",
            duties.TRUE_CLAIMS,
            "userinfo.claim.missing",
            "Rien ne change quand manque un attribut d'identité que la démarche ne déclare pas utiliser.",
        ),
    )
}


def _declared(journey: Journey) -> Usage:
    return journey.context.usage or Usage.model_construct(fields=None, claims=None)


def _no_declaration(journey: Journey, seen: tuple[Exchange, ...]) -> Verdict:
    if not seen:
        return unseen(journey, _USED)
    return Verdict(Result.NOT_APPLICABLE, _USED, _NOTHING_DECLARED)


def _asked(exchange: Exchange, granted: Iterable[str]) -> list[str]:
    """The scopes asked that the registration has: one beyond it is another duty's business."""
    known = frozenset(granted)
    return [scope for scope in (parameter("scope")(exchange) or "").split() if scope in known]
