"""A query string read to the letter, and the places that it tells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_api_impot.protocol.etat_civil import lives_at, wanted
from mock_api_impot.protocol.query import Query, read_query
from scenarios.domicile import Adresse


@pytest.mark.parametrize(
    ("raw", "values"),
    [
        (b"", {}),
        (b"&&", {}),
        (b"nom=DUPR%C3%89&prenom=Jean+Paul%20Luc", {"nom": "DUPRÉ", "prenom": "Jean Paul Luc"}),
        (b"nom", {"nom": ""}),
        (b"nom=a=b", {"nom": "a=b"}),
        (b"a=1;b=2", {"a": "1;b=2"}),
        (b"a=%2B+%26", {"a": "+ &"}),
    ],
)
def test_read(raw: bytes, values: dict[str, str]) -> None:
    """Percent-encoding is UTF-8, a plus is a space, a semicolon is a character."""
    assert read_query(raw) == Query(values)


@pytest.mark.parametrize("raw", [b"a=%", b"a=%4", b"a=%GG", b"a=%E9", b"%FF=1", b"a=%ED%A0%80", b"a=\xc3\xa9"])
def test_no_text(raw: bytes) -> None:
    """Half an escape, bytes that are no UTF-8, bytes that were not escaped."""
    assert read_query(raw) == Query(garbled=True)


@pytest.mark.parametrize("raw", [b"a=1&a=1", b"a=1&a=2", b"a=1&b=2&%61=3"])
def test_twice(raw: bytes) -> None:
    """However it is written, and whatever it says; the first is kept, and nobody is answered by it."""
    found = read_query(raw)
    assert (found.is_repeated, found.get("a")) == (True, "1")


@given(st.binary(max_size=60))
def test_any_bytes_are_read(raw: bytes) -> None:
    """Garbled has nothing to say."""
    found = read_query(raw)
    assert not (found.garbled and found.values)


@pytest.mark.parametrize(
    ("departement", "commune", "code"),
    [
        ("75", "115", "75115"),
        ("075", "115", "75115"),
        ("2A", "004", "2A004"),
        ("971", "05", "97105"),
        ("971", "105", "97105"),
        ("987", "35", "98735"),
        ("75", None, "75"),
        ("001", None, "01"),
        ("972", "105", ""),
        ("75", "15", ""),
        ("", "115", ""),
    ],
)
def test_a_place_from_its_two_codes(departement: str, commune: str | None, code: str) -> None:
    """They overlap by a digit where both have three; what makes no code tells nothing."""
    told = {"naisCodeDept": departement} | ({} if commune is None else {"naisCodeCommune": commune})
    assert wanted(Query(told)).lieu == code


def test_an_address_is_told_or_not() -> None:
    """The code of a street tells of none."""
    assert lives_at(Query({"nom": "A", "adrCodeVoie": "2564"})) is None
    assert lives_at(Query({"adrCodeTom": "975"})) == Adresse(lieu="975")
