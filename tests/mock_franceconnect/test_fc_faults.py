"""Ordered faults: each one alters one thing, is noted in the journal, and strikes only the lease that ordered it."""

from typing import Any

import pytest
from franceconnect_bench import (
    ISSUER,
    PERSON,
    STATE,
    Browser,
    Federator,
    authorize_parameters,
    credentials,
    decoded,
    federator,
    habilitation,
    location,
    parameters,
)

from mock_franceconnect.ports.keys import Keys
from mock_franceconnect.protocol import faults
from rulebook.faults import FAULTS, Stage
from rulebook.platforms import LOW

OURS = {name for name, fault in FAULTS.items() if fault.by == "franceconnect"}


def exchanged(fc: Federator, fault: str) -> tuple[dict[str, Any], Any, str]:
    """id_token claims and its journaled exchange under one fault, and the raw id_token."""
    lease = fc.lease("cantine", fault)
    browser = fc.browser()
    id_token = browser.tokens()["id_token"]
    return decoded(id_token)[1], fc.exchanges(lease.id)[-1], id_token


def test_every_fault_of_franceconnect_has_its_function() -> None:
    """No name without an effect: its stage's table holds it, or the key ring signs it."""
    in_tables = {*faults.PARAMS, *faults.CLAIMS, *faults.HEADER}
    signing = {name for name in OURS if FAULTS[name].stage is Stage.SIGNING}
    assert in_tables | signing == OURS
    assert not in_tables & signing


@pytest.mark.parametrize(
    ("fault", "name", "honest"),
    [("callback.state.forged", "state", STATE), ("callback.iss.foreign", "iss", ISSUER)],
)
def test_the_callback_carries_one_wrong_parameter(fault: str, name: str, honest: str) -> None:
    """The others are right, in the same order."""
    with federator() as fc:
        lease = fc.lease("cantine", fault)
        callback = fc.browser().log_in()
        assert list(callback) == ["code", "state", "iss"]
        assert callback[name] != honest
        assert [value for key, value in {"state": STATE, "iss": ISSUER}.items() if callback[key] == value]
        seen = fc.exchanges(lease.id)[-1]
        assert (seen.endpoint, seen.fault) == ("authorize_resume", fault)


@pytest.mark.parametrize(
    ("fault", "altered"),
    [
        ("id_token.nonce.foreign", {"nonce"}),
        ("id_token.iss.foreign", {"iss"}),
        ("id_token.aud.foreign", {"aud"}),
        ("id_token.exp.past", {"exp", "iat"}),
    ],
)
def test_the_id_token_lies_about_one_thing_and_is_well_signed(fault: str, altered: set[str]) -> None:
    """Only the named claims differ from what an honest token says."""
    with federator() as fc:
        claims, seen, _ = exchanged(fc, fault)
        honest = {
            "nonce": "n" * 32,
            "iss": ISSUER,
            "aud": credentials(fc)[0],
        }
        assert {name for name, value in honest.items() if claims[name] != value} == altered & set(honest)
        assert ((claims["exp"] < seen.at - 3000) is True) == ("exp" in altered)
        assert claims["exp"] - claims["iat"] == 60
        assert seen.fault == fault
        assert [(jwt.where, jwt.signature, jwt.kid_known) for jwt in seen.jwts] == [("id_token", "valid", True)]


def test_alg_none_has_no_signature() -> None:
    """The header says so, the third part is empty."""
    with federator() as fc:
        _, seen, id_token = exchanged(fc, "id_token.alg.none")
        assert decoded(id_token)[0]["alg"] == "none"
        assert id_token.endswith(".")
        assert (seen.fault, seen.jwts[0].signature) == ("id_token.alg.none", "none")


@pytest.mark.parametrize("algorithm", ["ES256", "RS256", "HS256"])
def test_a_broken_signature_is_a_good_one_by_a_stranger(algorithm: str) -> None:
    """Same header and kid as an honest token; only the key is not ours."""
    with federator(habilitation(id_token_alg=algorithm)) as fc:
        honest, _ = decoded(fc.browser().tokens()["id_token"])
        _, seen, id_token = exchanged(fc, "id_token.signature.broken")
        assert decoded(id_token)[0] == honest
        assert (seen.fault, seen.jwts[0].signature) == ("id_token.signature.broken", "invalid")


