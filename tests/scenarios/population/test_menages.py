"""Who declares with whom, and whom they count, on lives written by hand."""

from datetime import date

from scenarios.population.charges import a_charge, cases, lettres
from scenarios.population.menages import Menage, menages
from scenarios.population.naissances import ALTERNEE, Enfant
from scenarios.population.souches import Adulte, Nature, Souche
from scenarios.population.tirage import cle_de
from scenarios.population.vie import Union, Vie

CLE = cle_de(0)
NEVER = 9_999
LATER = date(2070, 5, 5)
HE, SHE = Adulte("male", date(1980, 3, 3)), Adulte("female", date(1982, 4, 4))


def couple(
    *,
    union: Union | None = None,
    separation: int = NEVER,
    deces: tuple[date, date] = (LATER, LATER),
    autonomie: tuple[int, int] = (2000, 2002),
    toit: int = NEVER,
    enfants: tuple[Enfant, ...] = (),
) -> Vie:
    """He and she, with those events."""
    nature = Nature.COUPLE if separation == NEVER else Nature.ROMPU
    return Vie(Souche(7, (HE, SHE), nature), union, separation, deces, autonomie, toit, enfants)


def child(born: int, *, custody: int = 1, until: int = 18, disabled: bool = False) -> Enfant:
    """A child that she counted before the union."""
    return Enfant(born, 1, custody, until, disabled, marie=False)


MARRIED = Union(2010, "M", 2010, imposition_separee=False)
PACS = Union(2010, "O", 2014, imposition_separee=False)


def test_before_a_union_each_declares_alone() -> None:
    """Two single people, two notices, the very year before."""
    life = couple(union=MARRIED)
    assert menages(life, 2009) == (Menage((0,), "C"), Menage((1,), "C"))
    assert menages(life, 2010) == (Menage((0, 1), "M"),)


def test_nobody_declares_before_the_first_notice_of_their_own() -> None:
    """She was still attached to her parents when he had his."""
    assert menages(couple(autonomie=(2000, 2002)), 2001) == (Menage((0,), "C"),)
    assert menages(couple(autonomie=(2000, 2002)), 1999) == ()


def test_a_pacs_becomes_a_marriage_on_the_notice_too() -> None:
    """O until the year of the wedding, M from then on."""
    life = couple(union=PACS)
    assert [menages(life, annee)[0].situation for annee in (2013, 2014)] == ["O", "M"]


def test_the_option_of_the_year_of_a_union_gives_two_notices() -> None:
    """Taxed apart that year only, with the letter of the union."""
    life = couple(union=MARRIED._replace(imposition_separee=True))
    assert menages(life, 2010) == (Menage((0,), "M", option=True), Menage((1,), "M", option=True))
    assert menages(life, 2011) == (Menage((0, 1), "M"),)


def test_a_separation_counts_for_the_whole_year() -> None:
    """Each has a notice for all of it; a divorce leaves a D, a PACS that ends leaves a C."""
    assert menages(couple(union=MARRIED, separation=2020), 2020) == (Menage((0,), "D"), Menage((1,), "D"))
    assert menages(couple(union=MARRIED, separation=2020), 2019) == (Menage((0, 1), "M"),)
    pacs = Union(2010, "O", NEVER, imposition_separee=False)
    assert [menage.situation for menage in menages(couple(union=pacs, separation=2020), 2020)] == ["C", "C"]


def test_the_year_of_a_death_has_two_periods() -> None:
    """Joint until that day, the survivor from the day after; then the survivor alone, a V for ever, and at last nothing."""
    life = couple(union=MARRIED, deces=(date(2024, 9, 3), date(2026, 2, 1)))
    assert menages(life, 2024) == (
        Menage((0, 1), "M", None, date(2024, 9, 3)),
        Menage((1,), "V", date(2024, 9, 4), None, apres_deces=True),
    )
    assert menages(life, 2025) == (Menage((1,), "V"),)
    assert menages(life, 2026) == (Menage((1,), "V", None, date(2026, 2, 1)),)
    assert menages(life, 2027) == ()


