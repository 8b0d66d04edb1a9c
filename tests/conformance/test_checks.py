"""Every check, both ways: a journey that keeps the duty passes, one that breaks it fails; nothing to see is never a pass."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import quote

import pytest
from judge_journeys import (
    API,
    CLIENT,
    HABILITATION,
    SECRET,
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
from rulebook.formats.habilitation import Habilitation
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


def _by_address(posted: Exchange) -> Exchange:
    """The same exchange by GET, its parameters (but for the secret, another duty's business) in the address."""
    said = "&".join(f"{name}={quote(value)}" for name, value in posted.request.form or () if name != "client_secret")
    asked = posted.request.model_copy(update={"method": "GET", "form": None, "url": f"{posted.request.url}?{said}"})
    return posted.model_copy(update={"request": asked})


def _registered(*scopes: str, **changed: Any) -> Habilitation:
    """The habilitation, its FranceConnect registration changed."""
    base = HABILITATION.franceconnect
    assert base is not None
    changed = {"scopes": (*base.scopes, *scopes), **changed}
    return HABILITATION.model_copy(update={"franceconnect": base.model_copy(update=changed)})


def _asked_for(hints: tuple[str, ...], idp_hint: str) -> Pair:
    """Requests under a registration that allows these identity providers."""
    allowed = _registered(allowed_idp_hints=hints)
    return (
        journey(authorize(1, idp_hint=hints[0]), habilitation=allowed),
        journey(authorize(1, idp_hint=idp_hint), habilitation=allowed),
    )


def _unsafe() -> Pair:
    """A return over https; one over http, elsewhere than on localhost, although it is registered."""
    safe, unsafe = "https://cantine.example/retour", "http://cantine.example/retour"
    return (
        journey(authorize(1, redirect_uri=safe), habilitation=_registered(redirect_uris=(safe,))),
        journey(authorize(1, redirect_uri=unsafe), habilitation=_registered(redirect_uris=(unsafe,))),
    )


def _over_tls(line: str) -> Pair:
    """`_cookie`, at a client over https."""
    client = "https://cantine.example"

    def sets(cookie: str) -> Journey:
        return journey(at_client(1, f"{client}/", answer={"set-cookie": cookie}), client=client)

    return sets(_SESSION["set-cookie"]), sets(line)


def _hurried(count: int) -> Journey:
    """So many calls in one second, each with a number and a token of its own."""
    marks = tuple(f"h:{n:016x}" for n in range(0xA00, 0xA00 + count))
    given = [token(0, given=mark, code=f"{mark}c") for mark in marks]
    calls = [
        call(1, x_franceconnect_oauth=mark, x_correlation_id=f"2f1c1b9e-5f0a-4c1e-9f52-{n:012d}").model_copy(
            update={"n": n, "at": 1 + n / count}
        )
        for n, mark in enumerate(marks, 1)
    ]
    return journey(*given, *calls)


_SESSION = {"set-cookie": "session=h:00000000000000a2; Path=/; HttpOnly; SameSite=Lax; Secure"}


def _exchanged(**said: str) -> Pair:
    """A code exchanged as it should; the same, its form changed."""
    return journey(resume(1), token(2)), journey(resume(1), token(2, said=said))


def _page(text: str, n: int = 2, **rest: Any) -> Exchange:
    """A screen of the client, with the link that each must have."""
    foot = '<a href="/mentions">Mentions légales</a>'
    return at_client(n, f"{CLIENT}/page", text=f"<html><body>{text}{foot}</body></html>", **rest)


def _cookie(line: str, **context: Any) -> Pair:
    """The client sets a careful cookie; the same, as `line` says."""
    careful = {"set-cookie": f"{_SESSION['set-cookie']}"}
    return journey(_page("", answer=careful), **context), journey(_page("", answer={"set-cookie": line}), **context)


def _login(cookie: str) -> Journey:
    """A citizen comes back with a session known before, and the answer sets `cookie`."""
    back = at_client(
        1,
        f"{CLIENT}/retour?code=h:0000000000000001&state=s",
        status=303,
        location="/",
        headers={"cookie": "session=h:00000000000000a1; langue=fr"},
        answer={"set-cookie": f"session={cookie}; HttpOnly; SameSite=Lax"},
    )
    return journey(back)


def _notice(then: Exchange) -> Journey:
    """A notice was served, and then the client is asked something."""
    return _calls(call(1, json={"rfr": 28678, "nmNaiDec1": "CIS TROIS"}), then)


def _result(**answer: str) -> Journey:
    return journey(_page("Votre tarif", answer=answer), page(3, "result"))


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
    "FS-REDIRECT-01a": lambda: _asked(redirect_uri=f"{CLIENT}/retour/"),
    "FS-REDIRECT-02a": _unsafe,
    "FS-DEMANDE-01a": lambda: (
        journey(authorize(1)),
        journey(
            authorize(1).model_copy(update={"request": authorize(1).request.model_copy(update={"method": "POST"})})
        ),
    ),
    "FS-ACR-02a": lambda: _asked(acr_values="eidas2"),
    "FS-PROMPT-01a": lambda: _asked(prompt="none"),
    "FS-CLAIMS-01a": lambda: _asked(claims=quote('{"userinfo": {"email": null}}')),
    "FS-HINT-01a": lambda: _asked_for(("fip1",), idp_hint="fip2"),
    "FS-TOKEN-03a": lambda: (journey(token(1)), journey(_by_address(token(1)))),
    "FS-TOKEN-04a": lambda: _exchanged(redirect_uri=f"{CLIENT}/ailleurs"),
    "FS-TOKEN-05a": lambda: _exchanged(grant_type="refresh_token"),
    "FS-SECRET-01a": lambda: (
        journey(token(1), _page("bonjour")),
        journey(token(1), _page(f"client_secret: {SECRET}")),
    ),
    "FS-SECRET-02a": lambda: (
        journey(token(1)),
        journey(token(1, headers={"authorization": "Basic h:00000000000000bb"})),
    ),
    "FS-ALG-02a": lambda: (journey(token(1)), journey(token(1), habilitation=_registered(id_token_alg="HS256"))),
    "FS-USERINFO-02a": lambda: (
        journey(token(1), userinfo(2)),
        journey(token(1), userinfo(2, query=f"?access_token={TOKEN}")),
    ),
    "FS-USERINFO-03a": lambda: (
        journey(resume(1), token(2), userinfo(3)),
        journey(resume(1), token(2), userinfo(32)),
    ),
    "FS-PAGE-01a": lambda: (
        journey(_page("Une erreur est survenue.")),
        journey(_page("Traceback (most recent call last): File app.py", status=500)),
    ),
    "API-INFORMATION-01a": lambda: (
        journey(page(1, "none", text="Nous demanderons votre avis aux Impôts"), token(2), call(3)),
        journey(page(1, "none", text="Bonjour"), token(2), call(3)),
    ),
    "API-MENTIONS-01a": lambda: (
        journey(_page("Accueil")),
        journey(_page("Accueil"), at_client(3, f"{CLIENT}/erreur", text="<html><a href='/'>Accueil</a></html>")),
    ),
    "FS-SESSION-01a": lambda: (_login("h:00000000000000a2"), _login("h:00000000000000a1")),
    "FS-COOKIE-01a": lambda: _cookie("session=h:00000000000000a2; SameSite=Lax"),
    "FS-COOKIE-02a": lambda: _cookie("session=h:00000000000000a2; HttpOnly"),
    "FS-COOKIE-03a": lambda: _over_tls("session=h:00000000000000a2; HttpOnly; SameSite=Lax"),
    "API-JETON-02a": lambda: (
        _calls(apim_token(1), call(2), call(3, annee=2024)),
        _calls(apim_token(1), call(2), apim_token(3), call(4, annee=2024)),
    ),
    "API-JETON-03a": lambda: (_calls(apim_token(1)), _calls(apim_token(1, grant_type="password"))),
    "API-JETON-04a": lambda: (_calls(apim_token(1)), _calls(apim_token(1, scope="RessourceIR RessourceIFI"))),
    "API-SCOPE-01a": lambda: (
        journey(authorize(1, scope="openid%20dgfip_rfr")),
        journey(authorize(1, scope="openid%20dgfip_rfr%20dgfip_aft"), habilitation=_registered("dgfip_aft")),
    ),
    "API-ERREUR-03a": lambda: (
        _calls(call(1, status=410), call(2, annee=2024)),
        _calls(call(1, status=410), call(2, status=410), call(3, annee=2024)),
    ),
    "API-QUOTA-01a": lambda: (
        _hurried(50),
        _hurried(51),
    ),
    "API-QUOTA-02a": lambda: (_calls(call(1), call(2, annee=2024)), _calls(call(1), call(2))),
    "API-TRACE-01a": lambda: (
        journey(token(1), _page("bonjour")),
        journey(token(1), at_client(2, f"{CLIENT}/resultat?jeton={TOKEN}")),
    ),
    "API-TRACE-02a": lambda: (journey(token(1), _page("bonjour")), journey(token(1), _page(f"jeton = {TOKEN}"))),
    "API-TRACE-03a": lambda: (
        _notice(at_client(2, f"{CLIENT}/resultat")),
        _notice(at_client(2, f"{CLIENT}/resultat?revenu=28678")),
    ),
    "API-TRACE-04a": lambda: (
        journey(_page("", answer={"referrer-policy": "no-referrer"})),
        journey(_page("", answer={"Referrer-Policy": "unsafe-url"})),
    ),
    "API-CACHE-01a": lambda: (
        _result(**{"cache-control": "no-store"}),
        _result(**{"cache-control": "public, max-age=60"}),
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
