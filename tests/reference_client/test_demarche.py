"""The whole démarche over real HTTP, with FranceConnect and with a town account."""

import re
import threading
import time
import uuid
from urllib.parse import parse_qs

import httpx2
import pytest
from canteen_fixtures import Open
from canteen_steps import accept, etat, form_token, log_in, open_account, text_of
from honest_bench import ASSIETTE, CLIENT_ID, CLIENT_SECRET, ID_TELESERVICE, SPI, Bench, envelope
from joserfc.jwk import ECKey

from reference_client.session import Sessions


def test_franceconnect_from_the_button_to_the_receipt(citizen: httpx2.Client) -> None:
    """Home, login, identity, information, consent, price."""
    assert etat(citizen.get("/")) == "accueil"
    identity = log_in(citizen)
    assert etat(identity) == "connecte"
    assert "DUBOIS" in identity.text
    assert "Bonjour Angela" in identity.text
    assert "24 août 1962" in identity.text
    assert etat(citizen.get("/information")) == "information"
    result = accept(citizen)
    assert (etat(result), result.status_code) == ("resultat", 200)
    assert "3,20 €" in text_of(result)
    assert re.search(r"CANT-[A-Z2-9]{4}-[A-Z2-9]{4}", result.text)


def test_only_identity_is_asked_before_the_citizen_agrees(bench: Bench, citizen: httpx2.Client) -> None:
    """The first authorization asks an identity; the tax scopes come with the second, after consent."""
    log_in(citizen)
    citizen.get("/information")
    assert [asked["scope"] for asked in bench.calls("authorize")] == ["openid given_name family_name birthdate"]
    assert bench.calls("assiettes") == []
    accept(citizen)
    assert bench.calls("authorize")[1]["scope"] == (
        "openid dgfip_rfr dgfip_nbpart dgfip_annee_n_moins_1 dgfip_annee_n_moins_2"
    )


def test_the_authorization_request_is_exact(bench: Bench, citizen: httpx2.Client) -> None:
    """Seven parameters, no other; states and nonces are long, fresh and different."""
    log_in(citizen)
    accept(citizen)
    requests = bench.calls("authorize")
    for asked in requests:
        assert set(asked) == {"response_type", "client_id", "redirect_uri", "scope", "state", "nonce", "acr_values"}
        assert asked["response_type"] == "code"
        assert asked["client_id"] == CLIENT_ID
        assert asked["redirect_uri"] == str(citizen.base_url.join("/franceconnect/retour"))
        assert asked["acr_values"] == "eidas1"
    secrets = [asked[name] for asked in requests for name in ("state", "nonce")]
    assert len(set(secrets)) == 4
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{32,}", secret) for secret in secrets)


def test_the_code_is_redeemed_once_with_the_secret_in_the_body(bench: Bench, citizen: httpx2.Client) -> None:
    """client_secret_post, same redirect_uri, one request a code."""
    log_in(citizen)
    accept(citizen)
    forms = bench.calls("token")
    assert [form["code"] for form in forms] == ["code-1", "code-2"]
    for form, asked in zip(forms, bench.calls("authorize"), strict=True):
        assert form == {
            "grant_type": "authorization_code",
            "code": form["code"],
            "redirect_uri": asked["redirect_uri"],
            "client_id": CLIENT_ID,
            "client_secret": CLIENT_SECRET,
        }


def test_the_tax_call_carries_the_four_headers(bench: Bench, citizen: httpx2.Client) -> None:
    """Gateway token, fresh UUID, téléservice, raw FranceConnect token; the right year, once."""
    log_in(citizen)
    accept(citizen)
    (call,) = bench.calls("assiettes")
    assert call["annee"] == 2025
    assert call["authorization"] == "Bearer apim-1"
    assert call["id_teleservice"] == ID_TELESERVICE
    assert call["x-franceconnect-oauth"] == "A" * 43
    assert str(uuid.UUID(call["x-correlation-id"])) == call["x-correlation-id"]
    (apim,) = bench.calls("apim")
    assert apim["authorization"] == "Basic YXBpbS1rZXk6YXBpbS1zZWNyZXQ="
    assert parse_qs(apim["body"]) == {"grant_type": ["client_credentials"], "scope": ["RessourceIR"]}


