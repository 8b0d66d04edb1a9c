"""A bench in a process of its own, whose words are kept until the end."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from ports import free_base_port

from unefois import processes


@dataclass(frozen=True, slots=True)
class Alive:
    """A bench: its base port, and what it printed."""

    port: int
    started: processes.Started

    def said(self) -> str:
        """Everything on its outputs so far."""
        self.started.output.seek(0)
        return self.started.output.read()


@contextmanager
def alive() -> Iterator[Alive]:
    """A bench that nobody else disturbs, and that must outlive what is done to it."""
    port = free_base_port()
    with processes.bench(port) as started:
        yield Alive(port, started)
        assert started.process.poll() is None
