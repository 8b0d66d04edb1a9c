"""``unefois up``: the bench, and the démarches of the reference client beside it, until Ctrl-C."""

import asyncio
import contextlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from rulebook.formats.data_provider import DataProvider
from rulebook.formats.habilitation import Habilitation
from simulator.certificates import UnusableFolderError
from simulator.spaces import DEFAULT
from unefois import files, hosts, imports, options, processes, reference, welcome
from unefois.composition import Bench, compose
from unefois.failure import ConfigurationError
from unefois.language import _
from unefois.serve import run, serve
from unefois.settings import CLIENT, PARKING, BenchSettings, control_token

# Démarche of the reference client → offset of its port.
_DEMARCHES = {reference.CANTINE: CLIENT, reference.STATIONNEMENT: PARKING}


@click.command(
    "up",
    help=_(
        """Démarre le banc et le téléservice de référence, affiche adresses, identifiants et personas ; Ctrl-C arrête tout.

        \b
        Exemples :
          unefois up
          unefois up --no-client --habilitation habilitation.toml
          unefois up --people identites.csv --people impot.csv
        """
    ),
)
@options.port
@click.option("--host", default="127.0.0.1", show_default=True, help=_("Adresse d'écoute."))
@click.option(
    "--public-host", default="localhost", show_default=True, help=_("Nom d'hôte que les navigateurs emploient.")
)
@click.option(
    "--back-host", default="", help=_("Nom d'hôte que les autres serveurs emploient, s'il diffère (conteneurs).")
)
@options.seed
@click.option(
    "--habilitation",
    "habilitations",
    multiple=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help=_("habilitation.toml à déclarer (répétable)."),
)
@click.option(
    "--data-provider",
    "data_providers",
    multiple=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help=_("data-provider.toml d'un fournisseur de données à déclarer (répétable)."),
)
@click.option(
    "--allow-host",
    "allow_hosts",
    multiple=True,
    metavar=_("HÔTE"),
    envvar="UNEFOIS_ALLOW_HOST",
    help=_(
        "Hôte que le banc peut consulter pour jwks_uri et sector_identifier_uri : un nom, une adresse, un réseau (répétable)."
    ),
)
@click.option(
    "--people",
    multiple=True,
    metavar=_("FICHIER"),
    type=click.Path(path_type=Path),
    help=_("Fichier de personnes à charger, comme « unefois people import » (répétable)."),
)
@click.option(
    "--housing-tax",
    is_flag=True,
    help=_("Sert encore la taxe d'habitation, que la DGFiP a retirée de l'API en 2025."),
)
@click.option(
    "--ignore-consent",
    is_flag=True,
    help=_(
        "Ne limite pas les données fiscales aux scopes consentis, le contrat seul décide : nul ne sait ce que fait la DGFiP."
    ),
)
@click.option(
    "--client-certificates",
    metavar=_("DOSSIER"),
    type=click.Path(path_type=Path, file_okay=False),
    help=_(
        "Dossier des certificats, faits s'ils manquent : la passerelle écoute alors aussi en TLS, sur le sixième port."
    ),
)
@click.option(
    "--client/--no-client", default=True, show_default=True, help=_("Démarrer aussi le téléservice de référence.")
)
@click.option("--json", "as_json", is_flag=True, help=_("Une ligne JSON quand tout répond, rien d'autre."))
def command(  # noqa: PLR0913  (one argument an option)
    *,
    port: int,
    host: str,
    public_host: str,
    back_host: str,
    seed: int,
    habilitations: Sequence[Path],
    data_providers: Sequence[Path],
    allow_hosts: Sequence[str],
    people: Sequence[Path],
    housing_tax: bool,
    ignore_consent: bool,
    client_certificates: Path | None,
    client: bool,
    as_json: bool,
) -> None:
    """Compose the bench, serve it, and start the reference client once it answers."""
    settings = BenchSettings(
        host,
        port,
        public_host,
        back_host,
        seed,
        control_token(),
        hosts.checked(allow_hosts),
        housing_tax=housing_tax,
        consent_cuts=not ignore_consent,
        certificates=client_certificates,
    )
    if problem := settings.problem():
        raise ConfigurationError(problem)
    clients = {name: f"http://{public_host}:{port + offset}" for name, offset in _DEMARCHES.items()}
    ours = [reference.habilitation(url, demarche=name) for name, url in clients.items()]
    declared = [*ours, *(files.read(Habilitation, file) for file in habilitations)]
    dataset, _texts = imports.read_files(people)
    providers = [files.read(DataProvider, file) for file in data_providers]
    try:
        bench = compose(settings, declared, providers)
    except UnusableFolderError as error:
        raise ConfigurationError(
            _(
                "Le dossier de certificats {folder} ne peut servir. Donnez un dossier vide où écrire, ou celui d'un banc "
                "précédent, entier."
            ).format(folder=error.folder)
        ) from error
    loaded = imports.started_with(bench, dataset) if people else None
    try:
        run(_serve(bench, clients if client else {}, loaded, as_json=as_json))
    except processes.DidNotStart as error:
        raise ConfigurationError(_("Le téléservice de référence n'a pas démarré. {why}").format(why=error)) from error


async def _serve(bench: Bench, clients: Mapping[str, str], loaded: dict[str, Any] | None, *, as_json: bool) -> None:
    with contextlib.ExitStack() as client:

        async def ready() -> None:
            if clients:
                await asyncio.to_thread(_start_clients, bench, clients, client)
            said = welcome.said(bench, clients, loaded)
            click.echo(json.dumps(said) if as_json else welcome.told(said))

        await serve(bench, ready)


def _start_clients(bench: Bench, clients: Mapping[str, str], stack: contextlib.ExitStack) -> None:
    """One process for all: each démarche has its port, and its own variables."""
    space = bench.spaces.of(DEFAULT)
    applications = {found.id: found for found in bench.worlds.of(space).applications()}
    environment: dict[str, str] = {}
    port = str(bench.settings.port + CLIENT)
    arguments = ["--host", bench.settings.host, "--port", port]
    for name, url in clients.items():
        declared = applications[reference.habilitation(demarche=name).id]
        told = reference.environment(space, declared.credentials, url, declared.habilitation)
        environment |= {f"{name.upper()}_{variable}": value for variable, value in told.items()}
        arguments += ["--demarche", name]
    started = stack.enter_context(processes.module("reference_client", arguments, environment))
    processes.wait_until_answers(f"http://{bench.settings.here}:{port}/", started)
