"""``unefois observe``: a first look at a client's own traffic. Nothing is disturbed, nothing is demonstrated."""

import contextlib
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import click

from conformance.bench import Bench
from conformance.observing.judging import Choices, observe
from conformance.observing.sources import Browser, Driven, Earlier, Live, Source
from conformance.observing.subject import Subject
from conformance.plans import walkable
from conformance.reports.console import Console
from conformance.reports.json import render
from rulebook.formats.application import Application
from rulebook.formats.exchange import Exchange
from rulebook.formats.habilitation import Habilitation
from rulebook.formats.har import MOST_BYTES, Har
from rulebook.formats.observation import Observation
from unefois import files, options, trial
from unefois.attention import attention
from unefois.failure import ConfigurationError
from unefois.language import LANGUAGE, _
from unefois.outputs import Outlasting
from unefois.settings import control_token

_LONGEST = 900.0
_OBSERVATIONS = "observations.jsonl"


@click.command(
    "observe",
    cls=Outlasting,
    help=_(
        """Observe un téléservice sans rien troubler : une première évaluation, permissive, de ses propres échanges. Ne démontre rien.

        \b
        Exemples :
          unefois observe --habilitation habilitation.toml           à vous, dans votre navigateur
          unefois observe --app application.toml --seconds 120
          unefois observe --app application.toml --drive             la recette, une fois par parcours
          unefois observe --app application.toml --har visite.har    ce qu'un navigateur a enregistré, sans banc
          unefois observe --app application.toml --live --har visite.har

        \b
        Codes de sortie :
          0  rien de ce qui est passé ne manque à une obligation
          1  une obligation (MUST) a été manquée
          2  usage, configuration ou fichier illisible : la phrase dit quoi corriger
          3  erreur du banc, jamais imputée au client
          4  indécis : le client conduit par --drive n'a plus répondu
        """
    ),
)
@click.option(
    "--app",
    type=click.Path(path_type=Path, dir_okay=False),
    help=_("application.toml : l'adresse du téléservice, à quoi reconnaître ses pages, et sa recette pour --drive."),
)
@click.option(
    "--habilitation",
    "contract",
    type=click.Path(path_type=Path, dir_okay=False),
    help=_("habilitation.toml, à défaut de --app : aucune recette n'est nécessaire."),
)
@options.bench
@click.option("--live", is_flag=True, help=_("Une personne se sert du téléservice (sans autre source : d'office)."))
@click.option(
    "--seconds",
    type=options.Seconds(),
    default=_LONGEST,
    show_default=True,
    help=_("Durée de l'observation directe, au plus."),
)
@click.option("--drive", is_flag=True, help=_("Conduit la recette de --app, une fois par parcours."))
@click.option(
    "--har",
    type=click.Path(path_type=Path, dir_okay=False),
    help=_("Ce qu'un navigateur a enregistré (HAR) ; avec --live, lu quand l'observation finit."),
)
@click.option(
    "--exchanges",
    type=click.Path(path_type=Path, dir_okay=False),
    help=_("exchanges.jsonl d'un rapport antérieur (observations.jsonl est lu à côté)."),
)
@options.out
@options.report_as_json
@click.pass_context
def command(  # noqa: PLR0913  (one argument an option)
    context: click.Context,
    *,
    app: Path | None,
    contract: Path | None,
    bench: str,
    live: bool,
    seconds: float,
    drive: bool,
    har: Path | None,
    exchanges: Path | None,
    out: Path,
    as_json: bool,
) -> None:
    """Find the sources, observe, leave the reports."""
    subject = _subject(app, contract, drive=drive, recorded=har is not None)
    live = live or not (drive or har or exchanges)
    if not live and context.get_parameter_source("seconds") is click.core.ParameterSource.COMMANDLINE:
        raise ConfigurationError(_("--seconds est sans effet sans --live."))
    driven = _driven(subject) if drive else []
    late = _Late(har)
    sources: list[Source] = [*_offline(har=None if live else har, exchanges=exchanges)]
    choices = Choices(out, LANGUAGE, trial.silence if as_json else Console(sys.stdout, LANGUAGE))
    with contextlib.ExitStack() as held:
        client = None
        if live or drive:
            held.enter_context(trial.bench_at(bench, apart=True))
            client = held.enter_context(contextlib.closing(Bench(bench, control_token())))
        if live:
            left = held.enter_context(attention(seconds))
            sources.insert(0, Live(left, seconds, late.read))
        sources[:0] = driven
        held.enter_context(trial.in_sentences())
        judged = observe(subject, client, sources, choices)
    if as_json:
        sys.stdout.write(render(judged.report))
    else:
        click.echo(_("Rapports : {out}").format(out=out))
    if late.error is not None:
        raise late.error
    context.exit(judged.exit_code)


def _subject(app: Path | None, contract: Path | None, *, drive: bool, recorded: bool) -> Subject:
    if (app is None) == (contract is None):
        raise ConfigurationError(_("Donnez --app, ou --habilitation, et un seul des deux."))
    if app is None and contract is not None:
        if drive:
            raise ConfigurationError(_("--drive suit la recette d'application.toml : donnez --app."))
        subject = Subject(files.read(Habilitation, contract))
    elif app is not None:
        application = files.read(Application, app)
        subject = Subject(files.read(Habilitation, app.parent / application.habilitation), application)
    if not subject.capabilities:
        raise ConfigurationError(_("L'habilitation n'ouvre ni FranceConnect ni l'API : il n'y a rien à observer."))
    if recorded and not subject.client:
        raise ConfigurationError(_("--har : rien ne dit l'adresse du téléservice ; donnez --app, qui a base_url."))
    return subject


def _offline(har: Path | None, exchanges: Path | None) -> Iterator[Source]:
    """What is read before anything begins."""
    if har is not None:
        yield Browser(files.read_recording(Har, har, MOST_BYTES))
    if exchanges is not None:
        beside = exchanges.parent / _OBSERVATIONS
        seen = files.read_lines(Observation, beside, MOST_BYTES) if beside.exists() else ()
        yield Earlier(files.read_lines(Exchange, exchanges, MOST_BYTES), seen)


def _driven(subject: Subject) -> list[Source]:
    """One source a parcours that the application declares, and says how to walk."""
    application = subject.application
    if application is None:
        return []
    found: list[Source] = [Driven(name) for name in walkable(application)]
    if not found:
        raise ConfigurationError(_("--drive : application.toml n'a aucune recette pour ce qu'il déclare."))
    return found


@dataclass(slots=True)
class _Late:
    """A recording that is exported once the person has finished: what was seen live is worth a report even if it cannot be read."""

    file: Path | None
    error: ConfigurationError | None = field(default=None, init=False)

    def read(self) -> Har | None:
        """The recording, if there is one."""
        if self.file is None:
            return None
        try:
            return files.read_recording(Har, self.file, MOST_BYTES)
        except ConfigurationError as error:
            self.error = error
            return None
