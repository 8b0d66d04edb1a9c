"""How the DGFiP is asked all that one page needs."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Protocol, TypeVar

from reference_client.impot import Person
from reference_client.outcome import Kind, Trouble

Answer = TypeVar("Answer")


class Consult(Protocol):
    """Puts a question about somebody, and waits no longer than a page may."""

    async def __call__(self, person: Person, question: Callable[[Person], Awaitable[Answer]], seconds: float) -> Answer:
        """The answer to `question`."""


async def consult(person: Person, question: Callable[[Person], Awaitable[Answer]], seconds: float) -> Answer:
    """Once, and at once: a consent lives 60 seconds, and the quota is everybody's."""
    try:
        async with asyncio.timeout(seconds):
            return await question(person)
    except TimeoutError:
        raise Trouble(Kind.API_DOWN) from None
