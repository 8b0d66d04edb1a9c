"""``unefois demo``: the main job. Start everything, judge the reference client, leave the reports."""

from collections.abc import Sequence
from pathlib import Path

import click

from conformance.plans import PLANS
from unefois import choosing, options, processes, reference, trial
from unefois.language import _
from unefois.outputs import Outlasting
from unefois.settings import CLIENT


@click.command(
    "demo",
    cls=Outlasting,
    help=_(
        """Démarre le banc et le téléservice de référence, juge celui-ci en entier, écrit les rapports et arrête tout.

        \b
        Exemple :
          unefois demo --out report
        """
    ),
)
@options.port
@options.out
@choosing.plan_option
@options.only
@options.report_as_json
@click.pass_context
def command(  # noqa: PLR0913  (one argument an option)
    context: click.Context, *, port: int, out: Path, plan: str, only: Sequence[str], as_json: bool
) -> None:
    """One bench, one client, one trial."""
    choosing.refuse_unknown(plan, only, PLANS)
    base_url, bench_url = f"http://localhost:{port + CLIENT}", f"http://localhost:{port}"
    order = trial.Order(plan, only, out, as_json)
    habilitation = reference.habilitation(base_url)
    with processes.bench(port), trial.client("reference_client", [], bench_url, base_url, habilitation):
        judged = trial.run(reference.application(base_url), habilitation, bench_url, order)
    if not as_json:
        click.echo(_("Rapports : {out}").format(out=out))
    context.exit(judged.exit_code)
