"""``make bench``: figures as ratios in one run, so that they mean something on a noisy machine. Prints; asserts nothing."""

import contextlib
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

from unefois import processes

_RUNS = 5
_BASE = 28700


def main() -> None:
    """Ready to answer, against the bare import of the web stack; the whole demo."""
    bare = _median(lambda: _run("import uvicorn, starlette.applications, fastapi, pydantic"))
    ready = _median(_ready)
    demo = _timed(_demo)
    print(f"web stack imported          {bare:6.2f} s")
    print(f"bench ready to answer       {ready:6.2f} s   {ready / bare:5.2f} × the import (goal: 1.5 s)")
    print(f"demo, whole                 {demo:6.2f} s   (goal: 15 s)")


def _ready() -> None:
    with processes.bench(_free(), 0, {}):
        pass


def _demo() -> None:
    port = str(_free())
    subprocess.run(
        [sys.executable, "-P", "-m", "unefois", "demo", "--port", port, "--out", "report"],
        check=True,
        stdout=subprocess.DEVNULL,
    )


def _run(code: str) -> None:
    subprocess.run([sys.executable, "-c", code], check=True)


def _median(work: Callable[[], None]) -> float:
    return statistics.median(_timed(work) for _ in range(_RUNS))


def _timed(work: Callable[[], None]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _free() -> int:
    for base in range(_BASE, _BASE + 1000, 10):
        with contextlib.closing(socket.socket()) as probe:
            if probe.connect_ex(("127.0.0.1", base)) != 0:
                return base
    raise SystemExit("no free port")


if __name__ == "__main__":
    main()
