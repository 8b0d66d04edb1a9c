"""/fi/{provider}: the identity provider's own page, where a citizen says who they are: somebody of the world, or an identity typed in."""

from dataclasses import dataclass
from functools import lru_cache

from mock_franceconnect.protocol.decisions import Moved, RefuseByPage, Shown, Writes
from mock_franceconnect.protocol.identity import eidas
from mock_franceconnect.protocol.identity.acr import KNOWN, below, rank
from mock_franceconnect.protocol.identity.citizens import CLAIMS, Citizen, Told, told
from mock_franceconnect.protocol.identity.providers import PROVIDERS, Provider
from mock_franceconnect.protocol.identity.rnipp import rectified
from mock_franceconnect.protocol.parameters import Message
from mock_franceconnect.protocol.records import ARRIVAL_LIFETIME, Arrival, Errand
from rulebook.refusals.identity import LEVEL_LOW, LEVEL_NOT_ALLOWED
from rulebook.troubles import TROUBLES, Trouble, named_by
from scenarios.person import Person
from scenarios.personas import Resident
from scenarios.search import matching

# People on one page: the list is longer, the search finds the others.
SHOWN = 40
# What the form of a custom identity begins with: valid, and nobody's.
BLANK = Told(
    "Camille Ada",
    "SURMESURE",
    "1985-07-14",
    "female",
    "75107",
    "99100",
    "camille.surmesure@example.org",
)

Decision = Moved | Shown | RefuseByPage


@dataclass(frozen=True, slots=True, eq=False)
class CustomForm:
    """What can be typed in at a provider."""

    blank: Told
    fields: tuple[str, ...]
    genders: tuple[str, ...] = ("female", "male", "unspecified", "")
    levels: tuple[str, ...] = KNOWN
    troubles: tuple[Trouble, ...] = tuple(TROUBLES.values())


_FRENCH = CustomForm(BLANK, CLAIMS)
_EUROPEAN = CustomForm(eidas.through_the_bridge(BLANK), eidas.CLAIMS)


def state(message: Message) -> str:
    """Which errand brings the citizen here."""
    return message.filled("state")


def is_lost(errand: Errand, provider: str, aged: float) -> bool:
    """Whether that citizen was sent elsewhere, or too long ago."""
    return errand.provider != provider or errand.expires_at <= aged


def page(errand: Errand, message: Message, residents: tuple[Resident, ...]) -> Shown:
    """The first of those whom the citizen looks for, by words or by trait; `unknown` is a login that nobody has."""
    provider = PROVIDERS[errand.provider]
    wanted, trait = message.filled("recherche"), message.filled("trait")
    unknown, traits, found = message.filled("login"), _traits(residents), residents
    if wanted or trait:
        found = tuple(
            one
            for one in residents
            if (not trait or trait in one.traits) and (not wanted or _is_described(one, wanted))
        )
    values = {
        "provider": provider,
        "personas": found[:SHOWN],
        "europeans": tuple(eidas.EUROPEANS.values()) if provider.eidas else (),
        "more": len(found) - SHOWN,
        "traits": traits,
        "trait": trait if trait in traits else "",
        "is_unknown": unknown != "",
        "custom": _EUROPEAN if provider.eidas else _FRENCH,
    }
    return Shown("provider", values, {"state": errand.id, "wanted": wanted, "unknown": unknown})


@lru_cache(maxsize=16)
def _traits(residents: tuple[Resident, ...]) -> tuple[str, ...]:
    """What may be looked for among these people, in alphabetical order."""
    return tuple(sorted({trait for one in residents for trait in one.traits}, key=str.casefold))


def typed_in(message: Message) -> Told | None:
    """The identity that the citizen typed in; None when they say who they are by a login."""
    if message.get("personnalisee") is None:
        return None
    claims = {name: message.filled(name).strip() for name in CLAIMS}
    return Told(**claims, sub=":".join(claims.values()))


def arrive(errand: Errand, message: Message, who: Person | None, aged: float, arrival: str) -> Moved | None:
    """Back to FranceConnect, logged in or not; None when the login is nobody's and the page must be shown again."""
    if message.get("renoncer") is not None:
        return Moved(f"/api/v2/oidc-callback?error=access_denied&state={errand.id}", 302, Writes(drops=(errand,)))
    said = typed_in(message) or _known(message, who)
    if said is None:
        return None
    here = Arrival(arrival, _citizen(errand, message, said, who), aged + ARRIVAL_LIFETIME)
    return Moved(f"/api/v2/oidc-callback?code={arrival}&state={errand.id}", 302, Writes((here,), (errand,)))


def _known(message: Message, who: Person | None) -> Told | None:
    if who is not None:
        return told(who.login, who.identity, who.idp)
    return eidas.EUROPEANS.get(message.filled("login").strip())


def _citizen(errand: Errand, message: Message, said: Told, who: Person | None) -> Citizen:
    """That identity as this provider gives it; whom the RNIPP knows is `who`, else somebody who is only in what was typed in."""
    provider = PROVIDERS[errand.provider]
    asked_for = message.filled("ennui")
    trouble = asked_for if asked_for in TROUBLES else named_by(said.given_name) or (who.trouble if who else "")
    return Citizen(
        who.login if who else "",
        provider.uid,
        message.filled("niveau") or _level(provider, errand.acr, trouble),
        provider.amr,
        eidas.through_the_bridge(said) if provider.eidas else said,
        None if provider.eidas else who.identity if who else rectified(said),
        trouble,
        who.deces if who else None,
        who.fault if who else "",
    )


def _level(provider: Provider, asked: str, trouble: str) -> str:
    """What the provider gives; under a trouble of levels, less than was asked, or more than it may give if there is more."""
    known = TROUBLES.get(trouble)
    refusal = known.refusal if known else None
    above = KNOWN[rank(provider.acr[-1]) + 1 :]
    if refusal is LEVEL_LOW:
        return below(asked)
    return above[0] if refusal is LEVEL_NOT_ALLOWED and above else provider.level(asked)


def _is_described(resident: Resident, wanted: str) -> bool:
    """Whether that is said of somebody, in their names, their traits or their lesson."""
    identity = resident.identity
    lessons = (resident.lesson_fr, resident.lesson_en)
    words = (resident.id, resident.login, identity.given_name, identity.family_name, *resident.traits, *lessons)
    return bool(matching(wanted, (" ".join(words),)))
