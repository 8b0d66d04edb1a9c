"""Parameters of the authorization request that have a list of values."""

import json
from collections.abc import Iterator

from conformance.checks.registry import check
from conformance.checks.verbs import keeps_its_constraint, subset
from conformance.journey import Journey, parameter
from conformance.verdict import Verdict
from rulebook.duties import options as duties
from rulebook.formats.exchange import Exchange
from rulebook.platforms import PLATFORMS

_CLAIMS = ("amr", "rep_scope")


@check("FS-ACR-02a", duty=duties.LEVEL)
def acr_is_the_platforms(journey: Journey) -> Verdict:
    """Chaque demande veut un niveau que la plateforme donne."""
    granted = journey.context.habilitation.franceconnect
    levels = PLATFORMS[granted.platform].acr if granted else ()
    return subset(journey, journey.authorizations(), lambda e: (parameter("acr_values")(e) or "").split(), of=levels)


@check("FS-PROMPT-01a", duty=duties.PROMPT)
def prompt_is_allowed(journey: Journey) -> Verdict:
    """Aucune demande n'envoie un prompt que FranceConnect refuse."""
    return keeps_its_constraint(journey, journey.authorizations(), duties.PROMPT)


@check("FS-CLAIMS-01a", duty=duties.CLAIMS)
def claims_ask_no_identity(journey: Journey) -> Verdict:
    """Aucune demande ne veut un attribut d'identité par claims."""
    return subset(journey, journey.authorizations(), _claims, of=_CLAIMS)


@check("FS-HINT-01a", duty=duties.HINT)
def hint_is_allowed(journey: Journey) -> Verdict:
    """Aucune demande ne vise un fournisseur hors de l'habilitation."""
    granted = journey.context.habilitation.franceconnect
    allowed = granted.allowed_idp_hints if granted else None
    hinted = parameter("idp_hint")
    return subset(
        journey,
        journey.authorizations(),
        lambda e: [hint for hint in (hinted(e),) if hint is not None and allowed is not None],
        of=allowed or (),
    )


def _claims(exchange: Exchange) -> Iterator[str]:
    """Names asked one by one; what is not readable is FranceConnect's to refuse."""
    try:
        asked = json.loads(parameter("claims")(exchange) or "{}")
    except ValueError:
        asked = None
    for part in ("userinfo", "id_token"):
        names = asked.get(part) if isinstance(asked, dict) else None
        yield from names if isinstance(names, dict) else ()
