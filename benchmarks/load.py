"""Users who log in again and again for a while, and what it cost: the same measure for every server."""

import asyncio
import contextlib
import itertools
import os
import socket
import statistics
import time
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

import uvloop
from journeys import FranceConnect, Journey
from servers import Control, Server
from wire import Browser

T = TypeVar("T")
SCOPE = "openid identite_pivot email dgfip_rfr dgfip_nbpart dgfip_aft dgfip_sitfam dgfip_annee_n_moins_1 dgfip_annee_n_moins_2"
TELESERVICE = "MESURE"
APPLICATION = "mesure"
_DISTURBED = ("fault", "trouble", "deces", "idp")
_BASE = 29700
_ADDRESS = "http://localhost:9"


@dataclass(frozen=True, slots=True)
class Run:
    """One stretch of load. `client` is the share of its own core that the client used: near 1 it would be the limit."""

    rate: float
    median: float
    p99: float
    server_cost: float
    client: float


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run on the fastest loop there is."""
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(work)


async def logins(server: Server, journey: Journey, users: int, seconds: float) -> Run:
    """`users` people who log in without a pause for `seconds`."""
    return await measured(server, lambda browser: journey.login(browser), users, seconds)  # noqa: PLW0108  (a coroutine)


async def pages(server: Server, path: str, users: int, seconds: float) -> Run:
    """`users` connections that ask for the same page."""
    return await measured(server, lambda browser: browser.get(path), users, seconds)


async def measured(
    server: Server,
    work: Callable[[Browser], Awaitable[object]],
    users: int,
    seconds: float,
    allowed: frozenset[int] = frozenset(),
) -> Run:
    """What `work` takes when `users` do it at once, again and again; statuses `allowed` are no failures."""
    took: list[float] = []
    browsers = [await Browser.open(server.port) for _ in range(users)]
    for browser in browsers:
        browser.allowed = allowed
    start, cpu, own = time.perf_counter(), server.cpu(), time.process_time()

    async def user(browser: Browser) -> None:
        while (before := time.perf_counter()) < start + seconds:
            await work(browser)
            took.append(time.perf_counter() - before)

    await asyncio.gather(*map(user, browsers))
    elapsed = time.perf_counter() - start
    for browser in browsers:
        browser.close()
    took.sort()
    return Run(
        len(took) / elapsed,
        statistics.median(took) * 1000,
        took[int(len(took) * 0.99)] * 1000,
        (server.cpu() - cpu) * 1000 / len(took),
        (time.process_time() - own) / elapsed,
    )


def registered(control: Control) -> FranceConnect:
    """A téléservice admitted to the bench, and everybody there as its citizens, in turn."""
    known = control.put(f"habilitations/{APPLICATION}", habilitation())["credentials"]
    # Who is disturbed, refused, dead or rectified is no login to measure.
    people = [person["login"] for person in control.personas() if not any(map(person.get, _DISTURBED))]
    return citizens(known["client_id"], known["client_secret"], people)


def citizens(client_id: str, secret: str, people: Iterable[str]) -> FranceConnect:
    """Those people, in turn, as citizens of the téléservice."""
    return FranceConnect(client_id, secret, f"{_ADDRESS}/retour", f"{_ADDRESS}/sortie", SCOPE, itertools.cycle(people))


def habilitation() -> dict[str, Any]:
    """What the téléservice is allowed."""
    return {
        "format": 1,
        "id": APPLICATION,
        "organisation": {"siret": "00000000000000", "name": "Ville fictive", "type": "public"},
        "franceconnect": {
            "title": "Mesure",
            "entity_id": "mesure",
            "redirect_uris": [f"{_ADDRESS}/retour"],
            "post_logout_redirect_uris": [f"{_ADDRESS}/sortie"],
            "scopes": SCOPE.split(),
        },
        "api_impot": {
            "modality": ["with_spi", "with_france_connect"],
            "id_teleservice": TELESERVICE,
            "resources": ["RessourceIR"],
            "scopes": [scope for scope in SCOPE.split() if scope.startswith("dgfip_")],
            "tier": "none",
        },
    }


def free_ports() -> int:
    """The first of seven ports that nobody listens on: five of a bench, two of its peers."""
    for base in range(_BASE, _BASE + 1000, 10):
        if all(_silent(base + offset) for offset in range(7)):
            return base
    raise SystemExit("no free port")


def _silent(port: int) -> bool:
    with contextlib.closing(socket.socket()) as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


def cores() -> str:
    """Where this runs, for who reads the figures."""
    return f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
