"""Judges the members of the gallery beside one bench, several at a time, each client and each judge in a process of its own."""

import contextlib
import multiprocessing
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import replace
from multiprocessing.queues import SimpleQueue
from pathlib import Path

from conformance.bench import Bench
from conformance.judging import Judged, judge
from conformance.limits import LIMITS
from conformance.preflight import Preflight
from conformance.reports import files
from gallery import MEMBERS
from gallery.member import Member
from rulebook.formats.reading import Unreadable
from unefois import processes, reference, trial
from unefois.failure import ConfigurationError
from unefois.language import LANGUAGE
from unefois.matrix import expected
from unefois.matrix.comparing import differences
from unefois.matrix.row import CONFIGURATION, REFERENCE, SUITE_ERROR, Row, row_of
from unefois.settings import CLIENT, control_token

_CAREFUL = Member("", "", "", "")
_here: dict[str, int] = {}


def judged(
    names: Sequence[str], port: int, jobs: int, *, module_only: bool, reports: Path | None = None
) -> Iterator[Row]:
    """The rows of `names` as they come; who waits longest begins first. Leases keep the applications apart.

    Whoever surprises leaves a whole report in a folder of its name, in `reports`.
    """
    spawning = multiprocessing.get_context("spawn")
    ports = spawning.SimpleQueue()
    for offset in range(jobs):
        ports.put(port + CLIENT + offset)
    order = sorted(names, key=lambda name: -(_member(name).page_within or 0))
    with (
        processes.bench(port),
        ProcessPoolExecutor(jobs, mp_context=spawning, initializer=_take, initargs=(ports,)) as pool,
    ):
        try:
            for done in as_completed([pool.submit(_one, name, port, module_only, reports) for name in order]):
                yield done.result()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _take(ports: "SimpleQueue[int]") -> None:
    """This process's own port for its clients."""
    _here["port"] = ports.get()


def _one(name: str, port: int, module_only: bool, reports: Path | None) -> Row:  # noqa: FBT001  (sent to another process)
    """One client judged beside the bench at `port`; once more when the trouble was ours, as on a machine too busy to start it in time."""
    start = time.monotonic()
    row = _tried(name, port, reports, module_only=module_only)
    if row.exit_code == SUITE_ERROR:
        row = _tried(name, port, reports, module_only=module_only)
    return replace(row, seconds=round(time.monotonic() - start, 1))


def _tried(name: str, port: int, reports: Path | None, *, module_only: bool) -> Row:
    """Its row. What stops its judge is in it."""
    try:
        base = f"http://localhost:{_here['port']}"
        return _told(name, _judged(name, f"http://localhost:{port}", base, module_only=module_only), reports)
    except Preflight as preflight:
        return Row(name, CONFIGURATION, {}, problem=" ".join(problem.in_(LANGUAGE) for problem in preflight.problems))
    except Unreadable as unreadable:
        said = " ".join(problem.says.in_(LANGUAGE) for problem in unreadable.problems)
        return Row(name, CONFIGURATION, {}, problem=said)
    except (ConfigurationError, OSError) as error:
        return Row(name, SUITE_ERROR, {}, problem=str(error))


def _told(name: str, found: Judged, reports: Path | None) -> Row:
    """Its row; and the whole report when it is not the one expected, since a matrix says what and not why."""
    row = row_of(name, found.report)
    if reports is not None and any(differences({name: row}, expected.known(), MEMBERS)):
        files.write(found.report, found.exchanges, found.observations, reports / name, LANGUAGE)
        return replace(row, reported=True)
    return row


def _judged(name: str, bench_url: str, base_url: str, *, module_only: bool) -> Judged:
    member = _member(name)
    habilitation = reference.registered(reference.habilitation(base_url, id_=f"galerie-{name}"), member.registered)
    limits = replace(LIMITS, step=max(LIMITS.step, member.page_within or 0), run=3600)
    module, arguments = ("reference_client", []) if name == REFERENCE else ("gallery", [name])
    with (
        trial.client(module, arguments, bench_url, base_url, habilitation),
        contextlib.closing(Bench(bench_url, control_token())) as bench,
    ):
        only = [member.module] if module_only and member.module else []
        return judge(reference.application(base_url), habilitation, bench, only=only, limits=limits)


def _member(name: str) -> Member:
    return _CAREFUL if name == REFERENCE else MEMBERS[name]
