"""What the canteen refuses, over real HTTP: one thing wrong at a time, and nothing more is asked after it."""

import time
from collections.abc import Callable
from typing import Any

import httpx2
import pytest
from canteen_steps import accept, etat, log_in, open_account, text_of
from honest_bench import ASSIETTE, SPI, Bench, envelope, miswritten, unsigned
from joserfc.jwk import ECKey

Claims = dict[str, Any]
CHANGES: list[tuple[str, Callable[[Claims], Claims]]] = [
    ("issuer_is_franceconnect", lambda claims: claims | {"iss": "https://mallory.example/api/v2"}),
    ("audience_is_us", lambda claims: claims | {"aud": "somebody-else"}),
    ("not_expired", lambda claims: claims | {"exp": int(time.time()) - 60}),
    ("issued_recently", lambda claims: claims | {"iat": int(time.time()) + 600}),
    ("nonce_is_ours", lambda claims: claims | {"nonce": "n" * 43}),
    ("level_is_enough", lambda claims: claims | {"acr": "eidas0"}),
    ("subject_is_present", lambda claims: claims | {"sub": ""}),
]
FORGERIES: list[tuple[str, Callable[[str], str]]] = [
    ("signature_is_true", miswritten),
    ("algorithm_is_ours", unsigned),
    ("message_is_a_jws", lambda message: message.split(".")[1]),
]


def refused(page: httpx2.Response, rule: str, citizen: httpx2.Client) -> None:
    """The page refuses under `rule`, and nobody is logged in."""
    assert (etat(page), page.status_code) == ("refus", 403)
    assert rule in page.text
    assert etat(citizen.get("/identite")) == "accueil"


@pytest.mark.parametrize(("rule", "change"), CHANGES)
def test_a_wrong_id_token_logs_nobody_in(
    bench: Bench, citizen: httpx2.Client, rule: str, change: Callable[[Claims], Claims]
) -> None:
    """One claim wrong in a truly signed id_token: refused, and userinfo is not asked."""
    bench.id_token = change
    refused(log_in(citizen), f"id_token.{rule}", citizen)
    assert bench.calls("userinfo") == []


@pytest.mark.parametrize(("rule", "forge"), FORGERIES)
def test_a_forged_id_token_logs_nobody_in(
    bench: Bench, citizen: httpx2.Client, rule: str, forge: Callable[[str], str]
) -> None:
    """Right claims, wrong signature: refused, and userinfo is not asked."""
    bench.forge_id_token = forge
    refused(log_in(citizen), f"signed.{rule}", citizen)
    assert bench.calls("userinfo") == []


def test_a_key_that_franceconnect_does_not_publish_is_refused(bench: Bench, citizen: httpx2.Client) -> None:
    """The keys are asked again once, then the message is refused."""
    bench.published = [bench.key]
    bench.key = ECKey.generate_key("P-256", {"kid": "kid-of-mallory"})
    refused(log_in(citizen), "signed.key_is_published", citizen)
    assert len(bench.calls("jwks")) == 2


@pytest.mark.parametrize(("rule", "change"), [CHANGES[0], CHANGES[1], CHANGES[2]])
def test_a_wrong_userinfo_logs_nobody_in(
    bench: Bench, citizen: httpx2.Client, rule: str, change: Callable[[Claims], Claims]
) -> None:
    """Its issuer, its audience and its end are checked like the id_token's."""
    bench.userinfo = change
    refused(log_in(citizen), f"userinfo.{rule}", citizen)


def test_a_userinfo_about_somebody_else_logs_nobody_in(bench: Bench, citizen: httpx2.Client) -> None:
    """The subject must be the id_token's."""
    bench.userinfo = lambda claims: claims | {"sub": "0" * 64 + "v1"}
    refused(log_in(citizen), "userinfo.same_person", citizen)


def test_a_userinfo_in_plain_json_logs_nobody_in(bench: Bench, citizen: httpx2.Client) -> None:
    """Without a signed type, its content is not even read."""
    bench.userinfo_type = "application/json"
    refused(log_in(citizen), "userinfo.is_signed", citizen)


@pytest.mark.parametrize(
    ("media", "forge"), [("text/html", lambda _: "<html></html>"), ("application/jwt", lambda _: "")]
)
def test_a_page_or_nothing_in_the_place_of_a_userinfo_is_an_error(
    bench: Bench, citizen: httpx2.Client, media: str, forge: Callable[[str], str]
) -> None:
    """A proxy's breakdown is no lie: the citizen is not told that they were refused."""
    bench.userinfo_type, bench.forge_userinfo = media, forge
    page = log_in(citizen)
    assert (etat(page), page.status_code) == ("erreur", 502)
    assert etat(citizen.get("/identite")) == "accueil"


