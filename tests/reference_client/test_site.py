"""What one page asks of the DGFiP has one end, whatever the speed of the machine."""

import asyncio
from dataclasses import replace
from datetime import date
from typing import Any, cast

import pytest

from reference_client.assiettes import Assiettes
from reference_client.cantine import CANTINE
from reference_client.impot import Fields, Person, Spi
from reference_client.outcome import Kind, Trouble
from reference_client.practice import CAREFUL
from reference_client.session import Sessions
from reference_client.settings import Settings
from reference_client.site import Site

NOTHING = cast("Any", None)
SETTINGS = Settings(
    *("http://c", "http://f", "http://f/d", "id", "secret", "http://g", "key", "secret", "CANTINE"),
    today=date(2026, 9, 15),
)


class SecondYearNeverAnswers(Assiettes):
    """Nothing at once for the first year, then silence."""

    def __init__(self) -> None:
        self.asked: list[int] = []

    async def of(self, person: Person, annee: int) -> Fields:
        """Silence is one that no clock ends but the page's."""
        del person
        self.asked.append(annee)
        if len(self.asked) > 1:
            await asyncio.Event().wait()
        raise Trouble(Kind.NO_YEAR)


def test_two_years_share_the_patience_of_one_page() -> None:
    """The first year does not wait, so that the end always falls within the second."""
    assiettes = SecondYearNeverAnswers()
    hurried = replace(CAREFUL, patience=replace(CAREFUL.patience, page=0.01))
    site = Site(CANTINE, SETTINGS, hurried, Sessions(), NOTHING, assiettes, NOTHING)
    with pytest.raises(Trouble) as caught:
        asyncio.run(site.receipt(Spi("0" * 13)))
    assert caught.value.kind is Kind.API_DOWN
    assert assiettes.asked == [2025, 2024]
