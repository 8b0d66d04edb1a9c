"""/token, row by row of the register of facts."""

import re
from base64 import b64encode
from urllib.parse import quote_plus

import pytest
from franceconnect_bench import (
    CALLBACK,
    ISSUER,
    Browser,
    credentials,
    decoded,
    federator,
    habilitation,
    location,
    parameters,
    token_parameters,
)
from joserfc import jws
from joserfc.jwk import KeySet, OctKey

_GONE = "grant request is invalid"
_CLIENT = "client authentication failed"

ROWS: dict[str, tuple[dict[str, str | None], int, str, str, str]] = {
    "bad secret": (
        {"client_secret": "x" * 43},
        401,
        "invalid_client",
        f"{_CLIENT} (invalid secret provided)",
        "Y0434A7B",
    ),
    "unknown client": ({"client_id": "inconnu"}, 401, "invalid_client", f"{_CLIENT} (client not found)", "Y0479FCE"),
    "no secret": (
        {"client_secret": None},
        401,
        "invalid_client",
        f"{_CLIENT} (the provided authentication mechanism does not match the registered client authentication method)",
        "Y044D82C",
    ),
    "empty secret": (
        {"client_secret": ""},
        401,
        "invalid_client",
        f"{_CLIENT} (the provided authentication mechanism does not match the registered client authentication method)",
        "Y044D82C",
    ),
    "no client": (
        {"client_id": None, "client_secret": None},
        400,
        "invalid_request",
        "no client authentication mechanism provided (undefined)",
        "Y044FEB3",
    ),
    "no grant_type": (
        {"grant_type": None},
        400,
        "invalid_request",
        "missing required parameter 'grant_type' (undefined)",
        "Y048017B",
    ),
    "bad grant_type": (
        {"grant_type": "password"},
        400,
        "unsupported_grant_type",
        "unsupported grant_type requested (undefined)",
        "Y04C2044",
    ),
    "no code": ({"code": None}, 400, "invalid_request", "missing required parameter 'code' (undefined)", "Y048017B"),
    "empty code": ({"code": ""}, 400, "invalid_request", "missing required parameter 'code' (undefined)", "Y048017B"),
    "no redirect_uri": (
        {"redirect_uri": None},
        400,
        "invalid_request",
        "missing required parameter 'redirect_uri' (undefined)",
        "Y048017B",
    ),
    "unknown code": (
        {"code": "x" * 43},
        400,
        "invalid_grant",
        f"{_GONE} (authorization code not found)",
        "Y049E20B",
    ),
    "other redirect_uri": (
        {"redirect_uri": "http://localhost:8704/retour"},
        400,
        "invalid_grant",
        f"{_GONE} (authorization code redirect_uri mismatch)",
        "Y04F8199",
    ),
    "redirect_uri written otherwise": (
        {"redirect_uri": "https://CANTINE.example.org/retour"},
        400,
        "invalid_grant",
        f"{_GONE} (authorization code redirect_uri mismatch)",
        "Y04F8199",
    ),
    "verifier": (
        {"code_verifier": "v" * 43},
        400,
        "invalid_grant",
        f"{_GONE} (PKCE verification failed)",
        "Y0446550",
    ),
}


@pytest.mark.parametrize(("changes", "status", "error", "description", "code"), ROWS.values(), ids=ROWS.keys())
def test_each_refusal_is_json_and_does_not_burn_the_code(
    changes: dict[str, str | None], status: int, error: str, description: str, code: str
) -> None:
    """Three members, the detail in brackets, an address with the code and a uuid; then the right request still works."""
    with federator() as fc:
        browser = fc.browser()
        granted = browser.log_in()["code"]
        answer = browser.exchange(granted, **changes)
        assert answer.status_code == status
        assert answer.headers["content-type"].startswith("application/json")
        assert answer.headers["cache-control"] == "no-store"
        assert "pragma" not in answer.headers
        assert "set-cookie" not in answer.headers
        assert "www-authenticate" not in answer.headers
        document = answer.json()
        assert list(document) == ["error", "error_description", "error_uri"]
        assert (document["error"], document["error_description"]) == (error, description)
        found = re.fullmatch(
            r"https://docs\.partenaires\.franceconnect\.gouv\.fr/fs/fs-technique/fs-technique-erreurs/"
            r"\?code=(\w+)&id=[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}",
            document["error_uri"],
        )
        assert found
        assert found[1] == code
        assert browser.exchange(granted).status_code == 200


def test_json_whatever_the_accept_header_says() -> None:
    """A browser that prefers HTML gets JSON."""
    with federator() as fc:
        answer = fc.browser().post("/api/v2/token", data=token_parameters(fc, "x"), headers={"Accept": "text/html"})
        assert answer.json()["error"] == "invalid_grant"


def test_authentication_comes_before_everything_else() -> None:
    """A bad secret is said even when nothing else came."""
    with federator() as fc:
        client_id, _ = credentials(fc)
        answer = fc.browser().post("/api/v2/token", data={"client_id": client_id, "client_secret": "faux"})
        assert answer.json()["error"] == "invalid_client"


