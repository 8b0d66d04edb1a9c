"""The path by civil status over real HTTP: what is asked of SFiP, what the citizen is told, and what is written nowhere."""

import html
import logging

import httpx2
import pytest
from canteen_fixtures import PROMPT, Open
from canteen_steps import accept, etat, form_token, log_in, open_account, text_of
from honest_bench import SFIP_ID_TELESERVICE, Bench, envelope

from reference_client.demarches import DEMARCHES

TYPED = {
    "nom": "Le Breton",
    "prenoms": "Angéla  Claire",
    "sexe": "2",
    "naissance": "24/08/1962",
    "pays": "99100",
    "departement": "37",
    "commune": "261",
}


def test_from_the_account_to_the_receipt(bench: Bench, citizen: httpx2.Client) -> None:
    """Town account, civil status, consent, price: of the last known taxation, since the answer names no year."""
    assert 'href="/etat-civil"' in open_account(citizen).text
    page = accept(citizen, "/etat-civil", **TYPED)
    assert etat(page) == "resultat"
    assert "3,20 €" in text_of(page)
    assert "Année des revenus celle de votre dernière imposition connue" in text_of(page)
    assert "2025" not in text_of(page)
    assert bench.calls("assiettes") == []


def test_the_call_is_the_contract_s(bench: Bench, citizen: httpx2.Client) -> None:
    """Its own téléservice, its own scope, no FranceConnect token, no tax number; what was typed, tidied."""
    open_account(citizen)
    accept(citizen, "/etat-civil", **TYPED)
    (call,) = bench.calls("sfip")
    assert call["query"] == {
        "nom": "Le Breton",
        "prenom": "Angéla Claire",
        "sexe": "2",
        "naisDate": "24/08/1962",
        "naisCodePays": "99100",
        "naisCodeDept": "37",
        "naisCodeCommune": "261",
    }
    assert call["id_teleservice"] == SFIP_ID_TELESERVICE
    assert "application/vnd.dgfip.sfip.v1.0+json" in call["accept"]
    assert "x-franceconnect-oauth" not in call
    (apim,) = bench.calls("apim")
    assert "scope=sfip_donnees_fiscales_usagers" in apim["body"]


def test_each_api_has_its_own_token(bench: Bench, citizen: httpx2.Client) -> None:
    """One scope a token, and each serves many citizens."""
    open_account(citizen)
    for _ in range(2):
        accept(citizen, "/compte", spi="0123456789789")
        accept(citizen, "/etat-civil", **TYPED)
    assert ["sfip" in call["body"] for call in bench.calls("apim")] == [False, True]


def test_parking_has_that_path_too(bench: Bench, open_canteen: Open) -> None:
    """The same form, its own sentences, and a card."""
    citizen = open_canteen(demarche=DEMARCHES["stationnement"])
    open_account(citizen)
    assert "Votre adresse fiscale, celle de votre dernière imposition connue" in text_of(citizen.get("/etat-civil"))
    shown = text_of(accept(citizen, "/etat-civil", **TYPED))
    assert "Zone 94300" in shown
    assert "lors de votre dernière imposition connue" in shown
    assert len(bench.calls("sfip")) == 1


def test_who_was_born_abroad_needs_no_commune(bench: Bench, citizen: httpx2.Client) -> None:
    """The country is enough."""
    open_account(citizen)
    abroad = {**TYPED, "pays": "99139", "departement": "", "commune": ""}
    assert etat(accept(citizen, "/etat-civil", **abroad)) == "resultat"
    assert set(bench.calls("sfip")[0]["query"]) == {"nom", "prenom", "sexe", "naisDate", "naisCodePays"}


@pytest.mark.parametrize("field", TYPED)
def test_a_field_to_correct_brings_the_form_back_and_asks_nothing(
    bench: Bench, citizen: httpx2.Client, field: str
) -> None:
    """The field is pointed at, the others are kept, escaped, and the DGFiP was not called."""
    open_account(citizen)
    page = accept(citizen, "/etat-civil", **{**TYPED, field: '"><script>'})
    assert (etat(page), page.status_code) == ("formulaire", 422)
    assert f'id="{field}-faux"' in page.text
    assert "<script>" not in page.text
    assert "Rien n’a été demandé" in page.text
    if field != "nom":
        assert f'value="{html.escape(TYPED["nom"])}"' in page.text
    assert bench.calls("sfip") == bench.calls("apim") == []


