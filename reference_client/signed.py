"""Messages signed by FranceConnect: the algorithm that we registered, a key that it publishes, a true signature."""

from collections.abc import Callable, Mapping
from typing import Any

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import Key, KeySet

from reference_client.keys import KeyRing
from reference_client.outcome import Refused
from reference_client.settings import Settings
from reference_client.wire import json_object

# The algorithm that we registered. It is never read from the message: that is how `none` and HS256 get in.
ALGORITHM = "ES256"

Claims = Mapping[str, Any]
Verify = Callable[[str, KeySet], Claims]


class UnknownKey(Refused):
    """The message names a key that we do not hold; perhaps it is new."""


def header_of(message: str) -> Mapping[str, Any]:
    """The header, not trusted yet."""
    return _opened(message).headers()


def claims_of(message: str) -> Claims:
    """The claims, not trusted yet."""
    try:
        return json_object(_opened(message).payload)
    except ValueError:
        raise Refused("signed.payload_is_json") from None


def check_algorithm(header: Mapping[str, Any]) -> None:
    """The header says the algorithm that we registered, and no other."""
    if header.get("alg") != ALGORITHM:
        raise Refused("signed.algorithm_is_ours")


def check_extensions(header: Mapping[str, Any]) -> None:
    """The header demands nothing more: an extension that it calls critical and that we do not know changes what it all means."""
    if "crit" in header:
        raise Refused("signed.no_extension_is_demanded")


def key_for(header: Mapping[str, Any], keys: KeySet) -> Key:
    """The published key that the header names."""
    for key in keys:
        if key.kid == header.get("kid") and key.key_type == "EC":
            return key
    raise UnknownKey("signed.key_is_published")


def check_signature(message: str, key: Key) -> None:
    """The signature is that key's."""
    try:
        jws.deserialize_compact(message, key, algorithms=[ALGORITHM])
    except (JoseError, ValueError):
        raise Refused("signed.signature_is_true") from None


def verify(message: str, keys: KeySet) -> Claims:
    """The claims of a message, now worth reading."""
    header = header_of(message)
    check_algorithm(header)
    check_extensions(header)
    check_signature(message, key_for(header, keys))
    return claims_of(message)


def by_published_keys(settings: Settings, verify: Verify) -> Verify:
    """Who signs holds a key that FranceConnect publishes. Our secret is none: whoever reads it could write logins."""
    del settings
    return verify


async def open_signed(message: str, ring: KeyRing, verify: Verify) -> Claims:
    """The claims; an unknown key is looked for once among keys asked anew, so that a change of keys hurts nobody."""
    try:
        return verify(message, await ring.held())
    except UnknownKey:
        return verify(message, await ring.renewed())


def _opened(message: str) -> jws.CompactSignature:
    try:
        return jws.extract_compact(message.encode())
    except (JoseError, ValueError):
        raise Refused("signed.message_is_a_jws") from None
