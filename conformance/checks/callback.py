"""What comes back from FranceConnect is looked at before it is believed."""

from conformance.checks.reactions import delivered, explains, refuses, stops
from conformance.checks.registry import check
from conformance.checks.tables import disturbed
from conformance.checks.verbs import broken, unseen
from conformance.journey import GOALS, STOPS, Journey, carried_marks, header, parameter, query
from conformance.verdict import Verdict
from rulebook.duties import callback as duties
from rulebook.duties import page
from rulebook.formats.report import Result
from rulebook.source import Text

_AT_MOST_ONCE = Text(
    "aucun échange à la seconde présentation du retour", "no exchange when the callback is presented again"
)

REFUSED = disturbed(
    "refuse",
    lambda journey: refuses(journey, then=("token",)),
    {
        duties.STATE_FORGED: {
            "a": ("callback.state.forged", "fs-state-contrefait"),
            "b": ("callback.state.missing", "fs-state-absent"),
            "c": ("callback.state.empty", "fs-state-vide"),
            "d": ("callback.state.truncated", "fs-state-tronque"),
            "e": ("callback.response.empty", "fs-retour-vide"),
            "f": ("callback.state.extended", "fs-state-rallonge"),
        },
        duties.ISS_FOREIGN: {
            "a": ("callback.iss.foreign", "fs-retour-iss-etranger"),
            "b": ("callback.iss.slash", "fs-retour-iss-approchant"),
        },
        duties.ISS_MISSING: {"a": ("callback.iss.missing", "fs-retour-iss-absent")},
    },
)


@check("FS-STATE-03g", duty=duties.STATE_FORGED)
def another_browser_is_refused(journey: Journey) -> Verdict:
    """Le retour d'un citoyen, ouvert dans le navigateur d'un autre, est refusé."""
    # A browser that asked for nothing has no cookie, and what it brings is true: only the session lacks.
    brought = {code: e for e in journey.client_pages() if (code := parameter("code")(e)) and not header("cookie")(e)}
    return stops(journey, tuple(brought.values()), frozenset(brought), then=("token",))


@check("FS-REFUS-01a", duty=duties.REFUSED)
def giving_up_is_explained(journey: Journey) -> Verdict:
    """Le citoyen qui renonce lit une explication."""
    returns = tuple(e for e in journey.client_pages() if dict(query(e.request.url)).get("error") == "access_denied")
    return explains(journey, returns, then=("token",), shows=STOPS, never=GOALS)


ERRORS = disturbed(
    "explain",
    lambda journey: explains(journey, delivered(journey), then=("token",), shows=STOPS, never=GOALS),
    {
        duties.REFUSED: {"b": ("callback.error.access_denied", "fs-retour-renoncement")},
        page.ERRORS: {
            "a": ("callback.error.server_error", "fs-retour-server-error"),
            "b": ("callback.error.temporarily_unavailable", "fs-retour-temporarily-unavailable"),
            "c": ("callback.error.invalid_request", "fs-retour-invalid-request"),
            "d": ("callback.error.invalid_scope", "fs-retour-invalid-scope"),
            "e": ("callback.error.invalid_acr", "fs-retour-invalid-acr"),
            "f": ("callback.error.invalid_idp_hint", "fs-retour-invalid-idp-hint"),
            "g": ("callback.error.unsupported_response_type", "fs-retour-unsupported-response-type"),
            "h": ("callback.error.unknown", "fs-retour-erreur-inconnue"),
        },
    },
)
# Asking for tokens with no code, or with the one that came, is what the next server refuses: only connecting somebody is wrong.
INCOMPLETE = disturbed(
    "explain",
    lambda journey: explains(journey, delivered(journey), then=(), shows=STOPS, never=GOALS),
    {
        duties.INCOMPLETE: {
            "a": ("callback.code.missing", "fs-code-absent"),
            "b": ("callback.code.empty", "fs-code-vide"),
            "c": ("callback.error.with_code", "fs-retour-erreur-et-code"),
        },
        page.DOWN: {"a": ("callback.code.forged", "fs-code-inconnu")},
    },
)


def _spends_its_state(journey: Journey) -> Verdict:
    """No code is exchanged once the callback that brought it has come again."""
    again = {code: e for e in journey.client_pages() if (code := parameter("code")(e)) and _came(journey, code) > 1}
    used = [e for e in journey.at("token") for code in carried_marks(e) & again.keys() if e.at >= again[code].at]
    if used:
        said = Text("un échange de plus, à la seconde", "one more exchange, the second time")
        return broken(_AT_MOST_ONCE, said, [*again.values(), *used])
    told = [o for e in again.values() for o in journey.seen_since(e)]
    if not delivered(journey) or not told:  # a page of the client that came twice by itself shows nothing
        return unseen(journey, _AT_MOST_ONCE)
    numbers = tuple(e.n for e in again.values())
    said = Text("aucun échange la seconde fois", "no exchange the second time")
    return Verdict(Result.PASS, _AT_MOST_ONCE, said, numbers, (told[0].n,))


def _came(journey: Journey, code: str) -> int:
    """How many times the browser brought that code."""
    return sum(1 for e in journey.client_pages() if parameter("code")(e) == code)


TWICE = disturbed(
    "refuse", _spends_its_state, {duties.STATE_SPENT: {"a": ("callback.delivered.twice", "fs-retour-deux-fois")}}
)
DISTURBED = (*REFUSED, *ERRORS, *INCOMPLETE, *TWICE)
