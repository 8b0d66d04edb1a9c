"""Where passive checks draw their line: what only looks wrong, and what is wrong in another way."""

from dataclasses import replace
from typing import Any
from urllib.parse import quote

import pytest
from check_pairs import calls, hurried, logged_in, screen
from judge_journeys import (
    CLIENT,
    GATEWAY,
    HABILITATION,
    SPI,
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
from pairs_etat_civil import sfip
from pairs_franceconnect import encrypted

from conformance.checks import CHECKS
from conformance.limits import KEPT
from rulebook.formats.exchange import Exchange
from rulebook.formats.report import Result
from rulebook.refusals.registration import KEYS


def test_a_login_that_failed_renews_nothing() -> None:
    """A session that stays the same under somebody who is not logged in is nobody's business."""
    refused = replace(logged_in("h:00000000000000a1"), observations=(page(2, "error"),))
    assert CHECKS["FS-SESSION-01a"].judge(refused).result is Result.SKIPPED


def test_each_lap_has_its_login() -> None:
    """Only the first callback of a lap logs somebody in: a second authorization in the same session renews nothing."""
    login = logged_in("h:00000000000000a2")
    back = login.exchanges[0]
    cookie = (("cookie", "session=h:00000000000000a2"),)
    again = back.model_copy(
        update={
            "n": 3,
            "at": 3.0,
            "request": back.request.model_copy(update={"headers": cookie}),
            "response": back.response.model_copy(update={"headers": ()}),
        }
    )
    same = replace(login, exchanges=(back, again), observations=(*login.observations, page(4, "result")))
    assert CHECKS["FS-SESSION-01a"].judge(same).result is Result.PASS
    laps = (page(0, "none", step="start"), page(2, "connected"), page(3, "none", step="start"), page(4, "result"))
    assert CHECKS["FS-SESSION-01a"].judge(replace(same, observations=laps)).result is Result.WARNING


OTHER = "h:00000000000000bb"
_FIRST = (page(0, "none", step="start"), token(1), call(2), page(3, "result"), page(4, "none", step="start"))


def test_each_citizen_has_a_token_of_their_own() -> None:
    """Two laps: the second citizen's token, or the first one's; whoever logs in twice may use either of theirs."""
    check = CHECKS["API-JETON-FC-01a"]
    own = (token(5, given=OTHER), call(6, x_franceconnect_oauth=OTHER))
    assert check.judge(journey(*_FIRST, *own)).result is Result.PASS
    borrowed = check.judge(journey(*_FIRST, token(5, given=OTHER), call(6)))
    assert borrowed.result is Result.FAIL
    assert borrowed.received.fr == "le jeton d'un citoyen venu avant"
    assert borrowed.exchanges == (6,)
    twice = (page(0, "none", step="start"), token(1), token(2, given=OTHER), call(3), page(4, "result"))
    assert check.judge(journey(*twice)).result is Result.PASS


def test_a_lap_begins_where_its_first_page_is_asked() -> None:
    """A client whose first page leads to FranceConnect at once has exchanged its code before that page is seen."""
    come = (at_client(1, f"{CLIENT}/connexion"), token(2), page(3, "connected", step="start"), page(5, "result"))
    again = (at_client(6, f"{CLIENT}/connexion"), token(7, given=OTHER), page(8, "connected", step="start"))
    seen = journey(*come, call(4), *again, call(9), page(10, "result"))
    assert [seen.lap(one) for one in sorted(seen.exchanges, key=lambda one: one.at)] == [1, 1, 1, 2, 2, 2]


@pytest.mark.parametrize(
    ("happened", "changed", "fed"),
    [
        ((token(5, given=OTHER), call(6, x_franceconnect_oauth=OTHER)), {}, True),
        ((token(5, given=OTHER),), {}, False),  # the first one's notice, kept for everybody
        ((token(5, given=OTHER), call(6, annee=2024)), {}, False),  # the first one's again
        ((token(5, given=OTHER), call(6)), {"spi": (SPI, SPI)}, True),  # the same person twice
        ((token(5, code="h:00000000000000cc"),), {"goal": "connected"}, True),
        ((), {"goal": "connected"}, False),
    ],
)
def test_each_citizen_is_fed(happened: tuple[Exchange, ...], changed: dict[str, Any], *, fed: bool) -> None:
    """What the second one is shown comes from the bench, or it does not."""
    assert journey(*_FIRST, *happened, page(7, "result"), **{"spi": (SPI, SPI[::-1]), **changed}).fed is fed


def test_who_asks_by_number_or_by_civil_status_is_fed() -> None:
    """Each by their own; nobody, by none."""
    path = f"{GATEWAY}/impotparticulier/1.0/spi/{{}}/situations/ir/assiettes/annrev/2025"
    by_number = [exchange(n, "dgfip", "assiettes", path.format(spi)) for n, spi in enumerate((SPI, SPI[::-1]), 1)]
    by_name = [sfip(1), sfip(2, who="nom=ZED&prenom=Jean&naisDate=15%2F06%2F1943")]
    for asked in (by_number, by_name):
        assert journey(*asked, spi=(SPI, SPI[::-1])).fed
        assert not journey(*asked[:1], spi=(SPI, SPI[::-1])).fed
    assert not journey().fed


@pytest.mark.parametrize(
    "cookie",
    [
        "csrftoken=h:00000000000000a2; Path=/",  # a script reads it
        "langue=fr",
        'session=""; Max-Age=0',  # deleted
        "session=; expires=Thu, 01 Jan 1970 00:00:00 GMT",
    ],
)
def test_harmless_and_deleted_cookies_are_nobodys_business(cookie: str) -> None:
    """Neither HttpOnly nor SameSite is asked of them."""
    seen = journey(screen("", answer={"set-cookie": cookie}))
    assert CHECKS["FS-COOKIE-01a"].judge(seen).result is Result.NOT_APPLICABLE
    assert CHECKS["FS-COOKIE-02a"].judge(seen).result is Result.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("<html>" + "x" * 70_000, {}),  # cut: its foot was not kept
        ("<html><body onload='document.forms[0].submit()'></body></html>", {}),  # goes on by itself
        ('<html><meta http-equiv="refresh" content="0; url=/"></html>', {}),
        ("<html><a href='/'>ici</a></html>", {"status": 302, "location": "/"}),
        ('{"etat": "ok"}', {}),
    ],
    ids=["cut", "submits", "refreshes", "redirects", "json"],
)
def test_only_screens_owe_the_legal_notices(text: str, rest: dict[str, Any]) -> None:
    """What no citizen reads is not judged."""
    seen = journey(at_client(1, f"{CLIENT}/page", text=text[:KEPT], **rest))
    assert CHECKS["API-MENTIONS-01a"].judge(seen).result is Result.SKIPPED