def test_the_year_before_is_asked_when_the_last_one_is_not_taxed(bench: Bench, citizen: httpx2.Client) -> None:
    """410/4101, then the year before, under another correlation id; the page says which year was used."""
    bench.api = {2024: (200, {"rfr": 12000, "nbPart": 1})}
    log_in(citizen)
    result = accept(citizen)
    assert etat(result) == "resultat"
    assert (
        "Aucun avis d’impôt n’a pu être obtenu pour les revenus de 2025 : le calcul porte sur ceux de 2024"
        in text_of(result)
    )
    assert "pas encore connus" not in text_of(citizen.get("/information"))
    english = text_of(citizen.get("/resultat?lang=en"))
    assert "No tax notice could be obtained for the income of 2025: the calculation uses that of 2024." in english
    assert "changed since (death, separation, move), see the school office" in english
    calls = bench.calls("assiettes")
    assert [call["annee"] for call in calls] == [2025, 2024]
    assert calls[0]["x-correlation-id"] != calls[1]["x-correlation-id"]


def test_the_gateway_token_serves_several_citizens(bench: Bench, citizen: httpx2.Client) -> None:
    """One token request for two démarches."""
    for _ in range(2):
        log_in(citizen)
        assert etat(accept(citizen)) == "resultat"
    assert len(bench.calls("apim")) == 1


def test_a_stale_gateway_token_is_renewed_once(bench: Bench, citizen: httpx2.Client) -> None:
    """401/900901: another token, the same call again, and it works."""
    bench.refuse_api_tokens = 1
    log_in(citizen)
    assert etat(accept(citizen)) == "resultat"
    assert [call["authorization"] for call in bench.calls("assiettes")] == ["Bearer apim-1", "Bearer apim-2"]


def test_a_gateway_that_refuses_every_token_is_not_harassed(bench: Bench, citizen: httpx2.Client) -> None:
    """Two calls, no more, then an error page."""
    bench.refuse_api_tokens = 10
    log_in(citizen)
    assert etat(accept(citizen)) == "erreur"
    assert len(bench.calls("assiettes")) == 2


def test_new_keys_of_franceconnect_hurt_nobody(bench: Bench, citizen: httpx2.Client) -> None:
    """Keys changed after we read them: they are asked again, once, and the login succeeds."""
    log_in(citizen)
    bench.key = ECKey.generate_key("P-256", {"kid": "kid-2", "use": "sig", "alg": "ES256"})
    assert etat(log_in(citizen)) == "connecte"
    assert len(bench.calls("jwks")) == 2


def test_spi_from_the_account_to_the_receipt(bench: Bench, citizen: httpx2.Client) -> None:
    """Local account, tax number, consent, price; no FranceConnect header, and the SPI is in no address of ours."""
    open_account(citizen)
    result = accept(citizen, "/compte", spi="0 123 456 789 789")
    assert etat(result) == "resultat"
    (call,) = bench.calls("assiettes")
    assert (call["spi"], call["annee"]) == (SPI, 2025)
    assert "x-franceconnect-oauth" not in call
    assert SPI not in "".join(str(response.url) for response in (*result.history, result))
    assert SPI not in result.text


@pytest.mark.parametrize("typed", ["", "123", "0123456789789x", "٠١٢٣٤٥٦٧٨٩٧٨٩", "../../etc", "01234567897891"])
def test_a_wrong_tax_number_asks_nothing_and_is_not_repeated(bench: Bench, citizen: httpx2.Client, typed: str) -> None:
    """The form comes back with an explanation, without the number, and the DGFiP was not called."""
    open_account(citizen)
    page = accept(citizen, "/compte", spi=typed)
    assert (etat(page), page.status_code) == ("formulaire", 422)
    assert not typed or typed not in page.text
    assert bench.calls("assiettes") == bench.calls("apim") == []


def test_nothing_is_asked_without_consent(bench: Bench, citizen: httpx2.Client) -> None:
    """An unticked box brings the page back, in both modes."""
    log_in(citizen)
    page = accept(citizen, consentement="")
    assert (etat(page), page.status_code) == ("information", 422)
    open_account(citizen)
    page = accept(citizen, "/compte", spi=SPI, consentement="")
    assert (etat(page), page.status_code) == ("formulaire", 422)
    assert len(bench.calls("authorize")) == 1
    assert bench.calls("assiettes") == []


def test_a_wrong_password_opens_nothing(citizen: httpx2.Client) -> None:
    """The account stays closed."""
    page = open_account(citizen, password="wrong")
    assert (etat(page), page.status_code) == ("formulaire", 403)
    assert 'name="spi"' not in citizen.get("/compte").text


def test_a_form_from_elsewhere_is_refused(bench: Bench, citizen: httpx2.Client) -> None:
    """Without the session's own form token, no form does anything."""
    log_in(citizen)
    for path in ("/franceconnect/donnees", "/compte", "/compte/donnees", "/deconnexion"):
        for token in ("", "x" * 43):
            page = citizen.post(path, data={"csrf": token, "consentement": "oui", "spi": SPI})
            assert (etat(page), page.status_code) == ("erreur", 403), path
    assert len(bench.calls("authorize")) == 1
    assert etat(citizen.get("/identite")) == "connecte"


