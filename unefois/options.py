"""Options that several commands share: one name, one default, one sentence each."""

import os
from pathlib import Path
from urllib.parse import urlsplit

import click

from conformance.limits import LIMITS
from rulebook.formats.report import Limit
from unefois.failure import ConfigurationError
from unefois.language import _
from unefois.settings import BenchSettings

port = click.option(
    "--port",
    default=BenchSettings().port,
    envvar="UNEFOIS_PORT",
    show_default=True,
    help=_("Port de base, celui du contrôle ; les cinq suivants servent aussi."),
)


def _where_up_listens() -> str:
    """The control port of `unefois up`, unless told otherwise."""
    port = os.environ.get("UNEFOIS_PORT", str(BenchSettings().port))
    return f"http://localhost:{port}"


def _address(context: click.Context, parameter: click.Parameter, url: str) -> str:
    """The bench has an address of http, and a port that is a number."""
    del context, parameter
    try:
        parts = urlsplit(url)
        good = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        good = False
    if not good:
        raise ConfigurationError(
            _("--bench {url} : une adresse comme http://localhost:8700 est attendue.").format(url=url)
        )
    return url.rstrip("/")


bench = click.option(
    "--bench",
    default=_where_up_listens,
    show_default="http://localhost:8700",
    callback=_address,
    help=_("Adresse de contrôle du banc."),
)
only = click.option(
    "--only", multiple=True, metavar="MODULE", help=_("Ce module seulement, avec son témoin (répétable).")
)
out = click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("report"),
    show_default=True,
    help=_("Dossier des rapports."),
)
rerun = click.option(
    "--rerun",
    is_flag=True,
    help=_("Rejoue une fois chaque module qui échoue : un client instable n'est pas un client fautif."),
)
_LONGEST = 24 * 3600.0


def _duration(said: str) -> float | None:
    """So many seconds, a number above 0 and no longer than a day; None when it is none."""
    try:
        seconds = float(said)
    except ValueError:
        return None
    return seconds if 0 < seconds <= _LONGEST else None


class Seconds(click.ParamType[float]):
    """A duration."""

    name = "seconds"

    def convert(self, value: str | float, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """How long it is."""
        seconds = _duration(str(value))
        if seconds is None:
            said = _("« {value} » : un nombre de secondes, au-dessus de 0 et au plus {most:.0f}.")
            self.fail(said.format(value=value, most=_LONGEST), param, ctx)
        return seconds


class _Limit(click.ParamType[tuple[Limit, float]]):
    """`arm=60`: one of the judge's four times, in seconds."""

    name = "limit"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> tuple[Limit, float]:
        """The limit and how long it is."""
        name, _equals, said = value.partition("=")
        seconds = _duration(said)
        if seconds is None or name not in [*Limit]:
            known = ", ".join(Limit)
            self.fail(
                _(
                    "« {value} » : attendu NOM=SECONDES, NOM parmi {known}, SECONDES au-dessus de 0 et au plus {most:.0f}."
                ).format(value=value, known=known, most=_LONGEST),
                param,
                ctx,
            )
        return Limit(name), seconds


limit = click.option(
    "--limit",
    "limits",
    type=_Limit(),
    multiple=True,
    metavar=_("NOM=SECONDES"),
    help=_(
        "Combien attendre (répétable) : arm, la première page ({arm:g}) ; step, chaque page suivante ({step:g}) ; quiet, le silence "
        "après une anomalie ({quiet:g}) ; run, tout le passage ({run:g})."
    ).format(**{limit: LIMITS.seconds(limit) for limit in Limit}),
)
attestations = click.option(
    "--attestations",
    type=click.Path(path_type=Path, dir_okay=False),
    help=_("attestations.toml : ce qu'aucun échange ne montre et qu'une personne affirme, signé et daté."),
)
waivers = click.option(
    "--waivers",
    type=click.Path(path_type=Path, dir_okay=False),
    help=_("waivers.toml : ce qui peut ne pas tenir, pourquoi, sous la responsabilité de qui, jusqu'à quand."),
)
report_as_json = click.option(
    "--json", "as_json", is_flag=True, help=_("Écrit le rapport JSON sur la sortie, et rien d'autre.")
)
as_json = click.option("--json", "as_json", is_flag=True, help=_("Sortie JSON, pour une machine."))
seed = click.option(
    "--seed",
    default=0,
    show_default=True,
    help=_("Graine dont découlent le monde et les identifiants."),
)
