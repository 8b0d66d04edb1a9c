"""Both démarches by civil status on real ports: personas of the catalogue, found by the SFiP without a tax number."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date

import httpx2
import pytest
from canteen_steps import accept, etat, open_account, text_of
from honest_bench import browser
from judged_client import canteen
from raw_client import Control, put

from scenarios.personas import residents
from unefois import reference

TODAY = date(2025, 9, 15)
PEOPLE = {resident.id: resident for resident in residents()}

# Persona, what the canteen shows and what the parking shows, of the income of 2024.
FOUND = [
    ("celibataire", "1 800 €", "Zone 44000"),
    ("couple-enfants", "1 625 €", "Zone 38000"),
    ("nee-a-l-etranger", "", "Zone 97400"),
]


def typed(persona: str) -> dict[str, str]:
    """What this person knows of their own birth."""
    known = PEOPLE[persona].identity
    overseas = known.birthplace.startswith(("97", "98"))
    cut = 3 if overseas else 2
    return {
        "nom": known.family_name,
        "prenoms": known.given_name,
        "sexe": "2" if known.gender == "female" else "1",
        "naissance": known.birthdate,
        "pays": known.birthcountry,
        "departement": known.birthplace[:cut],
        "commune": known.birthplace[cut:],
    }


@pytest.fixture(scope="module")
def citizens(bench_port: int) -> Iterator[dict[str, httpx2.Client]]:
    """In front of both démarches, on a day when the income of 2024 is taxed."""
    with ExitStack() as stack:
        found = {}
        for demarche in (reference.CANTINE, reference.STATIONNEMENT):
            name = f"etat-civil-{demarche}"
            here = stack.enter_context(canteen(bench_port, name, demarche=demarche, UNEFOIS_TODAY=TODAY.isoformat()))
            calendar = f"{Control.of(bench_port).lease(name)}/calendar"
            put(calendar, json={"today": TODAY.isoformat()}).raise_for_status()
            found[demarche] = stack.enter_context(browser(here.application.base_url))
            open_account(found[demarche])
        yield found


@pytest.mark.parametrize(("persona", "quotient", "zone"), FOUND)
def test_a_civil_status_finds_its_last_taxation(
    citizens: dict[str, httpx2.Client], persona: str, quotient: str, zone: str
) -> None:
    """Born in France or abroad, with the name in any letters: the figures are those that the tax number gives."""
    for demarche, shown in ((reference.CANTINE, quotient), (reference.STATIONNEMENT, zone)):
        page = accept(citizens[demarche], "/etat-civil", **typed(persona))
        assert etat(page) == "resultat"
        assert shown in text_of(page)
        assert "dernière imposition connue" in text_of(page)


@pytest.mark.parametrize("demarche", [reference.CANTINE, reference.STATIONNEMENT])
@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"nom": "PERSONNE"}, "Recommencez avec votre numéro fiscal"),
        ({"naissance": "01/01/1901"}, "Recommencez avec votre numéro fiscal"),
    ],
)
def test_nobody_is_not_no_income(
    citizens: dict[str, httpx2.Client], demarche: str, changed: dict[str, str], says: str
) -> None:
    """Told as such, with the other ways."""
    page = accept(citizens[demarche], "/etat-civil", **{**typed("celibataire"), **changed})
    assert (etat(page), page.status_code) == ("erreur", 404)
    assert says in text_of(page)
