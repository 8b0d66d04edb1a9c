"""The userinfo is verified before it is believed."""

from conformance.apis import DATA
from conformance.checks.reactions import ACCEPTANCE, PAGES, accepts, on_page, refuses
from conformance.checks.registry import check
from conformance.checks.tables import disturbed
from conformance.checks.verbs import named, nowhere, once_given, unseen, within
from conformance.journey import Journey, addresses, carried_marks, parameter
from conformance.verdict import Verdict
from rulebook.duties import id_token as signing
from rulebook.duties import token
from rulebook.duties import userinfo as duties
from rulebook.formats.observation import Observation
from rulebook.formats.report import Evidence, Result
from rulebook.source import Text

REFUSED = disturbed(
    "refuse",
    lambda journey: refuses(journey, then=DATA),
    {
        duties.SIGNATURE: {
            "a": ("userinfo.signature.broken", "fs-userinfo-signature-fausse"),
            "b": ("userinfo.signature.truncated", "fs-userinfo-signature-coupee"),
            "c": ("userinfo.signature.stripped", "fs-userinfo-signature-absente"),
            "d": ("userinfo.payload.tampered", "fs-userinfo-modifie"),
            "e": ("userinfo.kid.unknown", "fs-userinfo-cle-inconnue"),
            "f": ("userinfo.jwk.embedded", "fs-userinfo-cle-jointe"),
            "g": ("userinfo.jku.foreign", "fs-userinfo-cle-ailleurs"),
            "h": ("userinfo.compact.malformed", "fs-userinfo-informe"),
            "i": ("userinfo.alg.none", "fs-userinfo-alg-none"),
            "j": ("userinfo.alg.confused", "fs-userinfo-alg-confondu"),
            "k": ("userinfo.response.unsigned", "fs-userinfo-nu"),
        },
        signing.CRITICAL: {"b": ("userinfo.crit.unknown", "fs-userinfo-extension-inconnue")},
        signing.REGISTERED_ALG: {"b": ("userinfo.alg.downgraded", "fs-userinfo-alg-v1")},
        duties.MEANT: {
            "a": ("userinfo.aud.foreign", "fs-userinfo-aud-etranger"),
            "b": ("userinfo.iss.foreign", "fs-userinfo-iss-etranger"),
        },
        duties.FRESH: {"a": ("userinfo.exp.past", "fs-userinfo-exp-depasse")},
        duties.SUB: {
            "a": ("userinfo.sub.foreign", "fs-userinfo-sub-etranger"),
            "f": ("userinfo.sub.missing", "fs-userinfo-sub-absent"),
            "g": ("userinfo.sub.empty", "fs-userinfo-sub-vide"),
            "h": ("userinfo.claims.none", "fs-userinfo-vide"),
            "i": ("userinfo.payload.list", "fs-userinfo-liste"),
            "j": ("userinfo.payload.text", "fs-userinfo-texte"),
        },
    },
)
IGNORED = disturbed("accept", accepts, {token.UNKNOWN: {"b": ("userinfo.claims.extra", "fs-userinfo-de-trop")}})
DISTURBED = (*REFUSED, *IGNORED)
_ACCEPTED = Text(
    ", alors que la connexion a abouti et que l'API a été appelée : l'identité n'est peut-être pas en cause, relisez la page",
    ", although the login succeeded and the API was called: it may not be the identity, look at the page",
)


@check("FS-IDENTITE-01a", duty=duties.IDENTITIES)
def unusual_people_reach_the_goal(journey: Journey) -> Verdict:
    """Les personnes à l'identité inhabituelle vont au but comme les autres."""
    people = journey.context.people
    last: dict[int, Observation] = {}
    for seen in journey.observations:
        last[journey.lap_at(seen.at)] = seen
    walked = [(name, last[lap]) for lap, name in enumerate(people, 1) if lap in last]
    if not walked:
        return unseen(journey, ACCEPTANCE)
    name, page = next(((who, page) for who, page in walked if page.oracle != journey.context.goal), walked[-1])
    numbers = tuple(e.n for e in journey.at("token"))
    if journey.trouble is not None or not numbers:
        return unseen(journey, ACCEPTANCE)
    if page.oracle == journey.context.goal and len(walked) == len(people) and journey.stuck is None:
        return on_page(Result.PASS, ACCEPTANCE, page, numbers)
    result, why = (Result.REVIEW, _ACCEPTED) if _was_accepted(journey, page) else (Result.FAIL, Text("", ""))
    received = Text(f"{name} : {PAGES[page.oracle].fr}{why.fr}", f"{name}: {PAGES[page.oracle].en}{why.en}")
    return Verdict(result, ACCEPTANCE, received, numbers, (page.n,), Evidence.OBSERVED)


def _was_accepted(journey: Journey, page: Observation) -> bool:
    """Whether that page is an error after the identity was taken: the tax API was asked for the same person."""
    lap = journey.lap_at(page.at)
    return page.oracle == "error" and any(journey.lap(call) == lap for call in journey.api_calls())


@check("FS-USERINFO-02a", duty=duties.HEADER)
def token_goes_in_the_header(journey: Journey) -> Verdict:
    """Le jeton d'accès n'est pas dans l'adresse de l'userinfo."""
    hidden = nowhere(journey, journey.at("token", "userinfo"), addresses, secrets=named("access_token"))
    return once_given(journey, journey.at("userinfo"), hidden)


@check("FS-USERINFO-03a", duty=duties.IN_TIME)
def userinfo_is_asked_in_time(journey: Journey) -> Verdict:
    """L'userinfo est demandé dans les 30 secondes du consentement."""
    consented, given = journey.codes(), journey.token_exchanges()
    asked = [(given[mark], e) for e in journey.at("userinfo") for mark in carried_marks(e) & given.keys()]
    since = [(consented.get(parameter("code")(exchanged) or "", exchanged), e) for exchanged, e in asked]
    return within(journey, since, duties.GRANT_LIFETIME)
