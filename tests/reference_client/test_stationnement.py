"""The parking card over real HTTP: the same pages as the canteen, another contract, another result."""

import re
from typing import Any

import httpx2
import pytest
from canteen_fixtures import Open
from canteen_steps import accept, etat, log_in, open_account, text_of
from honest_bench import ASSIETTE, SPI, Bench

from reference_client.demarches import DEMARCHES


@pytest.fixture
def citizen(open_canteen: Open) -> httpx2.Client:
    """A browser in front of the parking service."""
    return open_canteen(demarche=DEMARCHES["stationnement"])


def test_franceconnect_from_the_button_to_the_card(bench: Bench, citizen: httpx2.Client) -> None:
    """Home, login, identity, information, consent, card: only the tax address was asked."""
    assert "Ma carte de stationnement" in text_of(citizen.get("/"))
    assert "Continuer vers ma carte" in text_of(log_in(citizen))
    information = text_of(citizen.get("/information"))
    assert "Votre adresse fiscale, celle de votre avis d’impôt sur les revenus de 2025" in information
    assert "revenu fiscal de référence" not in information
    card = accept(citizen)
    assert (etat(card), card.status_code) == ("resultat", 200)
    shown = text_of(card)
    assert "Zone 94300 valable jusqu’au 14 septembre 2027" in shown
    assert "42 RUE DES LILAS 94300 VINCENNES" in shown
    assert "le 1er janvier 2026" in shown
    assert re.search(r"STAT-[A-Z2-9]{4}-[A-Z2-9]{4}", card.text)
    assert "24" not in re.findall(r"[0-9]+", shown)
    assert [asked["scope"] for asked in bench.calls("authorize")] == [
        "openid given_name family_name birthdate",
        "openid dgfip_aft dgfip_annee_n_moins_1 dgfip_annee_n_moins_2",
    ]


def test_an_older_address_is_said_to_be_older(bench: Bench, citizen: httpx2.Client) -> None:
    """The last notice is not there yet: the one before, and the day its address was true."""
    bench.api = {2024: (200, ASSIETTE)}
    open_account(citizen)
    shown = text_of(accept(citizen, "/compte", spi=SPI))
    assert "n’a pu être obtenu pour les revenus de 2025 : l’adresse est celle de l’avis sur ceux de 2024" in shown
    assert "pas encore établi" not in text_of(citizen.get("/compte"))
    assert "see the parking office" in text_of(citizen.get("/resultat?lang=en"))
    assert "le 1er janvier 2025" in shown
    assert [call["annee"] for call in bench.calls("assiettes")] == [2025, 2024]


@pytest.mark.parametrize(
    ("changed", "title"),
    [
        ({"aft": None, "aftDetail": None}, "Votre adresse fiscale est inconnue"),
        (
            {"aftDetail": {"voie": "42 RUE DES LILAS", "codePostal": "VINCENNES"}},
            "Votre adresse fiscale est incertaine",
        ),
        (
            {"aftDetail": {"voie": "1 RUE HAUTE", "codePostal": "99131 BRUXELLES"}},
            "Votre adresse fiscale est à l’étranger",
        ),
    ],
)
def test_an_address_without_a_zone_gives_no_card(
    bench: Bench, citizen: httpx2.Client, changed: dict[str, Any], title: str
) -> None:
    """Said as such, with what to do; and the year before is not asked for a better one."""
    bench.api = {2025: (200, ASSIETTE | changed), 2024: (200, ASSIETTE)}
    log_in(citizen)
    page = accept(citizen)
    assert (etat(page), page.status_code) == ("erreur", 404)
    assert title in text_of(page)
    assert "aucune carte n’a été établie" in text_of(page)
    assert "justificatif de domicile en mairie" in text_of(page)
    assert etat(citizen.get("/resultat")) == "accueil"
    assert [call["annee"] for call in bench.calls("assiettes")] == [2025]


def test_an_address_is_shown_as_text(bench: Bench, citizen: httpx2.Client) -> None:
    """Whatever the DGFiP writes in it."""
    office = "94300 <b>VINCENNES</b>"
    bench.api = {2025: (200, {"aft": f"<script> {office}", "aftDetail": {"voie": "<script>", "codePostal": office}})}
    log_in(citizen)
    page = accept(citizen)
    assert etat(page) == "resultat"
    assert "<script>" not in page.text
    assert "<b>" not in page.text


def test_every_page_speaks_of_parking_in_both_languages(citizen: httpx2.Client) -> None:
    """No word of the canteen is left, in French or in English."""
    log_in(citizen)
    accept(citizen)
    open_account_page = citizen.get("/compte")
    assert etat(open_account_page) == "formulaire"
    for language, absent in (
        ("fr", ("cantine", "repas", "quotient", "scolaire")),
        ("en", ("canteen", "meal", "quotient", "school")),
    ):
        for path in (
            "/",
            "/identite",
            "/information",
            "/resultat",
            "/compte",
            "/mentions",
            "/refus",
            "/nowhere",
            "/deconnecte",
        ):
            text = text_of(citizen.get(f"{path}?lang={language}")).lower()
            assert [word for word in absent if word in text] == [], path
    assert "Your resident permit" in citizen.get("/resultat").text