@pytest.mark.parametrize("fault", ["userinfo.sub.foreign", "userinfo.signature.broken"])
def test_userinfo_lies(fault: str) -> None:
    """Another well-formed sub, or a stranger's signature; the id_token stays honest."""
    with federator() as fc:
        lease = fc.lease("cantine", fault)
        browser = fc.browser()
        tokens = browser.tokens()
        sub = decoded(tokens["id_token"])[1]["sub"]
        told = decoded(browser.userinfo(tokens["access_token"]).text)[1]["sub"]
        assert len(told) == 66
        assert told.endswith("v1")
        assert (told != sub) == (fault == "userinfo.sub.foreign")
        seen = fc.exchanges(lease.id)[-1]
        assert (seen.endpoint, seen.fault) == ("userinfo", fault)
        assert seen.jwts[0].signature == ("invalid" if "signature" in fault else "valid")


def test_a_missing_state_is_forged_all_the_same() -> None:
    """A client that sent none receives one."""
    with federator() as fc:
        fc.lease("cantine", "callback.state.forged")
        assert fc.browser().log_in(state="")["state"] == faults.FORGED_STATE


@pytest.mark.parametrize("fault", sorted(OURS))
def test_a_persona_may_bring_its_fault_along(fault: str) -> None:
    """Without any lease: who logs in chooses what goes wrong, at that endpoint only."""
    with federator() as fc:
        world = fc.bench.worlds.of(fc.bench.place("default").space)
        world.add(PERSON.model_copy(update={"login": "0123456780600", "fault": fault}))
        browser = fc.browser()
        code = browser.log_in("0123456780600")["code"]
        browser.userinfo(browser.exchange(code).json()["access_token"])
        struck = {seen.endpoint: seen.fault for seen in fc.exchanges() if seen.fault}
        assert struck == {FAULTS[fault].endpoint: fault}


def test_two_leases_do_not_see_each_others_faults_time_nor_exchanges() -> None:
    """Two applications of one space."""
    with federator(habilitation(), habilitation("piscine")) as fc:
        wrong = fc.lease("cantine", "id_token.nonce.foreign")
        right = fc.lease("piscine")
        client_id, secret = credentials(fc, "piscine")
        theirs = fc.browser()
        callback = _callback(theirs, client_id)
        fc.elapse(wrong, 3600)
        ours = theirs.exchange(callback["code"], client_id=client_id, client_secret=secret)
        assert decoded(ours.json()["id_token"])[1]["nonce"] == "n" * 32
        assert decoded(fc.browser().tokens()["id_token"])[1]["nonce"] == faults.FOREIGN_NONCE
        assert {seen.application for seen in fc.exchanges(wrong.id)} == {"cantine"}
        assert {seen.application for seen in fc.exchanges(right.id)} == {"piscine"}


def test_two_spaces_do_not_see_each_others_faults() -> None:
    """The same application id, in another space."""
    with federator() as fc:
        fc.bench.spaces.make("essai", 0)
        fc.register(habilitation(), "essai")
        fc.lease("cantine", "callback.state.forged", space="essai")
        assert fc.browser().log_in()["state"] == STATE
        assert not fc.exchanges(space="essai")


def _callback(browser: Browser, client_id: str) -> dict[str, str]:
    consent = browser.to_consent(client_id=client_id)
    return parameters(location(browser.agree(consent)))


def test_the_journal_of_a_lease_has_the_whole_journey_in_order() -> None:
    """Every hop says its endpoint and its application."""
    with federator() as fc:
        lease = fc.lease("cantine")
        browser = fc.browser()
        tokens = browser.tokens()
        browser.userinfo(tokens["access_token"])
        browser.checktoken(tokens["access_token"])
        assert [seen.endpoint for seen in fc.exchanges(lease.id)] == [
            "authorize",
            "interaction",
            "redirect_to_idp",
            "provider",
            "oidc_callback",
            "verify",
            "consent",
            "login",
            "authorize_resume",
            "token",
            "userinfo",
            "checktoken",
        ]
        assert authorize_parameters(fc)["client_id"] in fc.exchanges(lease.id)[0].request.url


def test_a_ring_inspects_its_own_tokens_and_nobody_elses() -> None:
    """Valid, invalid, none; and what is no token is nothing."""
    ours, theirs = Keys(LOW.signing), Keys(LOW.signing)
    signed = ours.sign({"sub": "x"}, "ES256", "").compact
    seen, foreign = ours.inspect(signed, ""), theirs.inspect(signed, "")
    assert seen is not None
    assert foreign is not None
    assert (seen.signature, seen.kid_known, foreign.signature, foreign.kid_known) == ("valid", True, "invalid", False)
    assert ours.inspect("ceci n'est pas un jeton", "") is None
