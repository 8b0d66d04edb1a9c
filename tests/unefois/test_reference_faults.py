"""Both démarches of the reference client against the faults that the bench itself orders on the data side, on real ports."""

import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from typing import Any

import httpx2
import pytest
from canteen_fixtures import PROMPT
from canteen_steps import accept, etat, open_account, text_of
from honest_bench import browser
from judged_client import canteen
from raw_client import Control, delete, get, post

from unefois import reference

DEMARCHES = (reference.CANTINE, reference.STATIONNEMENT)
PROPERLY, UNREADABLE, RIGHTS = "ne nous a pas répondu correctement", "illisible ou incomplète", "L’accès de la commune"
NOTHING = "n’a rien donné à cette demande"
REQUEST, QUOTA, NO_YEAR = (
    "raison technique",
    "Revenez dans une minute",
    "Aucune donnée fiscale pour les deux dernières années",
)

# Fault, its parameters and what it is ordered on, what the citizen reads, and how many calls of the faulty endpoint that took.
EXPLAINED: list[tuple[str, dict[str, Any], str, int]] = [
    ("assiettes.response.400", {}, REQUEST, 1),
    ("assiettes.response.400", {"envelope": "without"}, REQUEST, 1),
    ("assiettes.response.401", {}, RIGHTS, 2),
    ("assiettes.response.401", {"envelope": "without"}, RIGHTS, 2),
    ("assiettes.response.403", {}, RIGHTS, 1),
    ("assiettes.response.403", {"envelope": "without"}, RIGHTS, 1),
    ("assiettes.response.404", {}, REQUEST, 1),
    ("assiettes.response.404", {"envelope": "without"}, REQUEST, 1),
    ("assiettes.response.410", {}, NO_YEAR, 2),
    ("assiettes.response.410", {"envelope": "without"}, NOTHING, 1),
    ("assiettes.response.429", {}, QUOTA, 1),
    ("assiettes.response.429", {"envelope": "without"}, QUOTA, 1),
    ("assiettes.response.500", {}, PROPERLY, 1),
    ("assiettes.response.500", {"envelope": "without"}, PROPERLY, 1),
    ("assiettes.response.503", {}, PROPERLY, 3),
    ("assiettes.response.503", {"envelope": "without"}, PROPERLY, 3),
    ("assiettes.response.html", {}, PROPERLY, 3),
    ("assiettes.response.html", {"status": "200"}, UNREADABLE, 1),
    ("assiettes.response.type", {}, UNREADABLE, 1),
    ("assiettes.response.truncated", {}, UNREADABLE, 1),
    ("assiettes.response.empty", {}, UNREADABLE, 1),
    ("assiettes.response.list", {}, UNREADABLE, 1),
    ("assiettes.quota.lower", {"calls": 0}, QUOTA, 1),
    ("transport.cut", {"endpoint": "assiettes"}, PROPERLY, 3),
    ("transport.silence", {"endpoint": "assiettes"}, PROPERLY, 3),
    ("transport.reset", {"endpoint": "assiettes"}, PROPERLY, 3),
    ("transport.delay", {"endpoint": "assiettes", "seconds": 4}, PROPERLY, 1),
    ("transport.drip", {"endpoint": "assiettes", "seconds": 4}, PROPERLY, 1),
]
# What a field of the notice does to each démarche: a result, or what the citizen reads.
PARTIAL = "Votre adresse fiscale est incertaine"
FIELDS: list[tuple[str, dict[str, Any], str, str]] = [
    ("assiettes.field.extra", {}, "", ""),
    ("assiettes.field.codes", {}, "", ""),
    ("assiettes.field.quarters", {}, "", ""),
    ("assiettes.field.text", {}, UNREADABLE, ""),
    ("assiettes.field.huge", {}, UNREADABLE, ""),
    ("assiettes.field.negative", {}, UNREADABLE, ""),
    ("assiettes.field.missing", {"field": "rfr"}, UNREADABLE, ""),
    ("assiettes.field.null", {"field": "nbPart"}, UNREADABLE, ""),
    ("assiettes.field.missing", {"field": "aftDetail"}, "", PARTIAL),
    ("assiettes.field.null", {"field": "aft"}, "", PARTIAL),
]


