"""/fi/{provider}: the identity provider's own page, where a citizen says who they are."""

from mock_franceconnect.protocol.decisions import Moved, RefuseByPage, Shown, Writes
from mock_franceconnect.protocol.parameters import Message
from mock_franceconnect.protocol.providers import PROVIDERS
from mock_franceconnect.protocol.records import ARRIVAL_LIFETIME, Arrival, Citizen, Errand
from scenarios.neighbour import Neighbour
from scenarios.personas import Resident

Decision = Moved | Shown | RefuseByPage


def state(message: Message) -> str:
    """Which errand brings the citizen here."""
    return message.filled("state")


def is_lost(errand: Errand, provider: str, aged: float) -> bool:
    """Whether that citizen was sent elsewhere, or too long ago."""
    return errand.provider != provider or errand.expires_at <= aged


def page(errand: Errand, message: Message, personas: tuple[Resident, ...]) -> Shown:
    """The list of personas, filtered by what the citizen looks for; `unknown` is a login that nobody has."""
    wanted = message.filled("recherche").casefold()
    found = tuple(persona for persona in personas if wanted in _described(persona))
    values = {
        "provider": PROVIDERS[errand.provider],
        "state": errand.id,
        "personas": found,
        "wanted": message.filled("recherche"),
        "unknown": message.filled("login"),
    }
    return Shown("provider", values)


def arrive(errand: Errand, message: Message, persona: Neighbour | None, aged: float, arrival: str) -> Moved | None:
    """Back to FranceConnect, logged in or not; None when the login is nobody's and the page must be shown again."""
    if message.get("renoncer") is not None:
        return Moved(f"/api/v2/oidc-callback?error=access_denied&state={errand.id}", 302, Writes(drops=(errand,)))
    if persona is None:
        return None
    amr = PROVIDERS[errand.provider].amr
    citizen = Citizen(persona.login, errand.provider, amr, persona.identity, persona.fault)
    here = Arrival(arrival, citizen, aged + ARRIVAL_LIFETIME)
    return Moved(f"/api/v2/oidc-callback?code={arrival}&state={errand.id}", 302, Writes((here,), (errand,)))


def _described(persona: Resident) -> str:
    identity = persona.identity
    words = (persona.id, persona.login, identity.given_name, identity.family_name, *persona.traits, persona.lesson_fr)
    return " ".join(words).casefold()
