"""FranceConnect+ encrypts: id_token and userinfo as a JWE around the JWS, row by row of the register of facts."""

import contextlib
import json
import threading
from base64 import urlsafe_b64decode
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx2
import pytest
from franceconnect_bench import (
    CALLBACK,
    PAGE,
    Federator,
    credentials,
    decoded,
    error_code,
    federator,
    habilitation,
)
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jwe
from joserfc.jwk import ECKey, OKPKey, RSAKey

from mock_franceconnect.ports.remote import Remote
from mock_franceconnect.protocol.clients import keys as client_keys
from mock_franceconnect.protocol.clients.keys import Invalid
from rulebook.formats.habilitation import Habilitation
from rulebook.formats.reading import Unreadable, read_json
from rulebook.platforms import HIGH
from rulebook.refusals import registration

KEYS = "https://cantine.example.org/cles.json"
ISSUER = "http://localhost:8702/api/v2"
_RSA = RSAKey.generate_key(2048, {"kid": "rsa", "use": "enc"})
_EC = ECKey.generate_key("P-256", {"kid": "ec", "use": "enc", "alg": "ECDH-ES"})
_REGISTRY = jwe.JWERegistry(algorithms=["RSA-OAEP", "RSA-OAEP-256", "ECDH-ES", "A256GCM"], strict_check_header=False)
Private = RSAKey | ECKey | OKPKey


@contextlib.contextmanager
def sealed(alg: str = "ECDH-ES", *keys: dict[str, Any], **headers: str) -> Iterator[Federator]:
    """FranceConnect+ and a téléservice that wants everything encrypted with `alg`, and publishes `keys`."""
    wanted = {"alg": alg, "enc": "A256GCM"}
    known = habilitation(
        platform="high", id_token_encryption=wanted, userinfo_encryption=wanted, jwks_uri=KEYS, entity_id="entite"
    )
    with federator(known, platform=HIGH) as fc:
        fc.publish(KEYS, {"keys": list(keys) or [public(_EC)]}, **headers)
        yield fc


def public(key: Private, **members: str) -> dict[str, Any]:
    """The published half of a key."""
    return {**key.as_dict(private=False), **members}


def header(sealed_token: str) -> dict[str, Any]:
    """The protected header, members in their order."""
    found: dict[str, Any] = json.loads(urlsafe_b64decode(sealed_token.split(".", maxsplit=1)[0] + "==="))
    return found


def opened(sealed_token: str, key: Private) -> str:
    """What was encrypted."""
    found = jwe.decrypt_compact(sealed_token, key, registry=_REGISTRY).plaintext
    assert found is not None
    return found.decode()


@pytest.mark.parametrize(
    ("alg", "key"),
    [("RSA-OAEP", _RSA), ("RSA-OAEP-256", _RSA), ("ECDH-ES", _EC), ("ECDH-ES", ECKey.generate_key("P-521"))],
    ids=["RSA-OAEP", "RSA-OAEP-256", "ECDH-ES P-256", "ECDH-ES P-521"],
)
def test_both_tokens_are_encrypted_with_the_headers_of_the_engine(alg: str, key: Private) -> None:
    """Exactly alg, enc, cty, kid, iss, aud, and epk for ECDH-ES; inside, the JWS that would have come without."""
    with sealed(alg, public(key, alg=alg, use="enc", kid="la-mienne")) as fc:
        browser = fc.browser()
        tokens = browser.tokens()
        answer = browser.userinfo(tokens["access_token"])
        client_id, _ = credentials(fc)
        keys = fc.browser().get("/api/v2/jwks").json()["keys"]
    assert set(tokens) == {"access_token", "expires_in", "id_token", "scope", "token_type"}
    assert answer.headers["content-type"] == "application/jwt; charset=utf-8"
    epk = ["epk"] if alg == "ECDH-ES" else []
    for token in (tokens["id_token"], answer.text):
        assert len(token.split(".")) == 5
        found = header(token)
        assert list(found) == ["alg", "enc", "cty", "kid", "iss", "aud", *epk]
        assert (found["alg"], found["enc"], found["cty"], found["kid"]) == (alg, "A256GCM", "JWT", "la-mienne")
        assert (found["iss"], found["aud"]) == (ISSUER, client_id)
        if epk:
            assert set(found["epk"]) == {"kty", "crv", "x", "y"}
        inner, claims = decoded(opened(token, key))
        assert inner == {"alg": "ES256", "kid": keys[0]["kid"]}
        assert (claims["iss"], claims["aud"]) == (ISSUER, client_id)
    assert set(decoded(opened(tokens["id_token"], key))[1]) == {
        "sub",
        "acr",
        "auth_time",
        "nonce",
        "aud",
        "exp",
        "iat",
        "iss",
    }
    assert decoded(opened(answer.text, key))[1]["family_name"] == "DUBOIS"


