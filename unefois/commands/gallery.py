"""``unefois gallery``: the wrong clients. Each must fail its own duty, and no other."""

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from queue import Queue

import click

from gallery import MEMBERS
from unefois import options, processes, reference, trial
from unefois.failure import ConfigurationError
from unefois.language import LANGUAGE, _
from unefois.settings import CLIENT

_TOGETHER = 2


@dataclass(frozen=True, slots=True)
class Outcome:
    """One member judged: the duty it was made to break, those that the judge found broken, and the exit code."""

    member: str
    expected: str
    failed: tuple[str, ...]
    exit_code: int

    @property
    def as_intended(self) -> bool:
        """Whether the judge named that duty, no other, and ended with 1."""
        return self.failed == (self.expected,) and self.exit_code == 1


@click.command(
    "gallery",
    help=_(
        """Liste les clients fautifs, ou les juge : chacun doit échouer sur son exigence, et sur elle seule.

        \b
        Exemples :
          unefois gallery
          unefois gallery nonce-ignore --module-only
          unefois gallery --all
        """
    ),
)
@click.argument("members", nargs=-1)
@click.option("--all", "every", is_flag=True, help=_("Juger toute la galerie."))
@click.option("--module-only", is_flag=True, help=_("Le module de chacun et son témoin, au lieu du plan entier."))
@options.port
@options.as_json
@click.pass_context
def command(  # noqa: PLR0913  (one argument an option)
    context: click.Context, *, members: Sequence[str], every: bool, module_only: bool, port: int, as_json: bool
) -> None:
    """List, or judge and compare."""
    if unknown := [name for name in members if name not in MEMBERS]:
        raise ConfigurationError(
            _("Inconnu de la galerie : {names}. unefois gallery en donne la liste.").format(names=", ".join(unknown))
        )
    wanted = list(MEMBERS) if every else list(members)
    if not wanted:
        _list(as_json=as_json)
        return
    outcomes = _judge(wanted, port, module_only=module_only, as_json=as_json)
    if as_json:
        click.echo(json.dumps([{**asdict(outcome), "as_intended": outcome.as_intended} for outcome in outcomes]))
    else:
        intended = sum(outcome.as_intended for outcome in outcomes)
        click.echo(_("{intended} sur {total} échouent comme prévu.").format(intended=intended, total=len(outcomes)))
    context.exit(0 if all(outcome.as_intended for outcome in outcomes) else 1)


def _list(*, as_json: bool) -> None:
    if as_json:
        click.echo(
            json.dumps({name: {"duty": member.duty, "module": member.module} for name, member in MEMBERS.items()})
        )
        return
    for name, member in MEMBERS.items():
        click.echo(f"{name:<28} {member.duty:<20} {member.en if LANGUAGE == 'en' else member.fr}")


def _judge(names: Sequence[str], port: int, *, module_only: bool, as_json: bool) -> list[Outcome]:
    """Two at a time, each an application of its own on a port of its own: leases keep them apart."""
    ports: Queue[int] = Queue()
    for offset in range(_TOGETHER):
        ports.put(port + CLIENT + offset)

    def one(name: str) -> Outcome:
        client_port = ports.get()
        try:
            return judge_member(name, port, client_port, module_only=module_only)
        finally:
            ports.put(client_port)

    outcomes = []
    with processes.bench(port), ThreadPoolExecutor(_TOGETHER) as pool:
        for outcome in pool.map(one, names):
            outcomes.append(outcome)
            if not as_json:
                sign = "✓" if outcome.as_intended else "✗"
                click.echo(f"  {sign} {outcome.member:<28} {outcome.expected:<20} {', '.join(outcome.failed) or '—'}")
    return outcomes


def judge_member(name: str, port: int, client_port: int, *, module_only: bool) -> Outcome:
    """Start one wrong client beside the bench at `port`, and judge it."""
    member = MEMBERS[name]
    base_url, bench_url = f"http://localhost:{client_port}", f"http://localhost:{port}"
    habilitation = reference.habilitation(base_url, id_=f"galerie-{name}")
    order = trial.Order(only=[member.module] if module_only else [], quiet=True)
    with trial.client("gallery", [name], bench_url, base_url, habilitation):
        judged = trial.run(reference.application(base_url), habilitation, bench_url, order)
    failed = tuple(duty.id for duty in judged.report.duties if duty.result in {"FAIL", "WARNING"})
    return Outcome(name, member.duty, failed, judged.exit_code)