def test_a_json_body_is_not_read() -> None:
    """The media type is looked at first."""
    with federator() as fc:
        answer = fc.browser().post("/api/v2/token", json=token_parameters(fc, "x"))
        assert answer.status_code == 400
        assert answer.json()["error_description"] == (
            "only application/x-www-form-urlencoded content-type bodies are supported on POST /token (undefined)"
        )


def basic(client_id: str, secret: str) -> dict[str, str]:
    """A Basic header, as RFC 6749 encodes it."""
    pair = f"{quote_plus(client_id)}:{quote_plus(secret)}"
    return {"Authorization": f"Basic {b64encode(pair.encode()).decode()}"}


def test_basic_is_accepted_although_not_advertised() -> None:
    """The engine takes either for a client_secret_post client."""
    with federator() as fc:
        browser = fc.browser()
        data = token_parameters(fc, browser.log_in()["code"], client_id=None, client_secret=None)
        assert browser.post("/api/v2/token", data=data, headers=basic(*credentials(fc))).status_code == 200


def test_a_refused_header_is_challenged() -> None:
    """WWW-Authenticate comes only when an Authorization header did."""
    with federator() as fc:
        client_id, _ = credentials(fc)
        data = token_parameters(fc, "x", client_id=None, client_secret=None)
        answer = fc.browser().post("/api/v2/token", data=data, headers=basic(client_id, "faux"))
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"] == (
            f'Basic realm="{ISSUER}", error="invalid_client", error_description="client authentication failed"'
        )


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("Basic", "Y04F62CD"),
        ("Bearer abc", "Y04F62CD"),
        ("Basic %%%", "Y046ADF1"),
        (f"Basic {b64encode(b'sans-deux-points').decode()}", "Y046ADF1"),
    ],
)
def test_a_malformed_header_is_a_bad_request(header: str, code: str) -> None:
    """400, not 401; the two lines of the engine that say the same words have each their code."""
    with federator() as fc:
        data = token_parameters(fc, "x", client_id=None, client_secret=None)
        answer = fc.browser().post("/api/v2/token", data=data, headers={"Authorization": header})
        assert answer.status_code == 400
        assert answer.json()["error_description"] == "invalid authorization header value format (undefined)"
        assert f"?code={code}&id=" in answer.json()["error_uri"]


@pytest.mark.parametrize(("name", "value"), [("client_id", "x"), ("grant_type", "authorization_code"), ("code", "x")])
def test_a_known_parameter_twice_is_refused(name: str, value: str) -> None:
    """Authentication parameters first; an unknown one may come as often as it likes."""
    with federator() as fc:
        browser = fc.browser()
        code = browser.log_in()["code"]
        pairs = [*token_parameters(fc, code).items(), (name, value)]
        answer = browser.post("/api/v2/token", content=_form(pairs), headers=_FORM)
        expected = (
            "unsupported grant_type requested (undefined)"
            if name == "grant_type"
            else f"'{name}' parameter must not be provided twice (undefined)"
        )
        assert (answer.status_code, answer.json()["error_description"]) == (400, expected)
        unknown = [*token_parameters(fc, code).items(), ("autre", "1"), ("autre", "2")]
        assert browser.post("/api/v2/token", content=_form(unknown), headers=_FORM).status_code == 200


_FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def _form(pairs: list[tuple[str, str]]) -> str:
    return "&".join(f"{quote_plus(name)}={quote_plus(value)}" for name, value in pairs)


def test_an_origin_is_refused_once_the_client_is_known() -> None:
    """No cross-origin call: the browser of a citizen is not a server."""
    with federator() as fc:
        client_id, _ = credentials(fc)
        headers = {"Origin": "https://cantine.example.org"}
        answer = fc.browser().post("/api/v2/token", data=token_parameters(fc, "x"), headers=headers)
        assert answer.status_code == 400
        assert answer.json()["error_description"] == (
            f"origin https://cantine.example.org not allowed for client: {client_id} (undefined)"
        )


def test_the_only_redirect_uri_may_be_left_out() -> None:
    """With exactly one registered, the engine fills it in."""
    with federator(habilitation(redirect_uris=(CALLBACK,))) as fc:
        browser = fc.browser()
        assert browser.exchange(browser.log_in()["code"], redirect_uri=None).status_code == 200


@pytest.mark.parametrize(
    ("verifier", "bound"), [("v" * 42, "minimum length of 43"), ("v" * 129, "maximum length of 128")]
)
def test_a_verifier_of_the_wrong_length_is_a_bad_request(verifier: str, bound: str) -> None:
    """RFC 7636 sizes, before the verification that can only fail."""
    with federator() as fc:
        browser = fc.browser()
        answer = browser.exchange(browser.log_in()["code"], code_verifier=verifier)
        assert (
            answer.json()["error_description"]
            == f"code_verifier must be a string with a {bound} characters (undefined)"
        )


