"""/authorize/{uid}: the engine takes the interaction back, and sends the browser to the client with a code or an error."""

from msgspec import Struct
from msgspec.structs import replace

from mock_franceconnect.protocol.authorize import error_parameters
from mock_franceconnect.protocol.decisions import (
    ENGINE_COOKIE,
    INTERACTION_COOKIE,
    RESUME_COOKIE,
    Moved,
    RefuseByPage,
    RefuseByRedirect,
    Returned,
    Writes,
)
from mock_franceconnect.protocol.identity import acr
from mock_franceconnect.protocol.records import (
    CODE_LIFETIME,
    Code,
    EngineSession,
    Here,
    Interaction,
    Outcome,
    Session,
    Step,
)
from rulebook.refusals import interaction as refusals

Decision = Returned | Moved | RefuseByPage | RefuseByRedirect

_OVER = ((INTERACTION_COOKIE, ""), (RESUME_COOKIE, ""))


class Fresh(Struct, frozen=True, gc=False):
    """New opaque values, in case they are needed."""

    code: str
    interaction: str
    engine_session: str


def decide(  # noqa: PLR0911, PLR0913  (the whole context of one request, and the ways to lose it)
    *,
    uid: str,
    cookie: str,
    interaction: Interaction | None,
    session: Session | None,
    here: Here,
    aged: float,
    fresh: Fresh,
) -> Decision:
    """Where the browser goes once the interaction is over; `interaction` is the one that its cookie names."""
    if not cookie:
        return RefuseByPage(refusals.RESUME_COOKIE)
    if interaction is None or interaction.expires_at <= aged:
        return RefuseByPage(refusals.RESUME_LOST)
    if interaction.id != uid:
        return RefuseByPage(refusals.RESUME_OTHER)
    outcome = interaction.outcome
    if outcome is not None and outcome.error:
        return _refused(interaction, outcome, here)
    if outcome is None or session is None or session.citizen is None:
        return RefuseByPage(refusals.RESUME_LOST)
    if interaction.asked.endless:
        return _again(interaction, session, aged + here.platform.session, fresh)
    asked, citizen = interaction.asked, session.citizen
    code = Code(
        fresh.code,
        asked,
        outcome.grant,
        session.id,
        citizen,
        acr.obtained(citizen.acr, asked.acr, here.platform, single_sign_on=session.sso),
        session.auth_time,
        aged + CODE_LIFETIME,
    )
    engine = EngineSession(
        fresh.engine_session, asked.application, aged + here.platform.session, session.id, code.grant, code.id
    )
    state = (("state", asked.state),) if asked.state else ()
    return Returned(
        asked.redirect_uri,
        (("code", code.id), *state, ("iss", here.issuer)),
        Writes((code, engine), (interaction,)),
        (*_OVER, (ENGINE_COOKIE, engine.id)),
        citizen.fault,
    )


def _refused(interaction: Interaction, outcome: Outcome, here: Here) -> RefuseByRedirect:
    parameters = error_parameters(outcome.error, outcome.description, interaction.asked.state, here)
    return RefuseByRedirect(
        refusals.ACR,
        interaction.asked.redirect_uri,
        parameters,
        writes=Writes(drops=(interaction,)),
        cookies=_OVER,
    )


def _again(interaction: Interaction, session: Session, until: float, fresh: Fresh) -> Moved:
    """An identity claim asked one by one is never granted: the engine opens another interaction, for ever."""
    new = replace(interaction, id=fresh.interaction, outcome=None, expires_at=until)
    moved = replace(session, interaction=fresh.interaction, step=Step.AUTHORIZE)
    cookies = ((INTERACTION_COOKIE, fresh.interaction), (RESUME_COOKIE, fresh.interaction))
    return Moved(f"/api/v2/interaction/{fresh.interaction}", 303, Writes((new, moved), (interaction,)), cookies)