def test_a_key_without_a_name_gives_none() -> None:
    """The header has no kid when the published key has none."""
    with sealed("RSA-OAEP", {k: v for k, v in public(_RSA).items() if k != "kid"}) as fc:
        assert list(header(fc.browser().tokens()["id_token"])) == ["alg", "enc", "cty", "iss", "aud"]


def test_each_token_is_encrypted_as_it_was_registered() -> None:
    """id_token alone: userinfo stays a JWS."""
    wanted = {"alg": "ECDH-ES", "enc": "A256GCM"}
    with federator(habilitation(platform="high", id_token_encryption=wanted, jwks_uri=KEYS), platform=HIGH) as fc:
        fc.publish(KEYS, {"keys": [public(_EC)]})
        browser = fc.browser()
        tokens = browser.tokens()
        assert len(tokens["id_token"].split(".")) == 5
        assert len(browser.userinfo(tokens["access_token"]).text.split(".")) == 3


def test_the_journal_shows_what_was_encrypted() -> None:
    """The tester reads claims and signature of the token inside; the exchange itself shows no more than the client got."""
    with sealed() as fc:
        fc.browser().tokens()
        seen = fc.last()
    assert [(jwt.where, jwt.signature, jwt.claims["nonce"]) for jwt in seen.jwts] == [("id_token", "valid", "n" * 32)]


def test_the_logout_hint_is_the_decrypted_token() -> None:
    """The JWE itself is not decoded: Y04FEDB9; the JWS inside leads to the téléservice."""
    with sealed() as fc:
        browser = fc.browser()
        token = browser.tokens()["id_token"]
        refused = browser.leave(token)
        assert (refused.status_code, error_code(refused)) == (400, "Y04FEDB9")
        assert browser.log_out(opened(token, _EC)).headers["location"].startswith("https://cantine.example.org/")


@contextlib.contextmanager
def published(document: Any) -> Iterator[str]:
    """A server of the téléservice's own on this machine, which answers that document to whoever asks; its address."""

    class Keys(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = json.dumps(document).encode()
            self.send_response(200 if self.path == "/cles?v=1" else 404)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Keys) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://localhost:{server.server_port}/cles?v=1"
        server.shutdown()
        thread.join()


def test_keys_come_from_a_server_of_the_teleservice() -> None:
    """Over a real socket, from the name in the registration, query and all."""
    wanted = {"alg": "ECDH-ES", "enc": "A256GCM"}
    with published({"keys": [public(_EC)]}) as address:
        known = habilitation(
            platform="high",
            id_token_encryption=wanted,
            jwks_uri=address,
            redirect_uris=(CALLBACK,),
            sector_identifier_uri=None,
        )
        with federator(known, platform=HIGH, remote=Remote()) as fc:
            assert decoded(opened(fc.browser().tokens()["id_token"], _EC))[1]["acr"] == "eidas2"


