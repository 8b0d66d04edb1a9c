"""The parking card: which addresses give one, which give none, and never another zone."""

import contextlib
from datetime import date
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reference_client.impot import Fields
from reference_client.outcome import Kind, Trouble
from reference_client.stationnement import adresse, carte
from reference_client.stationnement.adresse import Adresse


def fields(voie: Any = "42 RUE DES LILAS", office: Any = "94300 VINCENNES", behind: str = "", **more: Any) -> Fields:
    """An answer of the DGFiP: the details, and the line that repeats them."""
    return {"aft": f"{voie} {office}{behind}", "aftDetail": {"voie": voie, "codePostal": office}, **more}


def test_a_whole_address_is_read_without_its_blanks() -> None:
    """Nulls are absences; blanks at the ends, or doubled, are nothing."""
    detail = {"complementAdresse": None, "voie": "42 RUE  DES LILAS", "codePostal": "94300 VINCENNES ", "commune": None}
    assert adresse.read({"aft": " 42 RUE DES LILAS 94300 VINCENNES ", "aftDetail": detail}) == Adresse(
        "", "42 RUE DES LILAS", "94300", "VINCENNES"
    )
    detail["complementAdresse"] = "APPT 12 BAT B"
    line = "APPT 12 BAT B 42 RUE DES LILAS 94300 VINCENNES"
    assert adresse.read({"aft": line, "aftDetail": detail}).complement == "APPT 12 BAT B"


@pytest.mark.parametrize(
    "office",
    [
        "01000 BOURG-EN-BRESSE",
        "20000 AJACCIO",
        "75008 PARIS",
        "75008 PARIS CEDEX 08",
        "97400 SAINT-DENIS",
        "97600 MAMOUDZOU",
        "98800 NOUMEA",
    ],
)
def test_the_agglomeration_is_the_whole_of_france(office: str) -> None:
    """Metropolis, Corsica, overseas: the zone is the postal code."""
    assert carte.decide(fields(office=office), date(2026, 9, 15)).zone == office[:5]


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ({}, Kind.NO_ADDRESS),
        ({"aft": None, "aftDetail": None}, Kind.NO_ADDRESS),
        ({"aft": "  ", "aftDetail": {"voie": "", "codePostal": None}}, Kind.NO_ADDRESS),
        ({"aft": 12, "aftDetail": "94300 VINCENNES"}, Kind.NO_ADDRESS),
        (fields(office="99131 BRUXELLES"), Kind.FOREIGN_ADDRESS),
        (fields(office="98000 MONACO"), Kind.FOREIGN_ADDRESS),
        (fields(office="10115 BERLIN", behind=" ALLEMAGNE"), Kind.PARTIAL_ADDRESS),
        (fields(office="1000 BRUXELLES"), Kind.PARTIAL_ADDRESS),
        (fields(office="BRUXELLES"), Kind.PARTIAL_ADDRESS),
        (fields(office="94300"), Kind.PARTIAL_ADDRESS),
        (fields(office="94300 75"), Kind.PARTIAL_ADDRESS),
        (fields(office="943000 VINCENNES"), Kind.PARTIAL_ADDRESS),
        (fields(office="00000 VILLEFICTIVE"), Kind.PARTIAL_ADDRESS),
        (fields(office="97900 NULLE-PART"), Kind.PARTIAL_ADDRESS),
        (fields(office="96000 NULLE-PART"), Kind.PARTIAL_ADDRESS),
        (fields(office="٩٤٣٠٠ VINCENNES"), Kind.PARTIAL_ADDRESS),
        (fields(office=None), Kind.PARTIAL_ADDRESS),
        (fields(office=94300), Kind.PARTIAL_ADDRESS),
        (fields(office=["94300 VINCENNES"]), Kind.PARTIAL_ADDRESS),
        (fields(voie=""), Kind.PARTIAL_ADDRESS),
        (fields(voie=None), Kind.PARTIAL_ADDRESS),
        ({"aft": "42 RUE DES LILAS 94300 VINCENNES"}, Kind.PARTIAL_ADDRESS),
        ({"aftDetail": {"voie": "42 RUE DES LILAS", "codePostal": "94300 VINCENNES"}}, Kind.PARTIAL_ADDRESS),
        ({**fields(), "aft": "1 PLACE DU MARCHE 13005 MARSEILLE"}, Kind.PARTIAL_ADDRESS),
    ],
)
def test_an_address_that_is_no_sure_french_one_gives_no_card(answer: Fields, kind: Kind) -> None:
    """Absent, abroad, incomplete, or said twice in two ways."""
    with pytest.raises(Trouble) as caught:
        carte.decide(answer, date(2026, 9, 15))
    assert caught.value.kind is kind


ANYTHING = st.none() | st.integers() | st.text() | st.lists(st.text(), max_size=2)
DETAILS = st.dictionaries(st.sampled_from(["voie", "codePostal", "commune", "complementAdresse", "pays"]), ANYTHING)


@given(ANYTHING, DETAILS | ANYTHING)
@example(*fields().values())
def test_whatever_is_answered_is_a_card_or_a_trouble(line: Any, detail: Any) -> None:
    """And the card's zone is then in the line and in the details."""
    with contextlib.suppress(Trouble):
        zone = carte.decide({"aft": line, "aftDetail": detail}, date(2026, 9, 15)).zone
        assert zone in line
        assert zone in detail["codePostal"]


@pytest.mark.parametrize(
    ("on", "until"),
    [
        (date(2026, 9, 15), date(2027, 9, 14)),
        (date(2027, 1, 1), date(2027, 12, 31)),
        (date(2027, 3, 1), date(2028, 2, 29)),
        (date(2028, 2, 29), date(2029, 2, 28)),
    ],
)
def test_a_card_lasts_a_year(on: date, until: date) -> None:
    """Less a day, and leap days count."""
    assert carte.last_day(on) == until