class Desk:
    """One démarche, a citizen with a town account in front of it, and the control of its faults."""

    def __init__(self, control: Control, application: str, citizen: httpx2.Client) -> None:
        self.control, self.application, self.citizen = control, application, citizen

    def under(self, fault: str, parameters: dict[str, Any], calls: int = 1) -> tuple[httpx2.Response, int]:
        """The page at the end of the démarche, and how many calls to the tax API it took; `calls` are waited for."""
        told = dict(parameters)
        on = {name: told.pop(name) for name in ("endpoint", "first") if name in told}
        order = {"fault": fault, "on": on, "parameters": told}
        lease = self.control.lease(self.application)
        try:
            post(f"{lease}/faults", json=order).raise_for_status()
            page = accept(self.citizen, "/compte", spi=self.control.login("couple-enfants"))
            return page, _calls(lease, calls)
        finally:
            delete(lease).raise_for_status()


def _calls(lease: str, awaited: int) -> int:
    """The calls to the tax API in the journal. One that we gave up is written when the bench sees that we left."""
    deadline = time.monotonic() + 10
    while True:
        exchanges = get(f"{lease}/exchanges").raise_for_status().json()
        made: int = sum(exchange["endpoint"] == "assiettes" for exchange in exchanges)
        if made >= awaited or time.monotonic() > deadline:
            return made
        time.sleep(0.05)


@pytest.fixture(scope="module")
def desks(bench_port: int) -> Iterator[dict[str, Desk]]:
    """Both démarches, who repeat without waiting and are soon out of patience."""
    hurried = replace(PROMPT, patience=replace(PROMPT.patience, question=1.5))
    with ExitStack() as stack:
        found = {}
        for name in DEMARCHES:
            application = f"pannes-{name}"
            here = stack.enter_context(canteen(bench_port, application, hurried, name))
            citizen = stack.enter_context(browser(here.application.base_url))
            open_account(citizen)
            found[name] = Desk(Control.of(bench_port), application, citizen)
        yield found


@pytest.mark.parametrize(("fault", "parameters", "words", "calls"), EXPLAINED)
@pytest.mark.parametrize("demarche", DEMARCHES)
def test_a_fault_is_explained_and_nothing_is_decided(  # noqa: PLR0917  (a row of a table)
    desks: dict[str, Desk], demarche: str, fault: str, parameters: dict[str, Any], words: str, calls: int
) -> None:
    """And asked again no more than it may be."""
    page, made = desks[demarche].under(fault, parameters, calls)
    assert etat(page) == "erreur"
    assert words in text_of(page)
    assert "Votre reçu" not in text_of(page)
    assert made == calls


@pytest.mark.parametrize(("fault", "parameters", "canteen_says", "parking_says"), FIELDS)
def test_a_strange_field_disturbs_only_who_reads_it(
    desks: dict[str, Desk], fault: str, parameters: dict[str, Any], canteen_says: str, parking_says: str
) -> None:
    """The canteen reads income and parts, the parking reads the address: each is deaf to what the other reads."""
    for demarche, words in zip(DEMARCHES, (canteen_says, parking_says), strict=True):
        page, made = desks[demarche].under(fault, parameters)
        assert (etat(page), made) == ("erreur" if words else "resultat", 1), demarche
        assert words in text_of(page)


@pytest.mark.parametrize("fault", ["assiettes.token.revoked", "assiettes.response.503", "transport.cut"])
@pytest.mark.parametrize("demarche", DEMARCHES)
def test_a_passing_fault_is_not_seen(desks: dict[str, Desk], demarche: str, fault: str) -> None:
    """A token revoked early, a proxy that could not pass the call on, a connection cut: the second call gives the result."""
    page, made = desks[demarche].under(fault, {"endpoint": "assiettes", "first": 1}, 2)
    assert (etat(page), made) == ("resultat", 2)
