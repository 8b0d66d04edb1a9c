"""The citizen's pages: one way to serve them all, since what differs is a row of `protocol.interaction.DECIDE`."""

from collections.abc import Awaitable, Callable

from mock_franceconnect.app import bodies
from mock_franceconnect.app.answers import to_browser
from mock_franceconnect.app.authorize import new_session_id
from mock_franceconnect.app.call import Call
from mock_franceconnect.ports import clients
from mock_franceconnect.ports.memory import Memory
from mock_franceconnect.protocol import interaction as protocol
from mock_franceconnect.protocol import steps
from mock_franceconnect.protocol.decisions import SESSION_COOKIE, RefuseByPage
from mock_franceconnect.protocol.records import Arrival, Interaction, Session
from rulebook.refusals.interaction import UID
from simulator.chance import opaque
from simulator.response import Response

Endpoint = Callable[[Call], Awaitable[Response]]


def _csrf() -> str:
    return opaque()[:32]


# Where a new value is not an id of the usual shape.
_FRESH: dict[str, Callable[[], str]] = {
    "interaction": _csrf,
    "consent": _csrf,
    "oidc_callback": new_session_id,
}


def page(endpoint: str) -> Endpoint:
    """The endpoint of that name."""

    async def served(call: Call) -> Response:
        if call.key and protocol.uid_refused(call.key):
            await call.bind(endpoint, None)
            return to_browser(call, RefuseByPage(UID))
        fresh = _FRESH.get(endpoint, opaque)()
        message = bodies.message(call)
        token = message.filled("csrfToken") or call.header(b"x-csrf-token") or ""

        async def attempt(memory: Memory) -> protocol.Decision:
            session = await memory.get(Session, call.cookie(SESSION_COOKIE))
            interaction = await memory.get(Interaction, call.key or (session.interaction if session else ""))
            found = session.application if session else interaction.asked.application if interaction else None
            await call.bind(endpoint, found)
            refusal = steps.refused(endpoint, token, session, interaction, call.aged)
            client = clients.by_application(call.world, found or "", call.here.platform)
            if refusal or session is None or interaction is None or client is None:
                return RefuseByPage(refusal or protocol.LOST, interaction.asked if interaction else None)
            arrival = await memory.get(Arrival, message.get("code")) if endpoint == "oidc_callback" else None
            visit = protocol.Visit(
                session,
                interaction,
                client,
                message,
                arrival,
                call.bound.calendar,
                call.now,
                call.aged,
                fresh,
                call.here,
            )
            return protocol.DECIDE[endpoint](visit)

        return to_browser(call, protocol.renewed(await call.settled(attempt), call.cookie(SESSION_COOKIE), call.here))

    return served
