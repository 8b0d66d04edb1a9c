"""An inhabitant in the words of a persona."""

from collections.abc import Iterator

from scenarios.fiscal.avis import calculer
from scenarios.fiscal.champs import champs
from scenarios.fiscal.enonce import foyer_de
from scenarios.fiscal.parametres import loi
from scenarios.pivot import pivot_of
from scenarios.population.habitant import Habitant, habitant
from scenarios.population.population import Population

WORLD = Population(0)


def people(count: int) -> Iterator[Habitant]:
    """Some of them, far from one another."""
    for souche in range(0, WORLD.souches, WORLD.souches // count):
        for numero in (2 * souche, 2 * souche + 1):
            individu = WORLD.individu(numero)
            if individu is not None:
                found = habitant(WORLD, individu.spi)
                assert found is not None
                yield found


def test_who_logs_in_is_who_is_taxed() -> None:
    """The pivot identity of the claims leads back to the person whose SPI it is."""
    for found in people(300):
        assert pivot_of(found.identity) == found._individu.pivot
        assert found._individu.numero in WORLD.retrouver(pivot_of(found.identity))


def test_the_steps_shown_are_those_of_the_notice() -> None:
    """The return rebuilt from the record gives the figures that it serves."""
    seen = 0
    for found in people(150):
        for foyer in found.foyers(2023):
            again = champs(calculer(foyer_de(foyer), loi(2023)))
            assert {name: foyer.avis.get(name) for name in again} == again
            seen += 1
    assert seen > 100


def test_both_spouses_are_served_the_same_notice() -> None:
    """Whoever asks, the notice names both."""
    shared = 0
    for souche in range(0, WORLD.souches, WORLD.souches // 200):
        adults = [habitant(WORLD, WORLD.spi(2 * souche + rank)) for rank in (0, 1)]
        notices = [[foyer for foyer in found.foyers(2023) if foyer.spi_conjoint] for found in adults if found]
        if any(notices):
            assert notices[0] == notices[1]
            shared += 1
    assert shared > 30


def test_nobody_has_a_number_of_nobody() -> None:
    """A real key, a short number, letters."""
    for spi in ("1899582886173", "12", "abcdefghijklm", ""):
        assert habitant(WORLD, spi) is None


def test_years_without_law_are_empty_before_and_go_on_after() -> None:
    """No law before 2021; later years use the last one."""
    found = next(found for found in people(20) if found.foyers(2025))
    assert found.foyers(2020) == ()
    assert found.foyers(2027)
