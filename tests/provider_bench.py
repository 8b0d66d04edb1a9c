"""A provider to be judged without a socket: the simulator on its own event loop, and, before it, somebody who alters what it answers."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

import httpx2
from franceconnect_bench import LOGIN, Federator, federator

from conformance.judging import Judged
from conformance.limits import LIMITS
from conformance.provider import ground
from conformance.provider.answer import Answer
from conformance.provider.fact import Material, judged
from conformance.provider.ground import MAIN, Registered, Standing
from conformance.provider.judging import Choices, _safely, judge
from conformance.provider.party import Party
from conformance.provider.plan import FACTS
from conformance.provider.scenes import SCENES
from conformance.provider.wire import Wire
from rulebook.differences import Difference
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


Altered = Callable[[Answer], Answer]


class Reading:
    """A whole run's answers, and which facts read which."""

    def __init__(self, material: Material) -> None:
        self.material = material
        self._read = {id_: judged(fact, material)[0].exchanges for id_, fact in FACTS.items()}

    def names(self, id_: str) -> list[str]:
        """The answers that a fact reads."""
        return [name for name, answer in self.material.answers.items() if answer.n in self._read[id_]]

    def once(self, name: str, alter: Altered) -> dict[str, Result]:
        """What the facts that read the answer of that name say, once it is altered."""
        read_by = [fact for id_, fact in FACTS.items() if self.material.answers[name].n in self._read[id_]]
        return {fact.id: self.one(fact.id, name, alter)[0] for fact in read_by}

    def one(self, id_: str, name: str, alter: Altered) -> tuple[Result, Difference | None]:
        """The same of one fact, and the difference that it rests on."""
        answers = {**self.material.answers, name: alter(self.material.answers[name])}
        verdict, difference = _safely(FACTS[id_], Material(self.material.setting, answers))
        return verdict.result, difference


def read(bench: ProviderBench) -> Reading:
    """Every scene, nothing judged."""
    stamp = {"space": "", "lease": None, "application": None}
    wire = Wire(LIMITS, Redactor(bench.standing.key), stamp, InProcess(bench.federator))
    party = Party(bench.standing, wire)
    try:
        for name, scene in SCENES.items():
            with party.scene(name):
                scene(party)
    finally:
        wire.close()
    assert party.missing == {}
    return Reading(Material(bench.standing.setting, party.answers))
