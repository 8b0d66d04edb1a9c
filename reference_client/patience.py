"""How long one question may take, and when it is put again: only what may succeed at once, twice at most, later each time."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from random import SystemRandom

# A proxy that could not pass the question on. Not 500 (the answer would be the same), not 429 (we are asked to stop).
PASSING = frozenset({502, 503, 504})
# No answer at all: nobody listened, or the connection was cut. Silence is not one: waiting twice is no answer sooner.
NO_ANSWER = 0
# The gateway's words for a door that somebody closed (API blocked): it is not opened within a second.
CLOSED = frozenset({700700, 900907})
FIRST_PAUSE = 0.25
REPEATS = 2


def worth_repeating(status: int, code: int | None = None) -> bool:
    """Whether the same question may be answered at once; `NO_ANSWER` stands for a connection that failed."""
    return status == NO_ANSWER or (status in PASSING and code not in CLOSED)


def pauses(draw: Callable[[], float]) -> tuple[float, ...]:
    """Seconds before each repeat: twice as long each time, and drawn, so that clients cut off together do not come back together."""
    return tuple(FIRST_PAUSE * 2**repeat * (1 + draw()) for repeat in range(REPEATS))


@dataclass(frozen=True, slots=True)
class Patience:
    """`question` seconds for one question and its repeats; `page` for all that one page asks of the DGFiP.

    A FranceConnect token lives 60 seconds: what is left of it when the identity is verified is more than `page`.
    """

    worth_repeating: Callable[[int, int | None], bool] = worth_repeating
    pauses: Callable[[Callable[[], float]], tuple[float, ...]] = pauses
    question: float = 7.0
    page: float = 25.0
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    draw: Callable[[], float] = SystemRandom().random


PATIENT = Patience()
