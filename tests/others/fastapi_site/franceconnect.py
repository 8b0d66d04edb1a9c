"""What france-connect-py 2.1.1 leaves to whoever uses it, and FranceConnect demands. Lines quoted are those of its clients.py."""

import os
from typing import Any

import jwt
from france_connect.clients import FranceConnect
from france_connect.enums import ACRValues, Scopes  # its README says `france_connect.scopes`, which does not exist

Claims = dict[str, Any]
ISSUER = os.environ["FC_ISSUER"]
BASE_URL = os.environ["CLIENT_BASE_URL"]


class Refused(Exception):
    """What came is not what was asked for."""


class Careful(FranceConnect):
    """The library, and the checks that it makes nowhere: kind of token, issuer, nonce, level, and that both tokens speak of one person."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self._keys = jwt.PyJWKClient(self.fc_jwks_url, timeout=self.timeout)

    def verify_jwt(self, token: str) -> Claims:
        """Claims signed by FranceConnect for us: the library asks for the keys again for each token (146), and looks at no `iss` (151)."""
        return jwt.decode(
            token,
            self._keys.get_signing_key_from_jwt(token),
            algorithms=self.jwt_algorithms,
            audience=self.client_id,
            issuer=ISSUER,
            options={"require": ["sub", "aud", "exp", "iat", "iss"]},
        )

    def citizen(self, code: str, nonce: str) -> tuple[str, Claims]:
        """The id_token, for the logout, and the identity of who logged in: `nonce`, `acr` and `sub` are compared by nobody else."""
        try:
            tokens, login = self.get_id_token(code)
        except AttributeError as not_an_object:  # the library takes whatever JSON it is for an object (184)
            raise Refused from not_an_object
        if str(tokens.get("token_type")).lower() != "bearer":  # it uses a token of any kind as a Bearer (189)
            raise Refused
        if login.get("nonce") != nonce or login.get("acr") != ACRValues.EIDAS1:
            raise Refused
        identity = self.get_user_info(tokens["access_token"])
        if identity["sub"] != login["sub"]:
            raise Refused
        return tokens["id_token"], identity


franceconnect = Careful(
    client_id=os.environ["FC_CLIENT_ID"],
    client_secret=os.environ["FC_CLIENT_SECRET"],
    scopes=[Scopes.OPEN_ID, Scopes.GIVEN_NAME, Scopes.FAMILY_NAME, Scopes.BIRTH_DATE],  # OPEN_ID is not added by itself
    login_callback_url=f"{BASE_URL}/franceconnect/retour",
    logout_callback_url=f"{BASE_URL}/deconnecte",
    fc_base_url=ISSUER,
    fc_authorization_url=f"{ISSUER}/authorize",
    fc_token_url=f"{ISSUER}/token",
    fc_jwks_url=f"{ISSUER}/jwks",
    fc_userinfo_url=f"{ISSUER}/userinfo",
    fc_logout_url=f"{ISSUER}/session/end",
    jwt_algorithms=["ES256"],
)
