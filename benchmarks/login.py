"""Figures of a complete login, beside panva's oidc-provider, and of discovery, beside a bare Starlette: all in one run.

Peers take turns within each repetition; the best of three counts, as noise only ever slows. Prints; asserts nothing.
"""

import contextlib
from collections.abc import Awaitable, Callable

import servers
from journeys import Panva
from load import Run, cores, free_ports, logins, pages, registered, run

_REPETITIONS = 3
_WARM = 1.5
_SECONDS = 4.0
_DISCOVERY = "/api/v2/.well-known/openid-configuration"
Stretch = Callable[[float], Awaitable[Run]]


def main() -> None:
    """Start the three servers, load them in turns, say what came out."""
    pinned = servers.pin_client()
    base = free_ports()
    with contextlib.ExitStack() as started:
        ours, control = started.enter_context(servers.bench(base))
        journey = registered(control)
        hello = started.enter_context(servers.hello(base + 5))
        stretches: dict[str, Stretch] = {
            "hello": lambda seconds: pages(hello, "/hello", 16, seconds),
            "discovery": lambda seconds: pages(ours, _DISCOVERY, 16, seconds),
            "ours x16": lambda seconds: logins(ours, journey, 16, seconds),
            "ours x1": lambda seconds: logins(ours, journey, 1, seconds),
        }
        if servers.panva_is_there():
            peer, theirs = started.enter_context(servers.panva(base + 6)), Panva()
            stretches |= {
                "panva x16": lambda seconds: logins(peer, theirs, 16, seconds),
                "panva x1": lambda seconds: logins(peer, theirs, 1, seconds),
            }
        print(f"servers on one core, client on another: {'yes' if pinned else 'NO'}; {cores()}")
        found = run(_measured(stretches))
    _print(found)


async def _measured(stretches: dict[str, Stretch]) -> dict[str, list[Run]]:
    """Every stretch once to warm up, then three times in turns."""
    for stretch in stretches.values():
        await stretch(_WARM)
    found: dict[str, list[Run]] = {name: [] for name in stretches}
    for _ in range(_REPETITIONS):
        for name, stretch in stretches.items():
            found[name].append(await stretch(_SECONDS))
    return found


def _print(found: dict[str, list[Run]]) -> None:
    print(f"{'':11}{'/s':>9}{'median ms':>11}{'p99 ms':>9}{'server ms each':>16}{'client':>8}   all rates")
    best = {name: max(runs, key=lambda one: one.rate) for name, runs in found.items()}
    for name, one in best.items():
        rates = ", ".join(f"{run.rate:.0f}" for run in found[name])
        print(
            f"{name:11}{one.rate:9.0f}{one.median:11.2f}{one.p99:9.2f}{one.server_cost:16.3f}{one.client:8.0%}   {rates}"
        )
    print(f"discovery / hello, requests     {_ratio(found, 'discovery', 'hello')} (goal: at least 0.4)")
    for name in ("ours x1", "ours x16"):
        spread = sorted(one.p99 / one.median for one in found[name])
        print(
            f"p99 / median, {name:12}      {spread[0]:6.2f}   (goal: at most 3; the others {spread[1]:.2f}, {spread[2]:.2f})"
        )
    if "panva x16" in found:
        least = min(one.median for one in found["ours x1"]) / min(one.median for one in found["panva x1"])
        print(f"logins, ours / panva, 16 users  {_ratio(found, 'ours x16', 'panva x16')} (goal: at least 2)")
        print(f"median, ours / panva, 1 user    {least:6.2f}   (goal: at most 1)")


def _ratio(found: dict[str, list[Run]], ours: str, theirs: str) -> str:
    """By the clock; and by the processor time that one costs the server, which other people's work disturbs less."""
    rate = max(run.rate for run in found[ours]) / max(run.rate for run in found[theirs])
    cost = min(run.server_cost for run in found[theirs]) / min(run.server_cost for run in found[ours])
    return f"{rate:6.2f}   by processor time {cost:.2f}"


if __name__ == "__main__":
    main()
