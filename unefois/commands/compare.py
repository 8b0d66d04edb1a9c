"""``unefois compare``: two reports of the judge, regressions first."""

import json
from pathlib import Path

import click

from conformance.comparing import compare
from conformance.reports import comparison
from rulebook.formats.report import Report
from unefois import files, options
from unefois.failure import ConfigurationError
from unefois.language import LANGUAGE, _

_NAME = "report.json"


@click.command(
    "compare",
    help=_(
        """Compare deux rapports (dossiers, ou fichiers report.json) : ce qui a régressé d'abord, puis ce qui est réparé.

        \b
        Exemples :
          unefois compare report-avant report
          unefois compare avant/report.json apres/report.json --json

        \b
        Codes de sortie :
          0  aucune régression
          1  une exigence ou un module va moins bien
          2  usage, ou rapport illisible : la phrase dit quoi corriger
        """
    ),
)
@click.argument("before", metavar="AVANT", type=click.Path(path_type=Path))
@click.argument("after", metavar="APRÈS", type=click.Path(path_type=Path))
@options.as_json
@click.pass_context
def command(context: click.Context, *, before: Path, after: Path, as_json: bool) -> None:
    """Print what changed; 1 when something got worse."""
    found = compare(_report(before), _report(after))
    if as_json:
        click.echo(json.dumps(comparison.data(found, LANGUAGE), ensure_ascii=False))
    else:
        for line in comparison.lines(found, LANGUAGE):
            click.echo(line)
    context.exit(found.exit_code)


def _report(path: Path) -> Report:
    file = path / _NAME if path.is_dir() else path
    if path.is_dir() and not file.exists():
        raise ConfigurationError(
            _("{folder} : pas de {name} dans ce dossier ; « unefois check --out {folder} » en écrit un.").format(
                folder=path, name=_NAME
            )
        )
    return files.read_json(Report, file)