@pytest.mark.parametrize(("rule", "forge"), FORGERIES)
def test_a_forged_userinfo_logs_nobody_in(
    bench: Bench, citizen: httpx2.Client, rule: str, forge: Callable[[str], str]
) -> None:
    """The id_token is true, the userinfo is not."""
    bench.forge_userinfo = forge
    refused(log_in(citizen), f"signed.{rule}", citizen)


@pytest.mark.parametrize("name", ["given_name", "family_name", "birthdate"])
@pytest.mark.parametrize(
    "value", [["DUBOIS"], {"fr": "DUBOIS"}, 12, True, None, "", "  ", "DU\u202eBOIS", "DU\nBOIS", "DU\u2028BOIS"]
)
def test_an_identity_that_is_no_plain_text_is_an_error(
    bench: Bench, citizen: httpx2.Client, name: str, value: Any
) -> None:
    """Another type, nothing, or characters that turn or break the line where it is printed: nobody is greeted by it."""
    bench.userinfo = lambda claims: claims | {name: value}
    page = log_in(citizen)
    assert (etat(page), page.status_code) == ("erreur", 502)
    assert "Votre identité est incomplète" in text_of(page)
    assert etat(citizen.get("/identite")) == "accueil"


def test_a_busy_token_endpoint_is_told_as_such(bench: Bench, citizen: httpx2.Client) -> None:
    """429: busy, and the code is not sent again."""
    bench.token_answer = (429, b"")
    page = log_in(citizen)
    assert (etat(page), page.status_code) == ("erreur", 503)
    assert "momentanément saturé" in text_of(page)
    assert len(bench.calls("token")) == 1


def test_an_incomplete_identity_is_an_error(bench: Bench, citizen: httpx2.Client) -> None:
    """Without a birth date the family's file cannot be found: said as such."""
    bench.userinfo = lambda claims: {name: value for name, value in claims.items() if name != "birthdate"}
    page = log_in(citizen)
    assert (etat(page), page.status_code) == ("erreur", 502)


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"state": "forged-" + "s" * 40}, "state_is_ours"),
        ({"state": ""}, "state_is_ours"),
        ({"iss": "https://mallory.example/api/v2"}, "issuer_is_franceconnect"),
        ({"iss": ""}, "issuer_is_franceconnect"),
        ({"code": ""}, "code_is_present"),
    ],
)
def test_a_wrong_callback_redeems_nothing(
    bench: Bench, citizen: httpx2.Client, change: dict[str, str], rule: str
) -> None:
    """Forged or missing state, issuer or code: refused, and the code is not sent anywhere."""
    bench.callback = lambda parameters: parameters | change
    page = log_in(citizen)
    assert (etat(page), page.status_code) == ("refus", 400)
    assert rule in page.text
    assert bench.calls("token") == []


def test_a_callback_works_once(bench: Bench, citizen: httpx2.Client) -> None:
    """Going back, or replaying the address, redeems nothing again; the login that worked still works."""
    callback = log_in(citizen).history[1].url
    page = citizen.get(callback)
    assert (etat(page), page.status_code) == ("refus", 400)
    assert len(bench.calls("token")) == 1
    assert etat(citizen.get("/identite")) == "connecte"


def test_a_callback_of_another_browser_is_refused(bench: Bench, citizen: httpx2.Client) -> None:
    """An attacker's fresh answer, opened in the victim's browser, logs nobody in."""
    start = citizen.get("/franceconnect/connexion", follow_redirects=False)
    back = httpx2.get(start.headers["location"], trust_env=False).headers["location"]
    with httpx2.Client(base_url=citizen.base_url, follow_redirects=True, trust_env=False) as victim:
        page = victim.get(back)
        assert (etat(page), page.status_code) == ("refus", 400)
    assert bench.calls("token") == []


def test_access_denied_is_explained_kindly(bench: Bench, citizen: httpx2.Client) -> None:
    """The citizen gave up at FranceConnect: said without blame, with other ways."""
    bench.callback = lambda said: {"error": "access_denied", "state": said["state"], "iss": said["iss"]}
    page = log_in(citizen)
    assert (etat(page), page.status_code) == ("refus", 200)
    assert "Vous n’avez pas donné suite" in page.text
    assert 'href="/compte"' in page.text
    assert bench.calls("token") == []


@pytest.mark.parametrize(("error", "status"), [("server_error", 502), ("temporarily_unavailable", 503), ("x", 502)])
def test_other_errors_of_franceconnect_are_errors(
    bench: Bench, citizen: httpx2.Client, error: str, status: int
) -> None:
    """Told as a fault, with an honest status."""
    bench.callback = lambda said: {"error": error, "state": said["state"], "iss": said["iss"]}
    page = log_in(citizen)
    assert (etat(page), page.status_code) == ("erreur", status)


@pytest.mark.parametrize(
    "answer",
    [
        (400, b'{"error": "invalid_grant"}'),
        (500, b"boom"),
        (200, b"<html>"),
        (200, b"[]"),
    ],
)
def test_a_token_answer_that_is_none_is_an_error(
    bench: Bench, citizen: httpx2.Client, answer: tuple[int, bytes]
) -> None:
    """Refused code, fault, nonsense: an error page, one attempt."""
    bench.token_answer = answer
    page = log_in(citizen)
    assert (etat(page), page.status_code) == ("erreur", 502)
    assert len(bench.calls("token")) == 1