def test_secure_is_asked_over_https_only() -> None:
    """Over http the duty is without object, and the report says why."""
    verdict = CHECKS["FS-COOKIE-03a"].judge(journey(screen("", answer={"set-cookie": "session=h:00000000000000a2"})))
    assert verdict.result is Result.NOT_APPLICABLE
    assert "http" in verdict.received.fr


def test_a_figure_met_by_chance_is_not_the_notices() -> None:
    """A year, a short number, a piece of a longer word: none is a datum of the notice."""
    served = call(1, json={"rfr": 2024, "nbPart": 2.5, "impAvImput": 99, "sitFam": "M", "revImposable": 12345})
    seen = calls(served, at_client(2, f"{CLIENT}/resultat/2024?page=99&part=2.5&jeton=A12345B"))
    assert CHECKS["API-TRACE-03a"].judge(seen).result is Result.PASS


@pytest.mark.parametrize(
    "written", ["revenu-25432", "r?d=%7B%22rfr%22%3A25432.0%7D", "r?rfr=25432.00", "r?q=25%20432_2.5"]
)
def test_a_figure_is_found_as_an_address_writes_it(written: str) -> None:
    """Beside a word, in JSON, with cents, its thousands apart; and a number that holds it is another one."""
    served = call(1, json={"rfr": 25432, "revImposable": 100.0})
    assert CHECKS["API-TRACE-03a"].judge(calls(served, at_client(2, f"{CLIENT}/{written}"))).result is Result.FAIL
    longer = written.replace("432", "4321").replace("%20", "")
    assert CHECKS["API-TRACE-03a"].judge(calls(served, at_client(2, f"{CLIENT}/{longer}&p=100"))).result is Result.PASS


def test_a_figure_is_found_in_a_redirection_too() -> None:
    """Names and lines of a notice count, as the address writes them."""
    served = call(1, json={"situationsIR": [{"nmNaiDec2": "CIS TROIS"}]})
    seen = calls(served, at_client(2, f"{CLIENT}/retour", status=303, location="/resultat?nom=cis+trois"))
    assert CHECKS["API-TRACE-03a"].judge(seen).result is Result.FAIL


def test_a_gateway_token_refused_or_old_may_be_replaced() -> None:
    """Another scope, a 401 in between, an hour gone: a new token is right."""
    verdicts = [
        CHECKS["API-JETON-02a"].judge(calls(*happened)).result
        for happened in (
            (apim_token(1), apim_token(2, scope="RessourceIFI"), call(3)),
            (apim_token(1), call(2, status=401), apim_token(3), call(4)),
            (apim_token(1), apim_token(3542), call(3543)),
        )
    ]
    assert verdicts == [Result.PASS] * 3


def test_a_gateway_token_is_kept_for_each_scope() -> None:
    """One for each of two scopes is kept; new ones, one scope after the other, are not."""
    two = ("RessourceIR", "RessourceIFI")
    asked = [apim_token(n, given=f"h:{n:016x}", scope=two[n % 2]) for n in range(1, 9)]
    assert CHECKS["API-JETON-02a"].judge(calls(*asked[:2], call(9))).result is Result.PASS
    judged = CHECKS["API-JETON-02a"].judge(calls(*asked, call(9)))
    assert (judged.result, judged.received.fr) == (Result.WARNING, "6 jeton(s) de trop")


