"""``unefois``: one word a job. ``python -P -m unefois`` is the same."""

import importlib
import signal
from collections.abc import Mapping
from types import FrameType, MappingProxyType
from typing import Any, NoReturn

import click

from unefois.failure import ConfigurationError
from unefois.language import _, teach_click, unknown_language
from unefois.outputs import steady

# Name → what `unefois --help` says. Modules are imported when called: `up` must be ready in a moment.
COMMANDS: Mapping[str, str] = MappingProxyType(
    {
        "up": _("Démarre le banc et le téléservice de référence."),
        "demo": _("Démarre tout, juge le téléservice de référence, écrit report/."),
        "check": _("Juge un téléservice, où qu'il soit."),
        "observe": _("Observe un téléservice sans rien troubler : une première évaluation, qui ne démontre rien."),
        "compare": _("Compare deux rapports : ce qui a régressé, ce qui est réparé."),
        "plans": _("Liste les plans, ou les modules d'un plan."),
        "explain": _("Explique une exigence, un refus, une anomalie, une règle de DataPass ou un format de fichier."),
        "datapass": _("Dit ce que le formulaire DataPass refuserait, avant de le remplir."),
        "people": _("Liste les personnes fictives, ou explique les avis de l'une d'elles."),
        "load": _("Lance une foule d'usagers sur le téléservice de référence."),
        "gallery": _("Liste ou juge les clients fautifs de la galerie : chacun doit échouer sur son exigence."),
    }
)


class _Lazy(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"unefois.commands.{cmd_name}").command
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """In a language that we have; whoever asks for help is helped all the same."""
        asked = unknown_language()
        if asked is not None and not set(ctx.args) & set(ctx.help_option_names):
            raise ConfigurationError(_("UNEFOIS_LANG={asked} : langue inconnue. Donnez fr ou en.").format(asked=asked))
        return super().invoke(ctx)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Without importing them."""
        del ctx
        with formatter.section(_("Commandes")):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    cls=_Lazy,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=_(
        """Dites-le-nous une fois : le banc FranceConnect et API Impôt particulier.

        \b
        Pour commencer :
          unefois demo                           tout démarrer, juger la référence
          unefois up                             le banc, ses adresses, ses personas
          unefois check --app application.toml   juger le vôtre
        """
    ),
)
@click.version_option(package_name="unefois", help=_("Affiche la version."))
def cli() -> None:
    """Dites-le-nous une fois."""


def main() -> None:
    """The installed script."""
    teach_click()
    for signum in (signal.SIGINT, signal.SIGTERM):
        signal.signal(signum, _leave)
    with steady():
        cli()


def _leave(signum: int, frame: FrameType | None) -> NoReturn:
    """Unwind, so that every process we started is ended; the exit code is a shell's, and no verdict."""
    del frame
    click.echo("\n" + _("Interrompu."), err=True)
    raise SystemExit(128 + signum)


if __name__ == "__main__":
    main()
