"""Watch what a person does with their own browser: hold the application, tell each exchange as it comes, disturb nothing."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from conformance.bench import Bench, BenchError, Lease
from conformance.events import Event, Passed, Waiting
from conformance.observing.advice import advice
from conformance.observing.bound import Bound
from rulebook.formats.control import LeaseRequest
from rulebook.formats.exchange import Exchange
from rulebook.source import Text

POLL = 0.3
# How long is left, once so many seconds were waited; None when it is over.
Left = Callable[[float], float | None]


@dataclass(frozen=True, slots=True)
class Watched:
    """What passed; `lost` is why the bench could not be heard to the end."""

    exchanges: tuple[Exchange, ...]
    lost: Text | None = None


def watch(bound: Bound, space: str, request: LeaseRequest, left: Left) -> Watched:
    """Hold the application until nothing is left of the time; raises `BenchError` when somebody else holds it."""
    bench, tell = bound.there, bound.tell
    seen: list[Exchange] = []
    lost: Text | None = None
    strangers = _Strangers(bench, space)
    with bench.lease(space, request) as lease:
        try:
            while (seconds := left(POLL)) is not None:
                _hear(lease, seen, tell)
                strangers.hear(tell)
                tell(Waiting(seconds))
            time.sleep(bound.limits.settle)
            _hear(lease, seen, tell)
            strangers.hear(tell)
        except BenchError as error:
            lost = error.says
    return Watched(tuple(seen), lost)


def _hear(lease: Lease, seen: list[Exchange], tell: Callable[[Event], None]) -> None:
    for exchange in lease.exchanges(seen[-1].n if seen else 0):
        seen.append(exchange)
        tell(Passed(exchange, advice(exchange)))


class _Strangers:
    """Requests that no application explains: a wrong client_id is nobody's, and its author should hear of it. They are told, not judged."""

    def __init__(self, bench: Bench, space: str) -> None:
        self._bench = bench
        self._space = space
        self._since = time.time()
        self._after = 0

    def hear(self, tell: Callable[[Event], None]) -> None:
        """Tell those that came since the last time and that the bench refused."""
        for exchange in self._bench.unassigned(self._space, self._since, self._after):
            self._after = exchange.n
            if exchange.application is None and (said := advice(exchange)):
                tell(Passed(exchange, said))