def test_a_birth_without_its_day_needs_a_box(bench: Bench, citizen: httpx2.Client) -> None:
    """The year alone is half a guess; who has a presumed date says so, and the box stays ticked when the form comes back."""
    open_account(citizen)
    year = {**TYPED, "naissance": "1962"}
    page = accept(citizen, "/etat-civil", **year)
    assert (etat(page), page.status_code) == ("formulaire", 422)
    assert 'id="naissance-faux"' in page.text
    page = accept(citizen, "/etat-civil", **{**year, "nom": "2"}, naissance_presumee="oui")
    assert 'id="naissance-faux"' not in page.text
    assert 'aria-describedby="presumee-aide" checked' in page.text
    assert etat(accept(citizen, "/etat-civil", **year, naissance_presumee="oui")) == "resultat"
    assert [call["query"]["naisDate"] for call in bench.calls("sfip")] == ["1962"]


@pytest.mark.parametrize("code", [(404, envelope(40433)), (403, envelope(40305)), (416, envelope(4101))])
def test_nobody_can_guess_for_long(bench: Bench, citizen: httpx2.Client, code: tuple[int, object]) -> None:
    """Five questions that find nobody close both forms of the account for the session, even to a good answer and after another login."""
    open_account(citizen)
    bench.last = code
    for _ in range(5):
        assert accept(citizen, "/etat-civil", **TYPED).status_code == (404)
    bench.last = (200, {"rfr": 1000, "nbPart": 1})
    form = {"csrf": form_token(citizen.get("/mentions")), "consentement": "oui"}
    closed = [
        citizen.post("/etat-civil", data={**form, **TYPED}),
        citizen.post("/compte/donnees", data={**form, "spi": "0123456789789"}),
        citizen.get("/compte"),
        citizen.get("/etat-civil"),
        citizen.post("/compte", data={**form, "identifiant": "demo", "mot_de_passe": "demo"}),
    ]
    for page in closed:
        assert (etat(page), page.status_code) == ("erreur", 429)
        assert "Passez par FranceConnect" in text_of(page)
    assert len(bench.calls("sfip")) == 5
    assert bench.calls("assiettes") == []
    assert etat(log_in(citizen)) == "connecte"


def test_what_is_no_miss_is_not_counted(bench: Bench, open_canteen: Open) -> None:
    """Faults and results close nothing; a tax number that finds nobody counts like a civil status."""
    citizen = open_canteen(PROMPT)
    open_account(citizen)
    for answer in ((500, {}), (200, {"rfr": 1000, "nbPart": 1}), (403, envelope(900908))) * 2:
        bench.last = answer
        accept(citizen, "/etat-civil", **TYPED)
    for answer in ((410, envelope(4102)), (400, envelope(4001)), (410, envelope(4101)), (410, envelope(4102))):
        bench.api = {2025: answer}
        assert accept(citizen, "/compte", spi="0123456789789").status_code in {404, 422}
    bench.last = (404, envelope(40433))
    assert accept(citizen, "/etat-civil", **TYPED).status_code == 404
    assert citizen.get("/compte").status_code == 429


@pytest.mark.parametrize("path", ["/compte", "/etat-civil", "/mentions"])
def test_the_account_is_said_to_be_tied_to_nobody(citizen: httpx2.Client, path: str) -> None:
    """Before the login, on both forms, and in the legal notice."""
    words = (
        "Une vraie commune vérifie, avant de demander quoi que ce soit, que le titulaire du compte est bien la personne"
    )
    assert words in text_of(citizen.get("/compte"))
    open_account(citizen)
    assert words in text_of(citizen.get(path))


