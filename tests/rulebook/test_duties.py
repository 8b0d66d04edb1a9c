"""Duties: every one is complete, and each constraint draws its line where the text says."""

import re

import pytest

from rulebook.constraint import Constraint
from rulebook.duties import DUTIES, FAMILIES
from rulebook.duty import Duty
from rulebook.refusals.authorize import PARAMETERS

EACH = tuple(DUTIES.values())


@pytest.mark.parametrize("duty", EACH, ids=lambda duty: duty.id)
def test_a_duty_says_everything_in_both_languages(duty: Duty) -> None:
    """A duty has an id of the agreed shape, sentences that end, a way to mend it, a source, and somebody it applies to."""
    assert re.fullmatch(r"(FS|API)(-[A-Z]+)+-\d\d", duty.id)
    for text in (duty.says, duty.mend):
        assert text.fr.endswith(".")
        assert text.en.endswith(".")
        assert text.fr != text.en
    if duty.attestation is not None:
        assert duty.attestation.fr.endswith(" ?")
        assert duty.attestation.en.endswith("?")
    if duty.untested_because is not None:
        assert duty.untested_because.fr != duty.untested_because.en
    assert duty.source.document
    assert duty.source.section
    assert duty.applies


def test_ids_are_those_that_the_gallery_and_the_reports_know() -> None:
    """Ids are fixed: those of the first set are still there, and all are said once."""
    first = {
        "FS-CODE-01",
        "FS-PARAM-01",
        "FS-NONCE-01",
        "FS-NONCE-02",
        "FS-STATE-01",
        "FS-STATE-02",
        "FS-SCOPE-01",
        "FS-SCOPE-02",
        "FS-ACR-01",
        "FS-STATE-03",
        "FS-ISS-01",
        "FS-REFUS-01",
        "FS-TOKEN-01",
        "FS-TOKEN-02",
        "FS-SIGNATURE-01",
        "FS-ALG-01",
        "FS-NONCE-03",
        "FS-ISS-02",
        "FS-AUD-01",
        "FS-EXP-01",
        "FS-USERINFO-01",
        "FS-SUB-01",
        "API-CORRELATION-01",
        "API-CORRELATION-02",
        "API-TELESERVICE-01",
        "API-JETON-FC-01",
        "API-RESSOURCE-01",
        "API-ANNEE-01",
        "API-ANNEE-02",
        "API-ERREUR-01",
        "API-JETON-01",
        "API-SPI-01",
    }
    assert first <= set(DUTIES)
    assert sum(len(family.duties) for family in FAMILIES) == len(DUTIES)


def _line(duty_id: str) -> Constraint:
    constraint = DUTIES[duty_id].constraint
    assert constraint is not None
    return constraint


@pytest.mark.parametrize(
    ("duty", "value", "kept"),
    [
        ("FS-CODE-01", "code", True),
        ("FS-CODE-01", "code token", False),
        ("FS-NONCE-01", "x" * 21, False),
        ("FS-NONCE-01", "x" * 22, True),
        ("FS-NONCE-01", None, False),
        ("FS-STATE-01", "", False),
        ("FS-STATE-01", "x" * 21, False),
        ("FS-STATE-01", "x" * 22, True),
        ("FS-SCOPE-01", "email openid", True),
        ("FS-SCOPE-01", "openidx", False),
        ("FS-ACR-01", "", False),
        ("FS-ACR-01", "eidas1", True),
        ("API-CORRELATION-01", "2f1c1b9e-5f0a-4c1e-9f52-0d8a1a3b7c11", True),
        ("API-CORRELATION-01", "2f1c1b9e5f0a4c1e9f520d8a1a3b7c11", False),
    ],
)
def test_lines_are_where_the_documents_draw_them(duty: str, value: str | None, kept: bool) -> None:
    """Golden values, written by hand from the documents, fall on the right side."""
    assert _line(duty).accepts(value) is kept


def test_a_constraint_has_edges_on_both_sides() -> None:
    """Every constrained duty can be walked: at least one accepted value and one refused."""
    for duty in EACH:
        if duty.constraint is not None:
            verdicts = {duty.constraint.accepts(edge) for edge in duty.constraint.edges()}
            assert verdicts == {True, False}, duty.id


def test_the_parameter_list_is_the_closed_one() -> None:
    """FranceConnect's list has eleven names; PKCE and response_mode are not among them."""
    assert len(PARAMETERS) == 11
    assert not {"code_challenge", "response_mode", "max_age", "login_hint"} & set(PARAMETERS)
