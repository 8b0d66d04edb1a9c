"""Every check, both ways: a journey that keeps the duty passes, one that breaks it fails; nothing to see is never a pass."""

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import quote

import pytest
from judge_journeys import (
    API,
    CLIENT,
    SPI,
    TOKEN,
    UUIDS,
    apim_token,
    at_client,
    authorize,
    call,
    exchange,
    journey,
    page,
    resume,
    token,
    userinfo,
)

from conformance.checks import CHECKS
from conformance.checks.registry import check
from conformance.journey import Journey
from conformance.modules import MODULES
from conformance.verdict import Verdict
from rulebook.constraint import UUID, HasWord, MinLength
from rulebook.duties import DUTIES
from rulebook.duties.authorize import NONCE_LENGTH
from rulebook.formats.exchange import Exchange
from rulebook.formats.report import Result
from rulebook.source import Text

Pair = tuple[Journey, Journey]


def _asked(**changed: str | None) -> Pair:
    """Two good authorization requests; the same, the second one changed."""
    return journey(authorize(1), authorize(2)), journey(authorize(1), authorize(2, **changed))


def _refused_token(fault: str, next_endpoint: str = "userinfo") -> Pair:
    """A false object that the client refuses; the same, and it goes on."""
    served = (token(3), userinfo(4, fault=fault)) if fault.startswith("userinfo") else (token(3, fault=fault),)
    went_on = call(5) if next_endpoint == "assiettes" else userinfo(5)
    return (
        journey(resume(1), at_client(2, f"{CLIENT}/retour"), *served, page(6, "refused"), fault=fault),
        journey(resume(1), at_client(2, f"{CLIENT}/retour"), *served, went_on, page(6, "connected"), fault=fault),
    )


def _refused_callback(fault: str, **altered: str) -> Pair:
    sent = resume(1, fault=fault, **altered)
    back = at_client(2, dict(sent.response.headers)["location"], status=400)
    return (
        journey(sent, back, page(3, "refused"), fault=fault),
        journey(sent, back, token(3), page(4, "connected"), fault=fault),
    )


_GAVE_UP = at_client(2, f"{CLIENT}/retour?error=access_denied&error_description=User%20auth%20aborted&state=s")
_DOWN, _REVOKED = "assiettes.response.500", "assiettes.token.revoked"


def _calls(*calls: Exchange) -> Journey:
    """Calls made with the token of this very login."""
    return journey(token(0), *calls)


def _elsewhere() -> Exchange:
    """A well-made call to a resource that the habilitation does not give."""
    made = call(9, status=404)
    url = made.request.url.replace("/assiettes/", "/factures/")
    return made.model_copy(update={"endpoint": "not_found", "request": made.request.model_copy(update={"url": url})})


# Check id → (a journey that passes, one that fails).
PAIRS: dict[str, Callable[[], Pair]] = {
    "FS-CODE-01a": lambda: _asked(response_type="code%20token"),
    "FS-PARAM-01a": lambda: _asked(code_challenge="x"),
    "FS-NONCE-01a": lambda: _asked(nonce="n" * 21),
    "FS-NONCE-02a": lambda: _asked(nonce=f"nonce-{1:0>20}"),
    "FS-STATE-01a": lambda: _asked(state=""),
    "FS-STATE-02a": lambda: _asked(state=f"state-{1:0>20}"),
    "FS-SCOPE-01a": lambda: _asked(scope="given_name"),
    "FS-SCOPE-02a": lambda: _asked(scope="openid%20email"),
    "FS-ACR-01a": lambda: _asked(acr_values=None),
    "FS-STATE-03a": lambda: _refused_callback("callback.state.forged", state="forge"),
    "FS-ISS-01a": lambda: _refused_callback("callback.iss.foreign", iss=quote("https://ailleurs.example", safe="")),
    "FS-REFUS-01a": lambda: (journey(_GAVE_UP, page(3, "refused")), journey(_GAVE_UP, page(3, "none"))),
    "FS-TOKEN-01a": lambda: (
        journey(resume(1), token(2)),
        journey(resume(1), token(2), token(3)),
    ),
    "FS-TOKEN-02a": lambda: (
        journey(resume(1), token(2, at=30.9)),
        journey(resume(1), token(2, at=31.1)),
    ),
    "FS-SIGNATURE-01a": lambda: _refused_token("id_token.signature.broken"),
    "FS-ALG-01a": lambda: _refused_token("id_token.alg.none"),
    "FS-NONCE-03a": lambda: _refused_token("id_token.nonce.foreign"),
    "FS-ISS-02a": lambda: _refused_token("id_token.iss.foreign"),
    "FS-AUD-01a": lambda: _refused_token("id_token.aud.foreign"),
    "FS-EXP-01a": lambda: _refused_token("id_token.exp.past"),
    "FS-USERINFO-01a": lambda: _refused_token("userinfo.signature.broken", "assiettes"),
    "FS-SUB-01a": lambda: _refused_token("userinfo.sub.foreign", "assiettes"),
    "API-CORRELATION-01a": lambda: (_calls(call(1)), _calls(call(1), call(2, x_correlation_id=""))),
    "API-CORRELATION-02a": lambda: (
        _calls(call(1), call(2)),
        _calls(call(1), call(2, x_correlation_id=UUIDS[1])),
    ),
    "API-TELESERVICE-01a": lambda: (_calls(call(1)), _calls(call(1, id_teleservice="AUTRE"))),
    "API-JETON-FC-01a": lambda: (
        _calls(call(2)),
        _calls(call(2, x_franceconnect_oauth="h:00000000000000ff")),
    ),
    "API-RESSOURCE-01a": lambda: (_calls(call(1)), _calls(call(1), _elsewhere())),
    "API-ANNEE-01a": lambda: (_calls(call(1)), _calls(call(1, annee=2019))),
    "API-ANNEE-02a": lambda: (
        journey(call(1, status=410), call(2, annee=2024), page(3, "result"), late=2025),
        journey(call(1, status=410), page(3, "error"), late=2025),
    ),
    "API-ERREUR-01a": lambda: (
        journey(call(1, status=500, fault=_DOWN), page(2, "error"), fault=_DOWN),
        journey(call(1, status=500, fault=_DOWN), page(2, "result"), fault=_DOWN),
    ),
    "API-JETON-01a": lambda: (
        journey(
            call(1, status=401, fault=_REVOKED),
            apim_token(2),
            call(3, authorization="Bearer h:00000000000000aa"),
            page(4, "result"),
            fault=_REVOKED,
        ),
        journey(call(1, status=401, fault=_REVOKED), call(2, status=401), page(4, "error"), fault=_REVOKED),
    ),
    "API-SPI-01a": lambda: (
        journey(at_client(1, f"{CLIENT}/compte", method="POST", form=(("spi", SPI),))),
        journey(at_client(1, f"{CLIENT}/compte", status=303, location=f"/resultat?spi={SPI}")),
    ),
}


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


def test_every_duty_is_judged_or_says_why_not() -> None:
    """Silence is impossible: a duty has a check, or a reason to have none."""
    judged = {check_.duty.id for check_ in CHECKS.values()}
    assert [duty.id for duty in DUTIES.values() if duty.id not in judged and duty.untested_because is None] == []


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