@pytest.mark.parametrize(
    ("platform", "algorithm", "kept"), [("low", "ES256", True), ("low", "RS256", True), ("high", "RS256", False)]
)
def test_each_platform_publishes_keys_of_its_own(platform: str, algorithm: str, *, kept: bool) -> None:
    """FranceConnect+ signs with ES256 only."""
    login = HABILITATION.franceconnect
    assert login is not None
    registered = login.model_copy(update={"platform": platform, "id_token_alg": algorithm})
    seen = journey(token(1), habilitation=HABILITATION.model_copy(update={"franceconnect": registered}))
    assert (CHECKS["FS-ALG-02a"].judge(seen).result is Result.PASS) is kept


def test_a_contract_without_quota_is_not_counted() -> None:
    """`tier = "none"` lifts it."""
    contract = HABILITATION.api_impot
    assert contract is not None
    free = HABILITATION.model_copy(update={"api_impot": contract.model_copy(update={"tier": "none"})})
    fast = hurried(51)
    seen = replace(fast, context=replace(fast.context, habilitation=free))
    assert CHECKS["API-QUOTA-01a"].judge(seen).result is Result.NOT_APPLICABLE


def test_older_names_of_tax_data_are_the_contracts_too() -> None:
    """FranceConnect's `dgfip_nbpac` opens what DataPass calls `dgfip_pac_nbPac`."""
    base = HABILITATION.api_impot
    assert base is not None
    contract = base.model_copy(update={"scopes": (*base.scopes, "dgfip_pac_nbPac")})
    granted = HABILITATION.model_copy(update={"api_impot": contract})
    seen = journey(authorize(1, scope="openid%20dgfip_nbpac"), habilitation=granted)
    assert CHECKS["API-SCOPE-01a"].judge(seen).result is Result.PASS


def test_claims_that_nobody_can_read_are_franceconnects_to_refuse() -> None:
    """`amr` may be asked; broken JSON asks nothing."""
    for claims in ('{"id_token": {"amr": {"essential": true}}}', "{", "[]", '{"userinfo": "email"}'):
        seen = journey(authorize(1, claims=quote(claims)))
        assert CHECKS["FS-CLAIMS-01a"].judge(seen).result is Result.PASS


@pytest.mark.parametrize("check", CHECKS)
def test_a_client_that_did_nothing_keeps_nothing(check: str) -> None:
    """Nothing was seen: no check passes."""
    assert CHECKS[check].judge(journey(fault=CHECKS[check].under)).result is Result.SKIPPED


@pytest.mark.parametrize(
    "check", ["FS-SECRET-01a", "FS-USERINFO-02a", "FS-USERINFO-03a", "API-TRACE-01a", "API-TRACE-02a", "API-TRACE-03a"]
)
@pytest.mark.parametrize(
    "seen",
    [
        pytest.param((screen("Une erreur est survenue", status=500),), id="one-dead-page"),
        pytest.param((authorize(1), screen("Une erreur est survenue", status=500)), id="one-request"),
    ],
)
def test_a_client_that_was_given_nothing_has_hidden_nothing(check: str, seen: tuple[Any, ...]) -> None:
    """Nor has one that was given tokens asked for a userinfo, unless it did."""
    assert CHECKS[check].judge(journey(*seen)).result is Result.SKIPPED


@pytest.mark.parametrize("check", ["FS-USERINFO-02a", "FS-USERINFO-03a"])
def test_a_token_that_was_never_used_proves_no_userinfo(check: str) -> None:
    """The exchange alone says nothing of the call that did not follow."""
    assert CHECKS[check].judge(journey(resume(1), token(2))).result is Result.SKIPPED


def test_who_is_sent_nothing_encrypted_decrypts_nothing() -> None:
    """Without object, once a code was exchanged; not before."""
    plain = journey(token(1), userinfo(2), page(3, "connected"))
    assert CHECKS["FS-CLES-03a"].judge(plain).result is Result.NOT_APPLICABLE
    assert CHECKS["FS-CLES-03a"].judge(encrypted(resume(1))).result is Result.SKIPPED


def test_a_failure_after_something_encrypted_has_several_causes() -> None:
    """It may be the decryption, or anything else: to be read by somebody, and neither kept nor broken."""
    failed = encrypted(token(1), userinfo(2), page(3, "error"))
    assert CHECKS["FS-CLES-03a"].judge(failed).result is Result.REVIEW
    second = encrypted(token(1), userinfo(2), page(3, "connected"), token(4), userinfo(5), page(6, "error"))
    assert CHECKS["FS-CLES-03a"].judge(second).result is Result.REVIEW


def test_keys_that_the_bench_could_not_fetch_are_nobodys_fault() -> None:
    """The address may be out of its reach (`--allow-host`)."""
    unread = encrypted(token(1, refused_by=KEYS.id, status=400), page(2, "error"))
    assert CHECKS["FS-CLES-03a"].judge(unread).result is Result.SKIPPED
