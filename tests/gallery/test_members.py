"""Each member falls into its own trap, where the careful client does not; and has no other defect."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

import httpx2
import pytest
from canteen_fixtures import Open
from canteen_steps import accept, etat, form_token, log_in, open_account
from honest_bench import SPI, Bench, miswritten, unsigned

import gallery
from conformance.checks import CHECKS
from gallery import MEMBERS
from reference_client.practice import CAREFUL
from rulebook.platforms import LOW

Fell = bool
Story = Callable[[Bench, httpx2.Client], Fell]
# No wrong client: it would have to wait for 30 seconds; a SHOULD is not broken by a failure, but by a warning.
UNSHOWN = {"FS-TOKEN-02", "API-JETON-01", "FS-LOGOUT-03", "API-ETATCIVIL-02"}
# Judged on any journey, and broken by journeys written by hand (tests/check_pairs.py); no wrong client of their own yet.
BY_HAND = {
    *("FS-REDIRECT-01", "FS-REDIRECT-02", "FS-DEMANDE-01", "FS-ACR-02", "FS-PROMPT-01", "FS-CLAIMS-01", "FS-HINT-01"),
    *("FS-TOKEN-03", "FS-TOKEN-04", "FS-TOKEN-05", "FS-SECRET-01", "FS-SECRET-02", "FS-ALG-02"),
    *("FS-USERINFO-02", "FS-USERINFO-03", "FS-PAGE-01", "FS-SESSION-01"),
    *("FS-COOKIE-01", "FS-COOKIE-02", "FS-COOKIE-03", "API-INFORMATION-01", "API-MENTIONS-01"),
    *(
        "API-JETON-FC-02",
        "API-JETON-02",
        "API-JETON-03",
        "API-JETON-04",
        "API-SCOPE-01",
        "API-ERREUR-03",
        "API-QUOTA-01",
        "API-QUOTA-02",
    ),
    *("API-TRACE-01", "API-TRACE-02", "API-TRACE-03", "API-TRACE-04", "API-CACHE-01"),
    "FS-LOGOUT-02",  # preflight stops there: an address that is not registered is configuration, and is named as such
}


def asks(wrong: Callable[[dict[str, Any]], bool]) -> Story:
    """Two démarches begin: fell if one of their authorization requests is wrong."""

    def story(bench: Bench, citizen: httpx2.Client) -> Fell:
        for _ in range(2):
            log_in(citizen)
        return any(wrong(asked) for asked in bench.calls("authorize"))

    return story


def repeats(endpoint: str, name: str) -> Story:
    """Two whole démarches: fell if a value comes twice."""

    def story(bench: Bench, citizen: httpx2.Client) -> Fell:
        for _ in range(2):
            log_in(citizen)
            if etat(citizen.get("/information")) == "information":
                accept(citizen)
        values = [said[name] for said in bench.calls(endpoint)]
        assert len(values) > 1
        return len(set(values)) < len(values)

    return story


def calls(wrong: Callable[[dict[str, Any]], bool]) -> Story:
    """A whole démarche: fell if one of its calls to the tax API is wrong, or if there is none."""

    def story(bench: Bench, citizen: httpx2.Client) -> Fell:
        log_in(citizen)
        accept(citizen)
        return any(wrong(call) for call in bench.calls("assiettes")) or not bench.calls("assiettes")

    return story


def swallows(**hooks: Any) -> Story:
    """A login in which one object is false: fell if somebody is logged in all the same."""

    def story(bench: Bench, citizen: httpx2.Client) -> Fell:
        for name, hook in hooks.items():
            setattr(bench, name, hook)
        return etat(log_in(citizen)) == "connecte"

    return story


def changes(**claims: Any) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """A hook that changes claims or parameters."""
    return lambda said: {**said, **claims}


def giving_up(bench: Bench, citizen: httpx2.Client) -> Fell:
    """The citizen gives up: fell if a code is exchanged."""
    bench.callback = lambda said: {"error": "access_denied", "state": said["state"], "iss": said["iss"]}
    log_in(citizen)
    return bool(bench.calls("token"))


def late_year(bench: Bench, citizen: httpx2.Client) -> Fell:
    """The last year is not taxed: fell if there is no result."""
    bench.api = {2024: bench.api[2025]}
    log_in(citizen)
    return etat(accept(citizen)) != "resultat"


def down(bench: Bench, citizen: httpx2.Client) -> Fell:
    """The tax API is down: fell if a price is shown."""
    bench.api = {2025: (500, {})}
    log_in(citizen)
    return etat(accept(citizen)) == "resultat"


def typed(bench: Bench, citizen: httpx2.Client) -> Fell:
    """The citizen types a tax number: fell if it is in an address."""
    del bench
    open_account(citizen)
    page = accept(citizen, "/compte", spi=SPI)
    return any(SPI in str(response.url) for response in (*page.history, page))


def leave(citizen: httpx2.Client) -> httpx2.Response:
    """Log in and press the button of the way out: where the browser is sent."""
    page = log_in(citizen)
    return citizen.post("/deconnexion", data={"csrf": form_token(page)}, follow_redirects=False)


def leaves_without_token(bench: Bench, citizen: httpx2.Client) -> Fell:
    """The citizen leaves: fell if FranceConnect is not told whose session it is."""
    del bench
    sent = leave(citizen)
    assert "/session/end?" in sent.headers["location"]
    return "id_token_hint=ey" not in sent.headers["location"]


def leaves_open(bench: Bench, citizen: httpx2.Client) -> Fell:
    """The citizen leaves: fell if their page still opens."""
    del bench
    leave(citizen)
    return etat(citizen.get("/identite")) == "connecte"


STORIES: dict[str, Story] = {
    "jeton-en-direct": asks(lambda asked: asked["response_type"] != "code"),
    "parametre-de-trop": asks(lambda asked: "code_challenge" in asked),
    "scope-sans-openid": asks(lambda asked: "openid" not in asked["scope"].split()),
    "scope-de-trop": asks(lambda asked: "email" in asked["scope"].split()),
    "niveau-non-dit": asks(lambda asked: "acr_values" not in asked),
    "nonce-court": asks(lambda asked: len(asked["nonce"]) < 22),
    "nonce-constant": repeats("authorize", "nonce"),
    "state-court": asks(lambda asked: len(asked["state"]) < 22),
    "state-constant": repeats("authorize", "state"),
    "state-ignore": swallows(callback=changes(state="s" * 43)),
    "retour-iss-ignore": swallows(callback=changes(iss="https://mallory.example")),
    "renoncement-ignore": giving_up,
    "code-rejoue": repeats("token", "code"),
    "signature-ignoree": swallows(forge_id_token=miswritten),
    "userinfo-signature-ignoree": swallows(forge_userinfo=miswritten),
    "alg-none-accepte": swallows(forge_id_token=unsigned),
    "nonce-ignore": swallows(id_token=changes(nonce="n" * 43)),
    "iss-ignore": swallows(id_token=changes(iss="https://mallory.example")),
    "aud-ignore": swallows(id_token=changes(aud="somebody-else")),
    "exp-ignore": swallows(id_token=changes(exp=int(time.time()) - 3600)),
    "userinfo-sub-ignore": swallows(userinfo=changes(sub="0" * 64 + "v1")),
    "correlation-sans-tirets": calls(lambda call: "-" not in call["x-correlation-id"]),
    "correlation-constante": repeats("assiettes", "x-correlation-id"),
    "teleservice-perdu": calls(lambda call: "id_teleservice" not in call),
    "jeton-fc-habille": calls(lambda call: call["x-franceconnect-oauth"].startswith("Bearer")),
    "ressource-hors-contrat": calls(lambda call: "assiettes" not in call["path"]),
    "annee-hors-contrat": calls(lambda call: call["annee"] not in {2024, 2025}),
    "annee-sans-repli": late_year,
    "panne-en-zero": down,
    "spi-dans-adresse": typed,
    "deconnexion-sans-jeton": leaves_without_token,
    "session-gardee": leaves_open,
}


@pytest.mark.parametrize("name", list(MEMBERS))
def test_a_member_falls_into_its_trap(bench: Bench, open_canteen: Open, name: str) -> None:
    """Its own story, and the client is wrong."""
    assert STORIES[name](bench, open_canteen(MEMBERS[name].practice)), "the wrong client was right"


@pytest.mark.parametrize("name", list(MEMBERS))
def test_the_careful_client_does_not_fall(bench: Bench, open_canteen: Open, name: str) -> None:
    """What the member does wrong, the reference does right."""
    assert not STORIES[name](bench, open_canteen(CAREFUL))


# Traps of one member, and the others: a member must fall into its own only.
REFUSALS = [
    name for name, member in MEMBERS.items() if member.module.startswith("fs-") and member.module != "fs-parcours"
]


@pytest.mark.parametrize("trap", REFUSALS)
@pytest.mark.parametrize("name", [name for name in REFUSALS if "signature" in name or "alg" in name or "state" in name])
def test_a_member_falls_into_no_other_trap(bench: Bench, open_canteen: Open, name: str, trap: str) -> None:
    """Those whose decisions are neighbours are tried in each other's traps."""
    assert STORIES[trap](bench, open_canteen(MEMBERS[name].practice)) is (name == trap)


