"""The discovery document of a platform, member by member in the engine's order.

It promises things that FranceConnect then refuses (PKCE, response_mode, request objects): that is the real one's behaviour.
"""

from typing import Any

from rulebook.platforms import Platform

# Request objects are refused; the engine names fewer algorithms for them than for its own tokens all the same.
_REQUEST_OBJECT_ENCRYPTION = ("ECDH-ES", "RSA-OAEP")


def document(platform: Platform, issuer: str, inside: str) -> dict[str, Any]:
    """What `/.well-known/openid-configuration` says: addresses for browsers under `issuer`, for servers under `inside`."""
    signing, asymmetric = list(platform.signing), list(platform.asymmetric)
    return {
        "acr_values_supported": list(platform.acr),
        "authorization_endpoint": f"{issuer}/authorize",
        "claims_parameter_supported": True,
        "claims_supported": [*platform.claims_of(platform.scopes), *platform.data, "acr", "sid", "auth_time", "iss"],
        "code_challenge_methods_supported": ["S256"],
        "end_session_endpoint": f"{issuer}/session/end",
        "grant_types_supported": ["authorization_code"],
        "issuer": issuer,
        "jwks_uri": f"{inside}/jwks",
        "authorization_response_iss_parameter_supported": True,
        "response_modes_supported": ["form_post", "fragment", "query"],
        "response_types_supported": ["code"],
        "scopes_supported": list(platform.scopes),
        "subject_types_supported": ["pairwise"],
        "token_endpoint_auth_methods_supported": ["client_secret_post", "private_key_jwt"],
        "token_endpoint_auth_signing_alg_values_supported": asymmetric,
        "token_endpoint": f"{inside}/token",
        "id_token_signing_alg_values_supported": signing,
        **_encryption(platform, "id_token"),
        "userinfo_endpoint": f"{inside}/userinfo",
        "userinfo_signing_alg_values_supported": signing,
        **_encryption(platform, "userinfo"),
        "revocation_endpoint": f"{inside}/token/revocation",
        "request_parameter_supported": True,
        "request_uri_parameter_supported": False,
        "request_object_signing_alg_values_supported": signing,
        **_encryption(platform, "request_object", _REQUEST_OBJECT_ENCRYPTION),
        "dpop_signing_alg_values_supported": asymmetric,
    }


def _encryption(platform: Platform, what: str, algorithms: tuple[str, ...] = ()) -> dict[str, list[str]]:
    """The two members of a platform that encrypts; none elsewhere."""
    if not platform.key_encryption:
        return {}
    return {
        f"{what}_encryption_alg_values_supported": list(algorithms or platform.key_encryption),
        f"{what}_encryption_enc_values_supported": list(platform.content_encryption),
    }
