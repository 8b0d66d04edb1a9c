"""Signatures: only the registered algorithm, only a published key, only a true signature."""

import json

import pytest
from honest_bench import miswritten, unsigned
from joserfc import jws
from joserfc.jwk import ECKey, KeySet, OctKey, RSAKey

from reference_client import signed
from reference_client.outcome import Refused

KEY = ECKey.generate_key("P-256", {"kid": "k1", "use": "sig", "alg": "ES256"})
KEYS = KeySet([KEY])
PAYLOAD = json.dumps({"sub": "someone"})


def message(header: dict[str, str], key: ECKey | RSAKey | OctKey) -> str:
    """A signed message."""
    return jws.serialize_compact(header, PAYLOAD, key, algorithms=[header["alg"]])


GOOD = message({"alg": "ES256", "kid": "k1"}, KEY)


def test_a_true_signature_gives_the_claims() -> None:
    """The happy path."""
    assert signed.verify(GOOD, KEYS) == {"sub": "someone"}


def test_no_signature_is_refused() -> None:
    """`alg: none` is not an algorithm that we registered."""
    with pytest.raises(Refused, match="algorithm_is_ours"):
        signed.verify(unsigned(GOOD), KEYS)


def test_our_secret_is_not_a_signature_key() -> None:
    """HS256 with the client secret, which the platform tolerates, is refused: we registered ES256."""
    secret = OctKey.import_key("canteen-client-secret-of-forty-characters", {"kid": "k1"})
    with pytest.raises(Refused, match="algorithm_is_ours"):
        signed.verify(message({"alg": "HS256", "kid": "k1"}, secret), KEYS)


def test_another_good_algorithm_is_refused_too() -> None:
    """RS256 is honest, but not what we registered."""
    rsa = RSAKey.generate_key(2048, {"kid": "k1"})
    with pytest.raises(Refused, match="algorithm_is_ours"):
        signed.verify(message({"alg": "RS256", "kid": "k1"}, rsa), KeySet([rsa]))


def test_a_signature_of_another_key_is_refused() -> None:
    """Same kid, other key; and our key's signature with one character changed."""
    other = ECKey.generate_key("P-256", {"kid": "k1"})
    for forged in (message({"alg": "ES256", "kid": "k1"}, other), miswritten(GOOD)):
        with pytest.raises(Refused, match="signature_is_true"):
            signed.verify(forged, KEYS)


@pytest.mark.parametrize("header", [{"alg": "ES256", "kid": "k2"}, {"alg": "ES256"}])
def test_a_key_that_is_not_published_is_unknown(header: dict[str, str]) -> None:
    """A foreign kid, or none, is `UnknownKey`: worth asking the keys again, once."""
    with pytest.raises(signed.UnknownKey):
        signed.verify(message(header, KEY), KEYS)


@pytest.mark.parametrize("text", ["", "a.b", "a.b.c.d.e", "é.é.é", "\ud800", GOOD + "=", '{"sub": "someone"}'])
def test_what_is_not_a_jws_is_refused(text: str) -> None:
    """Encrypted, cut, plain JSON or garbage."""
    with pytest.raises(Refused):
        signed.verify(text, KEYS)


@pytest.mark.parametrize(
    "payload", ["[]", "null", "not json", '{"a": NaN}', '{"exp": 1e999999999}', '{"sub": "a", "sub": "b"}', "[" * 5_000]
)
def test_claims_must_be_an_object(payload: str) -> None:
    """A true signature on something else than a JSON object proves nothing."""
    with pytest.raises(Refused, match="payload_is_json"):
        signed.verify(jws.serialize_compact({"alg": "ES256", "kid": "k1"}, payload, KEY), KEYS)