def test_a_code_of_another_client() -> None:
    """Said, and not burnt."""
    with federator(habilitation(), habilitation("piscine")) as fc:
        browser = fc.browser()
        code = browser.log_in()["code"]
        client_id, secret = credentials(fc, "piscine")
        answer = browser.exchange(code, client_id=client_id, client_secret=secret)
        assert answer.json()["error_description"] == "grant request is invalid (client mismatch)"
        assert "Y047A2EA" in answer.json()["error_uri"]
        assert browser.exchange(code).status_code == 200


def test_a_replay_revokes_everything() -> None:
    """Second use: already consumed, and the access token dies; third use: not found."""
    with federator() as fc:
        browser = fc.browser()
        code = browser.log_in()["code"]
        access_token = browser.exchange(code).json()["access_token"]
        assert browser.userinfo(access_token).status_code == 200
        second = browser.exchange(code)
        assert second.json()["error_description"] == "grant request is invalid (authorization code already consumed)"
        assert "Y0416228" in second.json()["error_uri"]
        dead = browser.userinfo(access_token)
        assert dead.json()["error_description"] == "invalid token provided (access token not found)"
        third = browser.exchange(code)
        assert third.json()["error_description"] == "grant request is invalid (authorization code not found)"


def test_a_code_lives_30_seconds() -> None:
    """29 s after consent it is good, 31 s after it is not found."""
    for seconds, status in ((29, 200), (31, 400)):
        with federator() as fc:
            lease = fc.lease("cantine")
            browser = fc.browser()
            code = browser.log_in()["code"]
            fc.elapse(lease, seconds)
            answer = browser.exchange(code)
            assert answer.status_code == status
            assert status == 200 or "authorization code not found" in answer.text


def test_what_is_born_after_time_was_moved_is_young() -> None:
    """`elapse` ages what is stored, not what comes next."""
    with federator() as fc:
        fc.elapse(fc.lease("cantine"), 3600)
        assert "access_token" in fc.browser().tokens()


def test_amr_only_when_asked_by_claims_and_allowed() -> None:
    """Nine members instead of eight; the scope `amr` gives nothing."""
    with federator(habilitation(claims=("amr",))) as fc:
        asked = fc.browser().tokens(claims='{"id_token": {"amr": {"essential": true}}}')
        _, claims = decoded(asked["id_token"])
        assert claims["amr"] == ["fc", "pwd"]
        assert len(claims) == 9
        _, without = decoded(fc.browser().tokens(scope="openid amr")["id_token"])
        assert "amr" not in without


def test_unknown_scopes_are_dropped_from_the_answer() -> None:
    """They were ignored at the start."""
    with federator() as fc:
        assert fc.browser().tokens(scope="openid inconnu email")["scope"] == "openid email"


@pytest.mark.parametrize("algorithm", ["ES256", "RS256"])
def test_tokens_are_signed_by_published_keys(algorithm: str) -> None:
    """The header's kid is in the JWKS, and the signature holds."""
    with federator(habilitation(id_token_alg=algorithm)) as fc:
        browser = fc.browser()
        tokens = browser.tokens()
        keys = KeySet.import_key_set(browser.get("/api/v2/jwks").json())
        header, _ = decoded(tokens["id_token"])
        assert header["alg"] == algorithm
        jws.deserialize_compact(tokens["id_token"], keys, [algorithm])


def test_hs256_is_signed_by_the_secret() -> None:
    """No key of the JWKS, so no kid: the client's secret is the key."""
    with federator(habilitation(id_token_alg="HS256")) as fc:
        tokens = fc.browser().tokens()
        header, _ = decoded(tokens["id_token"])
        assert header == {"alg": "HS256"}
        jws.deserialize_compact(tokens["id_token"], OctKey.import_key(credentials(fc)[1]), ["HS256"])


def test_auth_time_is_the_moment_of_consent() -> None:
    """Not later than the token, not earlier than a moment ago."""
    with federator() as fc:
        _, claims = decoded(fc.browser().tokens()["id_token"])
        assert 0 <= claims["iat"] - claims["auth_time"] <= 5


def test_two_clients_of_one_entity_share_the_sub() -> None:
    """The sub is pairwise by entity, not by client."""
    same = "entite-commune-01234567890123456789"
    with federator(habilitation(entity_id=same), habilitation("piscine", entity_id=same), habilitation("musee")) as fc:
        subs = [
            decoded(_tokens_of(fc.browser(), name)["id_token"])[1]["sub"] for name in ("cantine", "piscine", "musee")
        ]
        assert subs[0] == subs[1] != subs[2]


def _tokens_of(browser: Browser, application: str) -> dict[str, str]:
    client_id, secret = credentials(browser.federator, application)
    consent = browser.to_consent(client_id=client_id)
    code = parameters(location(browser.agree(consent)))["code"]
    found: dict[str, str] = browser.exchange(code, client_id=client_id, client_secret=secret).json()
    return found
