"""What an application declares to use, against its contract and by taking one datum out; never more than that shows."""

from collections.abc import Callable, MutableMapping
from dataclasses import replace
from itertools import count
from typing import Any

import pytest
from judge_journeys import HABILITATION, application, authorize, call, journey, token
from judged_client import ASGI, canteen
from judged_report import report

from conformance.agreement import disagreements
from conformance.checks import CHECKS
from conformance.modules import CONTROLS, MODULES
from conformance.modules import usage as stories
from conformance.outcome import duty_reports
from conformance.plans import PLANS, choose, fitted
from conformance.preflight import Preflight
from conformance.reports import cover
from conformance.reports.cover import limits
from rulebook.duty import Capability
from rulebook.formats.application import Application, Usage
from rulebook.formats.control import FaultOrder
from rulebook.formats.habilitation import Habilitation
from rulebook.formats.reading import Unreadable, read_toml
from rulebook.formats.report import Result
from rulebook.platforms import PLATFORMS
from rulebook.usage import undeclared_claims
from unefois import reference

R = Result
_SHIPPED = "[driver.http]\n[oracle]\nerror = { status = 500 }\nrefused = { status = 403 }\nresult = { status = 200 }\nconnected = { status = 200 }\n"
_HEAD = 'name = "x"\nhabilitation = "h.toml"\nbase_url = "http://localhost:1"\ncapabilities = ["franceconnect"]\n'


def _declaring(said: Application, *fields: str, claims: tuple[str, ...] | None = None) -> Application:
    return said.model_copy(update={"usage": Usage(fields=fields, claims=claims)})


def _granted(habilitation: Habilitation, *scopes: str) -> Habilitation:
    """The same contract, and these tax scopes too."""
    login, contract = habilitation.franceconnect, habilitation.api_impot
    assert login is not None
    assert contract is not None
    return habilitation.model_copy(
        update={
            "franceconnect": login.model_copy(update={"scopes": (*login.scopes, *scopes)}),
            "api_impot": contract.model_copy(update={"scopes": (*contract.scopes, *scopes)}),
        }
    )


# ------------------------------------------------------------------ the declaration
@pytest.mark.parametrize(
    ("said", "told"),
    [
        ('fields = ["nbparts"]', "usage.fields : « nbparts » n'est pas un champ de l'API Impôt particulier (vouliez-vous « nbPart » ?)"),
        ('claims = ["prenom"]', "usage.claims : « prenom » n'est pas un attribut de FranceConnect"),
        ('fields = ["pac.nbPacZ"]', "usage.fields : « pac.nbPacZ » n'est pas un champ"),
        ("", "usage : fields, claims ou les deux sont attendus"),
    ],
)  # fmt: skip
def test_an_unknown_name_is_an_error_with_its_line(said: str, told: str) -> None:
    """The file, the line and the nearest name."""
    text = f"{_HEAD}{_SHIPPED}[usage]\n{said}\n"
    with pytest.raises(Unreadable) as raised:
        read_toml(Application, text)
    (problem,) = raised.value.problems
    line = text.splitlines().index(said or "[usage]") + 1
    assert problem.located("application.toml").startswith(f"application.toml:{line}: {told}")


def test_what_exists_may_be_declared() -> None:
    """Fields, members of an object, lines of a notice, claims; and that nothing is used."""
    said = 'fields = ["rfr", "pac.nbPac", "facture.1830", "facture"]\nclaims = []'
    declared = read_toml(Application, f"{_HEAD}{_SHIPPED}[usage]\n{said}\n").usage
    assert declared == Usage(fields=("rfr", "pac.nbPac", "facture.1830", "facture"), claims=())


def test_a_declared_datum_that_nothing_opens_is_a_configuration_fault() -> None:
    """Before any run: the declaration is wrong, or the contract is."""
    app = _declaring(application(Capability.API_SPI), "rfr", "aft", claims=("given_name", "email"))
    told = [problem.fr for problem in disagreements(app, HABILITATION)]
    assert len(told) == 2
    assert "[usage].fields déclare aft, qu'aucun scope" in told[0]
    assert "[usage].claims déclare email, qu'aucun scope" in told[1]
    assert not list(disagreements(_declaring(application(Capability.API_SPI), "rfr"), HABILITATION))


# ------------------------------------------------------------------ scopes of which nothing is used
def test_a_scope_of_which_nothing_is_used_is_named() -> None:
    """Of the contract; scopes of years open nothing by themselves, and are never idle."""
    wide = _granted(HABILITATION, "dgfip_aft")
    seen = journey(authorize(1, scope="openid%20dgfip_rfr%20dgfip_sitfam"), token(2), call(3), habilitation=wide)
    declared = journey(*seen.exchanges, habilitation=wide, usage=Usage(fields=("rfr",)))
    verdict = CHECKS["API-MINIMISATION-02a"].judge(declared)
    assert (verdict.result, verdict.received.fr) == (
        R.WARNING,
        "dgfip_aft",
    )  # dgfip_sitfam is beyond the contract: another duty
    whole = journey(*seen.exchanges, habilitation=wide, usage=Usage(fields=("rfr", "aftDetail")))
    assert CHECKS["API-MINIMISATION-02a"].judge(whole).result is R.PASS


