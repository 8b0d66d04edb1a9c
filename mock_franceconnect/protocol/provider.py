"""/fi/{provider}: the identity provider's own page, where a citizen says who they are."""

from functools import lru_cache

from mock_franceconnect.protocol.decisions import Moved, RefuseByPage, Shown, Writes
from mock_franceconnect.protocol.parameters import Message
from mock_franceconnect.protocol.providers import PROVIDERS
from mock_franceconnect.protocol.records import ARRIVAL_LIFETIME, Arrival, Citizen, Errand
from scenarios.person import Person
from scenarios.personas import Resident
from scenarios.search import matching

# People on one page: the list is longer, the search finds the others.
SHOWN = 40

Decision = Moved | Shown | RefuseByPage


def state(message: Message) -> str:
    """Which errand brings the citizen here."""
    return message.filled("state")


def is_lost(errand: Errand, provider: str, aged: float) -> bool:
    """Whether that citizen was sent elsewhere, or too long ago."""
    return errand.provider != provider or errand.expires_at <= aged


def page(errand: Errand, message: Message, residents: tuple[Resident, ...]) -> Shown:
    """The first of those whom the citizen looks for, by words or by trait; `unknown` is a login that nobody has."""
    wanted, trait = message.filled("recherche"), message.filled("trait")
    found = tuple(
        one for one in residents if (not trait or trait in one.traits) and (not wanted or _is_described(one, wanted))
    )
    values = {
        "provider": PROVIDERS[errand.provider],
        "state": errand.id,
        "personas": found[:SHOWN],
        "more": len(found) - SHOWN,
        "traits": _traits(residents),
        "trait": trait,
        "wanted": wanted,
        "unknown": message.filled("login"),
    }
    return Shown("provider", values)


def arrive(errand: Errand, message: Message, persona: Person | None, aged: float, arrival: str) -> Moved | None:
    """Back to FranceConnect, logged in or not; None when the login is nobody's and the page must be shown again."""
    if message.get("renoncer") is not None:
        return Moved(f"/api/v2/oidc-callback?error=access_denied&state={errand.id}", 302, Writes(drops=(errand,)))
    if persona is None:
        return None
    amr = PROVIDERS[errand.provider].amr
    citizen = Citizen(persona.login, errand.provider, amr, persona.identity, persona.fault)
    here = Arrival(arrival, citizen, aged + ARRIVAL_LIFETIME)
    return Moved(f"/api/v2/oidc-callback?code={arrival}&state={errand.id}", 302, Writes((here,), (errand,)))


@lru_cache(maxsize=16)
def _traits(residents: tuple[Resident, ...]) -> tuple[str, ...]:
    """What may be looked for among these people, in alphabetical order."""
    return tuple(sorted({trait for one in residents for trait in one.traits}, key=str.casefold))


def _is_described(resident: Resident, wanted: str) -> bool:
    """Whether that is said of somebody, in their names, their traits or their lesson."""
    identity = resident.identity
    lessons = (resident.lesson_fr, resident.lesson_en)
    words = (resident.id, resident.login, identity.given_name, identity.family_name, *resident.traits, *lessons)
    return bool(matching(wanted, (" ".join(words),)))