def test_a_form_too_long_is_said_to_be_so(citizen: httpx2.Client) -> None:
    """It has not expired: waiting would not mend it."""
    citizen.get("/compte")
    page = citizen.post("/compte", data={"identifiant": "x" * 9000})
    assert (etat(page), page.status_code) == ("erreur", 413)
    assert "trop long" in text_of(page)


def test_pages_of_a_session_need_the_session(citizen: httpx2.Client) -> None:
    """Without a login, inner pages lead home."""
    for path in ("/identite", "/information", "/resultat"):
        assert etat(citizen.get(path)) == "accueil"


def test_logging_out_forgets_everything(citizen: httpx2.Client) -> None:
    """Identity, receipt and cookie are gone."""
    log_in(citizen)
    accept(citizen)
    page = citizen.post("/deconnexion", data={"csrf": form_token(citizen.get("/identite"))})
    assert etat(page) == "deconnecte"
    assert etat(citizen.get("/identite")) == "accueil"
    assert etat(citizen.get("/resultat")) == "accueil"
    assert [name for name in citizen.cookies if name != "villefictive_langue"] == []


def test_the_session_cookie_is_opaque_guarded_and_changes_with_the_login(citizen: httpx2.Client) -> None:
    """HttpOnly, SameSite=Lax, and not the one that was known before."""
    start = citizen.get("/franceconnect/connexion", follow_redirects=False)
    before = start.headers["set-cookie"]
    assert "HttpOnly" in before
    assert "SameSite=lax" in before
    assert "Secure" not in before
    old = dict(citizen.cookies)
    citizen.get(start.headers["location"])
    assert etat(citizen.get("/identite")) == "connecte"
    assert dict(citizen.cookies) != old
    stranger = httpx2.Client(base_url=citizen.base_url, cookies=old, follow_redirects=True, trust_env=False)
    with stranger:
        assert etat(stranger.get("/identite")) == "accueil"


def test_a_receipt_is_gone_after_half_an_hour(citizen: httpx2.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read every ten minutes, it ends all the same; the citizen is still logged in, and both pages had said so."""
    log_in(citizen)
    assert "30 minutes au plus après le calcul" in text_of(citizen.get("/information"))
    assert "30 minutes au plus après le calcul" in text_of(citizen.get("/mentions"))
    start = time.time()
    accept(citizen)
    for minutes, shown in ((10, "resultat"), (20, "resultat"), (30, "accueil")):
        monkeypatch.setattr("reference_client.app.time", lambda: start + 60 * minutes)  # noqa: B023  (used at once)
        assert etat(citizen.get("/resultat")) == shown
    assert etat(citizen.get("/identite")) == "connecte"


def test_what_is_over_is_erased_although_nobody_comes(open_canteen: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    """By a sweep, and not by the next visit."""
    swept = threading.Event()
    monkeypatch.setattr("reference_client.app.SWEEP", 0.01)
    monkeypatch.setattr(Sessions, "forget_old", lambda _, now: swept.set() if now else None)
    open_canteen()
    assert swept.wait(10)


def test_a_new_login_forgets_the_receipt_of_the_last_one(citizen: httpx2.Client) -> None:
    """On a shared computer the next person does not see the previous price."""
    log_in(citizen)
    accept(citizen)
    log_in(citizen)
    assert etat(citizen.get("/resultat")) == "accueil"


def test_saying_no_on_the_information_page_is_kind(bench: Bench, citizen: httpx2.Client) -> None:
    """The citizen's refusal is not an error, and other ways are shown."""
    log_in(citizen)
    page = citizen.get("/refus")
    assert (etat(page), page.status_code) == ("refus", 200)
    assert "copie de votre avis d’impôt" in page.text
    assert bench.calls("assiettes") == []


def test_zero_income_is_an_income(bench: Bench, citizen: httpx2.Client) -> None:
    """A household without income pays the lowest price: that is an answer, not an error."""
    bench.api = {2025: (200, {**ASSIETTE, "rfr": 0})}
    log_in(citizen)
    assert "1,00 €" in text_of(accept(citizen))


def test_an_unknown_taxpayer_is_told_so_in_spi_mode(bench: Bench, citizen: httpx2.Client) -> None:
    """410/4102 stops at once, and gives a way on."""
    bench.api = {2025: (410, envelope(4102))}
    open_account(citizen)
    page = accept(citizen, "/compte", spi=SPI)
    assert (etat(page), page.status_code) == ("erreur", 404)
    assert "introuvable" in page.text
    assert len(bench.calls("assiettes")) == 1
