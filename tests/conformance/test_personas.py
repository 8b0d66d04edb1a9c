"""Whom the judge sends: people whose every notice is plain, the same ones first whatever is added to the catalogue."""

from datetime import date

import pytest

from conformance.personas import for_lap, plain
from rulebook.formats.persona import Foyer, Reponse
from scenarios.personas import catalogue

FIRST = [
    "celibataire",
    "couple-enfants",
    "nee-a-l-etranger",
    "noms-composes",
    "parent-isole",
    "retraites",
    "revenu-nul",
]


def test_the_first_ones_are_always_the_same() -> None:
    """A lap walks as somebody known, however many people live on the bench."""
    people = plain(catalogue())
    assert [persona.id for persona in people[:7]] == FIRST
    assert for_lap(people, 2).id == "nee-a-l-etranger"
    assert for_lap(people, len(people)).id == "celibataire"


def test_rare_situations_are_nobodys_control() -> None:
    """A death, a correction, a late notice, no notice at all, a fault brought along."""
    walking = {persona.id for persona in plain(catalogue())}
    assert not {name for name in walking if name.startswith("anomalie-")}
    assert not walking & {"veuvage", "avis-correctif", "declaration-tardive", "etudiante-rattachee", "polynesie"}


@pytest.mark.parametrize(
    "change", [{"emission": date(2026, 1, 1)}, {"reponse": Reponse(http=404, codeapp="4041"), "avis": {}}]
)
def test_a_notice_that_does_not_come_with_everybodys_is_not_plain(change: dict[str, object]) -> None:
    """Stated by a tester as by the catalogue; when nobody is plain, everybody walks."""
    single = next(persona for persona in catalogue() if persona.id == "celibataire")
    last: Foyer = single.foyer[-1].model_copy(update=change)
    odd = single.model_copy(update={"id": "autre", "foyer": (*single.foyer[:-1], last)})
    assert plain((odd, single)) == (single,)
    assert plain((odd,)) == (odd,)
