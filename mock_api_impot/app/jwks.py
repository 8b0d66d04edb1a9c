"""`GET /franceconnect/jwks`: the DGFiP's public encryption key, for FranceConnect."""

from starlette.requests import Request
from starlette.responses import Response

from mock_api_impot.app.exchange import place
from mock_api_impot.ports.bench import Bench


async def jwks(bench: Bench, request: Request) -> Response:
    """The key set of this space."""
    here = place(bench, request, "dgfip_jwks")
    here.note.bound = await bench.leases.bind(here.space, None, "dgfip_jwks")
    return Response(bench.keys(here.space).jwks, media_type="application/jwk-set+json")
