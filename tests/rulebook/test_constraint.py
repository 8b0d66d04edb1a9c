"""Constraints: what each accepts is written here by hand, and its edges stand on both sides of the line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.constraint import ANNEE, SPI, UUID, Address, Constraint, Equals, HasWord, MinLength, OneWordOf, OrAbsent
from rulebook.fetchable import FETCHABLE

GOOD_UUID = "2f1c1b9e-5f0a-4c1e-9f52-0d8a1a3b7c11"
ACR = OneWordOf(("eidas1", "eidas2"), 20)

ACCEPTED: list[tuple[Constraint, str | None, bool]] = [
    (MinLength(3), None, False),
    (MinLength(3), "ab", False),
    (MinLength(3), "abc", True),
    (MinLength(0), None, False),
    (MinLength(0), "", True),
    (Equals("code"), "code", True),
    (Equals("code"), "CODE", False),
    (Equals("code"), "code ", False),
    (Equals("code"), None, False),
    (ACR, None, True),
    (ACR, "", False),
    (ACR, "eidas3 eidas1", True),
    (ACR, "eidas3", False),
    (ACR, "eidas1\teidas2", False),
    (ACR, "eidas1 " + "x" * 13, True),
    (ACR, "eidas1 " + "x" * 14, False),
    (HasWord("openid"), "email openid", True),
    (HasWord("openid"), "openid2", False),
    (HasWord("openid"), "OPENID", False),
    (HasWord("openid"), None, False),
    (UUID, GOOD_UUID, True),
    (UUID, GOOD_UUID.upper(), True),
    (UUID, GOOD_UUID + "\n", False),
    (UUID, "{" + GOOD_UUID + "}", False),
    (SPI, "3999999899410", True),
    (SPI, "399999989941", False),
    (SPI, "3999999899410 ", False),
    (SPI, "３９９９９９９８９９４１０", False),
    (ANNEE, "2024", True),
    (ANNEE, "202", False),
    (ANNEE, "20 4", False),
    (Address(), "https://mairie.example.org/cb?x=1", True),
    (Address(), "http://mairie.example.org/cb", False),
    (Address(), "http://localhost:8704/cb", True),
    (Address(), "https://localhost/cb", True),
    (Address(), "http://127.0.0.1:8704/cb", False),
    (Address(), "ftp://localhost/cb", False),
    (Address(), "https://mairie.example.org:99999/cb", False),
    (Address(), "https://mairie .example.org/cb", False),
    (Address(), "https://[::1/cb", False),
    (Address(), "/cb", False),
    (Address(), None, False),
    (Address(strict=True), "https://mairie.example.org/cb", True),
    (Address(strict=True), "http://localhost:8704/cb", False),
    (Address(strict=True), "https://localhost/cb", False),
    (OrAbsent(Address()), None, True),
    (OrAbsent(Address()), "", False),
    (OrAbsent(Address()), "https://mairie.example.org/cb", True),
    (OrAbsent(Address()), "/cb", False),
    (FETCHABLE, "http://client:8704/jwks", True),
    (FETCHABLE, "HTTPS://mairie.example.org/jwks?a=%20b", True),
    (FETCHABLE, "http://[::1]:1/", True),
    (FETCHABLE, "http://mairie.example.org:0/", False),
    (FETCHABLE, "http://mairie%2eexample.org/", False),
    (FETCHABLE, "http://a@b/", False),
    (FETCHABLE, "http://b/#a", False),
    (FETCHABLE, "http://b\\c/", False),
    (FETCHABLE, "http://é.example.org/", False),
    (FETCHABLE, "http:///jwks", False),
    (FETCHABLE, "file:///jwks", False),
]
ALL = (
    MinLength(22),
    MinLength(0),
    Equals("code"),
    ACR,
    HasWord("openid"),
    UUID,
    SPI,
    ANNEE,
    Address(),
    OrAbsent(Address()),
    FETCHABLE,
)


@pytest.mark.parametrize(("constraint", "value", "accepted"), ACCEPTED, ids=range(len(ACCEPTED)))
def test_what_is_accepted(constraint: Constraint, value: str | None, accepted: bool) -> None:
    """Each line of the table, to the letter."""
    assert constraint.accepts(value) is accepted


@pytest.mark.parametrize("constraint", ALL, ids=repr)
def test_edges_stand_on_both_sides(constraint: Constraint) -> None:
    """A test that walks the edges sees at least one refusal and one acceptance, and the absent value."""
    edges = constraint.edges()
    assert None in edges
    assert {constraint.accepts(edge) for edge in edges} == {True, False}


@pytest.mark.parametrize(
    ("constraint", "refused", "accepted"),
    [
        (MinLength(22), (None, "", "x" * 21), ("x" * 22,)),
        (MinLength(0), (None,), ("", "", "")),
        (ACR, ("", "none", "eidas1 " + "x" * 14), (None, "none eidas1", "eidas1", "eidas2", "eidas1 " + "x" * 13)),
        (HasWord("openid"), (None, "", "openidx"), ("openid", "email openid")),
    ],
    ids=["long", "present", "one word of", "has word"],
)
def test_the_edges_themselves(
    constraint: Constraint, refused: tuple[str | None, ...], accepted: tuple[str | None, ...]
) -> None:
    """The values on either side are the nearest ones."""
    edges = constraint.edges()
    assert tuple(edge for edge in edges if not constraint.accepts(edge)) == refused
    assert tuple(edge for edge in edges if constraint.accepts(edge)) == accepted


@pytest.mark.parametrize("constraint", [*ALL, Address(strict=True)], ids=repr)
def test_each_explains_itself_twice(constraint: Constraint) -> None:
    """French and English, and not the same words."""
    says = constraint.explain()
    assert says.fr
    assert says.en != says.fr


@pytest.mark.parametrize("constraint", [*ALL, Address(strict=True)], ids=repr)
@given(value=st.one_of(st.none(), st.text(max_size=40), st.from_regex(r"https?://[^/]{0,12}(:\d{0,6})?/.{0,4}")))
def test_no_value_breaks_a_constraint(constraint: Constraint, value: str | None) -> None:
    """Whatever a client sends is accepted or not, never an exception, and the answer does not change."""
    assert constraint.accepts(value) is constraint.accepts(value)
