"""Number of parts: the table of the official calculation, hand-copied, and the letters that cancel one another."""

import pytest

from scenarios.fiscal.foyer import Foyer
from scenarios.fiscal.parts import parts_de


def parts(texte: str) -> float:
    """Parts of a household written as "D F1 H2 T": status, counted dependants, ticked boxes ("deces" for the year of a death)."""
    situation, *mots = texte.split()
    pac = {mot[0]: int(mot[1:]) for mot in mots if mot[1:].isdigit()}
    cases = frozenset(mot for mot in mots if len(mot) == 1)
    return parts_de(Foyer(situation, pac=pac, cases=cases, deces_dans_l_annee="deces" in mots)).quarts / 4


@pytest.mark.parametrize(
    ("foyer", "attendu"),
    [
        ("C", 1),
        ("M", 2),
        ("O F1", 2.5),
        ("M F2", 3),
        ("M F3", 4),
        ("M F3 H1", 4.5),
        ("D F1", 1.5),
        ("C F1 T", 2),
        ("D F2 T", 2.5),
        ("C H1 T", 1.5),
        ("D H1", 1.25),
        ("V F1", 2.5),
        ("V F2", 3),
        ("V", 1),
        ("V L", 1.5),
        ("V deces", 2),
        ("C P", 1.5),
        ("M P F", 3),
    ],
)
def test_the_published_table(foyer: str, attendu: float) -> None:
    """Each example of the rule gives its parts."""
    assert parts(foyer) == attendu


@pytest.mark.parametrize(
    ("foyer", "attendu"),
    [
        ("M F1 H1", 2.75),  # a shared child after an exclusive one is worth a quarter
        ("M F1 H2", 3.25),  # … and the next one half a part
        ("M H1", 2.25),
        ("M H2", 2.5),
        ("M H3", 3),
        ("C H2 T", 2),  # two shared children: half a part for the lone parent
        ("M J1", 2.5),  # an attached adult child counts as one
        ("M J3", 4),
        ("M N2", 2),  # married children give an allowance, no part
        ("M P2", 2),  # grandchildren in shared residence too (P counted, not ticked)
        ("M F1 G1", 3),
        ("M F2 G1", 3.5),
        ("M H1 I1", 2.5),
        ("M R1", 3),
        ("C R1 T", 2.5),
        ("V F2 T", 3),  # no effect for a widow, already at two parts
        ("V H1", 2.25),
        ("V F1 deces", 2.5),
        ("C F0 G2", 1),  # G counts among F: nobody, no card
    ],
)
def test_children_and_cards(foyer: str, attendu: float) -> None:
    """Shared, attached, disabled and married dependants."""
    assert parts(foyer) == attendu


@pytest.mark.parametrize(
    ("foyer", "attendu"),
    [
        ("C L N", 1),  # not alone: box L gives nothing
        ("C L F1", 1.5),  # with a dependant, box L gives nothing
        ("C L H1", 1.25),
        ("C W", 1.5),
        ("C W N", 1.5),  # living together only cancels box L
        ("C W L", 1.5),  # once
        ("C P L", 1.5),
        ("C P W", 1.5),
        ("C G", 1.5),  # war widow
        ("V L deces", 2),
        ("M S", 2.5),
        ("M S P", 2.5),
        ("M S F", 2.5),
        ("M L", 2),
        ("C S", 1),
        ("C F", 1),  # the spouse's box, without a spouse
        ("D F1 P T", 2.5),
        ("V P", 1.5),
        ("V P L", 1.5),
    ],
)
def test_boxes_do_not_add_up(foyer: str, attendu: float) -> None:
    """L, N, P, F, W, S and G in company."""
    assert parts(foyer) == attendu


def test_separate_taxation_of_the_married() -> None:
    """The option for separate taxation in the year of a marriage leaves one part to each."""
    assert parts_de(Foyer("M", option_imposition_separee=True)).quarts == 4
