"""How long a person is watched: until they press Enter, or Ctrl-C, or the time that was given is over."""

import contextlib
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from types import FrameType


@contextlib.contextmanager
def attention(seconds: float) -> Iterator[Callable[[float], float | None]]:
    """Waits so long when called, and says how many seconds are left since the first call; None once it is over. Ctrl-C ends it, no more."""
    over = threading.Event()
    until: float | None = None

    def left(wait: float) -> float | None:
        nonlocal until
        until = time.monotonic() + seconds if until is None else until
        rest = until - time.monotonic()
        return None if rest <= 0 or over.wait(min(wait, rest)) else max(until - time.monotonic(), 0.0)

    def end(signum: int, frame: FrameType | None) -> None:
        del signum, frame
        over.set()

    if sys.stdin is not None and sys.stdin.isatty():
        threading.Thread(target=_listen, args=(over,), daemon=True).start()
    before = {signum: signal.signal(signum, end) for signum in (signal.SIGINT, *_hang_up())}
    try:
        yield left
    finally:
        for signum, handler in before.items():
            signal.signal(signum, handler)


def _hang_up() -> tuple[signal.Signals, ...]:
    """A terminal that is closed, where there is such a thing: what was started is ended then too."""
    return (signal.SIGHUP,) if hasattr(signal, "SIGHUP") else ()


def _listen(over: threading.Event) -> None:
    with contextlib.suppress(OSError, ValueError):
        if sys.stdin.readline():
            over.set()
