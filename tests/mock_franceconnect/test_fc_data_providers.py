"""Data providers other than the DGFiP: their scopes, algorithms, keys and sub at /checktoken (F, H)."""

import hashlib
import json
from base64 import b64encode, urlsafe_b64decode
from typing import Any

import httpx2
import pytest
from franceconnect_bench import DGFIP_KEYS, Federator, decoded, federator, habilitation
from joserfc import jwe, jws
from joserfc.jwk import ECKey, KeySet, RSAKey

from rulebook.formats.data_provider import DataProvider
from rulebook.formats.reading import Unreadable, read_toml
from rulebook.platforms import HIGH, LOW, Platform
from scenarios.data_providers import DataProvider as Account
from simulator.chance import derive

KEYS = "https://cantine.example.org/fd.json"
_RSA = RSAKey.generate_key(2048)
_EC = ECKey.generate_key("P-256")
PRIVATE: dict[str, RSAKey | ECKey] = {"RSA-OAEP": _RSA, "RSA-OAEP-256": _RSA, "ECDH-ES": _EC}


def registered(fc: Federator, **changes: Any) -> Account:
    """A data provider of the default space, and the keys that it publishes."""
    stated = {"uid": "cnam", "title": "CNAM", "jwks_uri": KEYS, "scopes": ("cnam_caisse", "dgfip_rfr")} | changes
    account = fc.bench.worlds.of(fc.bench.place("default").space).data_providers.register(DataProvider(**stated))
    alg = account.registration.checktoken_encrypted_response_alg
    published = {**PRIVATE[alg].as_dict(private=False), "use": "enc", "alg": alg, "kid": "fd"}
    fc.publish(account.jwks_uri, {"keys": [{"kty": "oct", "k": "x"}, {**published, "use": "sig"}, published]})
    return account


def asks(fc: Federator, account: Account, token: str, **changes: Any) -> httpx2.Response:
    """What that provider sends."""
    right = {"token": token, "client_id": account.client_id, "client_secret": account.client_secret}
    return fc.browser().post("/api/v2/checktoken", data=right | changes)


def introspection(fc: Federator, answer: httpx2.Response, alg: str, signed: str) -> tuple[dict[str, Any], Any]:
    """The outer header, and the claims inside, signature verified."""
    assert answer.status_code == 200, answer.text
    header = json.loads(urlsafe_b64decode(answer.text.split(".")[0] + "==="))
    compact = jwe.decrypt_compact(answer.text, PRIVATE[alg], algorithms=[alg, "A256GCM"]).plaintext
    assert compact is not None
    keys = KeySet.import_key_set(fc.browser().get("/api/v2/jwks").json())
    jws.deserialize_compact(compact, keys, [signed])
    inner, claims = decoded(compact.decode())
    assert list(inner) == ["alg", "kid"]
    assert inner["alg"] == signed
    return header, claims


SCOPED = habilitation(scopes=("openid", "email", "cnam_caisse", "cnam_contrats", "dgfip_rfr"))


@pytest.mark.parametrize(
    ("signed", "alg"),
    [("RS256", "ECDH-ES"), ("ES256", "RSA-OAEP-256"), ("ES256", "RSA-OAEP"), ("RS256", "RSA-OAEP-256")],
)
def test_each_provider_is_answered_with_its_own_algorithms(signed: str, alg: str) -> None:
    """RS256 with ECDH-ES and ES256 with RSA-OAEP-256 are those of the published fixtures; the header says alg, enc, epk and no more."""
    with federator(SCOPED) as fc:
        account = registered(fc, checktoken_signed_response_alg=signed, checktoken_encrypted_response_alg=alg)
        token = fc.browser().tokens(scope="openid dgfip_rfr cnam_contrats email cnam_caisse")["access_token"]
        header, claims = introspection(fc, asks(fc, account, token), alg, signed)
    assert list(header) == ["alg", "enc", *(["epk"] if alg == "ECDH-ES" else [])]
    assert (header["alg"], header["enc"]) == (alg, "A256GCM")
    assert list(claims) == ["iss", "aud", "iat", "token_introspection"]
    assert claims["aud"] == account.client_id
    about = claims["token_introspection"]
    assert about["scope"] == "dgfip_rfr cnam_caisse"
    identity = b64encode(hashlib.sha256(b"Angela Claire LouiseDUBOIS1962-08-24female7510799100").digest()).decode()
    expected = hashlib.sha256((account.client_id + identity + derive(0, "pairwise")).encode()).hexdigest() + "v1"
    assert about["sub"] == expected


