"""The provider plan before the simulator itself: every fact holds, and what ours does otherwise passes under its name only."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from provider_bench import ProviderBench, provider_bench, results, unhappy

from conformance.preflight import Preflight
from conformance.provider import ground
from conformance.provider.ground import MAIN
from conformance.provider.plan import FACTS, FAMILIES, seen_by
from conformance.provider.scenes import SCENES
from rulebook.differences import DIFFERENCES
from rulebook.formats.report import Result
from rulebook.platforms import HIGH
from rulebook.refusals import authorize, checktoken, logout, revocation, token, userinfo

# Refusals that no fact meets, and why.
UNMET = {
    "FC-AUTHORIZE-REDIRECT-URI-HTTPS": "met by OP-AUTHORIZE-LOCALHOST, which knows our difference",
    "FC-TOKEN-GRANT-GONE": "grant and code end together: the code's absence speaks first",
    "FC-CHECKTOKEN-SECRET": "the judge knows no data provider's client_id",
    "FC-CHECKTOKEN-JWKS-UNREACHABLE": "the judge is no data provider: it has no key server to take down",
    "FC-CHECKTOKEN-JWKS-FORMAT": "same",
    "FC-CHECKTOKEN-NO-KEY": "same",
    "FC-CHECKTOKEN-KEY-IMPORT": "same",
    "FC-CHECKTOKEN-ENCRYPTION": "same",
    "FC-CHECKTOKEN-EUROPEAN": "same",
    "FC-USERINFO-GRANT": "met by OP-WINDOW-02, once time has passed",
    "FC-REVOCATION-MEDIA-TYPE": "an assumption of ours",
    "FC-LOGOUT-REDIRECT-URI-HTTPS": "a strict space only",
    "FC-LOGOUT-DISCONNECT": "no citizen can get there",
    "FC-LOGOUT-CONFIRM-LOST": "a page of the chain, out of it",
    "FC-LOGOUT-CONFIRM-XSRF": "same",
    "FC-LOGOUT-SUCCESS-CLIENT": "an assumption of ours",
}


@pytest.fixture(scope="module")
def bench() -> Iterator[ProviderBench]:
    """A simulator of FranceConnect."""
    with provider_bench() as made:
        yield made


def test_every_fact_holds_on_the_simulator_and_names_its_differences(bench: ProviderBench) -> None:
    """Nothing is skipped, and exactly these deviations are seen, each by the check that looks there."""
    judged = bench.judged()
    assert unhappy(judged) == {}
    assert judged.exit_code == 0
    assert judged.report.summary.demonstrated
    seen = {id_: check.difference for id_, check in results(judged).items() if check.difference}
    assert seen == {
        "OP-COOKIE-01": "SIM-COOKIE-SIGNED",
        "OP-COOKIE-07": "SIM-HTTP",
        "OP-COOKIE-08": "SIM-COOKIE-DOMAIN",
        "OP-COOKIE-12": "SIM-TRUSTED-DEVICE",
        "OP-AUTHORIZE-LOCALHOST": "SIM-LOCALHOST",
        "OP-HEADER-20": "SIM-CSP-UPGRADE",
        "OP-HEADER-21": "SIM-CSP-ASSETS",
        "OP-JWKS-06": "SIM-KEY-IDS",
        "OP-LOGIN-06": "SIM-IDP-PAGES",
        "OP-LOGIN-19": "SIM-LANGUAGE",
        "OP-NOT-FOUND-21": "SIM-ASSETS",
        "OP-PAGE-05": "SIM-PAGES",
        "OP-PAGE-06": "SIM-MIRE",
    }


def test_the_report_lists_every_difference_seen_or_not(bench: ProviderBench) -> None:
    """Those that no check can see are told too, with how anybody may."""
    report = bench.judged("op-cles").report
    listed = {one.id: one for one in report.differences}
    assert list(listed) == list(DIFFERENCES)
    assert listed["SIM-KEY-IDS"].seen == ("OP-JWKS-06",)
    assert listed["SIM-RNIPP"].seen == ()
    assert listed["SIM-RNIPP"].how.fr


def test_the_plan_knows_the_other_platform() -> None:
    """The same facts with the other record: levels, algorithms, sessions, encryption; its cookies bear names of their own."""
    with provider_bench(HIGH) as bench:
        judged = bench.judged()
    assert unhappy(judged) == {}
    assert results(judged)["OP-COOKIE-02"].difference == "SIM-COOKIE-NAMES"


def test_a_foreign_issuer_is_judged_as_the_only_client_that_one_has_there(bench: ProviderBench) -> None:
    """What needs a second téléservice, or time to be moved, is not demonstrated: it says why, and nothing fails."""
    main = bench.standing.clients[MAIN]
    client = ground.habilitations(bench.standing.platform)[MAIN].model_copy(update={"credentials": main.credentials})
    own = bench.standing
    there = ground.elsewhere(own.issuer, own.platform, client, own.login, own.key)
    judged = bench.judged(standing=there)
    assert set(unhappy(judged).values()) == {Result.SKIPPED}
    assert {"OP-WINDOW-01", "OP-TOKEN-CODE-FOREIGN", "OP-ID-TOKEN-15"} <= set(unhappy(judged))
    assert judged.exit_code == 1
    assert [one.id for one in judged.report.differences if not one.seen] == []


def test_a_client_that_the_issuer_does_not_know_is_a_configuration_fault(bench: ProviderBench) -> None:
    """Preflight says so, before two hundred failures would."""
    main = bench.standing.clients[MAIN]
    wrong = replace(main, credentials=main.credentials.model_copy(update={"client_id": "inconnu"}))
    with pytest.raises(Preflight, match="client_id"):
        bench.judged(standing=replace(bench.standing, clients={MAIN: wrong}))


def test_no_secret_reaches_the_report_or_the_exchanges(bench: ProviderBench) -> None:
    """Codes, tokens and secrets went through: none of them is kept."""
    judged = bench.judged("op-jeton", "op-deconnexion", "op-revocation")
    told = judged.report.model_dump_json() + "".join(one.model_dump_json() for one in judged.exchanges)
    secrets = [client.credentials.client_secret for client in bench.standing.clients.values()]
    assert [secret for secret in secrets if secret in told] == []
    assert re.findall(r"[?&]code=[A-Za-z0-9_-]{43}", told) == []
    assert re.findall(r'"access_token\\*": ?\\*"[A-Za-z0-9_-]{43}', told) == []


def test_each_refusal_of_the_platform_is_met() -> None:
    """A record of the rulebook is a fact of the plan, or says why not."""
    tables = (authorize, token, userinfo, revocation, checktoken, logout)
    known = {refusal.id for table in tables for refusal in table.ALL}
    met = {id_.replace("OP-", "FC-", 1) for id_ in FACTS}
    assert known - met - set(UNMET) == set()
    assert set(UNMET) & met == set()
    assert set(UNMET) <= known


def test_ids_are_given_once_and_scenes_exist() -> None:
    """One fact, one id; families play scenes that there are."""
    every = [fact.id for family in FAMILIES for fact in family.facts]
    assert len(every) == len(set(every))
    assert all(re.fullmatch(r"OP-[A-Z0-9-]+", id_) for id_ in every)
    assert {name for family in FAMILIES for name in family.scenes} == set(SCENES)


def test_differences_are_seen_by_the_facts_that_say_so() -> None:
    """What can be seen over HTTP from the téléservice's place has a fact; the others are out of its reach."""
    assert {difference.id for difference in DIFFERENCES.values() if seen_by(difference)} == {
        "SIM-HTTP",
        "SIM-LOCALHOST",
        "SIM-IDP-PAGES",
        "SIM-MIRE",
        "SIM-PAGES",
        "SIM-LANGUAGE",
        "SIM-CSP-UPGRADE",
        "SIM-CSP-ASSETS",
        "SIM-ASSETS",
        "SIM-KEY-IDS",
        "SIM-COOKIE-SIGNED",
        "SIM-COOKIE-DOMAIN",
        "SIM-COOKIE-NAMES",
        "SIM-SPACES",
        "SIM-TRUSTED-DEVICE",
        "SIM-BACK-CHANNEL",
    }
    assert seen_by(DIFFERENCES["SIM-BACK-CHANNEL"]) == tuple(f"OP-DISCOVERY-{n}" for n in (50, 51, 52, 53))