# ------------------------------------------------------------------ no key
NO_KEY: dict[str, list[dict[str, Any]]] = {
    "none": [],
    "another family": [public(_RSA, alg="RSA-OAEP")],
    "another algorithm": [public(_EC, alg="ECDH-ES+A128KW")],
    "to sign": [public(_EC, use="sig")],
    "a curve of signatures": [public(OKPKey.generate_key("Ed25519"))],
    "off its curve": [public(_EC, x=public(_EC)["y"])],
}
BAD_SETS: dict[str, tuple[Any, str]] = {
    "down": (httpx2.ConnectError("refused"), "fetch failed"),
    "slow": (httpx2.ReadTimeout("slow"), "fetch failed"),
    "not JSON": (httpx2.Response(200, text="<html>"), "invalid JSON"),
    "error page": (httpx2.Response(503, text="<html>"), "invalid JSON"),
    "error": (
        httpx2.Response(503, json={}),
        "unexpected jwks_uri response status code, expected 200 OK, got 503 Service Unavailable",
    ),
    "redirect": (
        httpx2.Response(302, json={}, headers={"location": "http://169.254.169.254/"}),
        "unexpected jwks_uri response status code, expected 200 OK, got 302 Found",
    ),
    "no set": (["x"], "client JSON Web Key Set is invalid"),
    "a private key": ({"keys": [_EC.as_dict(private=True)]}, "client JSON Web Key Set is invalid"),
    "a symmetric key": ({"keys": [{"kty": "oct", "k": "x"}]}, "client JSON Web Key Set is invalid"),
    "ten megabytes": (httpx2.Response(200, content=b" " * 10_000_000), "response too large"),
}


def told(answer: httpx2.Response) -> tuple[int, str, str, str]:
    """Status, error, description and code of an OAuth error."""
    found = answer.json()
    assert list(found) == ["error", "error_description", "error_uri"]
    code = found["error_uri"].partition("code=")[2].partition("&")[0]
    return answer.status_code, found["error"], found["error_description"], code


@pytest.mark.parametrize("keys", NO_KEY.values(), ids=NO_KEY.keys())
def test_without_a_suitable_key_nothing_leaves(keys: list[dict[str, Any]]) -> None:
    """/token: 400 invalid_client_metadata, Y046B607, as JSON. The code is spent: it was, before the engine looked for the key."""
    with sealed() as fc:
        fc.publish(KEYS, {"keys": keys})
        browser = fc.browser()
        code = browser.log_in()["code"]
        refused = (
            400,
            "invalid_client_metadata",
            "no suitable encryption key found (ECDH-ES) (undefined)",
            "Y046B607",
        )
        assert told(browser.exchange(code)) == refused
        assert fc.last().refused_by == registration.NO_KEY.id
        assert told(browser.exchange(code))[3] == "Y0416228"


@pytest.mark.parametrize(("answer", "detail"), BAD_SETS.values(), ids=BAD_SETS.keys())
def test_keys_that_cannot_be_had(answer: Any, detail: str) -> None:
    """/token: 400 invalid_client_metadata, Y044D511, as JSON, with what went wrong in brackets."""
    with sealed() as fc:
        fc.publish(KEYS, answer)
        browser = fc.browser()
        said = f"client JSON Web Key Set failed to be refreshed ({detail})"
        assert told(browser.exchange(browser.log_in()["code"])) == (400, "invalid_client_metadata", said, "Y044D511")


def test_userinfo_without_a_key() -> None:
    """/userinfo: the same words as JSON, with the challenge that every error has there; a page for who prefers pages."""
    wanted = {"alg": "RSA-OAEP", "enc": "A256GCM"}
    with federator(habilitation(platform="high", userinfo_encryption=wanted, jwks_uri=KEYS), platform=HIGH) as fc:
        fc.publish(KEYS, {"keys": []})
        browser = fc.browser()
        token = browser.tokens()["access_token"]
        answer = browser.userinfo(token)
        assert told(answer)[1:] == (
            "invalid_client_metadata",
            "no suitable encryption key found (RSA-OAEP) (undefined)",
            "Y046B607",
        )
        challenge = f'Bearer realm="{ISSUER}", error="invalid_client_metadata", '
        assert answer.headers["www-authenticate"].startswith(challenge)
        page = browser.get("/api/v2/userinfo", headers={**PAGE, "Authorization": f"Bearer {token}"})
        assert (page.status_code, error_code(page)) == (400, "Y046B607")


