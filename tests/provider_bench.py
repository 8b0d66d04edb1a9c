"""A provider to be judged without a socket: the simulator on its own event loop, and, before it, somebody who alters what it answers."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

import httpx2
from franceconnect_bench import LOGIN, Federator, federator

from conformance.judging import Judged
from conformance.provider import ground
from conformance.provider.ground import MAIN, Registered, Standing
from conformance.provider.judging import Choices, judge
from conformance.provider.party import Party
from conformance.provider.scenes import SCENES
from conformance.provider.wire import Wire
from rulebook.formats.report import CheckReport, Result
from rulebook.platforms import LOW, Platform
from rulebook.redaction import Redactor
from simulator.leases import Lease

Alter = Callable[[httpx2.Request, httpx2.Response], httpx2.Response]


def as_it_is(request: httpx2.Request, response: httpx2.Response) -> httpx2.Response:
    """Alter nothing."""
    del request
    return response


class InProcess(httpx2.BaseTransport):
    """Requests to the simulator, answers altered on their way back."""

    def __init__(self, bench: Federator, alter: Alter = as_it_is) -> None:
        self._bench = bench
        self._asgi = httpx2.ASGITransport(app=bench.edge)
        self._alter = alter

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """One exchange."""
        request.read()
        answer = self._alter(request, self._bench.runner.run(self._send(request)))
        return httpx2.Response(answer.status_code, headers=answer.headers.raw, stream=httpx2.ByteStream(answer.content))

    async def _send(self, request: httpx2.Request) -> httpx2.Response:
        sent = httpx2.Request(request.method, request.url, headers=request.headers, content=request.content)
        response = await self._asgi.handle_async_request(sent)
        body = await response.aread()
        return httpx2.Response(response.status_code, headers=response.headers.raw, content=body)


@dataclass
class ProviderBench:
    """A simulator, and the judge's standing before it."""

    federator: Federator
    standing: Standing
    lease: Lease = field(repr=False)

    def judged(self, *only: str, alter: Alter = as_it_is, standing: Standing | None = None) -> Judged:
        """Judge those families, or all."""
        return judge(standing or self.standing, Choices(only=only, transport=InProcess(self.federator, alter)))


def results(judged: Judged) -> dict[str, CheckReport]:
    """Every check by id."""
    return {check.id: check for module in judged.report.modules for check in module.checks}


def unhappy(judged: Judged) -> dict[str, Result]:
    """Checks that neither passed nor were put aside."""
    good = {Result.PASS, Result.NOT_APPLICABLE}
    return {id_: check.result for id_, check in results(judged).items() if check.result not in good}


@contextmanager
def provider_bench(platform: Platform = LOW) -> Iterator[ProviderBench]:
    """A simulator of that platform that knows the judge's téléservices, one of them leased."""
    wanted = ground.habilitations(platform)
    with federator(*wanted.values(), platform=platform) as bench:
        world = bench.bench.worlds.of(bench.bench.place("default").space)
        clients = {}
        for role, habilitation in wanted.items():
            known = world.application(habilitation.id)
            assert known is not None
            assert habilitation.franceconnect is not None
            clients[role] = Registered(known.credentials, habilitation.franceconnect)
        lease = bench.lease(wanted[MAIN].id)
        issuer = bench.bench.place("default").here.issuer
        standing = Standing(issuer, platform, clients, LOGIN, b"\0" * 32)
        aged = replace(standing, elapse=lambda seconds: bench.elapse(lease, seconds))
        yield ProviderBench(bench, aged, lease)


def played(bench: ProviderBench, alter: Alter = as_it_is) -> Party:
    """Every scene, nothing judged: the answers, by name."""
    limits = Choices().limits
    stamp = {"space": "", "lease": None, "application": None}
    wire = Wire(limits, Redactor(bench.standing.key), stamp, InProcess(bench.federator, alter))
    party = Party(bench.standing, wire)
    try:
        for name, scene in SCENES.items():
            with party.scene(name):
                scene(party)
    finally:
        wire.close()
    return party
