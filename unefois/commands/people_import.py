"""``unefois people import``: the DGFiP's fictitious data sets, and personas, from files into a bench that runs."""

import contextlib
import json
from collections.abc import Sequence
from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any

import click

from conformance.bench import Bench, BenchError
from rulebook.formats.control import ImportBody, ImportFile
from simulator.spaces import DEFAULT
from unefois import imports, options
from unefois.composition import compose
from unefois.failure import ConfigurationError
from unefois.language import LANGUAGE, _
from unefois.settings import BenchSettings, control_token


@click.command(
    "import",
    help=_(
        """Charge des fichiers de personnes dans le banc qui tourne : tous, ou aucun si l'un d'eux est fautif.

        Jeux de données fictifs de la DGFiP en CSV (identités, impôt sur le revenu, taxe d'habitation, reconnus à leur en-tête), servis
        tels quels, et personas en TOML. Le mot de passe des identités n'est pas demandé : on se connecte par son seul identifiant.

        \b
        Exemples :
          unefois people import identites.csv impot.csv logements.csv
          unefois people import --check impot.csv
          unefois people import --today 2020-10-01 impot-2018-2019.csv
        """
    ),
)
@click.argument("files", nargs=-1, required=True, metavar=_("FICHIER…"), type=click.Path(path_type=Path))
@options.port
@click.option("--space", default=DEFAULT, show_default=True, help=_("Espace du banc."))
@click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar=_("AAAA-MM-JJ"),
    help=_("Place le calendrier de l'espace à ce jour : les années d'un jeu ancien sont alors servies."),
)
@click.option("--check", is_flag=True, help=_("Lit et vérifie, sans banc et sans rien charger."))
@options.as_json
def command(  # noqa: PLR0913  (one argument an option)
    *, files: Sequence[Path], port: int, space: str, today: datetime | None, check: bool, as_json: bool
) -> None:
    """Read everything here first, so that a mistake is told whether a bench runs or not."""
    dataset, texts = imports.read_files(files)
    day = today.date() if today else None
    if check:
        said = imports.started_with(compose(BenchSettings()), dataset, day)
    else:
        body = ImportBody(files=tuple(ImportFile(name=name, text=text) for name, text in texts), today=day)
        said = _loaded(f"http://localhost:{port}", space, body)
    if as_json:
        click.echo(json.dumps(said, ensure_ascii=False))
        return
    click.echo(
        _("Rien n'est faux ; rien n'est chargé.")
        if check
        else _("Chargé dans l'espace « {space} ».").format(space=space)
    )
    click.echo(imports.told(said))


def _loaded(url: str, space: str, body: ImportBody) -> dict[str, Any]:
    with contextlib.closing(Bench(url, control_token())) as bench:
        try:
            bench.health()
        except BenchError as error:
            if error.status == HTTPStatus.UNAUTHORIZED:
                raise ConfigurationError(error.detail.in_(LANGUAGE)) from error
            said = _(
                "Aucun banc à {url} : {why}. Démarrez-le par « unefois up », ou par « unefois up --people FICHIER… » qui charge aussi."
            )
            raise ConfigurationError(said.format(url=url, why=error.detail.in_(LANGUAGE))) from error
        try:
            found: dict[str, Any] = bench.load(space, body)
        except BenchError as error:
            raise ConfigurationError(error.detail.in_(LANGUAGE)) from error
        return found
