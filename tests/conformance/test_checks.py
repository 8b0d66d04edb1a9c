"""Every check, both ways: a journey that keeps the duty passes, one that breaks it fails; nothing to see is never a pass."""

from dataclasses import replace
from urllib.parse import quote

import pytest
from check_pairs import PAIRS
from judge_journeys import (
    API,
    CLIENT,
    SPI,
    TOKEN,
    at_client,
    authorize,
    call,
    exchange,
    journey,
    resume,
    token,
)

from conformance.checks import CHECKS
from conformance.checks.registry import check
from conformance.journey import Journey
from conformance.modules import MODULES
from conformance.verdict import Verdict
from rulebook.constraint import UUID, HasWord, MinLength
from rulebook.duties import DUTIES
from rulebook.duties.authorize import NONCE_LENGTH
from rulebook.formats.report import Result
from rulebook.source import Text


def test_every_check_is_proven_both_ways() -> None:
    """No check escapes the table, and the table holds no stale one."""
    assert set(PAIRS) == set(CHECKS)


@pytest.mark.parametrize("id_", sorted(PAIRS))
def test_a_conforming_journey_passes(id_: str) -> None:
    """The check passes the journey that keeps its duty, with evidence."""
    verdict = CHECKS[id_].judge(PAIRS[id_]()[0])
    assert verdict.result is Result.PASS, verdict
    assert verdict.exchanges


@pytest.mark.parametrize("id_", sorted(PAIRS))
def test_a_breaking_journey_fails(id_: str) -> None:
    """The check fails the journey that breaks its duty (a broken SHOULD warns), with evidence and both sides told."""
    check_ = CHECKS[id_]
    verdict = check_.judge(PAIRS[id_]()[1])
    assert verdict.result is (Result.FAIL if check_.duty.strength == "MUST" else Result.WARNING), verdict
    assert verdict.exchanges
    assert verdict.expected.fr
    assert verdict.received.fr


PASSIVE = sorted(check_.id for module in MODULES.values() if module.is_control for check_ in module.checks)


@pytest.mark.parametrize("id_", sorted(set(PASSIVE)))
def test_a_breaking_journey_breaks_only_its_own_duty(id_: str) -> None:
    """No other passive check of the same story is fooled by the journey."""
    broken = PAIRS[id_]()[1]
    others = [one for one in PASSIVE if one != id_]
    assert [one for one in others if CHECKS[one].judge(broken).result is Result.FAIL] == []


@pytest.mark.parametrize("id_", sorted(CHECKS))
def test_an_empty_journey_never_passes(id_: str) -> None:
    """Nothing happened: SKIPPED; the client fell silent: INCONCLUSIVE."""
    fault = CHECKS[id_].under
    silent = Text("pas de réponse", "no answer")
    assert CHECKS[id_].judge(journey(fault=fault, late=2025)).result is Result.SKIPPED
    assert CHECKS[id_].judge(journey(fault=fault, late=2025, trouble=silent)).result is Result.INCONCLUSIVE


@pytest.mark.parametrize("id_", sorted(check_.id for check_ in CHECKS.values() if check_.under is not None))
def test_a_client_that_dies_under_a_fault_never_passes(id_: str) -> None:
    """All that a conforming journey shows, then silence: it neither waited, nor refused, nor explained."""
    dead = replace(PAIRS[id_]()[0], trouble=Text("pas de réponse", "no answer"))
    assert CHECKS[id_].judge(dead).result is not Result.PASS


@pytest.mark.parametrize("id_", ["API-ERREUR-03a", "FS-LOGOUT-04a", "FS-IDENTITE-01a"])
def test_a_client_that_dies_has_not_held_back(id_: str) -> None:
    """What is kept by doing nothing more is not kept by who can do nothing more."""
    dead = replace(PAIRS[id_]()[0], trouble=Text("pas de réponse", "no answer"))
    assert CHECKS[id_].judge(dead).result is Result.INCONCLUSIVE


def test_every_duty_is_judged_or_attested_or_says_why_not() -> None:
    """Silence is impossible: a duty has a check, or a question for a person, or a reason to have none; one of the three."""
    judged = {check_.duty.id for check_ in CHECKS.values()}
    ways = {duty.id: (duty.id in judged, duty.attested, duty.untested_because is not None) for duty in DUTIES.values()}
    assert {id_: found for id_, found in ways.items() if sum(found) != 1} == {}


def test_every_check_belongs_to_a_module() -> None:
    """A check that no module runs judges nobody."""
    assert {check_.id for module in MODULES.values() for check_ in module.checks} == set(CHECKS)