@pytest.mark.parametrize("name", [name for name, member in MEMBERS.items() if member.module != "fs-parcours"])
def test_nobody_is_wrong_undisturbed(bench: Bench, open_canteen: Open, name: str) -> None:
    """A member whose defect shows under a fault does the whole démarche well without it: its control succeeds."""
    citizen = open_canteen(MEMBERS[name].practice)
    assert etat(log_in(citizen)) == "connecte"
    assert etat(accept(citizen)) == "resultat"
    assert [call["annee"] for call in bench.calls("assiettes")] == [2025]


def test_each_duty_has_its_wrong_client() -> None:
    """One member a duty, every duty but those that say why, and every member has its story."""
    judged = {check.duty.id for check in CHECKS.values()}
    assert {member.duty for member in MEMBERS.values()} == judged - UNSHOWN - BY_HAND
    assert judged >= UNSHOWN | BY_HAND
    assert len({member.duty for member in MEMBERS.values()}) == len(MEMBERS)
    assert set(STORIES) == set(MEMBERS)


@pytest.mark.parametrize("name", list(MEMBERS))
def test_a_member_differs_by_one_decision(name: str) -> None:
    """One field of its practice is not the careful one, and two sentences say what is wrong."""
    member = MEMBERS[name]
    different = [f.name for f in fields(CAREFUL) if getattr(member.practice, f.name) != getattr(CAREFUL, f.name)]
    assert len(different) == 1
    assert member.fr.endswith(".")
    assert member.en.endswith(".")


def test_the_scope_that_one_asks_too_many_exists() -> None:
    """A scope that FranceConnect does not know would be ignored, and prove nothing."""
    assert "email" in LOW.scopes


def run(*arguments: str) -> "subprocess.CompletedProcess[str]":
    """The command, to its end."""
    root = Path(gallery.__file__).parents[1]
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("FC_", "API", "ID_"))}
    return subprocess.run(
        [sys.executable, "-P", "-m", "gallery", *arguments],
        env={**environ, "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
        cwd=root,
    )


def test_the_command_lists_its_members() -> None:
    """Without a name, all of them, with the duty that each one breaks."""
    shown = run()
    assert shown.returncode == 0
    assert [line.split()[:2] for line in shown.stdout.splitlines()] == [
        [name, member.duty] for name, member in MEMBERS.items()
    ]


def test_the_command_refuses_what_it_does_not_know() -> None:
    """An unknown member, or a missing setting, ends with code 2 and a sentence."""
    assert run("unknown").returncode == 2
    shown = run("nonce-ignore")
    assert shown.returncode == 2
    assert "FC_ISSUER" in shown.stderr