def test_two_providers_know_the_same_citizen_under_two_subs() -> None:
    """And neither reads the other's scopes."""
    with federator(SCOPED) as fc:
        browser = fc.browser()
        token = browser.tokens(scope="openid dgfip_rfr cnam_contrats")["access_token"]
        _, theirs = introspection(fc, asks(fc, registered(fc, scopes=("cnam_contrats",)), token), "ECDH-ES", "ES256")
        sealed = jwe.decrypt_compact(browser.checktoken(token).text, fc.dgfip_key, algorithms=["ECDH-ES", "A256GCM"])
        assert sealed.plaintext is not None
        ours = decoded(sealed.plaintext.decode())[1]["token_introspection"]
    found = theirs["token_introspection"]
    assert (found["scope"], ours["scope"]) == ("cnam_contrats", "dgfip_rfr")
    assert found["sub"] != ours["sub"]
    assert found["jti"] == ours["jti"] == token


def test_its_keys_are_fetched_at_every_call() -> None:
    """No cache: a rotated key is used at once."""
    with federator() as fc:
        account = registered(fc)
        for _ in range(3):
            assert asks(fc, account, "x" * 43).status_code == 200
        assert fc.fetched.count(KEYS) == 3
        assert DGFIP_KEYS not in fc.fetched


def test_an_inactive_provider_is_answered_all_the_same() -> None:
    """The published sources look for a client_id and a secret, and never at `active`."""
    with federator() as fc:
        assert asks(fc, registered(fc, active=False), "x" * 43).status_code == 200


@pytest.mark.parametrize("changes", [{"client_id": "x" * 43}, {"client_secret": "x" * 43}])
def test_a_stranger_and_a_wrong_secret_read_the_same_words(changes: dict[str, str]) -> None:
    """401 invalid_client; nobody's keys are fetched."""
    with federator() as fc:
        answer = asks(fc, registered(fc), "x" * 43, **changes)
        assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")
        assert KEYS not in fc.fetched


def test_the_secret_of_one_does_not_open_for_another() -> None:
    """401."""
    with federator() as fc:
        one, other = registered(fc), registered(fc, uid="cnous", scopes=())
        assert asks(fc, one, "x" * 43, client_secret=other.client_secret).status_code == 401
        assert asks(fc, other, "x" * 43).status_code == 200


ABORTED = "authentication aborted due to a technical error on the authorization server"
TROUBLES: dict[str, tuple[Any, str, str]] = {
    "nobody there": (httpx2.ConnectError("x"), "failed to fetch JWKS", "FC-CHECKTOKEN-JWKS-UNREACHABLE"),
    "too slow": (httpx2.ReadTimeout("x"), "failed to fetch JWKS", "FC-CHECKTOKEN-JWKS-UNREACHABLE"),
    "down": (httpx2.Response(503), "failed to fetch JWKS", "FC-CHECKTOKEN-JWKS-UNREACHABLE"),
    "no set": ({"cles": []}, "invalid JWKS format", "FC-CHECKTOKEN-JWKS-FORMAT"),
    "a list of texts": ({"keys": ["x"]}, "invalid JWKS format", "FC-CHECKTOKEN-JWKS-FORMAT"),
    "no key": ({"keys": []}, ABORTED, "FC-CHECKTOKEN-NO-KEY"),
    "another use": (
        {"keys": [{**_EC.as_dict(private=False), "alg": "ECDH-ES", "use": "sig"}]},
        ABORTED,
        "FC-CHECKTOKEN-NO-KEY",
    ),
    "no algorithm": ({"keys": [{**_EC.as_dict(private=False), "use": "enc"}]}, ABORTED, "FC-CHECKTOKEN-NO-KEY"),
    "half a key": (
        {"keys": [{"kty": "EC", "crv": "P-256", "x": "AA", "alg": "ECDH-ES", "use": "enc"}]},
        ABORTED,
        "FC-CHECKTOKEN-KEY-IMPORT",
    ),
    "a key of another family": (
        {"keys": [{**_RSA.as_dict(private=False), "alg": "ECDH-ES", "use": "enc"}]},
        ABORTED,
        "FC-CHECKTOKEN-ENCRYPTION",
    ),
}


@pytest.mark.parametrize(("published", "said", "refused_by"), TROUBLES.values(), ids=TROUBLES.keys())
def test_without_its_key_nothing_is_said(published: Any, said: str, refused_by: str) -> None:
    """500 server_error, two members; what happened is in the journal, Y440010, 11, 01, 04, 05."""
    with federator() as fc:
        account = registered(fc)
        fc.publish(KEYS, published)
        answer = asks(fc, account, "x" * 43)
        assert answer.status_code == 500
        assert answer.headers["content-type"].startswith("application/json")
        assert answer.json() == {"error": "server_error", "error_description": said}
        assert fc.last().refused_by == refused_by


