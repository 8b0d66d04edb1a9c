"""Journeys that prove the checks of the tax API's faults both ways: answers and pages written by hand."""

from collections.abc import Callable
from typing import Any

from judge_journeys import GATEWAY, HABILITATION, call, exchange, journey, page, token

from conformance.journey import Journey
from rulebook.formats.exchange import Exchange
from rulebook.formats.observation import Seen

Pair = tuple[Journey, Journey]
QUARTER = 0.25
_ZERO = "Votre tarif : 1,00 € par repas. Revenu fiscal de référence : 0\N{NO-BREAK SPACE}€"


def token_refused(n: int, fault: str, status: int) -> Exchange:
    """The gateway gives no token."""
    form = (("grant_type", "client_credentials"), ("scope", "RessourceIR"))
    return exchange(n, "dgfip", "apim_token", f"{GATEWAY}/token", status, "POST", form=form, fault=fault)


def revoked(n: int) -> Exchange:
    """A call whose token is said to be revoked."""
    return call(n, status=401, fault="assiettes.token.revoked")


def _explained(fault: str, status: int, says: Seen = "error") -> Pair:
    """The call is answered wrongly; the page says so, or shows a result."""
    struck = call(1, status=status, fault=fault)
    return journey(struck, page(2, says), fault=fault), journey(struck, page(2, "result"), fault=fault)


def _without_a_token(fault: str, status: int) -> Pair:
    """The token is revoked, another is not given; the page says so, or shows a result."""
    before = (revoked(1), token_refused(2, fault, status))
    return journey(*before, page(3, "error"), fault=fault), journey(*before, page(3, "result"), fault=fault)


def _struck(fault: str, kept: Seen, broken: Seen, text: str = "") -> Pair:
    """A strange notice; two pages that may follow."""
    struck = call(1, fault=fault)
    return journey(struck, page(2, kept), fault=fault), journey(struck, page(2, broken, text=text), fault=fault)


def _again(made: Callable[[float], Exchange], fault: str) -> Pair:
    """Asked again a quarter of a second later; at once."""
    later, hasty = 1 + QUARTER, 1 + QUARTER / 5
    return (
        journey(made(1.0), made(later), page(3, "error"), fault=fault),
        journey(made(1.0), made(hasty), page(3, "error"), fault=fault),
    )


def at(when: float, made: Exchange) -> Exchange:
    """The exchange, at another instant."""
    return made.model_copy(update={"at": when})


def _calls_again(fault: str, status: int) -> Pair:
    return _again(lambda when: at(when, call(1, status=status, fault=fault)), fault)


def _tokens_again(fault: str, status: int) -> Pair:
    return _again(lambda when: at(when, token_refused(1, fault, status)), fault)


def late_in_other_words(*then: Any) -> Journey:
    """The last year is not taxed, says another sentence."""
    fault = "assiettes.message.other"
    return journey(call(1, status=410, fault=fault), *then, fault=fault, late=2025)


def slow(lasted: float, says: Seen) -> Journey:
    """The call lasts so many seconds, then a page is there."""
    fault = "transport.delay"
    held = call(1, fault=fault).model_copy(update={"duration_ms": lasted * 1000})
    return journey(held, page(int(lasted) + 2, says), fault=fault)


def chosen(text: str, *, oracle: Seen = "result") -> Journey:
    """A resource that chooses the year served 2024; the page says `text`."""
    base = HABILITATION.api_impot
    assert base is not None
    contract = base.model_copy(update={"resources": ("RessourceIRDerniere2",)})
    url = f"{GATEWAY}/impotparticulier/1.0/dernieresituation/ir/assiettes/deuxans"
    made = call(1, json={"annRevenu": 2024, "rfr": 21600})
    asked = made.model_copy(update={"endpoint": "deuxans", "request": made.request.model_copy(update={"url": url})})
    granted = HABILITATION.model_copy(update={"api_impot": contract})
    return journey(token(0), asked, page(2, oracle, text=text), habilitation=granted)


PAIRS: dict[str, Callable[[], Pair]] = {
    "API-ERREUR-01b": lambda: _explained("assiettes.response.503", 503),
    "API-ERREUR-01c": lambda: _explained("assiettes.response.html", 502),
    "API-ERREUR-01d": lambda: _explained("assiettes.response.truncated", 200),
    "API-ERREUR-01e": lambda: _explained("assiettes.response.empty", 200),
    "API-ERREUR-01f": lambda: _explained("assiettes.response.list", 200),
    "API-ERREUR-01g": lambda: _explained("transport.cut", 200),
    "API-ERREUR-01h": lambda: _explained("assiettes.response.400", 400),
    "API-ERREUR-01i": lambda: _explained("assiettes.response.401", 401, "refused"),
    "API-ERREUR-01j": lambda: _explained("assiettes.response.404", 404),
    "API-ERREUR-01k": lambda: _explained("assiettes.response.429", 429),
    "API-ERREUR-01l": lambda: _explained("assiettes.quota.lower", 429, "refused"),
    "API-ERREUR-01m": lambda: _without_a_token("apim_token.response.401", 401),
    "API-ERREUR-01n": lambda: _without_a_token("apim_token.response.429", 429),
    "API-ERREUR-01o": lambda: _without_a_token("apim_token.response.500", 500),
    "API-ERREUR-01p": lambda: _without_a_token("apim_token.response.503", 503),
    "API-ERREUR-01q": lambda: _without_a_token("apim_token.response.html", 200),
    "API-ERREUR-01r": lambda: _struck("assiettes.response.type", "result", "none"),
    "API-ERREUR-01s": lambda: _struck("assiettes.field.text", "error", "none"),
    "API-ERREUR-01t": lambda: _struck("assiettes.field.huge", "result", "connected"),
    "API-ERREUR-02a": lambda: _explained("assiettes.response.403", 403, "refused"),
    "API-ERREUR-02b": lambda: _explained("assiettes.response.410", 410),
    "API-ERREUR-04a": lambda: _calls_again("assiettes.response.429", 429),
    "API-ERREUR-04b": lambda: _calls_again("assiettes.response.503", 503),
    "API-ERREUR-04c": lambda: _tokens_again("apim_token.response.429", 429),
    "API-ERREUR-04d": lambda: _tokens_again("apim_token.response.503", 503),
    "API-ERREUR-05a": lambda: (
        late_in_other_words(call(2, annee=2024), page(3, "result")),
        late_in_other_words(page(3, "error")),
    ),
    "API-ERREUR-06a": lambda: (slow(7, "error"), slow(18, "result")),
    "API-AVIS-01a": lambda: _struck("assiettes.field.quarters", "result", "error"),
    "API-AVIS-01b": lambda: _struck("assiettes.field.negative", "result", "none"),
    "API-AVIS-01c": lambda: _struck("assiettes.field.missing", "error", "result", _ZERO),
    "API-AVIS-01d": lambda: _struck("assiettes.field.null", "refused", "result", _ZERO),
    "API-ANNEE-03a": lambda: _struck("assiettes.field.codes", "error", "none"),
    "API-ANNEE-03b": lambda: _struck("assiettes.field.extra", "result", "error"),
    "API-ANNEE-04a": lambda: (chosen("Année des revenus : 2024"), chosen("Année des revenus : 2025")),
}
