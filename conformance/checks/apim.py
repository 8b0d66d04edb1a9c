"""The gateway's token is asked as it should be, and kept."""

from collections.abc import Iterable
from itertools import pairwise

from conformance.apis import granted, is_scope
from conformance.checks.registry import check
from conformance.checks.verbs import broken, clean, kept, subset
from conformance.journey import Journey, parameter
from conformance.verdict import Verdict
from rulebook.duties import apim as duties
from rulebook.formats.exchange import Exchange
from rulebook.source import Text

_OK, _STALE = 200, 401
_MARGIN = 60.0  # a token about to expire may be given up


@check("API-JETON-02a", duty=duties.KEPT)
def gateway_token_is_kept(journey: Journey) -> Verdict:
    """Le jeton de la passerelle sert tant qu'il vit."""
    expected = Text("un jeton gardé jusqu'à son terme", "a token kept until its term")
    asked = [e for e in journey.at("apim_token") if e.response.status == _OK]
    hasty = [
        second for one in _by_scope(asked) for first, second in pairwise(one) if _still_good(journey, first, second)
    ]
    if hasty:
        said = Text(f"{len(hasty)} jeton(s) de trop", f"{len(hasty)} token(s) too many")
        return broken(expected, said, hasty)
    return kept(journey, expected, (*journey.api_calls(), *asked), Text("gardé", "kept"))


@check("API-JETON-03a", duty=duties.GRANT)
def gateway_token_is_asked_by_form(journey: Journey) -> Verdict:
    """Le jeton de la passerelle est demandé par formulaire, en client_credentials."""
    seen = (*journey.api_calls(), *journey.at("apim_token"))
    return clean(
        journey, seen, _not_credentials, Text("grant_type=client_credentials", "grant_type=client_credentials")
    )


@check("API-JETON-04a", duty=duties.SCOPE)
def gateway_scopes_stay_within_the_contract(journey: Journey) -> Verdict:
    """Le jeton de la passerelle est demandé pour les ressources du contrat."""
    seen = (*journey.api_calls(), *journey.at("apim_token"))
    return subset(journey, seen, _resources, of=granted(journey.context.habilitation))


def _by_scope(asked: Iterable[Exchange]) -> Iterable[list[Exchange]]:
    """Those of one scope together: a client may keep a token for each."""
    apart: dict[str | None, list[Exchange]] = {}
    for exchange in asked:
        apart.setdefault(parameter("scope")(exchange), []).append(exchange)
    return apart.values()


def _still_good(journey: Journey, first: Exchange, second: Exchange) -> bool:
    """Whether the first token, for the same scope, had a while to live and nobody had refused it."""
    body = first.response.json_body
    life = body.get("expires_in") if isinstance(body, dict) else None
    if not isinstance(life, int) or second.at > first.at + life - _MARGIN:
        return False
    return not any(e.response.status == _STALE for e in journey.api_calls() if first.at <= e.at <= second.at)


def _not_credentials(exchange: Exchange) -> list[str]:
    if exchange.endpoint != "apim_token" or dict(exchange.request.form or ()).get("grant_type") == "client_credentials":
        return []
    return [f"grant_type={parameter('grant_type')(exchange) or '∅'}"]


def _resources(exchange: Exchange) -> list[str]:
    """Resources of these APIs asked of the token; others of the gateway have contracts of their own."""
    if exchange.endpoint != "apim_token":
        return []
    return [scope for scope in (parameter("scope")(exchange) or "").split() if is_scope(scope)]
