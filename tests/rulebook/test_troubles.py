"""What a login runs into: names as at the published mocks, a refusal each, words in two languages."""

import pytest

from rulebook.refusals import REFUSALS
from rulebook.troubles import TROUBLES, Stage, Trouble, named_by


@pytest.mark.parametrize("trouble", TROUBLES.values(), ids=lambda trouble: trouble.name)
def test_each_trouble_is_a_refusal_of_the_rulebook(trouble: Trouble) -> None:
    """Found by id, with its own words; those of the RNIPP bear the number of their code."""
    assert REFUSALS[trouble.refusal.id] is trouble.refusal
    assert trouble.says.fr != trouble.says.en
    if trouble.stage is Stage.RNIPP:
        assert trouble.refusal.code == f"Y{trouble.name[1:]}"


@pytest.mark.parametrize(
    ("given_name", "trouble"),
    [
        ("Ada_E010015", "E010015"),
        ("Ada Rose_E010008", "E010008"),
        ("_Y180001", "Y180001"),
        ("E010015", ""),
        ("Ada_E010099", ""),
        ("Ada_E010015 Rose", ""),
        ("", ""),
    ],
)
def test_a_given_name_asks_for_a_trouble_by_its_end(given_name: str, trouble: str) -> None:
    """After an underscore, and only a known one."""
    assert named_by(given_name) == trouble