@pytest.mark.parametrize(
    "answer",
    [
        b"{}",
        b'{"access_token": "a", "token_type": "Bearer"}',
        b'{"access_token": "a", "id_token": null, "token_type": "Bearer"}',
        b'{"id_token": "a.b.c", "token_type": "Bearer"}',
        b'{"access_token": "a", "id_token": "a.b.c", "token_type": "mac"}',
    ],
)
def test_a_good_answer_that_is_not_whole_is_refused(bench: Bench, citizen: httpx2.Client, answer: bytes) -> None:
    """Without one of the tokens, or of another kind: no breakdown, and nothing to build on."""
    bench.token_answer = (200, answer)
    refused(log_in(citizen), "token.answer_is_whole", citizen)
    assert len(bench.calls("token")) == 1


@pytest.mark.parametrize("change", [{"issuer": "https://mallory.example"}, {"token_endpoint": None}])
def test_a_discovery_document_that_is_not_ours_is_refused(bench: Bench, citizen: httpx2.Client, change: Claims) -> None:
    """Nobody is sent to an unknown FranceConnect."""
    bench.discovery = lambda document: document | change
    page = log_in(citizen)
    assert (etat(page), page.status_code) == ("erreur", 502)
    assert bench.calls("authorize") == []


def test_the_second_authorization_must_be_the_same_person(bench: Bench, citizen: httpx2.Client) -> None:
    """Somebody else comes back with the tax consent: refused, and the tax API is not called."""
    log_in(citizen)
    bench.sub = "0" * 64 + "v1"
    page = accept(citizen)
    assert (etat(page), page.status_code) == ("refus", 403)
    assert "same_person" in page.text
    assert bench.calls("assiettes") == bench.calls("apim") == []


@pytest.mark.parametrize(
    ("answer", "status", "words"),
    [
        ((410, envelope(4101)), 404, "Aucune donnée fiscale pour les deux dernières années"),
        ((410, envelope(4102)), 404, "introuvable"),
        ((403, envelope(4031)), 502, "L’accès de la commune"),
        ((400, envelope(910000)), 502, "raison technique"),
        ((429, envelope(900804)), 503, "par minute"),
        ((500, envelope(500)), 502, "ne nous a pas répondu"),
        ((200, {"nbPart": 1}), 502, "incomplète"),
        ((200, {"rfr": 1000}), 502, "incomplète"),
        ((200, b"{"), 502, "illisible"),
    ],
)
def test_no_error_of_the_tax_api_is_shown_as_an_income(
    bench: Bench, citizen: httpx2.Client, answer: tuple[int, Any], status: int, words: str
) -> None:
    """Each fault has its own words, no price is shown, and a way on is given."""
    bench.api = {2025: answer, 2024: answer}
    log_in(citizen)
    page = accept(citizen)
    assert (etat(page), page.status_code) == ("erreur", status)
    assert words in text_of(page)
    assert "€" not in page.text
    assert "avis d’impôt" in page.text
    assert etat(citizen.get("/resultat")) == "accueil"


def test_an_error_other_than_no_data_never_asks_another_year(bench: Bench, citizen: httpx2.Client) -> None:
    """The year before is there, but a fault is not a reason to use it."""
    bench.api = {2025: (500, {}), 2024: (200, ASSIETTE)}
    log_in(citizen)
    assert etat(accept(citizen)) == "erreur"
    assert [call["annee"] for call in bench.calls("assiettes")] == [2025]


def test_refused_gateway_credentials_are_an_error(bench: Bench, citizen: httpx2.Client) -> None:
    """Without a gateway token the tax API is not called."""
    bench.apim_answer = (401, {"error": "invalid_client"})
    open_account(citizen)
    page = accept(citizen, "/compte", spi=SPI)
    assert (etat(page), page.status_code) == ("erreur", 502)
    assert bench.calls("assiettes") == []


def test_an_unreachable_franceconnect_is_an_error(bench: Bench, citizen: httpx2.Client) -> None:
    """Nobody listens at the token endpoint: an error page, not a crash."""
    bench.discovery = lambda document: document | {"token_endpoint": "http://127.0.0.1:9/token"}
    page = log_in(citizen)
    assert (etat(page), page.status_code) == ("erreur", 502)
    assert "FranceConnect ne répond pas" in page.text


def test_an_access_token_that_no_header_can_carry_is_refused(bench: Bench, citizen: httpx2.Client) -> None:
    """Told when it comes, before the signatures are looked at, and not by a crash when it is sent on."""
    bench.access_token = "jeton é"
    refused(log_in(citizen), "token.answer_is_whole", citizen)
    assert bench.calls("userinfo") == []
