"""``unefois check``: judge a client, in any language, at any address; or, by the plan `provider`, the provider itself."""

from collections.abc import Sequence
from pathlib import Path

import click
from click.core import ParameterSource

from conformance.judging import Judged
from conformance.limits import LIMITS
from conformance.provider import plan as provider
from rulebook.formats.application import Application
from rulebook.formats.attestations import Attestations
from rulebook.formats.habilitation import Habilitation
from rulebook.formats.report import Limit
from rulebook.formats.waivers import Waivers
from rulebook.platforms import PLATFORMS
from unefois import choosing, files, options, provider_trial, trial
from unefois.failure import ConfigurationError
from unefois.language import _
from unefois.outputs import Outlasting

# Parameters whose option has another name.
_OPTIONS = {"limits": "limit"}


@click.command(
    "check",
    cls=Outlasting,
    help=_(
        """Juge un téléservice, où qu'il soit. Sans banc à l'adresse, en démarre un pour la durée du jugement.

        \b
        Exemples :
          unefois check --app application.toml
          unefois check --app application.toml --only fs-nonce-etranger --out report
          unefois check --plan provider                  le banc lui-même, face au service réel
          unefois check --plan provider --platform high  et FranceConnect+

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
    type=click.Path(path_type=Path, dir_okay=False),
    help=_("application.toml : comment conduire le téléservice (sauf plan provider)."),
)
@options.bench
@click.option(
    "--platform",
    type=click.Choice(tuple(PLATFORMS)),
    default="low",
    show_default=True,
    help=_("Plan provider : FranceConnect (low) ou FranceConnect+ (high)."),
)
@click.option("--issuer", default="", metavar="URL", help=_("Plan provider : un autre émetteur que celui du banc."))
@click.option(
    "--client",
    type=click.Path(path_type=Path, dir_okay=False),
    help=_(
        "Plan provider, avec --issuer : l'habilitation.toml du téléservice. Ses secrets : [credentials], ou les variables "
        "UNEFOIS_CLIENT_ID et UNEFOIS_CLIENT_SECRET."
    ),
)
@click.option("--login", default="", help=_("Plan provider, avec --issuer : l'identifiant de l'usager fictif."))
@choosing.plan_option
@options.only
@options.out
@options.waivers
@options.attestations
@options.rerun
@options.limit
@options.report_as_json
@click.pass_context
def command(  # noqa: PLR0913  (one argument an option)
    context: click.Context,
    *,
    app: Path | None,
    bench: str,
    plan: str,
    only: Sequence[str],
    out: Path,
    waivers: Path | None,
    attestations: Path | None,
    rerun: bool,
    limits: Sequence[tuple[Limit, float]],
    as_json: bool,
    platform: str,
    issuer: str,
    client: Path | None,
    login: str,
) -> None:
    """Judge a client or a provider, and leave the reports."""
    _refuse_options(context, plan, issuer)
    choosing.refuse_unknown(plan, only)
    order = trial.Order(
        plan,
        only,
        out,
        as_json,
        waivers=None if waivers is None else files.read(Waivers, waivers),
        attestations=None if attestations is None else files.read(Attestations, attestations),
        rerun=rerun,
        limits=LIMITS.changed(dict(limits)),
    )
    if plan == provider.ID:
        wanted = provider_trial.Provider(platform, issuer, client, login)
        judged = provider_trial.run(wanted, bench, order)
    else:
        judged = _client(context, app, bench, order)
    if not as_json:
        click.echo(_("Rapports : {out}").format(out=out))
    context.exit(judged.exit_code)


def _refuse_options(context: click.Context, plan: str, issuer: str) -> None:
    """An option that this plan does not read is told, not left out in silence."""
    unread = (
        {"app", "waivers", "attestations", "rerun", "limits"}
        if plan == provider.ID
        else {"platform", "issuer", "client", "login"}
    )
    if plan == provider.ID and not issuer:
        unread.add("login")
    given = [
        f"--{_OPTIONS.get(name, name)}"
        for name in sorted(unread)
        if context.get_parameter_source(name) is ParameterSource.COMMANDLINE
    ]
    if given:
        said = _("{options} : sans effet avec ce plan, ou sans --issuer. Voyez « unefois check --help ».")
        raise ConfigurationError(said.format(options=", ".join(given)))


def _client(context: click.Context, app: Path | None, bench: str, order: trial.Order) -> Judged:
    """Read both files, find or start a bench, judge."""
    if app is None:
        option = next(one for one in context.command.params if one.name == "app")
        raise click.MissingParameter(ctx=context, param=option)
    application = files.read(Application, app)
    habilitation = files.read(Habilitation, app.parent / application.habilitation)
    with trial.bench_at(bench):
        return trial.run(application, habilitation, bench, order)
