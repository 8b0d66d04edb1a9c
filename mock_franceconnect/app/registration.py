"""What a téléservice's registration asks the engine to do: read its list of addresses, encrypt for it."""

from mock_franceconnect.app.call import Call
from mock_franceconnect.ports import sealing
from mock_franceconnect.protocol.clients.keys import Invalid
from mock_franceconnect.protocol.clients.sector import Broken
from mock_franceconnect.protocol.decisions import RefuseByJson
from mock_franceconnect.protocol.records import Client
from rulebook.formats.habilitation import Encryption
from rulebook.refusals import registration as refusals


async def not_loaded(call: Call, client: Client | None) -> Broken | None:
    """Why the engine could not load this client; None when it can, or when there is none."""
    return await call.bench.registrations.broken(call.place.space.name, client) if client else None


async def refused_by_server(call: Call, client: Client | None) -> RefuseByJson | None:
    """The same, for a server."""
    found = await not_loaded(call, client)
    return RefuseByJson(found.cause.json, found.values) if found else None


async def sealed(call: Call, client: Client, compact: str, wanted: Encryption) -> str | RefuseByJson:
    """`compact`, inside a JWE when the registration wants one."""
    if not wanted.alg:
        return compact
    try:
        key = await call.bench.registrations.key(call.place.space.name, client, wanted.alg, call.now, call.aged)
    except Invalid as error:
        return RefuseByJson(refusals.KEYS, (("detail", str(error)),))
    if key is None:
        return RefuseByJson(refusals.NO_KEY, (("alg", wanted.alg),))
    named = {"kid": key["kid"]} if "kid" in key else {}
    header = {
        "alg": wanted.alg,
        "enc": wanted.enc,
        "cty": "JWT",
        **named,
        "iss": call.here.issuer,
        "aud": client.client_id,
    }
    try:
        return sealing.encrypt(compact, key, header)
    except (sealing.Unusable, sealing.NotEncrypted):
        return RefuseByJson(refusals.NO_KEY, (("alg", wanted.alg),))
