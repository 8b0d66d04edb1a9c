"""GET and POST /authorize, the resume after login, and the way back without logging in."""

from mock_franceconnect.app import bodies
from mock_franceconnect.app.answers import to_browser
from mock_franceconnect.app.call import Call
from mock_franceconnect.app.registration import not_loaded
from mock_franceconnect.ports import clients
from mock_franceconnect.ports.memory import Memory
from mock_franceconnect.protocol import authorize as protocol
from mock_franceconnect.protocol import giving_up, resume
from mock_franceconnect.protocol.decisions import RESUME_COOKIE, SESSION_COOKIE
from mock_franceconnect.protocol.parameters import Message
from mock_franceconnect.protocol.records import Interaction, Session
from simulator.chance import opaque
from simulator.response import Response


def new_session_id() -> str:
    """64 characters, as long as the real one."""
    return opaque() + opaque()[:21]


async def authorize(call: Call) -> Response:
    """An authorization request."""
    message = bodies.message(call)
    client = clients.by_client_id(call.world, protocol.client_id(message), call.here.platform)
    await call.bind("authorize", client.application if client else None)
    broken = await not_loaded(call, client)
    fresh = protocol.Fresh(opaque(), new_session_id(), opaque())

    async def attempt(memory: Memory) -> protocol.Decision:
        return protocol.decide(
            posted=call.method == "POST",
            message=message,
            client=client,
            broken=broken,
            previous=await memory.get(Session, call.cookie(SESSION_COOKIE)),
            suspicious=call.header(b"x-suspicious") == "1",
            here=call.here,
            aged=call.aged,
            fresh=fresh,
        )

    return to_browser(call, await call.settled(attempt))


async def authorize_resume(call: Call) -> Response:
    """The engine takes the interaction back."""
    fresh = resume.Fresh(opaque(), opaque(), opaque())

    async def attempt(memory: Memory) -> resume.Decision:
        cookie = call.cookie(RESUME_COOKIE)
        interaction = await memory.get(Interaction, cookie)
        told = interaction or await memory.get(Interaction, call.key)
        await call.bind("authorize_resume", told.asked.application if told else None)
        return resume.decide(
            uid=call.key,
            cookie=cookie,
            interaction=interaction,
            session=await memory.get(Session, interaction.session) if interaction else None,
            here=call.here,
            aged=call.aged,
            fresh=fresh,
        )

    return to_browser(call, await call.settled(attempt))


async def redirect_to_sp_with_error(call: Call) -> Response:
    """The citizen gives up."""
    message = Message(call.query)
    uri = giving_up.redirect_uri(message)
    memory = call.memory()
    session = await memory.get(Session, call.cookie(SESSION_COOKIE))
    owners = [
        client for client in clients.everybody(call.world, call.here.platform) if giving_up.is_clients(client, uri)
    ]
    own = [client for client in owners if session and client.application == session.application]
    owner = next(iter([*own, *owners]), None)
    await call.bind("redirect_to_sp_with_error", owner.application if owner else None)
    return to_browser(call, giving_up.decide(message, owner, call.here))
