"""People of the population over HTTP: whoever is drawn is served as a persona is, in the years and on the days of their own history."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from typing import Any

import httpx2
import pytest
from gateway_bench import Gateway

from scenarios.population.foyers import FoyerAnnuel
from scenarios.population.homonymes import au_meme_lieu, double
from scenarios.population.population import Population
from scenarios.population.tirage import cle_de
from simulator.calendar import Calendar
from simulator.spaces import DEFAULT

WORLD = Population(0)
Kind = Callable[[FoyerAnnuel], bool]


@cache
def souche(kind: Kind) -> tuple[FoyerAnnuel, ...]:
    """Notices of income 2024 of the first souche that has one of that kind."""
    drawn = (WORLD.foyers(n, 2024) for n in range(WORLD.souches))
    return next(notices for notices in drawn if any(map(kind, notices)))


def is_a_couple(notice: FoyerAnnuel) -> bool:
    """An ordinary joint notice."""
    return len(notice.declarants) == 2 and notice.fin is None and notice.emission is None


def ends_a_couple(notice: FoyerAnnuel) -> bool:
    """The joint notice of a year of death."""
    return len(notice.declarants) == 2 and notice.fin is not None


def ends_a_single_life(notice: FoyerAnnuel) -> bool:
    """The notice of somebody who died single."""
    return len(notice.declarants) == 1 and notice.fin is not None and notice.debut is None


def is_late(notice: FoyerAnnuel) -> bool:
    """A first notice that comes out after everybody's."""
    return notice.emission is not None and not notice.correctif


def is_corrective(notice: FoyerAnnuel) -> bool:
    """One that replaces another."""
    return notice.correctif


def served(answer: httpx2.Response) -> Any:
    """Status and reference income, or the code of the refusal."""
    body = answer.json()
    return answer.status_code, body["rfr"] if answer.status_code == 200 else body["erreur"]["code"]


def consented(gateway: Gateway, p: int) -> httpx2.Response:
    """What `p`, logged in on FranceConnect, is answered."""
    who = WORLD.individu(p)
    assert who
    gateway.double.consents("openid", "dgfip_rfr", "dgfip_annee_n_moins_1", who=who.identity())
    return gateway.by_franceconnect()


def test_both_spouses_are_served_the_notice_of_their_souche(gateway: Gateway) -> None:
    """By either number, and by either identity."""
    (notice,) = souche(is_a_couple)
    rfr = WORLD.chiffres(notice).rfr
    answers = [gateway.by_spi(WORLD.spi(p)) for p in notice.declarants]
    assert answers[0].content == answers[1].content
    assert [served(answer) for answer in answers] == [(200, rfr)] * 2
    assert [served(consented(gateway, p)) for p in notice.declarants] == [(200, rfr)] * 2


def test_the_year_of_a_death_has_two_notices_for_a_couple(gateway: Gateway) -> None:
    """Neither is given, whichever number is asked; the year before had one."""
    joint = next(filter(ends_a_couple, souche(ends_a_couple)))
    assert {served(gateway.by_spi(WORLD.spi(p))) for p in joint.declarants} == {(410, "4101")}
    assert {gateway.by_spi(WORLD.spi(p), "2023").status_code for p in joint.declarants} == {200}


def test_who_dies_single_has_one_notice(gateway: Gateway) -> None:
    """No survivor, no second notice: the only one is given."""
    notice = next(filter(ends_a_single_life, souche(ends_a_single_life)))
    assert served(gateway.by_spi(WORLD.spi(notice.declarants[0]))) == (200, WORLD.chiffres(notice).rfr)


def test_a_late_notice_waits_for_its_day(gateway: Gateway) -> None:
    """The day before, there are no data."""
    notice = next(filter(is_late, souche(is_late)))
    assert notice.emission
    for day, expected in ((-1, (410, "4101")), (0, (200, WORLD.chiffres(notice).rfr))):
        gateway.spaces.set_calendar(DEFAULT, Calendar(today=notice.emission + timedelta(day)))
        assert served(gateway.by_spi(WORLD.spi(notice.declarants[0]))) == expected


def test_a_corrective_notice_replaces_the_first_on_its_day(gateway: Gateway) -> None:
    """Other figures from then on, under the same number."""
    corrected = next(filter(is_corrective, souche(is_corrective)))
    first = next(one for one in souche(is_corrective) if one.declarants == corrected.declarants)
    assert corrected.emission
    assert WORLD.chiffres(first).rfr < WORLD.chiffres(corrected).rfr
    for day, notice in ((-1, first), (0, corrected)):
        gateway.spaces.set_calendar(DEFAULT, Calendar(today=corrected.emission + timedelta(day)))
        assert served(gateway.by_spi(WORLD.spi(corrected.declarants[0]))) == (200, WORLD.chiffres(notice).rfr)


@pytest.mark.parametrize("stretch", [0, 1])
def test_homonyms_are_told_apart_by_the_birthplace_or_not_at_all(gateway: Gateway, stretch: int) -> None:
    """Born in one place, FranceConnect's identity fits both: 410/4102 for each; in two places, each has their own notice."""
    model = next(n for n in range(20_000 * stretch, 20_000 * (stretch + 1)) if double(cle_de(0), n))
    people = [2 * model, 2 * model + 2]
    answers = [served(consented(gateway, p)) for p in people]
    if au_meme_lieu(model):
        assert answers == [(410, "4102")] * 2
    else:
        assert (410, "4102") not in answers
    by_number = [served(gateway.by_spi(WORLD.spi(p))) for p in people]
    assert (410, "4102") not in by_number
    assert au_meme_lieu(model) or answers == by_number


def test_an_inhabitant_of_another_seed_is_nobody(gateway: Gateway) -> None:
    """Neither the number nor the identity of a world leads anywhere in another."""
    other = Population(7).individu(0)
    assert other
    assert served(gateway.by_spi(other.spi)) == (410, "4102")
    gateway.double.consents("openid", "dgfip_rfr", "dgfip_annee_n_moins_1", who=other.identity())
    assert served(gateway.by_franceconnect()) == (410, "4102")


def test_a_minor_and_the_dead_have_no_notice(gateway: Gateway) -> None:
    """Known, and without data: 410/4101."""
    minor = next(p for p in range(0, 4_000, 2) if (who := WORLD.individu(p)) and who.naissance > date(2008, 1, 1))
    dead = next(
        notices[0].declarants[0]
        for n in range(WORLD.souches)
        if len(notices := WORLD.foyers(n, 2022)) == 1 and ends_a_single_life(notices[0])
    )
    assert [served(gateway.by_spi(WORLD.spi(p))) for p in (minor, dead)] == [(410, "4101")] * 2
