"""Section A of the register of facts: the routes that exist, and nothing else."""

import pytest
from franceconnect_bench import error_code, federator

from rulebook.platforms import HIGH, LOW, Platform

BOTH = pytest.mark.parametrize("platform", [LOW, HIGH], ids=["low", "high"])
UID = "u" * 43

# Method, path, and what a caller without session, credential or parameter gets: never the page of an unknown address.
DECLARED = {
    ("GET", "/.well-known/openid-configuration"): (200, ""),
    ("GET", "/jwks"): (200, ""),
    ("GET", "/authorize"): (400, "Y030007"),
    ("POST", "/authorize"): (400, "Y030007"),
    ("GET", f"/authorize/{UID}"): (400, "Y04D5AB7"),
    ("POST", "/token"): (400, ""),
    ("GET", "/userinfo"): (401, ""),
    ("POST", "/token/revocation"): (400, "Y000400"),
    ("GET", "/session/end"): (400, "Y000400"),
    ("POST", "/session/end/confirm"): (400, ""),
    ("GET", "/session/end/success"): (200, ""),
    ("POST", "/checktoken"): (400, ""),
    ("GET", f"/interaction/{UID}"): (401, "Y190001"),
    ("POST", "/redirect-to-idp"): (400, "Y470002"),
    ("GET", "/oidc-callback"): (400, "Y420002"),
    ("GET", f"/interaction/{UID}/verify"): (400, "Y420002"),
    ("GET", f"/interaction/{UID}/consent"): (401, "Y190001"),
    ("POST", "/login"): (400, "Y470002"),
    ("GET", "/auto-login"): (400, "Y420002"),
    ("GET", "/redirect-to-sp-with-error"): (500, "Y030030"),
    ("POST", "/client/disconnect-from-idp"): (401, "Y190001"),
    ("GET", "/client/logout-callback"): (401, "Y190001"),
    ("GET", "/accessibilite"): (200, ""),
}


@BOTH
@pytest.mark.parametrize(("method", "path"), DECLARED, ids=lambda part: part.strip("/"))
def test_declared(platform: Platform, method: str, path: str) -> None:
    """Each one answers for itself to a stranger."""
    with federator(platform=platform) as fc:
        answer = fc.browser().request(method, f"/api/v2{path}")
        status, code = DECLARED[method, path]
        assert answer.status_code == status
        if code:
            assert error_code(answer) == code


@BOTH
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/userinfo"),
        ("GET", "/token"),
        ("POST", "/session/end"),
        ("POST", "/token/introspection"),
        ("POST", "/reg"),
        ("POST", "/request"),
        ("POST", "/device/auth"),
        ("GET", "/device"),
        ("GET", "/session/check"),
        ("OPTIONS", "/token"),
        ("OPTIONS", "/userinfo"),
        ("OPTIONS", "/authorize"),
        ("OPTIONS", "/jwks"),
        ("GET", "/nulle-part"),
    ],
)
def test_undeclared(platform: Platform, method: str, path: str) -> None:
    """404, an HTML page, Y000404: the engine's other names, wrong methods, every OPTIONS."""
    with federator(platform=platform) as fc:
        answer = fc.browser().request(method, f"/api/v2{path}")
        assert (answer.status_code, error_code(answer)) == (404, "Y000404")
        assert answer.headers["content-type"].startswith("text/html")


@BOTH
def test_the_front_door(platform: Platform) -> None:
    """301 to the public site, in plain text."""
    with federator(platform=platform) as fc:
        answer = fc.browser().get("/api/v2")
        assert (answer.status_code, answer.headers["location"]) == (301, "https://franceconnect.gouv.fr")
        assert answer.headers["content-type"].startswith("text/plain")


def test_accessibility() -> None:
    """An HTML page, whoever asks."""
    with federator() as fc:
        answer = fc.browser().get("/api/v2/accessibilite")
        assert answer.headers["content-type"].startswith("text/html")
        assert 'id="accessibilite"' in answer.text


@pytest.mark.parametrize(("uid", "status"), [("u" * 20, 400), ("u" * 21, 401), ("u" * 60, 401), ("u" * 61, 400)])
def test_an_interaction_id_is_ascii_of_21_to_60_characters(uid: str, status: int) -> None:
    """Another one is a framework error, Y000400; within the bounds only the session is missing."""
    with federator() as fc:
        answer = fc.browser().get(f"/api/v2/interaction/{uid}")
        assert answer.status_code == status
        assert error_code(answer) == {400: "Y000400", 401: "Y190001"}[status]