@pytest.mark.parametrize(
    ("id_", "edge"),
    [
        (check_.id, edge)
        for check_ in CHECKS.values()
        if check_.duty.constraint is not None
        for edge in dict.fromkeys(check_.duty.constraint.edges())
    ],
)
def test_a_check_draws_the_line_of_its_duty(id_: str, edge: str | None) -> None:
    """At each edge of the duty's own constraint, the check agrees with it."""
    duty = CHECKS[id_].duty
    assert duty.constraint is not None
    assert duty.parameter is not None
    if duty.parameter == "X-Correlation-ID":
        seen = journey(call(1, x_correlation_id=edge or ""))
    elif duty.parameter == "grant_type":
        seen = journey(token(1, said={"grant_type": edge}))
    else:
        seen = journey(authorize(1, **{duty.parameter: None if edge is None else quote(edge, safe="")}))
    kept = CHECKS[id_].judge(seen).result is Result.PASS
    assert kept is duty.constraint.accepts(edge or None if duty.constraint is UUID else edge)


def test_golden_lines_are_those_of_the_documents() -> None:
    """22 characters, openid as a whole word, 8-4-4-4-12: said by hand, not read from the duty."""
    assert CHECKS["FS-NONCE-01a"].judge(journey(authorize(1, nonce="x" * 22))).result is Result.PASS
    assert CHECKS["FS-NONCE-01a"].judge(journey(authorize(1, nonce="x" * 21))).result is Result.FAIL
    assert CHECKS["FS-SCOPE-01a"].judge(journey(authorize(1, scope="openidx"))).result is Result.FAIL
    assert MinLength(22) == NONCE_LENGTH.constraint
    assert DUTIES["FS-SCOPE-01"].constraint == HasWord("openid")


def test_a_refused_request_is_read_from_the_driver() -> None:
    """A request that FranceConnect refused belongs to no application: the driver's own record is judged."""
    seen = journey(authorize(1, by="driver", nonce="court"))
    assert CHECKS["FS-NONCE-01a"].judge(seen).result is Result.FAIL


def test_a_bearer_before_the_consent_token_is_broken() -> None:
    """`Bearer <token>` is not the token, and the verdict shows the word that is too many (of a mark, no length)."""
    verdict = CHECKS["API-JETON-FC-01a"].judge(journey(token(1), call(2, x_franceconnect_oauth=f"Bearer {TOKEN}")))
    assert verdict.result is Result.FAIL
    assert verdict.received.fr == f"« Bearer {TOKEN} »"


def test_the_spi_in_the_gateways_path_is_not_the_clients_address() -> None:
    """The API itself has the SPI in its path: only the téléservice's own addresses are looked at."""
    spi_call = exchange(2, "dgfip", "assiettes", f"{API}/spi/{SPI}/situations/ir/assiettes/annrev/2025")
    seen = journey(at_client(1, f"{CLIENT}/compte"), spi_call)
    assert CHECKS["API-SPI-01a"].judge(seen).result is Result.PASS


def test_registration_refuses_what_would_confuse() -> None:
    """An id given twice, an id of another duty, a missing title, an unknown fault: each is refused at import."""

    def titled(_: Journey) -> Verdict:
        """Un titre."""
        raise AssertionError("refused at registration: nobody judges with it")

    def untitled(_: Journey) -> Verdict:
        raise AssertionError("refused at registration: nobody judges with it")

    duty = DUTIES["FS-NONCE-01"]
    with pytest.raises(ValueError, match="given twice"):
        check("FS-NONCE-01a", duty=duty)(titled)
    with pytest.raises(ValueError, match="docstring"):
        check("FS-NONCE-01z", duty=duty)(untitled)
    with pytest.raises(ValueError, match="its duty's"):
        check("FS-NONCE-02z", duty=duty)(titled)
    with pytest.raises(ValueError, match="its duty's"):
        check("FS-NONCE-01z", duty=replace(duty))(titled)
    with pytest.raises(ValueError, match="unknown fault"):
        check("FS-NONCE-01z", duty=duty, under="id_token.nope")(titled)
    assert "FS-NONCE-01z" not in CHECKS


def test_marks_are_not_mixed() -> None:
    """Codes of two authorizations are two codes."""
    seen = journey(resume(1), token(2), resume(3, code="h:00000000000000cc"), token(4, code="h:00000000000000cc"))
    assert CHECKS["FS-TOKEN-01a"].judge(seen).result is Result.PASS
