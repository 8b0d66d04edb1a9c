"""``make bench``: figures as ratios in one run, so that they mean something on a noisy machine. Prints; asserts nothing."""

import contextlib
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable

from unefois import processes

_RUNS = 5
_BASE = 28700


def main() -> None:
    """Ready to answer, against the bare import of the web stack; the whole demo."""
    bare = _median(_import)
    ready = _median(_ready)
    demo = _demo()
    print(f"web stack imported          {bare:6.2f} s")
    print(f"bench ready to answer       {ready:6.2f} s   {ready / bare:5.2f} × the import (goal: 1.0 s)")
    print(f"demo, whole                 {demo:6.2f} s   (goal: 15 s)")


def _import() -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import uvicorn, starlette.applications, fastapi, pydantic"], check=True)
    return time.perf_counter() - start


def _ready() -> float:
    """From start to the first answer of the last port; stopping is not counted."""
    start = time.perf_counter()
    with processes.bench(_free()):
        return time.perf_counter() - start


def _demo() -> float:
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as out:
        subprocess.run(
            [sys.executable, "-P", "-m", "unefois", "demo", "--port", str(_free()), "--out", f"{out}/report"],
            check=True,
            stdout=subprocess.DEVNULL,
        )
    return time.perf_counter() - start


def _median(measure: Callable[[], float]) -> float:
    return statistics.median(measure() for _ in range(_RUNS))


def _free() -> int:
    for base in range(_BASE, _BASE + 1000, 10):
        with contextlib.closing(socket.socket()) as probe:
            if probe.connect_ex(("127.0.0.1", base)) != 0:
                return base
    raise SystemExit("no free port")


if __name__ == "__main__":
    main()
