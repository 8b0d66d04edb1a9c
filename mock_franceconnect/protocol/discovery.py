"""The discovery document of the low platform, member by member in the engine's order.

It promises things that FranceConnect then refuses (PKCE, response_mode, request objects): that is the real one's behaviour.
"""

from typing import Any

from mock_franceconnect.protocol import acr
from rulebook.scopes import SUPPORTED, claims_of

_ALGORITHMS = ["ES256", "RS256", "HS256"]


def document(issuer: str, inside: str) -> dict[str, Any]:
    """What `/.well-known/openid-configuration` says: addresses for browsers under `issuer`, for servers under `inside`."""
    data = [scope for scope in SUPPORTED if not claims_of((scope,))]
    return {
        "acr_values_supported": list(acr.SUPPORTED),
        "authorization_endpoint": f"{issuer}/authorize",
        "claims_parameter_supported": True,
        "claims_supported": [*claims_of(SUPPORTED), *data, "acr", "sid", "auth_time", "iss"],
        "code_challenge_methods_supported": ["S256"],
        "end_session_endpoint": f"{issuer}/session/end",
        "grant_types_supported": ["authorization_code"],
        "issuer": issuer,
        "jwks_uri": f"{inside}/jwks",
        "authorization_response_iss_parameter_supported": True,
        "response_modes_supported": ["form_post", "fragment", "query"],
        "response_types_supported": ["code"],
        "scopes_supported": list(SUPPORTED),
        "subject_types_supported": ["pairwise"],
        "token_endpoint_auth_methods_supported": ["client_secret_post", "private_key_jwt"],
        "token_endpoint_auth_signing_alg_values_supported": ["ES256", "RS256"],
        "token_endpoint": f"{inside}/token",
        "id_token_signing_alg_values_supported": _ALGORITHMS,
        "userinfo_endpoint": f"{inside}/userinfo",
        "userinfo_signing_alg_values_supported": _ALGORITHMS,
        "revocation_endpoint": f"{inside}/token/revocation",
        "request_parameter_supported": True,
        "request_uri_parameter_supported": False,
        "request_object_signing_alg_values_supported": _ALGORITHMS,
        "dpop_signing_alg_values_supported": ["ES256", "RS256"],
    }
