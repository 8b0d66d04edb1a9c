"""GET and POST /fi/{provider}: the identity provider's page."""

from mock_franceconnect.app import bodies
from mock_franceconnect.app.answers import to_browser
from mock_franceconnect.app.call import Call
from mock_franceconnect.ports.memory import Memory
from mock_franceconnect.protocol.decisions import RefuseByPage
from mock_franceconnect.protocol.identity import provider as protocol
from mock_franceconnect.protocol.identity.rnipp import rectified
from mock_franceconnect.protocol.parameters import Message
from mock_franceconnect.protocol.records import Errand
from rulebook.refusals.interaction import SESSION
from scenarios.person import Person
from scenarios.pivot import pivot_of
from simulator.chance import opaque
from simulator.response import Response


async def provider(call: Call) -> Response:
    """The list of personas, or the way back of the one who was chosen."""
    message = bodies.message(call)
    arrival = opaque()

    async def attempt(memory: Memory) -> protocol.Decision:
        errand = await memory.get(Errand, protocol.state(message))
        await call.bind("provider", errand.application if errand else None)
        if errand is None or protocol.is_lost(errand, call.key, call.aged):
            return RefuseByPage(SESSION)
        if call.method == "POST":
            arrived = protocol.arrive(errand, message, _who(call, message), call.aged, arrival)
            if arrived is not None:
                return arrived
        return protocol.page(errand, message, call.world.residents())

    return to_browser(call, await call.settled(attempt))


def _who(call: Call, message: Message) -> Person | None:
    """Whose login it is; of an identity typed in, whom it describes, unless it describes several."""
    said = protocol.typed_in(message)
    if said is None:
        return call.world.by_login(message.filled("login").strip())
    alike = call.world.by_pivot(pivot_of(rectified(said)))
    return alike[0] if len(alike) == 1 else None