def test_an_identity_scope_beyond_the_registration_is_another_duty_s() -> None:
    """`email` is not registered: FS-SCOPE-02 says so, once. One that is registered, and gives nothing that is used, is named."""
    seen = journey(authorize(1, scope="openid%20given_name%20email"), usage=Usage(claims=("given_name",)))
    assert CHECKS["FS-MINIMISATION-01a"].judge(seen).result is R.PASS
    assert CHECKS["FS-SCOPE-02a"].judge(seen).result is R.FAIL
    none = journey(*seen.exchanges, usage=Usage(claims=("birthdate",)))
    assert CHECKS["FS-MINIMISATION-01a"].judge(none).received.fr == "given_name"


@pytest.mark.parametrize("check", ["API-MINIMISATION-02a", "FS-MINIMISATION-01a"])
def test_without_a_declaration_nothing_is_judged(check: str) -> None:
    """It is optional: what is not declared is not applicable, and blocks nothing."""
    verdict = CHECKS[check].judge(journey(authorize(1), token(2), call(3)))
    assert verdict.result is R.NOT_APPLICABLE
    assert "[usage]" in verdict.received.fr


# ------------------------------------------------------------------ one datum less
def test_a_plan_that_compares_tells_a_story_a_datum() -> None:
    """One a field of the contract that is not declared and a parcours, one a claim that can be taken out."""
    wide = _granted(HABILITATION, "dgfip_aft", "dgfip_pac_nbPac")
    every = application(Capability.FRANCECONNECT, Capability.API_FRANCECONNECT, Capability.API_SPI)
    app = _declaring(every, "rfr", "aft", claims=("family_name",))
    chosen = choose(fitted(PLANS["minimisation"], app, wide), app)
    assert {one.module.id: one.parcours for one in chosen if one.parcours} == {
        "fs-parcours": "franceconnect",
        "api-spi": "spi",
        "usage-sans-given-name": "franceconnect",
        "usage-sans-given-name-array": "franceconnect",
        "usage-sans-pac": "franceconnect",
        "usage-spi-sans-pac": "spi",
        "usage-sans-aftDetail": "franceconnect",
        "usage-spi-sans-aftDetail": "spi",
    }
    assert stories.told(every, wide) == ()


def test_a_plan_that_compares_wants_a_declaration(bench_port: int) -> None:
    """Without it, a sentence that says what to write, from the very contract."""
    with canteen(bench_port, "usage-muette") as client:
        client.application = client.application.model_copy(update={"usage": None})
        with pytest.raises(Preflight) as raised:
            client.judged(plan=PLANS["minimisation"])
    (told,) = (problem.fr for problem in raised.value.problems)
    assert '\n[usage]\nfields = ["rfr", "nbPart"]\nclaims = ["given_name", ' in told
    written = read_toml(
        Application, f"{_HEAD}{_SHIPPED}{told[told.index('[usage]') :]}"
    ).usage  # it may be copied as it is
    assert written is not None
    assert written.fields == ("rfr", "nbPart")


@pytest.mark.parametrize("demarche", [reference.CANTINE, reference.STATIONNEMENT])
def test_the_reference_client_declares_all_that_it_uses(bench_port: int, demarche: str) -> None:
    """Each of its scopes opens something that it uses; the list of given names comes with `given_name`, and it does without."""
    with canteen(bench_port, f"usage-{demarche}", demarche=demarche) as client:
        judged = client.judged(plan=PLANS["minimisation"])
    array = "usage-sans-given-name-array"
    assert {module.id for module in judged.report.modules} == {array, *(control.id for control in CONTROLS)}
    assert {"fs-parcours", "api-spi", array} <= {
        module.id for module in judged.report.modules if module.result is R.PASS
    }
    found = {duty.id: duty.result for duty in judged.report.duties if "MINIMISATION" in duty.id}
    kept = ("API-MINIMISATION-02", "FS-MINIMISATION-01", "FS-MINIMISATION-02")
    assert [found[duty] for duty in kept] == [R.PASS] * 3
    assert judged.exit_code == 0


def test_a_datum_that_is_used_and_not_declared_is_found(bench_port: int) -> None:
    """The number of parts and the given name: a warning each, that says what changed; the run does not fail for it."""
    with canteen(bench_port, "usage-tue") as client:
        client.application = _declaring(client.application, "rfr", claims=("birthdate",))
        judged = client.judged(plan=PLANS["minimisation"])
    found = {module.id: module.result for module in judged.report.modules}
    used = ("usage-sans-nbPart", "usage-spi-sans-nbPart", "usage-sans-given-name", "usage-sans-family-name")
    assert {name: found[name] for name in used} == dict.fromkeys(used, R.WARNING)
    (check,) = next(module.checks for module in judged.report.modules if module.id == "usage-spi-sans-nbPart")
    assert "devient" in check.received.fr
    assert check.exchanges
    assert check.observations


