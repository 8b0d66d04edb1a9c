"""``unefois demo``: the main job. Start everything, judge the reference client, leave the reports."""

from collections.abc import Sequence
from pathlib import Path

import click

from unefois import processes, reference, trial
from unefois.language import _
from unefois.settings import CLIENT


@click.command(
    "demo",
    help=_(
        """Démarre le banc et le téléservice de référence, juge celui-ci en entier, écrit les rapports et arrête tout.

        \b
        Exemple :
          unefois demo --out report
        """
    ),
)
@click.option(
    "--port",
    default=8700,
    envvar="UNEFOIS_PORT",
    show_default=True,
    help=_("Port de base, celui du contrôle ; les quatre suivants servent aussi."),
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("report"),
    show_default=True,
    help=_("Dossier des rapports."),
)
@click.option(
    "--plan", default="fc-impot", show_default=True, help=_("Plan à dérouler ; unefois plans en donne la liste.")
)
@click.option("--only", multiple=True, metavar="MODULE", help=_("Ce module seulement, avec son témoin (répétable)."))
@click.option("--json", "as_json", is_flag=True, help=_("Écrit le rapport JSON sur la sortie, et rien d'autre."))
@click.pass_context
def command(  # noqa: PLR0913  (one argument an option)
    context: click.Context, *, port: int, out: Path, plan: str, only: Sequence[str], as_json: bool
) -> None:
    """One bench, one client, one trial."""
    base_url, bench_url = f"http://localhost:{port + CLIENT}", f"http://localhost:{port}"
    order = trial.Order(plan, only, out, as_json)
    habilitation = reference.habilitation(base_url)
    with processes.bench(port), trial.client("reference_client", [], bench_url, base_url, habilitation):
        judged = trial.run(reference.application(base_url), habilitation, bench_url, order)
    if not as_json:
        click.echo(_("Rapports : {out}").format(out=out))
    context.exit(judged.exit_code)
