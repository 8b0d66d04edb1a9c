"""``unefois people``: who lives on the bench, in a table or as rows for a machine."""

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import click
from click.core import ParameterSource

from rulebook.formats.persona import Persona
from scenarios import views
from scenarios.fiscal import ANNEES
from scenarios.personas import catalogue
from scenarios.population.population import Population
from scenarios.population.traits import TRAITS, cherche
from scenarios.search import matching
from unefois import options
from unefois.commands import people_import, people_login, people_show
from unefois.failure import ConfigurationError
from unefois.language import LANGUAGE, _
from unefois.rows import FORMATS, json_list, whole, written

_TYPED = {ParameterSource.COMMANDLINE, ParameterSource.ENVIRONMENT}


@click.group(
    "people",
    invoke_without_command=True,
    help=_(
        """Liste les personnes fictives : celles du catalogue, ou N personnes de la population.

        \b
        Exemples :
          unefois people --trait veuve
          unefois people --count 20 --trait "parent isolé"
          unefois people --count 1000000 --format csv --out population.csv
          unefois people show 1900000002793
          unefois people import identites.csv impot.csv
        """
    ),
)
@click.option(
    "--trait",
    default="",
    help=_("Celles dont un trait contient ce texte ; un trait inconnu fait lister ceux qui existent."),
)
@click.option("--count", type=click.IntRange(min=1), help=_("Ce nombre de personnes de la population."))
@click.option(
    "--annee",
    type=click.IntRange(ANNEES[0], Population.annees[-1]),
    default=ANNEES[-1],
    show_default=True,
    help=_("Année des revenus montrés."),
)
@options.seed
@click.option(
    "--format",
    "shape",
    type=click.Choice(tuple(FORMATS)),
    default="table",
    show_default=True,
    help=_("Forme de la liste."),
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help=_("Fichier à écrire, entier ou pas du tout ; sinon la sortie."),
)
@options.as_json
@click.pass_context
def command(  # noqa: PLR0913  (one argument an option)
    context: click.Context,
    *,
    trait: str,
    count: int | None,
    annee: int,
    seed: int,
    shape: str,
    out: Path | None,
    as_json: bool,
) -> None:
    """List, unless a sub-command is asked."""
    if context.invoked_subcommand is not None:
        _refuse_options(context)
        return
    if as_json and shape != "table":
        raise ConfigurationError(_("--json et --format donnent chacun la forme : choisissez l'un des deux."))
    if count is not None:
        if annee > ANNEES[-1]:
            said = _("Aucune loi n'est connue pour {annee} : celle de {last} s'applique.")
            click.echo(said.format(annee=annee, last=ANNEES[-1]), err=True)
        found = _drawn(Population(seed), annee, trait, count)
        written(found, json_list if as_json else FORMATS[shape], out, total=count)
        return
    personas = _named(trait)
    if as_json:
        with whole(out) as to:
            json.dump([persona.model_dump(mode="json", exclude_none=True) for persona in personas], to)
            to.write("\n")
    elif shape == "table" and out is None:
        _tell(personas)
    else:
        written((views.of_persona(persona, annee) for persona in personas), FORMATS[shape], out, total=len(personas))


def _refuse_options(context: click.Context) -> None:
    """Those of the list mean nothing to a sub-command, which has its own: nothing is left out in silence."""
    given = [option.opts[0] for option in command.params if context.get_parameter_source(option.name or "") in _TYPED]
    if given:
        said = _("Écrivez {options} après « {word} », si ce mot connaît l'option : avant, elle n'a pas d'effet.")
        raise ConfigurationError(said.format(options=", ".join(given), word=context.invoked_subcommand))


def _named(trait: str) -> list[Persona]:
    """Personas of the catalogue that have `trait`."""
    found = [persona for persona in catalogue() if matching(trait, persona.traits)]
    if not found:
        traits = ", ".join(sorted({known for persona in catalogue() for known in persona.traits}))
        raise ConfigurationError(
            _("Personne n'a le trait « {trait} ». Connus : {traits}.").format(trait=trait, traits=traits)
        )
    return found


def _drawn(population: Population, annee: int, trait: str, count: int) -> Iterator[views.Row]:
    """The first `count` people of the population that have `trait`."""
    traits = cherche(trait) if trait else ()
    if trait and not traits:
        raise ConfigurationError(
            _("La population n'a pas le trait « {trait} ». Connus : {traits}.").format(
                trait=trait, traits=", ".join(TRAITS)
            )
        )
    return islice(views.of_population(population, annee, traits), count)


def _tell(personas: list[Persona]) -> None:
    """Login, id, traits and lesson of each, and what their login runs into."""
    for persona in personas:
        click.echo(f"{persona.login}  {persona.id:<20} {', '.join(persona.traits)}")
        for line in (persona.lesson_en if LANGUAGE == "en" else persona.lesson_fr, *people_login.told(persona)):
            click.echo(f"{'':<15}{line}")


command.add_command(people_show.command)
command.add_command(people_import.command)
