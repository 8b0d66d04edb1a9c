"""`GET /franceconnect/jwks`: the DGFiP's public encryption key, for FranceConnect."""

from mock_api_impot.app.exchange import Incoming
from simulator.response import Response


async def jwks(call: Incoming) -> Response:
    """The key set of this space."""
    await call.bind("dgfip_jwks", None)
    body = call.bench.keys(call.space).jwks
    return Response(200, b"content-type: application/jwk-set+json\r\ncontent-length: %d\r\n" % len(body), body)
