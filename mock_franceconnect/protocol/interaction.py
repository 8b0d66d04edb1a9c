"""The citizen's pages, from the choice of a provider to the consent: what each one decides, once `steps` has let it be served."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from mock_franceconnect.protocol.decisions import (
    SESSION_COOKIE,
    Moved,
    RefuseByPage,
    Shown,
    Writes,
)
from mock_franceconnect.protocol.identity import verify as checks
from mock_franceconnect.protocol.identity.providers import PROVIDERS, offered, refused
from mock_franceconnect.protocol.parameters import Message
from mock_franceconnect.protocol.records import (
    GRANT_LIFETIME,
    Arrival,
    Asked,
    Client,
    Errand,
    Grant,
    Here,
    Interaction,
    Outcome,
    Session,
    Step,
)
from mock_franceconnect.protocol.steps import USED, same
from rulebook.platforms import PLATFORMS
from rulebook.refusals import interaction as refusals
from rulebook.scopes import IDENTITY_LABELS, labels_by_provider
from simulator.calendar import Calendar

Decision = Moved | Shown | RefuseByPage

LOST = refusals.LOST


class Visit(Struct, frozen=True, gc=False):
    """One request of a citizen whose browser is in step; `fresh` is a new opaque value, in case one is needed."""

    session: Session
    interaction: Interaction
    client: Client
    message: Message
    arrival: Arrival | None
    calendar: Calendar
    now: float
    aged: float
    fresh: str
    here: Here

    @property
    def today(self) -> date:
        """The day of the space's calendar: who is dead by then is dead."""
        return self.calendar.moment(self.now).date()

    def stepped(self, step: Step, **changes: Any) -> Session:
        """The session one step further: where sessions slide each step lets it live longer, else only the login does."""
        platform = self.here.platform
        renewed = platform.sliding or step is Step.LOGIN
        until = self.aged + platform.session if renewed else self.session.expires_at
        return replace(self.session, step=step, expires_at=until, **changes)


def uid_refused(uid: str) -> bool:
    """Whether `uid` cannot be an interaction's."""
    return not refusals.UID.accepts(uid)


def renewed(decision: Decision, session: str, here: Here) -> Decision:
    """The same decision; where sessions slide, the browser is told to keep its cookie longer too."""
    if not here.platform.sliding or isinstance(decision, RefuseByPage) or any(decision.cookies):
        return decision
    return replace(decision, cookies=((SESSION_COOKIE, session),))


def mire(visit: Visit) -> Decision:
    """The choice of a provider; a level that the platform does not serve goes back to the client through the engine."""
    session, asked = visit.session, visit.interaction.asked
    served = visit.here.platform.acr
    if asked.acr not in served:
        description = refusals.ACR.description.format(expected=",".join(served), got=asked.acr)
        over = replace(visit.interaction, outcome=Outcome(error=refusals.ACR.error, description=description))
        return Moved(f"/api/v2/authorize/{over.id}", 303, Writes((over,)))
    values = {
        "title": visit.client.registration.title,
        "choices": offered(visit.client.registration, asked.acr, suspicious=session.suspicious),
        "anonymous": asked.scopes == ("openid",),
        "failed": PROVIDERS.get(session.provider) if session.idp_failed else None,
    }
    writes = Writes((visit.stepped(Step.INTERACTION, csrf=visit.fresh, idp_failed=False),))
    return Shown("mire", values, {"csrf": visit.fresh}, writes, asked=asked)


def redirect_to_idp(visit: Visit) -> Decision:
    """The citizen chose a provider."""
    uid = visit.message.filled("providerUid")
    if refusal := refused(uid, visit.client.registration) if uid else refusals.PROVIDER_MISSING:
        return RefuseByPage(refusal, visit.interaction.asked)
    sent = visit.stepped(
        Step.REDIRECT_TO_IDP, csrf=USED, provider=uid, idp_state=visit.fresh, citizen=None, done=False, sso=False
    )
    level = PROVIDERS[uid].level(visit.interaction.asked.acr)
    errand = Errand(visit.fresh, sent.application, sent.id, uid, level, sent.expires_at)
    return Moved(f"/fi/{uid}?state={visit.fresh}", 302, Writes((sent, errand)))


