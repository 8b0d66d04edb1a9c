"""What never changes: discovery, keys, the style sheet, the front door. Bytes made once."""

import asyncio

from mock_franceconnect.app.answers import JSON, PUBLIC, TEXT, answered, error_page, respond, to_browser
from mock_franceconnect.app.call import Call
from mock_franceconnect.app.rendering import onward_script, style_sheet
from mock_franceconnect.protocol.decisions import Shown
from mock_franceconnect.protocol.faults import Answer
from rulebook.refusals.interaction import NOT_FOUND
from simulator.connection import Headers
from simulator.response import Response

_JWKS = "application/jwk-set+json; charset=utf-8"
_FRONT_DOOR = b"https://franceconnect.gouv.fr"


async def discovery(call: Call) -> Response:
    """The discovery document."""
    await call.bind("discovery", None)
    return answered(call, Answer(200, JSON, call.place.discovery), _open(call), PUBLIC)


async def jwks(call: Call) -> Response:
    """The signing keys; making the RSA one the first time must not hold everybody up."""
    await call.bind("jwks", None)
    keys = await asyncio.to_thread(lambda: call.place.keys.jwks) if call.place.keys.idle else call.place.keys.jwks
    return answered(call, Answer(200, _JWKS, keys), _open(call), PUBLIC)


async def client_keys(call: Call) -> Response:
    """The keys with which FranceConnect, as a client, is encrypted to: identity providers read them."""
    await call.bind("client_keys", None)
    return respond(200, JSON, call.place.client_keys, [], PUBLIC)


async def front_door(call: Call) -> Response:
    """`GET /api/v2` belongs to the public site."""
    await call.bind("front_door", None)
    return respond(301, TEXT, b"", [(b"location", _FRONT_DOOR)])


async def accessibility(call: Call) -> Response:
    """The one page that stands apart from any login."""
    await call.bind("accessibility", None)
    return to_browser(call, Shown("accessibility", {}))


async def css(call: Call) -> Response:
    """The style sheet, which the real one serves from elsewhere."""
    await call.bind("pages", None)
    return respond(200, "text/css; charset=utf-8", style_sheet(), [], PUBLIC)


async def script(call: Call) -> Response:
    """The one script: it sends a form that asks nothing, so that a logout goes on by itself."""
    await call.bind("pages", None)
    return respond(200, "text/javascript; charset=utf-8", onward_script(), [], PUBLIC)


async def not_found(call: Call) -> Response:
    """Everything that FranceConnect does not declare."""
    await call.bind("not_found", None)
    call.note.refused_by = NOT_FOUND.id
    return error_page(call, NOT_FOUND)


def _open(call: Call) -> Headers:
    """These two documents may be read from any origin."""
    origin = call.headers.get(b"origin")
    return [(b"access-control-allow-origin", origin), (b"vary", b"Origin")] if origin else []
