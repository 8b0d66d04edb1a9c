"""The catalogue over HTTP: what the gateway answers about people whose file states a few lines, and what a client makes of it.

Figures are of income year 2024; their working is in each persona's file or in tests/scenarios/fiscal/test_golden.py.
"""

from datetime import date

import pytest
from gateway_bench import Gateway

from reference_client import impot, tarif
from reference_client.outcome import Kind, Trouble
from reference_client.tarif import quotient, tranche
from rulebook.tax_scopes import TAX_SCOPES
from scenarios.personas import residents
from simulator.calendar import Calendar
from simulator.spaces import DEFAULT

PEOPLE = {resident.id: resident for resident in residents()}

# Persona, reference income, parts, then the quotient (income / parts / 12, rounded down) and the line of the tariff, by hand.
TARIFFS = [
    ("celibataire", 21_600, 1, 1800, "E"),
    ("couple-enfants", 58_500, 3, 1625, "E"),
    ("parent-isole", 25_350, 2, 1056, "D"),
    ("retraites", 18_354, 2, 764, "C"),
    ("noms-composes", 139_500, 4.5, 2583, "E"),
    ("revenu-nul", 0, 1, 0, "A"),
    ("veuve-deux-enfants", 27_900, 3, 775, "C"),
    ("concubine-mere", 18_900, 1.5, 1050, "D"),
    ("garde-mixte", 53_100, 2.75, 1609, "E"),
    ("garde-alternee-en-couple", 25_200, 1.25, 1680, "E"),
    ("credits-d-impot", 21_600, 1.5, 1200, "D"),
    ("deficit-commerce", 0, 1, 0, "A"),
    ("sous-le-bareme", 9_900, 1, 825, "C"),
    ("rentiere", 60_000, 1, 5000, "E"),
    ("soixante-cinq-ans", 16_602, 1, 1383, "D"),
    ("revenu-12-millions", 11_985_574, 1, 998_797, "E"),
]


@pytest.mark.parametrize(("persona", "rfr", "parts", "quotient_familial", "line"), TARIFFS)
def test_the_reference_client_makes_the_right_tariff(  # noqa: PLR0917  (a table)
    gateway: Gateway, persona: str, rfr: int, parts: float, quotient_familial: int, line: str
) -> None:
    """It reads the body that the gateway serves, and nothing else."""
    answer = gateway.by_spi(PEOPLE[persona].login)
    assiette = tarif.read(impot.read(answer.status_code, answer.content))
    assert (assiette.rfr, float(assiette.nb_part)) == (rfr, parts)
    assert quotient(assiette) == quotient_familial
    assert tranche(quotient(assiette)).name == line


@pytest.mark.parametrize("persona", ["etudiante-rattachee", "polynesie", "moins-de-18-ans"])
def test_nobodys_notice_is_410_and_not_an_unknown_number(gateway: Gateway, persona: str) -> None:
    """Rows 10 and 30, and minors: 4101, which the reference client reads as "no such year"."""
    answer = gateway.by_spi(PEOPLE[persona].login)
    assert (answer.status_code, answer.json()["erreur"]["code"]) == (410, "4101")
    with pytest.raises(Trouble) as trouble:
        impot.read(answer.status_code, answer.content)
    assert trouble.value.kind is Kind.NO_YEAR


def test_an_absent_field_is_absent_and_a_zero_is_a_zero(gateway: Gateway) -> None:
    """Rows 20, 21 and 29: mntRevbareme is 0 for a small income; missing for none and for a non-resident. Row 23: below zero."""
    gateway.contract(scopes=tuple(TAX_SCOPES))
    small, none, abroad, deficit = (
        gateway.by_spi(PEOPLE[persona].login).json()
        for persona in ("sous-le-bareme", "revenu-nul", "non-residente", "deficit-foncier")
    )
    assert small["mntRevbareme"] == 0
    assert "mntRevbareme" not in none
    assert "mntRevbareme" not in abroad
    assert abroad["aftDetail"] == {"voie": "17 RUE DES GLYCINES", "commune": "BRUXELLES BELGIQUE"}
    assert (deficit["revenuBrutGlobal"], deficit["rfr"], deficit["indDeficit"]) == (-4600, 0, "O")
    assert b'"rfr":11985574,' in gateway.by_spi(PEOPLE["revenu-12-millions"].login).content


def test_both_of_a_couple_are_served_the_same_notice(gateway: Gateway) -> None:
    """Row 5: in the year of the PACS, the same document by either number; the year before, two."""
    hers, his = PEOPLE["pacs-elle"].login, PEOPLE["pacs-lui"].login
    assert gateway.by_spi(hers).content == gateway.by_spi(his).content
    assert gateway.by_spi(hers, "2023").json()["rfr"] == 20700
    assert gateway.by_spi(his, "2023").json()["rfr"] == 23400


@pytest.mark.parametrize(
    ("persona", "today", "rfr"),
    [
        ("avis-correctif", date(2026, 1, 14), 27000),
        ("avis-correctif", date(2026, 1, 15), 21600),
        ("declaration-tardive", date(2025, 12, 9), None),
        ("declaration-tardive", date(2025, 12, 10), 23400),
        # Row 28, whoever asks: income 2024 is served from 22 July 2025.
        ("celibataire", date(2025, 7, 21), None),
        ("celibataire", date(2025, 7, 22), 21600),
    ],
)
def test_what_is_served_depends_on_the_day(gateway: Gateway, persona: str, today: date, rfr: int | None) -> None:
    """Rows 26, 27 and 28: corrected, late, not taxed yet."""
    gateway.contract(scopes=("dgfip_rfr", "dgfip_annee_n_moins_1", "dgfip_annee_n_moins_2"))
    gateway.spaces.set_calendar(DEFAULT, Calendar(today=today))
    answer = gateway.by_spi(PEOPLE[persona].login)
    assert answer.json().get("rfr") == rfr
    assert answer.status_code == (200 if rfr else 410)


@pytest.mark.parametrize(
    "persona",
    ["homonyme-nantes", "homonyme-reims", "accents-et-ligatures", "prenom-a-espace", "ne-a-wallis", "nee-en-italie"],
)
def test_a_pivot_identity_leads_to_its_own_notice(gateway: Gateway, persona: str) -> None:
    """In FranceConnect mode: namesakes are told apart by the birthplace, accents and ligatures do not matter."""
    gateway.double.consents("openid", "dgfip_rfr", "dgfip_annee_n_moins_1", who=PEOPLE[persona].identity)
    assert gateway.by_franceconnect().json() == {"rfr": PEOPLE[persona].foyers(2024)[0].avis["rfr"]}
