"""The price that the reference client shows, on real ports: personas of the catalogue, their tax number, the receipt.

Incomes of 2024, asked on 15 September 2025. Reference income and parts are cited; the quotient is income / parts / 12, rounded down, and
the price is read in the council's table: under 400 A, 700 B, 1 000 C, 1 400 D, then E.
"""

import re
from collections.abc import Iterator
from datetime import date

import httpx2
import pytest
from canteen_steps import accept, etat, open_account, text_of
from honest_bench import browser
from judged_client import canteen
from raw_client import Control, put

TODAY = date(2025, 9, 15)

TARIFFS = [
    # Golden cases, worked by hand.
    ("celibataire", 1800, "E"),  # RFR 21 600, 1 part
    ("couple-enfants", 1625, "E"),  # 58 500, 3 parts
    ("parent-isole", 1056, "D"),  # 25 350, 2 parts: 1 056.25
    ("retraites", 764, "C"),  # 18 354, 2 parts: 764.75
    ("noms-composes", 2583, "E"),  # 139 500, 4.5 parts: 2 583.33
    ("garde-alternee", 1500, "E"),  # 27 000, 1.5 parts
    # The wage less 10 %, then the parts.
    ("revenu-nul", 0, "A"),
    ("veuve-deux-enfants", 775, "C"),  # 31 000 − 3 100 = 27 900, V with two children: 3 parts
    ("case-l", 2500, "E"),  # 50 000 − 5 000 = 45 000, box L alone: 1.5 parts
    ("jeune-couple-rattache", 2321, "E"),  # 69 300 − 2 × 6 794 = 55 712, N gives no part: 2 321.33
    ("garde-alternee-en-couple", 1680, "E"),  # 28 000 − 2 800 = 25 200, one shared child: 1.25 parts
    ("rentiere", 5000, "E"),  # no taxable income, RFR 60 000 of capital: not free of charge
    ("soixante-cinq-ans", 1383, "D"),  # 18 000 − 1 398 at 65 within the year = 16 602: 1 383.50
]


@pytest.fixture(scope="module")
def control(bench_port: int) -> Control:
    """The default space, where the catalogue lives."""
    return Control.of(bench_port)


@pytest.fixture(scope="module")
def citizen(bench_port: int, control: Control) -> Iterator[httpx2.Client]:
    """In front of a canteen that believes it is that day, as its lease does."""
    with canteen(bench_port, "tarifs", UNEFOIS_TODAY=TODAY.isoformat()) as here:
        put(f"{control.lease('tarifs')}/calendar", json={"today": TODAY.isoformat()}).raise_for_status()
        with browser(here.application.base_url) as opened:
            open_account(opened)
            yield opened


@pytest.mark.parametrize(("persona", "quotient", "line"), TARIFFS)
def test_the_receipt_of_a_persona(
    citizen: httpx2.Client, control: Control, persona: str, quotient: int, line: str
) -> None:
    """Town account, tax number, consent, price: the bench computes the notice, the client the quotient and its line."""
    receipt = accept(citizen, "/compte", spi=control.login(persona))
    assert etat(receipt) == "resultat"
    shown = re.search(r'id="quotient">([^<]*)<', receipt.text)
    assert shown
    assert int("".join(filter(str.isdigit, shown[1]))) == quotient
    assert f"tranche {line}" in text_of(receipt)
    assert "Année des revenus 2024" in text_of(receipt)
