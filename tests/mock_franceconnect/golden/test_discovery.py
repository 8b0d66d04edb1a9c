"""Sections 0, A.1 and A.2 of the register of facts: what each platform publishes of itself, member by member."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from franceconnect_bench import federator

from rulebook.platforms import HIGH, LOW, Platform

PROVIDERS = tomllib.loads((Path(__file__).parent / "data_scopes.toml").read_text(encoding="utf-8"))["provider"]
BOTH = pytest.mark.parametrize("platform", [LOW, HIGH], ids=["low", "high"])

IDENTITY = {
    "low": "openid profile birth identite_pivot gender birthdate birthcountry birthplace given_name family_name email"
    " preferred_username idp_birthdate amr idp_id",
    "high": "openid profile birth identite_pivot gender birthdate birthcountry birthplace given_name family_name email"
    " preferred_username rnipp_identite_pivot rnipp_gender rnipp_family_name rnipp_given_name rnipp_birthdate rnipp_birthplace"
    " rnipp_birthcountry rnipp_profile rnipp_birth amr",
}
CLAIMS = {
    "low": "sub given_name given_name_array family_name birthdate gender preferred_username birthplace birthcountry email"
    " idp_birthdate amr idp_id",
    "high": "sub given_name family_name birthdate gender preferred_username birthplace birthcountry email rnipp_given_name"
    " rnipp_family_name rnipp_birthdate rnipp_gender rnipp_birthplace rnipp_birthcountry rnipp_given_name_array amr",
}
SIGNING = {"low": ["ES256", "RS256", "HS256"], "high": ["ES256"]}
SAME: dict[str, Any] = {
    "claims_parameter_supported": True,
    "code_challenge_methods_supported": ["S256"],
    "grant_types_supported": ["authorization_code"],
    "authorization_response_iss_parameter_supported": True,
    "response_modes_supported": ["form_post", "fragment", "query"],
    "response_types_supported": ["code"],
    "subject_types_supported": ["pairwise"],
    "token_endpoint_auth_methods_supported": ["client_secret_post", "private_key_jwt"],
    "request_parameter_supported": True,
    "request_uri_parameter_supported": False,
}
ADDRESSES = {
    "authorization_endpoint": "/authorize",
    "end_session_endpoint": "/session/end",
    "jwks_uri": "/jwks",
    "token_endpoint": "/token",
    "userinfo_endpoint": "/userinfo",
    "revocation_endpoint": "/token/revocation",
    "issuer": "",
}
OWN: dict[str, dict[str, list[str]]] = {
    "low": {
        "acr_values_supported": ["eidas1"],
        "token_endpoint_auth_signing_alg_values_supported": ["ES256", "RS256"],
        "dpop_signing_alg_values_supported": ["ES256", "RS256"],
    },
    "high": {
        "acr_values_supported": ["eidas2", "eidas3"],
        "token_endpoint_auth_signing_alg_values_supported": ["ES256"],
        "dpop_signing_alg_values_supported": ["ES256"],
        "id_token_encryption_alg_values_supported": ["ECDH-ES", "RSA-OAEP", "RSA-OAEP-256"],
        "id_token_encryption_enc_values_supported": ["A256GCM"],
        "userinfo_encryption_alg_values_supported": ["ECDH-ES", "RSA-OAEP", "RSA-OAEP-256"],
        "userinfo_encryption_enc_values_supported": ["A256GCM"],
        "request_object_encryption_alg_values_supported": ["ECDH-ES", "RSA-OAEP"],
        "request_object_encryption_enc_values_supported": ["A256GCM"],
    },
}


def discovery(platform: Platform) -> dict[str, Any]:
    """The discovery document."""
    with federator(platform=platform) as fc:
        found: dict[str, Any] = fc.browser().get("/api/v2/.well-known/openid-configuration").json()
        return found


def data_scopes(platform: Platform) -> list[str]:
    """Data scopes of the platform, in the register's order."""
    return [scope for one in PROVIDERS if platform.key in one["platforms"] for scope in one["labels"]]


@BOTH
def test_the_document_has_these_members_and_no_other(platform: Platform) -> None:
    """Endpoints, algorithms and flags of A.1; no introspection, registration, PAR, session iframe or back-channel logout."""
    found = discovery(platform)
    base = {"low": "http://localhost:8701/api/v2", "high": "http://localhost:8702/api/v2"}[platform.key]
    signing = ("id_token", "userinfo", "request_object")
    assert {name: value for name, value in found.items() if name not in {"scopes_supported", "claims_supported"}} == {
        **SAME,
        **{name: base + path for name, path in ADDRESSES.items()},
        **{f"{name}_signing_alg_values_supported": SIGNING[platform.key] for name in signing},
        **OWN[platform.key],
    }


@BOTH
def test_scopes_are_listed_in_order(platform: Platform) -> None:
    """Identity first, then the data providers': 104 on the low platform; no offline_access, address or phone."""
    found = discovery(platform)["scopes_supported"]
    assert found == [*IDENTITY[platform.key].split(), *data_scopes(platform)]
    assert len(found) == {"low": 104, "high": 81}[platform.key]


@BOTH
def test_claims_are_those_of_the_scopes_in_their_order(platform: Platform) -> None:
    """Then acr, sid, auth_time, iss; rep_scope is nowhere."""
    found = discovery(platform)["claims_supported"]
    own = ["acr", "sid", "auth_time", "iss"]
    assert sorted(found) == sorted([*CLAIMS[platform.key].split(), *data_scopes(platform), *own])
    assert found[-4:] == own
    if platform is LOW:
        assert found[:13] == CLAIMS["low"].split()


@pytest.mark.parametrize(("platform", "keys"), [(LOW, [("EC", "ES256"), ("RSA", "RS256")]), (HIGH, [("EC", "ES256")])])
def test_keys(platform: Platform, keys: list[tuple[str, str]]) -> None:
    """One elliptic and one RSA key, or one elliptic: for signatures, each with its own kid."""
    with federator(platform=platform) as fc:
        found = fc.browser().get("/api/v2/jwks").json()["keys"]
    assert [(key["kty"], key["alg"]) for key in found] == keys
    assert {key["use"] for key in found} == {"sig"}
    assert len({key["kid"] for key in found}) == len(keys)


@BOTH
@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("/api/v2/.well-known/openid-configuration", "application/json"),
        ("/api/v2/jwks", "application/jwk-set+json; charset=utf-8"),
    ],
)
def test_both_documents_may_be_kept_ten_minutes(platform: Platform, path: str, media_type: str) -> None:
    """Public for 600 s, JSON of their own kind, no cookie, open to any origin."""
    with federator(platform=platform) as fc:
        answer = fc.browser().get(path, headers={"Origin": "https://x.example.org"})
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "public, max-age=600"
    assert answer.headers["content-type"].startswith(media_type)
    assert answer.headers["access-control-allow-origin"] == "https://x.example.org"
    assert "set-cookie" not in answer.headers
