"""Tables of figures as draws."""

from hypothesis import given
from hypothesis import strategies as st

from scenarios.population.statistiques import Quantiles, choix, part
from scenarios.population.tables import table
from scenarios.population.tirage import UN


def test_an_amount_follows_its_rank_in_straight_lines() -> None:
    """Half of the draws fall below the median, and between two ranks the amount grows evenly."""
    loi = Quantiles([(0, 100), (5_000, 200), (10_000, 1_000)])
    assert [loi(0), loi(UN // 4), loi(UN // 2), loi(3 * UN // 4), loi(UN - 1)] == [100, 150, 200, 600, 999]


@given(st.integers(0, UN - 1), st.integers(0, UN - 1))
def test_an_amount_never_falls_when_its_rank_rises(un: int, autre: int) -> None:
    """The wages of the tables grow with the rank."""
    loi = Quantiles(table("revenus")["salaires"]["couple"])
    bas, haut = sorted((un, autre))
    assert loi(bas) <= loi(haut)


def test_a_probability_is_a_share_of_the_draws() -> None:
    """A quarter of the draws lie under a probability of 2 500 ten-thousandths."""
    assert part(2_500) == UN // 4


def test_a_choice_gives_weights_first() -> None:
    """Three draws out of four fall on the value whose weight is three."""
    urne = choix([(3, "a"), (1, "b")])
    assert [urne(rang * UN // 8) for rang in range(8)] == list("aaaaaabb")


def test_every_table_says_where_its_figures_come_from() -> None:
    """A section of figures without a source, or without the word assumption, is not accepted."""
    for nom in ("vie", "revenus"):
        assert [section for section, contenu in table(nom).items() if not contenu.get("source")] == []