def test_a_host_that_is_not_on_the_list_is_as_good_as_down() -> None:
    """500 failed to fetch JWKS, and nothing was asked."""
    with federator() as fc:
        account = registered(fc, jwks_uri="http://169.254.169.254/latest/meta-data/")
        answer = asks(fc, account, "x" * 43)
        assert (answer.status_code, answer.json()["error_description"]) == (500, "failed to fetch JWKS")
        assert fc.fetched == []
        assert list(fc.bench.remote.refused) == ["169.254.169.254"]


# ------------------------------------------------------------------ FranceConnect+
@pytest.mark.parametrize(("platform", "status"), [(LOW, 200), (HIGH, 400)])
def test_only_franceconnect_reads_json(platform: Platform, status: int) -> None:
    """FranceConnect+ parses forms alone: a JSON body is as good as none."""
    with federator(platform=platform) as fc:
        account = registered(fc)
        body = {"token": "x" * 43, "client_id": account.client_id, "client_secret": account.client_secret}
        assert fc.browser().post("/api/v2/checktoken", json=body).status_code == status
        assert fc.browser().post("/api/v2/checktoken", data=body).status_code == 200


def test_franceconnect_plus_introspects_as_it_is_documented() -> None:
    """ES256 and the provider's encryption. The published sources cannot sign there since a release of 2025: see the decision."""
    with federator(platform=HIGH) as fc:
        account = registered(fc)
        token = fc.browser().tokens(scope="openid dgfip_rfr")["access_token"]
        _, claims = introspection(fc, asks(fc, account, token), "ECDH-ES", "ES256")
        assert claims["iss"] == "http://localhost:8702/api/v2"
        assert (claims["token_introspection"]["acr"], claims["token_introspection"]["scope"]) == ("eidas2", "dgfip_rfr")


def test_franceconnect_plus_has_no_key_for_rs256() -> None:
    """500, Y440001: it signs with ES256 alone."""
    with federator(platform=HIGH) as fc:
        answer = asks(fc, registered(fc, checktoken_signed_response_alg="RS256"), "x" * 43)
        assert (answer.status_code, answer.json()["error_description"]) == (500, ABORTED)
        assert fc.last().refused_by == "FC-CHECKTOKEN-NO-KEY"


# ------------------------------------------------------------------ the record
TOML = """
format = 1
uid = "6f21b751-ed06-48b6-a59c-36e1300a368a"
title = "Mon fournisseur"
scopes = ["cnam_caisse"]
client_id = "abcdefghijklmnopqrstuvwxyz0123456789"
client_secret = "abcdefghijklmnopqrstuvwxyz9876543210"
jwks_uri = "http://localhost:9000/jwks"
checktoken_signed_response_alg = "RS256"
checktoken_encrypted_response_alg = "RSA-OAEP-256"
checktoken_encrypted_response_enc = "A256GCM"
"""


def test_the_names_are_those_of_franceconnects_own_record() -> None:
    """A real record, without what only its console shows, is a file of the bench; stated credentials are kept."""
    with federator() as fc:
        account = registered(fc, **read_toml(DataProvider, TOML).model_dump())
        assert account.client_id == "abcdefghijklmnopqrstuvwxyz0123456789"
        assert asks(fc, account, "x" * 43).status_code == 200


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("http://localhost:9000/jwks", "ftp://localhost/jwks", "adresse http(s)"),
        ("http://localhost:9000/jwks", "http://moi@localhost/jwks", "sans nom d'utilisateur"),
        ("cnam_caisse", "cnam_casse", "scope de données inconnu : cnam_casse"),
        ("cnam_caisse", "openid", "scope de données inconnu : openid"),
        ('"abcdefghijklmnopqrstuvwxyz0123456789"', '"court"', "au moins 32"),
        ("RS256", "HS256", "ES256"),
        ("RSA-OAEP-256", "RSA1_5", "ECDH-ES"),
        ("A256GCM", "A128CBC-HS256", "A256GCM"),
        ("title", "titre", "clé inconnue"),
    ],
)
def test_a_record_that_cannot_be_is_refused_with_its_line(old: str, new: str, says: str) -> None:
    """One sentence, at the line."""
    text = TOML.replace(old, new)
    with pytest.raises(Unreadable) as refused:
        read_toml(DataProvider, text)
    problem = next(problem for problem in refused.value.problems if says in problem.says.fr)
    assert problem.line is not None
    assert new.strip('"') in text.splitlines()[problem.line - 1]


def test_credentials_follow_from_the_seed_and_the_uid() -> None:
    """Two providers of one space have two accounts, the same tomorrow; the DGFiP's are what they always were."""
    with federator() as fc:
        known = [registered(fc, uid=uid) for uid in ("a", "b", "a")]
        assert known[0].client_id == known[2].client_id != known[1].client_id
        dgfip = fc.bench.worlds.of(fc.bench.place("default").space).dgfip
        assert dgfip.client_id == derive(0, "data provider", "client_id")
        assert len(known[0].client_secret) >= 32
