"""What a bench still holds once its logins are over: memory after many of them, above memory after the first thousand.

They are over by logout, or because `elapse` aged them past their time. Prints; asserts nothing.

    python benchmarks/memory.py --logins 100000
"""

import argparse
import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable

import servers
from journeys import FranceConnect
from load import APPLICATION, free_ports, registered, run
from servers import Control, Server
from wire import Browser

_FIRST = 1_000
_ROUND = 10_000
_USERS = 16
_SESSION = 1800
_KEPT = 60  # seconds for which what has expired is still recognised
_RENEWED_EVERY = 20.0

End = Callable[[Browser, str], Awaitable[None]]


def main() -> None:
    """Both ways of being over."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--logins", type=int, default=10_000, help="how many (10 000; the goal says 100 000)")
    count = arguments.parse_args().logins
    servers.pin_client()
    with servers.bench(free_ports()) as (server, control):
        journey = registered(control)
        _print("logout", count, *run(_filled(server, journey, count, journey.logout)))
    with servers.bench(free_ports()) as (server, control):
        _print("elapse(1800) and a sweep", count, *run(_aged(server, control, registered(control), count)))


async def _filled(server: Server, journey: FranceConnect, count: int, end: End) -> list[float]:
    """Memory at start, after the first thousand, and after each round."""
    held = [server.rss()]
    for some in (_FIRST, *_rounds(count - _FIRST)):
        await _log_in(server, journey, some, end)
        held.append(server.rss())
    return held


def _rounds(count: int) -> list[int]:
    """The rest in rounds of ten thousand, so that who waits sees that it goes on."""
    whole, rest = divmod(count, _ROUND)
    return [_ROUND] * whole + [rest] * bool(rest)


async def _aged(server: Server, control: Control, journey: FranceConnect, count: int) -> list[float]:
    """The same under a lease, nobody logging out; then time passes."""
    wanted = {"format": 1, "application": APPLICATION, "module": "memory", "key": "0" * 64}
    lease = control.post("leases", wanted)["id"]
    renewing = asyncio.create_task(_renewed(control, lease))
    held = await _filled(server, journey, count, _stays)
    control.post(f"leases/{lease}/elapse", {"format": 1, "seconds": _SESSION})
    await asyncio.sleep(_KEPT + 3)  # the bench sweeps every second
    await _log_in(server, journey, 100, _stays)  # and goes on
    renewing.cancel()
    return [*held, server.rss()]


async def _renewed(control: Control, lease: str) -> None:
    """A lease that nobody renews ends by itself."""
    while True:
        await asyncio.to_thread(control.post, f"leases/{lease}/elapse", {"format": 1, "seconds": 0})
        await asyncio.sleep(_RENEWED_EVERY)


async def _stays(_: Browser, __: str) -> None:
    """No logout."""


async def _log_in(server: Server, journey: FranceConnect, count: int, end: End) -> None:
    left = iter(range(count))
    browsers = [await Browser.open(server.port) for _ in range(_USERS)]

    async def user(browser: Browser) -> None:
        for _ in left:
            await end(browser, await journey.login(browser))

    start = time.perf_counter()
    await asyncio.gather(*map(user, browsers))
    print(f"  {count:,} logins in {time.perf_counter() - start:.0f} s; {server.rss():.1f} MB", flush=True)
    for browser in browsers:
        browser.close()


def _print(how: str, count: int, start: float, first: float, *later: float) -> None:
    highest, end = max(later), later[-1]
    print(
        f"memory, {how}: {start:.0f} MB at start, {first:.0f} after {_FIRST:,}, {highest:.0f} at its highest, "
        f"{end:.0f} after {count:,}: {end - first:+.1f} MB (goal: at most +30)"
    )


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        main()
