"""Figures of the tax API: assiettes by SPI and by FranceConnect token, and memory over a million taxpayers in a row.

Prints; asserts nothing. The habilitation lifts the quota (``tier = "none"``); the journal and the filter of the contract are on.

    python benchmarks/taxes.py --taxpayers 1000000
"""

import argparse
import asyncio
import contextlib
import itertools
import json
import tempfile
import uuid
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import httpx2
import servers
from load import APPLICATION, TELESERVICE, Run, citizens, cores, free_ports, habilitation, measured, pages, run
from servers import Server
from wire import Answer, Browser

from scenarios.habilitations import derived_credentials
from scenarios.population.population import Population

_REPETITIONS, _WARM, _SECONDS = 3, 1.5, 5.0
_ANNEE, _LONG_AFTER = 2024, 2035
_USERS = 16
_CITIZENS = 64
_ROUND = 50_000
# A death, or a notice still to come: an answer like another.
_REFUSED = frozenset({410})


def main() -> None:
    """The three figures."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument(
        "--taxpayers", type=int, default=200_000, help="how many in a row (200 000; the goal says a million)"
    )
    count = arguments.parse_args().taxpayers
    pinned = servers.pin_client()
    print(f"gateway on one core, client and FranceConnect on another: {'yes' if pinned else 'NO'}; {cores()}")
    base = free_ports()
    with _habilitation() as file, servers.gateway(base + 3, base + 1, file) as gateway:
        with servers.hello(base + 5) as hello:
            run(_by_spi(gateway, hello))
        with servers.federator(base + 1, base + 3, file) as federator:
            run(_by_franceconnect(gateway, federator))
    with _habilitation() as file, servers.gateway(base + 3, base + 1, file) as gateway:
        run(_in_a_row(gateway, count))


@contextlib.contextmanager
def _habilitation() -> Iterator[Path]:
    """The habilitation in a file, as a simulator alone reads it."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "habilitation.toml"
        tables = habilitation()
        lines = [f"{name} = {json.dumps(value)}" for name, value in tables.items() if not isinstance(value, dict)]
        for name, table in tables.items():
            if isinstance(table, dict):
                lines += [f"[{name}]", *(f"{key} = {json.dumps(value)}" for key, value in table.items())]
        file.write_text("\n".join(lines), encoding="utf-8")
        yield file


class Taxpayers:
    """Declarants of the population, one after the other, none twice; and how each is asked about."""

    def __init__(self, gateway: Server) -> None:
        known = derived_credentials(0, APPLICATION)
        basic = b64encode(f"{known.apim_key}:{known.apim_secret}".encode()).decode()
        form = urlencode({"grant_type": "client_credentials", "scope": "RessourceIR"})
        headers = {"authorization": f"Basic {basic}", "content-type": "application/x-www-form-urlencoded"}
        answer = httpx2.post(f"http://127.0.0.1:{gateway.port}/token", content=form, headers=headers, trust_env=False)
        self._bearer = str(answer.raise_for_status().json()["access_token"])
        self._spi = _declarants()
        self.asked = self.told = 0

    async def by_spi(self, browser: Browser) -> None:
        """The notice of the next one."""
        path = f"/impotparticulier/1.0/spi/{next(self._spi)}/situations/ir/assiettes/annrev/{_ANNEE}"
        self._count(await browser.get(path, self._said()))

    async def by_token(self, browser: Browser, token: str) -> None:
        """The notice of whoever gave that token."""
        path = f"/impotparticulier/1.0/situations/ir/assiettes/annrev/{_ANNEE}"
        self._count(await browser.get(path, f"{self._said()}X-FranceConnect-OAuth: {token}\r\n"))

    def _count(self, answer: Answer) -> None:
        self.asked += 1
        self.told += answer.status == httpx2.codes.OK

    @property
    def share(self) -> str:
        """How many of them had a notice to tell."""
        return f"{self.told / self.asked:.1%} of the answers are notices"

    def _said(self) -> str:
        return (
            f"Authorization: Bearer {self._bearer}\r\nID_Teleservice: {TELESERVICE}\r\n"
            f"X-Correlation-ID: {uuid.uuid4()}\r\n"
        )


def _declarants() -> Iterator[str]:
    """Numbers of people who were of age before that year, and outlive the one in which this is measured."""
    world = Population(0)
    for p in itertools.count(0, 2):
        who = world.individu(p)
        if who and who.naissance.year < _ANNEE - 20 and world.deces(p).year > _LONG_AFTER:
            yield who.spi


async def _by_spi(gateway: Server, hello: Server) -> None:
    taxpayers = Taxpayers(gateway)

    async def spi(seconds: float) -> Run:
        return await measured(gateway, taxpayers.by_spi, _USERS, seconds, _REFUSED)

    await spi(_WARM)
    found = [(await pages(hello, "/hello", _USERS, _SECONDS), await spi(_SECONDS)) for _ in range(_REPETITIONS)]
    _told("assiettes, by SPI", [own for _, own in found], 2_000)
    share = max(own.rate / bare.rate for bare, own in found)
    print(f"{'':22}{share:.2f} of what a bare Starlette answers in the same run; {taxpayers.share}")


async def _by_franceconnect(gateway: Server, federator: Server) -> None:
    taxpayers, known = Taxpayers(gateway), derived_credentials(0, APPLICATION)
    journey = citizens(known.client_id, known.client_secret, itertools.islice(_declarants(), _CITIZENS * 4))

    async def tokens(seconds: float) -> Run:
        """A citizen's token lives a minute: new ones for each stretch."""
        browser = await Browser.open(federator.port)
        given = [(await journey.tokens(browser))["access_token"] for _ in range(_CITIZENS)]
        browser.close()
        turn = itertools.cycle(given)
        return await measured(
            gateway, lambda browser: taxpayers.by_token(browser, next(turn)), _USERS, seconds, _REFUSED
        )

    await tokens(_WARM)
    _told("assiettes, by FC token", [await tokens(_SECONDS) for _ in range(_REPETITIONS)], 300)
    print(f"{'':22}{taxpayers.share}")


def _told(what: str, runs: list[Run], goal: int) -> None:
    best = max(runs, key=lambda one: one.rate)
    steadiest = min(one.p99 / one.median for one in runs)
    rates = ", ".join(f"{one.rate:.0f}" for one in runs)
    print(
        f"{what:22}{best.rate:6.0f}/s (goal: {goal:,})   median {best.median:.2f} ms, p99 / median {steadiest:.2f} (goal: 3)   "
        f"server {best.server_cost:.3f} ms each, client {best.client:.0%}   all: {rates}"
    )


async def _in_a_row(gateway: Server, count: int) -> None:
    """Memory every so many taxpayers."""
    taxpayers, held = Taxpayers(gateway), []
    browsers = [await Browser.open(gateway.port) for _ in range(_USERS)]
    for browser in browsers:
        browser.allowed = _REFUSED
    for done in range(_ROUND, count + 1, _ROUND):
        left = iter(range(_ROUND))

        async def user(browser: Browser, left: Iterator[int] = left) -> None:
            for _ in left:
                await taxpayers.by_spi(browser)

        await asyncio.gather(*map(user, browsers))
        held.append(gateway.rss())
        print(f"  {done:,} taxpayers: {held[-1]:.1f} MB", flush=True)
    for browser in browsers:
        browser.close()
    print(
        f"memory after {count:,} taxpayers, above the first {_ROUND:,}: {max(held) - held[0]:+.1f} MB at most (goal: flat)"
    )


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        main()
