"""``unefois load``: a crowd at the reference client, on a bench of its own and without a quota."""

import subprocess
import sys

import click

from unefois import options, processes, reference, trial
from unefois.language import _
from unefois.settings import CLIENT


@click.command(
    "load",
    help=_(
        """Lance une foule d'usagers qui font la démarche, sur un banc à part. Il faut Locust : make load l'installe.

        \b
        Exemple :
          unefois load --users 10 --seconds 20
        """
    ),
)
@click.option(
    "--users", type=click.IntRange(1, 10_000), default=10, show_default=True, help=_("Nombre d'usagers simultanés.")
)
@click.option("--seconds", type=options.Seconds(), default=20.0, show_default=True, help=_("Durée, en secondes."))
@options.port
@options.as_json
@click.pass_context
def command(context: click.Context, *, users: int, seconds: float, port: int, as_json: bool) -> None:
    """One bench, one client, one crowd."""
    base_url, bench_url = f"http://localhost:{port + CLIENT}", f"http://localhost:{port}"
    arguments = ["--client", base_url, "--control", bench_url, "--users", str(users), "--seconds", str(seconds)]
    habilitation = reference.habilitation(base_url, tier="none")
    with processes.bench(port), trial.client("reference_client", [], bench_url, base_url, habilitation):
        crowd = subprocess.run(  # noqa: S603  (our own module)
            [sys.executable, "-P", "-m", "loadtests", *arguments, *(["--json"] if as_json else [])], check=False
        )
    context.exit(crowd.returncode)