def test_nothing_is_asked_without_consent(bench: Bench, citizen: httpx2.Client) -> None:
    """An unticked box brings the page back."""
    open_account(citizen)
    page = accept(citizen, "/etat-civil", **TYPED, consentement="")
    assert (etat(page), page.status_code) == ("formulaire", 422)
    assert "Sans votre accord" in page.text
    assert "Rien n’a été demandé" not in page.text
    assert bench.calls("sfip") == bench.calls("apim") == []


def test_the_path_needs_the_account(bench: Bench, citizen: httpx2.Client) -> None:
    """The form is behind the login, and so is what it does, even with the form token of a session."""
    assert citizen.get("/etat-civil").url.path == "/compte"
    log_in(citizen)
    page = accept(citizen, "/information", consentement="")
    assert etat(page) == "information"
    token = page.text.split('name="csrf" value="')[1].split('"')[0]
    page = citizen.post("/etat-civil", data={**TYPED, "csrf": token, "consentement": "oui"})
    assert (etat(page), page.status_code) == ("erreur", 403)
    page = citizen.post("/etat-civil", data={**TYPED, "csrf": "x" * 43, "consentement": "oui"})
    assert (etat(page), page.status_code) == ("erreur", 403)
    assert bench.calls("sfip") == []


def test_without_a_contract_the_path_is_not_offered(open_canteen: Open) -> None:
    """No link, no sentence, no page."""
    citizen = open_canteen(sfip_id_teleservice="")
    assert "état civil" not in citizen.get("/").text
    assert "/etat-civil" not in open_account(citizen).text
    assert "SFiP" not in citizen.get("/mentions").text
    for page in (citizen.get("/etat-civil"), citizen.post("/etat-civil", data=TYPED)):
        assert (etat(page), page.status_code) == ("erreur", 404)


@pytest.mark.parametrize(
    ("answer", "status", "words"),
    [
        ((403, envelope(40305)), 404, "Recommencez avec votre numéro fiscal"),
        ((404, envelope(40433)), 404, "Recommencez avec votre numéro fiscal"),
        ((416, envelope(4101, "Absence de réponse")), 404, "Aucune imposition connue"),
        ((400, envelope(4003)), 422, "Vérifiez les codes du pays"),
        ((500, envelope(40401)), 502, "ne nous a pas répondu correctement"),
        ((403, envelope(900908)), 502, "L’accès de la commune"),
        ((200, {"sitFam": "V", "nmNaiDec1": "DUBIGNOT", "rev": {}}), 502, "incomplète"),
    ],
)
def test_what_sfip_cannot_say_is_told_truly(
    bench: Bench, open_canteen: Open, answer: tuple[int, object], status: int, words: str
) -> None:
    """Never "no income": what to do instead, one call, no receipt."""
    bench.last = answer
    citizen = open_canteen(PROMPT)
    open_account(citizen)
    page = accept(citizen, "/etat-civil", **TYPED)
    assert (etat(page), page.status_code) == ("erreur", status)
    assert words in text_of(page)
    assert 'href="/compte"' in page.text
    assert "€" not in page.text
    assert etat(citizen.get("/resultat")) == "accueil"
    assert len(bench.calls("sfip")) == 1


@pytest.mark.parametrize("last", [(200, {"rfr": 1000, "nbPart": 1}), (404, envelope(40433)), (503, {})])
def test_what_was_typed_is_in_no_address_no_page_and_no_log(
    bench: Bench, open_canteen: Open, caplog: pytest.LogCaptureFixture, last: tuple[int, object]
) -> None:
    """Whether it succeeds or fails, at the logs' most talkative."""
    caplog.set_level(logging.DEBUG, logger="reference_client")
    bench.last = last
    citizen = open_canteen(PROMPT)
    open_account(citizen)
    page = accept(citizen, "/etat-civil", **TYPED)
    addresses = "".join(str(response.url) for response in (*page.history, page))
    for secret in ("Le Breton", "Breton", "Angéla", "1962", "naisDate"):
        assert secret not in addresses
        assert secret not in page.text
        assert secret not in caplog.text
    assert "dernière imposition" in caplog.text
