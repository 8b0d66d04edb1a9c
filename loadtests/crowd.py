"""Runs the crowd in this process and sums up what it saw."""

import sys
from typing import Any

import gevent
from locust.env import Environment
from locust.stats import StatsEntry

from loadtests.citizen import Citizen

_PROGRESS_EVERY = 5.0


def crowd(client: str, users: int, seconds: float, *, quiet: bool) -> dict[str, Any]:
    """`users` citizens at `client` for `seconds`: requests, journeys, failures, times in milliseconds."""
    environment = Environment(user_classes=[Citizen], host=client)
    runner = environment.create_local_runner()
    runner.start(users, spawn_rate=users)
    if not quiet:
        gevent.spawn(_progress, environment)
    gevent.sleep(seconds)
    runner.quit()
    summary = _summary(environment, users, seconds)
    if not quiet:
        _print(environment, summary)
    return summary


def _summary(environment: Environment, users: int, seconds: float) -> dict[str, Any]:
    total = environment.stats.total
    last = [entry for entry in environment.stats.entries.values() if entry.name.startswith("7 ")]
    return {
        "users": users,
        "seconds": seconds,
        "requests": total.num_requests,
        "journeys": sum(entry.num_requests - entry.num_failures for entry in last),
        "failures": total.num_failures,
        "median_ms": total.median_response_time,
        "p99_ms": total.get_response_time_percentile(0.99),
        "errors": [error.to_name() for error in environment.stats.errors.values()],
    }


def _progress(environment: Environment) -> None:
    while True:
        gevent.sleep(_PROGRESS_EVERY)
        total = environment.stats.total
        sys.stderr.write(f"  {total.num_requests} requêtes, {total.num_failures} échecs\n")


def _print(environment: Environment, summary: dict[str, Any]) -> None:
    sys.stdout.write(f"{'étape':<32}{'requêtes':>10}{'échecs':>8}{'médiane ms':>12}{'p99 ms':>8}\n")
    for entry in sorted(environment.stats.entries.values(), key=lambda entry: entry.name):
        sys.stdout.write(_row(entry))
    sys.stdout.write(_row(environment.stats.total))
    sys.stdout.write(f"{summary['journeys']} démarches finies, {summary['failures']} échecs\n")
    for error in summary["errors"]:
        sys.stdout.write(f"  {error}\n")


def _row(entry: StatsEntry) -> str:
    p99 = entry.get_response_time_percentile(0.99) or 0
    return f"{entry.name:<32}{entry.num_requests:>10}{entry.num_failures:>8}{entry.median_response_time:>12.0f}{p99:>8.0f}\n"
