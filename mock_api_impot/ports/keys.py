"""Keys of a space, made once: RSA to sign access tokens, EC to be encrypted to by FranceConnect."""

import hashlib
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from functools import cached_property
from typing import Any

import orjson
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from joserfc import jws, jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey

from mock_api_impot.protocol.call import ApimToken
from rulebook.formats.exchange import Jwt

_RS256 = ["RS256"]
_KEPT = 1_024


class Keys:
    """Both keys of one space. RSA is made at the first token: it is slow to make, and a bench may never need it."""

    def __init__(self, space: str, issuer: str) -> None:
        self._space = space
        self.issuer = issuer
        self._proven: dict[str, ApimToken | None] = {}

    @cached_property
    def _signing(self) -> RSAKey:
        return RSAKey.generate_key(2048)

    @cached_property
    def _thumbprint(self) -> str:
        """WSO2's `x5t`: base64 of the hexadecimal of a SHA-1. Nothing is secured by it."""
        public = self._signing.public_key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        digest = hashlib.sha1(public, usedforsecurity=False).hexdigest()
        return urlsafe_b64encode(digest.encode()).decode().rstrip("=")

    @cached_property
    def decryption(self) -> ECKey:
        """The private half of what `jwks` publishes."""
        kid = f"unefois-dgfip-{self._space}-enc"
        return ECKey.generate_key("P-256", {"kid": kid, "use": "enc", "alg": "ECDH-ES"}, private=True)

    @cached_property
    def jwks(self) -> bytes:
        """The document that FranceConnect fetches before it answers /checktoken."""
        return orjson.dumps({"keys": [self.decryption.as_dict(private=False)]})

    def sign(self, claims: Mapping[str, Any]) -> str:
        """A self-contained access token; its header begins with `x5t`, as recorded ones do."""
        header = {"x5t": self._thumbprint, "kid": f"unefois-apim-{self._space}", "typ": "at+jwt", "alg": "RS256"}
        return jwt.encode(header, dict(claims), self._signing, algorithms=_RS256, default_type=None)

    def read(self, compact: str) -> ApimToken | None:
        """What that token says, when this gateway signed it; its expiry is not judged here.

        A caller shows the same token for an hour: what was proven of it is kept, by its whole text.
        """
        if compact not in self._proven:
            if len(self._proven) >= _KEPT:
                self._proven.clear()
            self._proven[compact] = self._prove(compact)
        return self._proven[compact]

    def _prove(self, compact: str) -> ApimToken | None:
        try:
            claims = jwt.decode(compact, self._signing, algorithms=_RS256).claims
            return ApimToken(
                str(claims["azp"]), frozenset(claims["scope"].split()), float(claims["exp"]), str(claims.get("jti", ""))
            )
        except (JoseError, ValueError, KeyError):
            return None

    def inspect(self, compact: str) -> Jwt | None:
        """The token for the journal, with the state of its signature; None when it is no JWS at all."""
        try:
            seen = jws.extract_compact(compact.encode())
            claims = orjson.loads(seen.payload or b"")
        except (JoseError, ValueError):
            return None
        if not isinstance(claims, dict):
            return None
        header = seen.headers()
        known = header.get("kid") == f"unefois-apim-{self._space}"
        signed = self.read(compact) is not None
        return Jwt(
            where="", header=dict(header), claims=claims, signature="valid" if signed else "invalid", kid_known=known
        )


class Keyring:
    """The keys of one bench, by space; they outlive what a space is reset to."""

    def __init__(self) -> None:
        self._keys: dict[str, Keys] = {}

    def of(self, space: str, gateway: str) -> Keys:
        """The keys of `space`, whose gateway is at that address."""
        if space not in self._keys:
            self._keys[space] = Keys(space, f"{gateway}/token")
        return self._keys[space]
