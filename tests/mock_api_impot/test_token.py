"""POST /token of the gateway, as its documents and its product say."""

import base64
import json
import time
from typing import Any

import httpx2
import pytest
from gateway_bench import Gateway, habilitation
from joserfc import jwt
from joserfc.jwk import RSAKey

from mock_api_impot.app import inspect
from scenarios.habilitations import Application


def _part(compact: str, index: int) -> dict[str, Any]:
    part = compact.split(".")[index]
    decoded: dict[str, Any] = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    return decoded


def test_basic_gives_a_bearer_token_for_an_hour(gateway: Gateway) -> None:
    """Key and secret by HTTP Basic give a token of type Bearer, for 3600 s, that no cache may keep."""
    answer = gateway.ask_token()
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["cache-control"] == "no-store"
    body = answer.json()
    assert list(body) == ["access_token", "scope", "token_type", "expires_in"]
    assert (body["scope"], body["token_type"], body["expires_in"]) == ("RessourceIR", "Bearer", 3600)


def test_credentials_in_the_body_do_as_well(gateway: Gateway) -> None:
    """Key and secret in the form give the same, as SIADE sends them."""
    credentials = gateway.application.credentials
    form = {
        "grant_type": "client_credentials",
        "client_id": credentials.apim_key,
        "client_secret": credentials.apim_secret,
        "scope": "RessourceIR",
    }
    answer = gateway.ask_token(form, accept="*/*")
    assert answer.json()["scope"] == "RessourceIR"


def test_token_is_a_jwt_that_begins_with_x5t(gateway: Gateway) -> None:
    """The token is a self-contained RS256 JWT; its header begins with `x5t`, base64 of a hexadecimal thumbprint."""
    compact = gateway.token()
    header, claims = _part(compact, 0), _part(compact, 1)
    assert next(iter(header)) == "x5t"
    assert header["alg"] == "RS256"
    thumbprint = base64.urlsafe_b64decode(header["x5t"] + "=" * (-len(header["x5t"]) % 4)).decode()
    assert len(bytes.fromhex(thumbprint)) == 20
    assert claims["exp"] - claims["iat"] == 3600
    assert claims["iat"] <= time.time()
    assert claims["azp"] == gateway.application.credentials.apim_key
    assert claims["keytype"] == "SANDBOX"


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("RessourceIR RessourceIFI", "RessourceIR RessourceIFI"),
        ("RessourceIFI  RessourceIR", "RessourceIFI RessourceIR"),
        ("RessourceIR RessourceLEP", "RessourceIR"),
        ("RessourceIR RessourceIR", "RessourceIR"),
        ("RessourceLEP", "default"),
        ("ressourceir", "default"),
        ("", "default"),
    ],
)
def test_scopes_that_are_not_subscribed_are_dropped(gateway: Gateway, asked: str, given: str) -> None:
    """Several scopes are asked with spaces; one that is not in the contract is dropped without a word (assumption)."""
    gateway.contract(resources=("RessourceIR", "RessourceIFI"))
    answer = gateway.ask_token({"grant_type": "client_credentials", "scope": asked})
    assert (answer.status_code, answer.json()["scope"]) == (200, given)


def test_a_token_of_a_production_habilitation_says_so(gateway: Gateway) -> None:
    """The claim keytype tells production from sandbox."""
    contracted = habilitation()
    production = contracted.model_copy(
        update={"datapass": contracted.datapass.model_copy(update={"stage": "production"})}
    )
    gateway.world.register(production)
    assert _part(gateway.token(), 1)["keytype"] == "PRODUCTION"


def test_an_application_without_a_contract_has_no_account(gateway: Gateway) -> None:
    """A FranceConnect client that has no contract with the DGFiP is unknown to its gateway."""
    stranger: Application = gateway.world.register(habilitation("sans-contrat", None))
    answer = gateway.ask_token(authorization=gateway.basic(stranger))
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")
    assert answer.headers["www-authenticate"].startswith("Basic ")


@pytest.mark.parametrize(
    "authorization", ["Basic", "Basic !", "Basic bm9jb2xvbg==", "Bearer x", "Basic /w==", "Basic Og=="]
)
def test_unreadable_credentials_are_no_credentials(gateway: Gateway, authorization: str) -> None:
    """A header that holds no key and secret is refused like a wrong one, never by a crash."""
    answer = gateway.ask_token(authorization=authorization)
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")


def test_journal_shows_the_token_given(gateway: Gateway) -> None:
    """The exchange of /token names the application's endpoint and holds the token, decoded, with a valid signature."""
    gateway.token()
    (seen,) = gateway.exchanges()
    assert (seen.endpoint, seen.by, seen.application) == ("apim_token", "dgfip", "cantine")
    (token,) = seen.jwts
    assert (token.where, token.signature, token.kid_known) == ("access_token", "valid", True)


@pytest.mark.parametrize("compact", ["a.b.c", "e30.e30", "e30.W10.", "eyJhbGciOiJSUzI1NiJ9.W10.AAAA", "x"])
def test_the_journal_reads_nothing_in_what_is_no_token(gateway: Gateway, compact: str) -> None:
    """What only looks like a token is left out of the journal's tokens."""
    assert inspect(gateway.bench)("default", compact) is None


def test_stopping_the_gateway_closes_its_connections(gateway: Gateway) -> None:
    """The lifespan of the application ends with its client of FranceConnect, and may begin again."""
    gateway.double.instead = lambda _: httpx2.Response(500)
    for _ in range(2):
        with gateway.client:
            gateway.by_franceconnect()
        assert gateway.bench.franceconnect._client is None
    assert len(gateway.double.seen) == 2


def test_a_token_signed_by_another_is_shown_as_invalid(gateway: Gateway) -> None:
    """The journal tells a forged token from the gateway's own."""
    forged = jwt.encode({"alg": "RS256"}, {"azp": "x"}, RSAKey.generate_key(2048))
    assert gateway.by_spi(authorization=f"Bearer {forged}").status_code == 401
    (seen,) = gateway.exchanges()
    assert [(token.where, token.signature, token.kid_known) for token in seen.jwts] == [
        ("authorization", "invalid", False)
    ]