def oidc_callback(visit: Visit) -> Decision:
    """The citizen is back from the provider, under a new session id."""
    state, code = visit.message.filled("state"), visit.message.filled("code")
    given_up = visit.message.filled("error") != ""
    arrival = visit.arrival if visit.arrival is not None and visit.arrival.expires_at > visit.aged else None
    refusal = (
        (refusals.CALLBACK_NO_STATE if not state else None)
        or (refusals.CALLBACK_STATE if not same(state, visit.session.idp_state) else None)
        or (refusals.CALLBACK_NO_CODE if not code and not given_up else None)
        or (refusals.CALLBACK_CODE if arrival is None and not given_up else None)
    )
    if refusal:
        return RefuseByPage(refusal, visit.interaction.asked)
    citizen = arrival.citizen if arrival is not None and not given_up else None
    if citizen is not None and (unusable := checks.refused_answer(citizen)):
        return RefuseByPage(unusable, visit.interaction.asked)
    back = visit.stepped(
        Step.OIDC_CALLBACK, id=visit.fresh, csrf="", idp_state="", idp_failed=given_up, citizen=citizen
    )
    gone = (visit.session,) if arrival is None else (visit.session, arrival)
    writes = Writes((back, replace(visit.interaction, session=visit.fresh)), gone)
    return Moved(f"{_address(visit.interaction)}/verify", 302, writes, ((SESSION_COOKIE, visit.fresh),))


def verify(visit: Visit) -> Decision:
    """Is somebody there, from a provider that this client accepts, whom nothing stops? Then information, unless it may be skipped."""
    session, asked = visit.session, visit.interaction.asked
    citizen = session.citizen
    if citizen is None or refused(citizen.provider, visit.client.registration):
        back = visit.stepped(Step.VERIFY, citizen=None, done=False, sso=False)
        return Moved(_address(visit.interaction), 302, Writes((back,)))
    if stopped := checks.refused(citizen, asked.acr, visit.today, sso=session.sso):
        return RefuseByPage(stopped, asked)
    skips = skips_information(asked, visit.client)
    path = "/api/v2/auto-login" if skips else f"{_address(visit.interaction)}/consent"
    return Moved(path, 302, Writes((visit.stepped(Step.VERIFY),)))


def skips_information(asked: Asked, client: Client) -> bool:
    """`prompt=login` skips the information page for a client allowed to send it."""
    prompts = asked.prompts
    return bool(prompts) and "consent" not in prompts and set(prompts) <= set(client.registration.allowed_prompts)


def consent(visit: Visit) -> Decision:
    """The information page, or the consent page: same list, one more box to tick; in English for who comes through the bridge."""
    asked, citizen = visit.interaction.asked, visit.session.citizen
    if citizen is None:
        return RefuseByPage(refusals.CONTENT, asked)
    values = {
        "title": visit.client.registration.title,
        "identity": _identity(asked.scopes, visit.here.platform.key),
        "data": _data(asked.scopes),
        "must_consent": visit.client.must_consent(asked.scopes),
        "anonymous": asked.scopes == ("openid",),
        "forced": "en" if PROVIDERS[citizen.provider].eidas else "",
    }
    fresh = {"csrf": visit.fresh, "name": citizen.name(visit.here.platform)}
    return Shown("consent", values, fresh, Writes((visit.stepped(Step.CONSENT, csrf=visit.fresh),)), asked=asked)


@lru_cache(maxsize=64)
def _identity(scopes: tuple[str, ...], platform: str) -> tuple[str, ...]:
    """What the téléservice will know of the citizen."""
    claims = PLATFORMS[platform].claims_of(scopes)
    return tuple(IDENTITY_LABELS[claim] for claim in claims if claim in IDENTITY_LABELS)


@lru_cache(maxsize=64)
def _data(scopes: tuple[str, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What data providers will say, provider by provider: a téléservice asks for the same scopes again and again."""
    return tuple(labels_by_provider(scopes).items())


def login(visit: Visit) -> Decision:
    """The citizen said yes."""
    return _finish(visit)


def auto_login(visit: Visit) -> Decision:
    """The information page was skipped: only where `verify` said so."""
    if visit.session.citizen is None or not skips_information(visit.interaction.asked, visit.client):
        return RefuseByPage(refusals.CONTENT, visit.interaction.asked)
    return _finish(visit)


def _finish(visit: Visit) -> Moved:
    agreed = Grant(visit.fresh, visit.session.application, visit.session.id, visit.aged + GRANT_LIFETIME)
    over = replace(visit.interaction, outcome=Outcome(grant=agreed.id))
    done = visit.stepped(Step.LOGIN, csrf=USED, auth_time=int(visit.now), done=True)
    return Moved(f"/api/v2/authorize/{over.id}", 303, Writes((agreed, over, done)))


def _address(interaction: Interaction) -> str:
    return f"/api/v2/interaction/{interaction.id}"


DECIDE: Mapping[str, Callable[[Visit], Decision]] = MappingProxyType(
    {
        "interaction": mire,
        "redirect_to_idp": redirect_to_idp,
        "oidc_callback": oidc_callback,
        "verify": verify,
        "consent": consent,
        "login": login,
        "auto_login": auto_login,
    }
)
