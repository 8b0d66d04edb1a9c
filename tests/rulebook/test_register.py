"""The register: every row of the facts has a record, every record is judged, attested or says why, and conditions are real ones."""

import pytest
from duty_rows import ROWS

from rulebook.applicable import conditions, why_not
from rulebook.duties import DUTIES, FAMILIES
from rulebook.duty import Capability, Duty


@pytest.mark.parametrize("row", ROWS)
def test_every_row_of_the_facts_has_a_record(row: str) -> None:
    """At least one duty covers it."""
    assert [duty.id for duty in DUTIES.values() if row in duty.rows], ROWS[row]


def test_no_record_covers_a_row_that_does_not_exist() -> None:
    """A duty names rows of the two tables only."""
    assert {row for duty in DUTIES.values() for row in duty.rows} == set(ROWS)


def test_families_are_those_of_the_journey() -> None:
    """Each has its own id, a title in both languages, and duties."""
    assert len({family.id for family in FAMILIES}) == len(FAMILIES)
    for family in FAMILIES:
        assert family.duties
        assert family.title.fr
        assert family.title.en


@pytest.mark.parametrize("duty", DUTIES.values(), ids=lambda duty: duty.id)
def test_what_a_person_states_is_not_excused_too(duty: Duty) -> None:
    """Attested, or untested for a reason, never both."""
    assert not (duty.attested and duty.untested_because)


def test_a_duty_applies_to_what_is_declared() -> None:
    """The reason names the declaration; none when the duty applies."""
    assert why_not(DUTIES["FS-NONCE-01"], {Capability.FRANCECONNECT}) is None
    excluded = why_not(DUTIES["FS-LOGOUT-01"], {Capability.FRANCECONNECT})
    assert excluded is not None
    assert "franceconnect" in excluded.fr


def test_conditions_are_told_in_words() -> None:
    """Stages and profile, in both languages; nothing when the duty is for all."""
    assert conditions(DUTIES["API-RECETTE-01"]).fr == "production"
    assert conditions(DUTIES["FS-CLES-03"]).en == "registered on FranceConnect+"
    assert conditions(DUTIES["FS-NONCE-01"]).fr == ""
