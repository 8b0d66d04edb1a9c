"""GET /session/end, and the pages that lead a browser out."""

from mock_franceconnect.app.answers import Browser, by_preference, to_browser
from mock_franceconnect.app.call import Call
from mock_franceconnect.app.registration import refused_by_server
from mock_franceconnect.ports import clients
from mock_franceconnect.ports.memory import Memory
from mock_franceconnect.protocol import logout as protocol
from mock_franceconnect.protocol.decisions import ENGINE_COOKIE, SESSION_COOKIE, RefuseByJson
from mock_franceconnect.protocol.parameters import Message
from mock_franceconnect.protocol.records import AccessToken, Client, Code, EngineSession, Grant, Interaction, Session
from simulator.chance import opaque
from simulator.response import Response


async def session_end(call: Call) -> Response:
    """A téléservice wants its citizen logged out."""
    message = Message(call.query)
    compact = protocol.hinted(message)
    hint = protocol.read(compact)
    client = clients.by_client_id(call.world, hint.aud, call.here.platform) if hint else None
    await call.bind("session_end", client.application if client else None)
    loading = await refused_by_server(call, client)
    case = protocol.Case(message, hint, client, _genuine(call, compact, client), call.here, loading)
    fresh, xsrf = opaque(), opaque()

    async def attempt(memory: Memory) -> protocol.Decision:
        engine = await memory.get(EngineSession, call.cookie(ENGINE_COOKIE))
        session = await memory.get(Session, engine.session if engine else None)
        return protocol.decide(case=case, engine=engine, session=session, aged=call.aged, fresh=fresh, xsrf=xsrf)

    return _answer(call, await call.settled(attempt))


async def disconnect_from_idp(call: Call) -> Response:
    """By way of the identity provider."""
    session = await call.memory().get(Session, call.cookie(SESSION_COOKIE))
    await call.bind("disconnect_from_idp", session.application if session else None)
    return to_browser(call, protocol.disconnect(session, call.aged, opaque()))


async def provider_end(call: Call) -> Response:
    """The identity provider's own logout."""
    await call.bind("provider", None)
    return to_browser(call, protocol.provider_end(call.key, Message(call.query)))


async def logout_callback(call: Call) -> Response:
    """Back from the identity provider, or straight here when it has no logout."""

    async def attempt(memory: Memory) -> protocol.Decision:
        session = await memory.get(Session, call.cookie(SESSION_COOKIE))
        await call.bind("logout_callback", session.application if session else None)
        interaction = await memory.get(Interaction, session.interaction if session else None)
        engine = await memory.get(EngineSession, call.cookie(ENGINE_COOKIE))
        return protocol.forget(session, interaction, engine, call.aged)

    return _answer(call, await call.settled(attempt))


async def session_end_confirm(call: Call) -> Response:
    """The page has sent itself."""
    message = Message(call.form)

    async def attempt(memory: Memory) -> protocol.Confirmation:
        engine = await memory.get(EngineSession, call.cookie(ENGINE_COOKIE))
        await call.bind("session_end_confirm", engine.application if engine else None)
        grant = await memory.get(Grant, engine.grant if engine else None)
        code = await memory.get(Code, engine.code if engine else None)
        token = await memory.get(AccessToken, code.token if code else None)
        return protocol.confirm(message, engine, (grant, code, token), call.aged)

    return _answer(call, await call.settled(attempt))


async def session_end_success(call: Call) -> Response:
    """The last page."""
    message = Message(call.query)
    client = clients.by_client_id(call.world, message.filled("client_id"), call.here.platform)
    await call.bind("session_end_success", client.application if client else None)
    return _answer(call, protocol.succeed(message, client))


def _genuine(call: Call, compact: str, client: Client | None) -> bool:
    if client is None:
        return False
    return call.place.keys.verifies(compact, client.registration.id_token_alg, client.secret)


def _answer(call: Call, decision: Browser | RefuseByJson) -> Response:
    return by_preference(call, decision) if isinstance(decision, RefuseByJson) else to_browser(call, decision)
