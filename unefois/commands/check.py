"""``unefois check``: judge a client, in any language, at any address."""

import os
from collections.abc import Sequence
from pathlib import Path

import click

from rulebook.formats.application import Application
from rulebook.formats.habilitation import Habilitation
from unefois import files, options, trial
from unefois.language import _
from unefois.settings import BenchSettings


def _where_up_listens() -> str:
    """The control port of `unefois up`, unless told otherwise."""
    port = os.environ.get("UNEFOIS_PORT", str(BenchSettings().port))
    return f"http://localhost:{port}"


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
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help=_("application.toml : comment conduire le téléservice."),
)
@click.option(
    "--bench",
    default=_where_up_listens,
    show_default="http://localhost:8700",
    help=_("Adresse de contrôle du banc."),
)
@options.plan
@options.only
@options.out
@options.report_as_json
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
