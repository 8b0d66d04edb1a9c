"""Ports for the benches that tests start."""

import random
import socket

_FIRST, _LAST, _TRIES = 20_000, 32_000, 200  # below the ports that the kernel gives to outgoing connections


def free_base_port() -> int:
    """A base port whose six ports are free; drawn, so that runs side by side do not meet."""
    for base in random.SystemRandom().sample(range(_FIRST, _LAST, 10), _TRIES):
        if all(_is_free(base + offset) for offset in range(6)):
            return base
    raise RuntimeError("no six free ports in a row")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0