def test_a_datum_that_is_received_and_not_used_is_compatible(bench_port: int) -> None:
    """By number the whole contract is served: nothing moves without it. By consent it was not asked for: there is nothing to take out."""
    with canteen(bench_port, "usage-large") as client:
        client.habilitation = _granted(client.habilitation, "dgfip_sitfam")
        judged = client.judged(plan=PLANS["minimisation"])
    found = {module.id: module for module in judged.report.modules}
    assert found["usage-sans-sitFam"].result is R.NOT_APPLICABLE
    assert found["usage-spi-sans-sitFam"].result is R.PASS
    (check,) = found["usage-spi-sans-sitFam"].checks
    assert "sans le prouver" in check.received.fr
    assert any("ne prouve pas" in limit for limit in limits(judged.report, str))


def test_what_a_comparison_proves_is_said_of_every_plan_that_compares(monkeypatch: pytest.MonkeyPatch) -> None:
    """By what the plan does, not by its name; who is not asked to compare is told which plan would."""
    monkeypatch.setattr(cover, "PLANS", {"autre": replace(PLANS["minimisation"], id="autre")})
    said = {name: "\n".join(limits(report(plan=name), str)) for name in ("autre", "minimisation", "inconnu")}
    assert [name for name in said if "ne prouve pas" in said[name]] == ["autre"]
    comparing = [plan.id for plan in PLANS.values() if plan.compares]
    (duty,) = (one for one in duty_reports((), application(Capability.FRANCECONNECT)) if one.id == "FS-MINIMISATION-02")
    assert duty.result is R.NOT_APPLICABLE
    assert duty.reason is not None
    why, when = duty.reason, stories.WHEN_COMPARED[duty.id]
    assert all(name in text for name in comparing for text in (why.fr, why.en))
    assert (why.fr.endswith(when.fr), why.en.endswith(when.en)) == (True, True)


def _ever_changing() -> Callable[[ASGI], ASGI]:
    """Each page bears a number of its own, and a word that comes and goes."""
    times = count()

    def wrapper(inner: ASGI) -> ASGI:
        async def app(scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:
            async def numbered(message: MutableMapping[str, Any]) -> None:
                if message["type"] == "http.response.start":
                    message["headers"] = [one for one in message["headers"] if one[0] != b"content-length"]
                if message["type"] == "http.response.body":
                    n = next(times)
                    message["body"] = message["body"].replace(b"</main>", f"<p>visite {n}</p></main>".encode())
                await send(message)

            await inner(scope, receive, numbered)

        return app

    return wrapper


def test_a_page_that_changes_by_itself_is_no_false_alarm(bench_port: int) -> None:
    """A counter on every page: what moved is told apart from what moves anyway."""
    with canteen(bench_port, "usage-compteur") as client:
        client.wrapper = _ever_changing()
        client.habilitation = _granted(client.habilitation, "dgfip_sitfam")
        judged = client.judged("usage-spi-sans-sitFam", plan=PLANS["minimisation"])
    found = {module.id: module.result for module in judged.report.modules}
    assert found == {
        "api-spi": R.WARNING,
        "usage-spi-sans-sitFam": R.PASS,
    }  # the scope is idle, and the page does not move


# ------------------------------------------------------------------ what it says of itself
def test_every_claim_that_is_received_and_not_declared_is_taken_out() -> None:
    """Whatever the scopes; never `sub`, without which nobody logs in."""
    app = _declaring(application(Capability.FRANCECONNECT), claims=())
    told = {module.takes_out: module.orders[0] for module in stories.told(app, HABILITATION)}
    assert {name: order.given for name, order in told.items()} == {
        "given_name": {"claim": "given_name"},
        "given_name_array": {"claim": "given_name_array"},
    }
    for platform in PLATFORMS.values():
        scopes = tuple(platform.identity)
        given = set(undeclared_claims((), scopes, platform.key))
        assert given == {claim for claims in platform.identity.values() for claim in claims} - {"sub"}
        assert all(FaultOrder(fault="userinfo.claim.missing", parameters={"claim": claim}) for claim in given)
    with pytest.raises(ValueError, match="claim"):
        FaultOrder(fault="userinfo.claim.missing", parameters={"claim": "sub"})


def test_a_duty_that_only_a_comparison_judges_says_when() -> None:
    """What it is judged on is what the plan takes out, and no more is promised."""
    compared = {check.duty.id for module in MODULES.values() if module.takes_out for check in module.checks}
    assert set(stories.WHEN_COMPARED) == compared
    assert "SFiP" in stories.WHEN_COMPARED["API-MINIMISATION-03"].fr
