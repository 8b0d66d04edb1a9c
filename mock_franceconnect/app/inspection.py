"""What the journal says of a token that this server signed, or pretends to have signed."""

from mock_franceconnect.ports import clients
from mock_franceconnect.ports.bench import Bench
from rulebook.formats.exchange import Jwt
from rulebook.platforms import BY_SECRET
from simulator.journal import Inspect


def inspect(bench: Bench) -> Inspect:
    """The function that the journal asks, given a space and a compact token."""

    def seen(space: str, compact: str) -> Jwt | None:
        place = bench.place(space)
        jwt = place.keys.inspect(compact, "")
        if jwt is None or jwt.header.get("alg") != BY_SECRET:
            return jwt
        client = clients.by_client_id(bench.worlds.of(place.space), str(jwt.claims.get("aud", "")), bench.platform)
        return place.keys.inspect(compact, client.secret) if client else jwt

    return seen
