"""One trial: a client, a bench, the judge; and what the command line does with the verdict."""

import contextlib
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import httpx2

from conformance.bench import Bench, BenchError
from conformance.events import Event
from conformance.judging import Judged, judge
from conformance.limits import LIMITS, Limits
from conformance.plans import BY_DEFAULT, PLANS
from conformance.preflight import Preflight
from conformance.reports import files, json
from conformance.reports.console import Console
from conformance.waiving import template
from rulebook.formats.application import Application
from rulebook.formats.attestations import Attestations
from rulebook.formats.habilitation import Habilitation
from rulebook.formats.waivers import Waivers
from simulator.spaces import DEFAULT
from unefois import processes, reference
from unefois.failure import ConfigurationError
from unefois.language import LANGUAGE, _
from unefois.settings import control_token


@dataclass(frozen=True, slots=True)
class Order:
    """What to judge with: a plan by its name, some of its modules or all, where the reports go."""

    plan: str = BY_DEFAULT.id
    only: Sequence[str] = ()
    out: Path | None = None
    as_json: bool = False
    waivers: Waivers | None = None
    attestations: Attestations | None = None
    rerun: bool = False
    limits: Limits = LIMITS


def run(application: Application, habilitation: Habilitation, bench_url: str, order: Order) -> Judged:
    """Judge, telling it as it goes; configuration faults end the command with exit code 2."""
    with contextlib.closing(Bench(bench_url, control_token())) as bench, in_sentences():
        judged = judge(
            application,
            habilitation,
            bench,
            plan=PLANS[order.plan],
            only=order.only,
            out=order.out,
            language=LANGUAGE,
            waivers=order.waivers,
            attestations=order.attestations,
            rerun=order.rerun,
            limits=order.limits,
            on_event=silence if order.as_json else Console(sys.stdout, LANGUAGE),
        )
    if order.as_json:
        sys.stdout.write(json.render(judged.report))
    elif order.waivers is not None:
        _propose(judged)
    return judged


@contextlib.contextmanager
def in_sentences() -> Iterator[None]:
    """What keeps a judge from beginning, or from leaving its reports, ends the command with a sentence each and exit code 2."""
    try:
        yield
    except Preflight as preflight:
        raise ConfigurationError("\n".join(problem.in_(LANGUAGE) for problem in preflight.problems)) from None
    except files.Unwritable as error:
        why = f"{error.filename} ({error.strerror})"
        raise ConfigurationError(_("Impossible d'écrire le rapport : {why}").format(why=why)) from error


def _propose(judged: Judged) -> None:
    """A line to complete for each failure that no waiver expects: mending is better, hence the empty reason."""
    if lines := template(judged.report):
        sys.stdout.write(_("À réparer ; ou, dans « waiver = [ … ] », avec un motif et un responsable :") + "\n")
        sys.stdout.writelines(f"  {line}\n" for line in lines)


def silence(event: Event) -> None:
    """For machines: nothing but the report."""
    del event


@contextlib.contextmanager
def bench_at(url: str, *, apart: bool = False) -> Iterator[None]:
    """The bench at `url`; with nobody there and an address of this machine, one is started for the time of the trial."""
    if _answers(url):
        yield
        return
    parts = urlsplit(url)
    if parts.hostname not in {"localhost", "127.0.0.1"} or parts.port is None:
        raise ConfigurationError(
            _("Aucun banc ne répond à {url}. Démarrez-le par « unefois up », ou corrigez --bench.").format(url=url)
        )
    sys.stderr.write(_("Aucun banc à {url} : j'en démarre un.").format(url=url) + "\n")
    with processes.bench(parts.port, apart=apart):
        yield


def _answers(url: str) -> bool:
    try:
        httpx2.get(f"{url}/control/health", timeout=5, trust_env=False)
    except (httpx2.TransportError, httpx2.InvalidURL):
        return False
    return True


@contextlib.contextmanager
def client(
    module: str, arguments: Sequence[str], bench_url: str, base_url: str, habilitation: Habilitation
) -> Iterator[processes.Started]:
    """A client of ours (`reference_client`, or a member of `gallery`), declared to the bench, answering at `base_url`."""
    port = str(urlsplit(base_url).port)
    environment = _declared(bench_url, base_url, habilitation)
    with processes.module(module, [*arguments, "--port", port], environment) as started:
        processes.wait_until_answers(f"http://127.0.0.1:{port}/", started)
        yield started


def _declared(bench_url: str, base_url: str, habilitation: Habilitation) -> dict[str, str]:
    """Declare `habilitation` to the bench; what its client must know to be that application."""
    try:
        with contextlib.closing(Bench(bench_url, control_token())) as bench:
            space, credentials = bench.space(DEFAULT), bench.register(DEFAULT, habilitation)
    except BenchError as error:
        said = _("Le banc à {url} refuse ou ne répond plus : {why}")
        raise ConfigurationError(said.format(url=bench_url, why=error.detail.in_(LANGUAGE))) from error
    return reference.environment(space, credentials, base_url, habilitation)