def test_both_may_die_in_one_year() -> None:
    """The survivor's period ends too; on one and the same day there is no survivor."""
    life = couple(union=MARRIED, deces=(date(2024, 9, 3), date(2024, 10, 1)))
    assert menages(life, 2024)[1] == Menage((1,), "V", date(2024, 9, 4), date(2024, 10, 1), apres_deces=True)
    together = couple(union=MARRIED, deces=(date(2024, 9, 3), date(2024, 9, 3)))
    assert menages(together, 2024) == (Menage((0, 1), "M", None, date(2024, 9, 3)),)


def _letters(life: Vie, annee: int) -> list[dict[str, int]]:
    return [lettres(a_charge(life, menage, annee), annee) for menage in menages(life, annee)]


def test_a_child_counts_through_the_year_of_its_majority_then_while_attached() -> None:
    """F until the year of 18, J until the end of the attachment, then nothing."""
    life = couple(union=MARRIED, enfants=(child(2011, until=20),))
    assert [_letters(life, annee) for annee in (2010, 2011, 2029, 2030, 2031, 2032)] == [
        [{}],
        [{"F": 1}],
        [{"F": 1}],
        [{"J": 1}],
        [{"J": 1}],
        [{}],
    ]


def test_a_child_is_counted_once_before_the_union() -> None:
    """By the parent who declares it, who is not a lone parent when both already live together."""
    life = couple(union=MARRIED, toit=2005, enfants=(child(2006),))
    assert _letters(life, 2008) == [{}, {"F": 1}]
    hers = menages(life, 2008)[1]
    assert "T" not in cases(CLE, life, hers, 2008, enfants=True)[0]


def test_after_a_separation_a_child_follows_its_residence() -> None:
    """With the one who keeps it, or shared and counted by both while a minor; once of age it has one home."""
    kept = couple(union=MARRIED, separation=2020, enfants=(child(2012, custody=0),))
    assert _letters(kept, 2021) == [{"F": 1}, {}]
    shared = couple(union=MARRIED, separation=2020, enfants=(child(2012, custody=ALTERNEE, until=21),))
    assert _letters(shared, 2021) == [{"H": 1}, {"H": 1}]
    assert _letters(shared, 2031) == [{}, {"J": 1}]


def test_the_surviving_parent_counts_every_child() -> None:
    """A widow keeps hers; so does a divorced parent once the other one is dead, from the year after."""
    widow = couple(union=MARRIED, deces=(date(2024, 9, 3), LATER), enfants=(child(2012), child(2014)))
    assert _letters(widow, 2024) == [{"F": 2}, {"F": 2}]
    divorced = couple(union=MARRIED, separation=2020, deces=(LATER, date(2024, 9, 3)), enfants=(child(2012),))
    assert _letters(divorced, 2024) == [{}, {"F": 1}]
    assert _letters(divorced, 2025) == [{"F": 1}]


def test_a_disabled_child_counts_twice_and_longer() -> None:
    """G among F, past its majority too."""
    life = couple(union=MARRIED, enfants=(child(2000, until=28, disabled=True), child(2012)))
    assert _letters(life, 2024) == [{"G": 1, "F": 2}]


def test_old_soldiers_and_lone_parents_tick_their_boxes() -> None:
    """W alone and S in a couple from 74 on, never P's F for somebody alone; T only with a child and alone."""
    ticked: set[str] = set()
    for n in range(4_000):
        old = Souche(n, (Adulte("male", date(1940, 1, 1)),), Nature.SEUL)
        life = Vie(old, None, NEVER, (LATER,), (1960,), NEVER, ())
        found, _ = cases(CLE, life, Menage((0,), "C"), 2023, enfants=False)
        assert found <= {"W", "P", "L", "N"}
        assert "W" not in cases(CLE, life, Menage((0,), "C"), 2013, enfants=False)[0]
        ticked |= found
    assert ticked == {"W", "P"}


def test_box_l_asks_for_five_years_alone_with_a_child() -> None:
    """A mother widowed when her child was 15 did not raise it alone for five years; one widowed when it was 5 did, sometimes."""

    def ticks(born: int) -> int:
        """How many of a thousand such widows tick L."""
        count = 0
        for n in range(1_000):
            life = couple(union=MARRIED, deces=(date(2000, 9, 3), LATER), enfants=(child(born),))
            life = life._replace(souche=life.souche._replace(numero=n))
            count += "L" in cases(CLE, life, Menage((1,), "V"), 2023, enfants=False)[0]
        return count

    assert ticks(1985) == 0
    assert 300 < ticks(1995) < 600