# ------------------------------------------------------------------ how long keys are kept
@pytest.mark.parametrize(
    ("headers", "life"),
    [({}, 60), ({"Cache-Control": "max-age=5"}, 60), ({"Cache-Control": "public, max-age=300"}, 300)],
)
def test_keys_are_kept_a_minute_at_least(headers: dict[str, str], life: int) -> None:
    """The engine does not fetch again before; it does after, and a rotated key is used from then on."""
    with sealed("ECDH-ES", **headers) as fc:
        lease = fc.lease("cantine")
        fc.browser().tokens()
        fc.publish(KEYS, {"keys": [public(_EC, kid="nouvelle")]}, **headers)
        fc.elapse(lease, life - 2)
        assert header(fc.browser().tokens()["id_token"])["kid"] == "ec"
        fc.elapse(lease, 3)
        assert header(fc.browser().tokens()["id_token"])["kid"] == "nouvelle"
    assert fc.fetched.count(KEYS) == 2


def test_a_changed_habilitation_is_loaded_again() -> None:
    """Its keys with it, at once."""
    with sealed() as fc:
        fc.browser().tokens()
        fc.publish(KEYS, {"keys": [public(_EC, kid="nouvelle")]})
        wanted = {"alg": "ECDH-ES", "enc": "A256GCM"}
        fc.register(habilitation(platform="high", id_token_encryption=wanted, jwks_uri=KEYS, title="Autre"))
        assert header(fc.browser().tokens()["id_token"])["kid"] == "nouvelle"


def test_nothing_is_fetched_for_who_wants_nothing_encrypted() -> None:
    """A jwks_uri alone is no reason to read it."""
    with federator(habilitation(platform="high", jwks_uri=KEYS), platform=HIGH) as fc:
        fc.browser().tokens()
    assert KEYS not in fc.fetched


# ------------------------------------------------------------------ choosing, alone
def test_a_key_that_says_what_it_is_for_comes_first() -> None:
    """Alg and use count one each; among equals, the first published."""
    plain = {"kty": "EC", "crv": "P-256", "x": "x", "y": "y"}
    keys = client_keys.keys(
        {
            "keys": [
                {**plain, "kid": "a"},
                {**plain, "kid": "b", "use": "enc"},
                {**plain, "kid": "c", "alg": "ECDH-ES", "use": "enc"},
                {**plain, "kid": "d", "alg": "ECDH-ES", "use": "enc"},
            ]
        }
    )
    assert (client_keys.chosen(keys, "ECDH-ES") or {})["kid"] == "c"
    assert (client_keys.chosen(keys[:2], "ECDH-ES") or {})["kid"] == "b"
    assert client_keys.chosen(keys, "RSA-OAEP") is None


_LEAVES = st.none() | st.booleans() | st.integers() | st.text(max_size=8)
_MEMBERS = st.sampled_from(("kty", "crv", "x", "y", "n", "e", "d", "alg", "use", "kid"))
_VALUES = _LEAVES | st.sampled_from(("EC", "RSA", "OKP", "oct", "P-256", "X25519", "enc", "ECDH-ES", "RSA-OAEP"))
_SETS = st.recursive(
    _LEAVES,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.just("keys"), st.lists(st.dictionaries(_MEMBERS, _VALUES | inner, max_size=6), max_size=4))
    ),
    max_leaves=8,
)


