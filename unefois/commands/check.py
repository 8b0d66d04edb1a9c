"""``unefois check``: judge a client, in any language, at any address."""

from collections.abc import Sequence
from pathlib import Path

import click

from rulebook.formats.application import Application
from rulebook.formats.habilitation import Habilitation
from unefois import files, trial
from unefois.language import _


@click.command(
    "check",
    help=_(
        """Juge un téléservice, où qu'il soit. Sans banc à l'adresse, en démarre un pour la durée du jugement.

        \b
        Exemples :
          unefois check --app application.toml
          unefois check --app application.toml --only fs-nonce-etranger --out report

        \b
        Codes de sortie :
          0  démontré sur le périmètre
          1  une exigence n'est pas tenue, ou n'a pas été jugée
          2  usage, configuration ou vérification préalable : la phrase dit quoi corriger
          3  erreur du banc, jamais imputée au client
          4  indécis : le client n'a plus répondu
        """
    ),
)
@click.option(
    "--app",
    "app",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help=_("application.toml : comment conduire le téléservice."),
)
@click.option(
    "--bench",
    "bench",
    default=trial.default_bench_url,
    show_default="http://localhost:8700",
    help=_("Adresse de contrôle du banc."),
)
@click.option(
    "--plan", default="fc-impot", show_default=True, help=_("Plan à dérouler ; unefois plans en donne la liste.")
)
@click.option("--only", multiple=True, metavar="MODULE", help=_("Ce module seulement, avec son témoin (répétable)."))
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("report"),
    show_default=True,
    help=_("Dossier des rapports."),
)
@click.option("--json", "as_json", is_flag=True, help=_("Écrit le rapport JSON sur la sortie, et rien d'autre."))
@click.pass_context
def command(  # noqa: PLR0913  (one argument an option)
    context: click.Context, *, app: Path, bench: str, plan: str, only: Sequence[str], out: Path, as_json: bool
) -> None:
    """Read both files, find or start a bench, judge, leave the reports."""
    application = files.read(Application, app)
    habilitation = files.read(Habilitation, app.parent / application.habilitation)
    with trial.bench_at(bench.rstrip("/")):
        judged = trial.run(application, habilitation, bench.rstrip("/"), trial.Order(plan, only, out, as_json))
    if not as_json:
        click.echo(_("Rapports : {out}").format(out=out))
    context.exit(judged.exit_code)
