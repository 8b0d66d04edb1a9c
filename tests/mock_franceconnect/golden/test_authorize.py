"""What L recorded at /authorize: two error worlds, and of several faults in one request the one that is told."""

import pytest
from franceconnect_bench import CALLBACK, ISSUER, STATE, error_code, federator, location, parameters

ELSEWHERE = "https://ailleurs.example.org/retour"
AMR = '{"id_token": {"amr": {"essential": true}}}'

# In order: the page of the list, the engine's page for an unknown client, its redirects, its page for an address it cannot trust,
# then FranceConnect's own. Each request has the fault of its row and those of the rows below.
ORDER: dict[str, tuple[dict[str, str | None], str]] = {
    "the list": ({"nonce": "court", "client_id": "inconnu", "response_type": "", "claims": "{"}, "Y030007"),
    "the client": ({"client_id": "inconnu", "response_type": "", "scope": "email", "claims": "{"}, "Y04EA6EF"),
    "response_type empty": (
        {"response_type": "", "scope": "cnam_caisse", "claims": "{"},
        "missing required parameter 'response_type'",
    ),
    "response_type": (
        {"response_type": "inconnu", "scope": "cnam_caisse", "claims": "{"},
        "unsupported response_type requested",
    ),
    "scope": ({"scope": "cnam_caisse", "claims": "{", "idp_hint": "x"}, "requested scope is not allowed"),
    "openid": (
        {"scope": "email", "claims": "{", "idp_hint": "x"},
        "openid scope must be requested when using the acr_values parameter",
    ),
    "claims": ({"claims": "{", "idp_hint": "x"}, "could not parse the claims parameter JSON"),
    "amr": ({"claims": AMR, "idp_hint": "x", "acr_values": "eidas2"}, "Y100009"),
    "idp_hint": ({"idp_hint": "x", "acr_values": "eidas2"}, "An idp_hint was provided but is not allowed"),
}
# The same faults with an address that nobody registered: what the engine sees before it shows as a fault without a code.
UNTRUSTED = {
    "the list": "Y030007",
    "the client": "Y04EA6EF",
    "response_type empty": "Y040001",
    "response_type": "Y040001",
    "scope": "Y040001",
    "openid": "Y040001",
    "claims": "Y04C013C",
    "amr": "Y04C013C",
    "idp_hint": "Y04C013C",
}


@pytest.mark.parametrize("name", ORDER)
def test_of_several_faults_the_first_is_told(name: str) -> None:
    """By a page with its code, or by redirect with its description."""
    changes, told = ORDER[name]
    with federator() as fc:
        answer = fc.browser().authorize(**changes)
        if told.startswith("Y"):
            assert (answer.status_code, error_code(answer)) == (400, told)
            assert "location" not in answer.headers
            return
        found = parameters(location(answer))
        assert location(answer).startswith(f"{CALLBACK}?")
        assert found["error_description"] == told
        assert list(found)[-2:] == ["state", "iss"]
        assert found["iss"] == ISSUER
        assert (answer.status_code, found["state"]) == ((302, "undefined") if name == "idp_hint" else (303, STATE))


@pytest.mark.parametrize("name", UNTRUSTED)
def test_an_untrusted_address_receives_nothing(name: str) -> None:
    """Whatever else is wrong, a page; its code says what the engine had seen."""
    with federator() as fc:
        answer = fc.browser().authorize(**ORDER[name][0], redirect_uri=ELSEWHERE)
        assert (answer.status_code, error_code(answer)) == (400, UNTRUSTED[name])
        assert "location" not in answer.headers