@given(document=_SETS, alg=st.sampled_from(("RSA-OAEP", "RSA-OAEP-256", "ECDH-ES")))
def test_no_published_document_breaks_the_choice(document: Any, alg: str) -> None:
    """A key of the right family, none, or `Invalid`; never a private one."""
    try:
        found = client_keys.chosen(client_keys.keys(document), alg)
    except Invalid:
        return
    assert found is None or (found["kty"] in {"EC", "OKP"}) == (alg == "ECDH-ES")
    assert found is None or "d" not in found


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reading(body: bytes) -> None:
    """A document, or `Invalid`."""
    with contextlib.suppress(Invalid):
        client_keys.parsed(body)


# ------------------------------------------------------------------ what a registration may ask
REFUSED: dict[str, tuple[dict[str, Any], str, str]] = {
    "half a pair": (
        {"platform": "high", "jwks_uri": KEYS, "id_token_encryption": {"alg": "ECDH-ES"}},
        "franceconnect.id_token_encryption.enc",
        "vont ensemble",
    ),
    "the other half": (
        {"platform": "high", "jwks_uri": KEYS, "userinfo_encryption": {"enc": "A256GCM"}},
        "franceconnect.userinfo_encryption.alg",
        "vont ensemble",
    ),
    "no address": (
        {"platform": "high", "id_token_encryption": {"alg": "ECDH-ES", "enc": "A256GCM"}},
        "franceconnect.id_token_encryption",
        "donnez jwks_uri",
    ),
    "no such algorithm": (
        {"platform": "high", "jwks_uri": KEYS, "id_token_encryption": {"alg": "RSA1_5", "enc": "A256GCM"}},
        "franceconnect.id_token_encryption.alg",
        "ECDH-ES",
    ),
    "FranceConnect": (
        {"platform": "low", "jwks_uri": KEYS, "userinfo_encryption": {"alg": "ECDH-ES", "enc": "A256GCM"}},
        "franceconnect.userinfo_encryption",
        'platform = "high"',
    ),
    "no web address": ({"jwks_uri": "file:///etc/passwd"}, "franceconnect.jwks_uri", "adresse http(s)"),
    "a user name": (
        {"sector_identifier_uri": "https://moi:secret@example.org/"},
        "franceconnect.sector_identifier_uri",
        "sans nom d'utilisateur",
    ),
}


@pytest.mark.parametrize(("changes", "path", "says"), REFUSED.values(), ids=REFUSED.keys())
def test_what_no_platform_could_do_is_refused_at_registration(changes: dict[str, Any], path: str, says: str) -> None:
    """One sentence in each language, at the key that has to change."""
    right: dict[str, Any] = {
        "title": "t",
        "entity_id": "e",
        "redirect_uris": ["https://a.example.org/"],
        "scopes": ["openid"],
    }
    body = {"format": 1, "id": "a", "organisation": {"siret": "0", "name": "n"}, "franceconnect": right | changes}
    with pytest.raises(Unreadable) as refused:
        read_json(Habilitation, json.dumps(body))
    (problem,) = refused.value.problems
    assert problem.path == path
    assert says in problem.says.fr
    assert problem.says.en


# ------------------------------------------------------------------ FranceConnect's own
def test_franceconnect_publishes_its_own_client_keys() -> None:
    """What identity providers encrypt to: one key on FranceConnect+, none where nothing is encrypted; ten minutes of cache."""
    with federator(platform=HIGH) as fc:
        answer = fc.browser().get("/api/v2/client/.well-known/keys")
        again = fc.browser().get("/api/v2/client/.well-known/keys")
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "public, max-age=600")
    assert answer.headers["content-type"] == "application/json; charset=utf-8"
    (key,) = answer.json()["keys"]
    assert (key["kty"], key["use"], key["alg"]) == ("EC", "enc", "ECDH-ES")
    assert "d" not in key
    assert again.json() == answer.json()
    with federator() as fc:
        assert fc.browser().get("/api/v2/client/.well-known/keys").json() == {"keys": []}
