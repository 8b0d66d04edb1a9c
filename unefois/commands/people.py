"""``unefois people``: who lives on the bench; one person's notices, worked out step by step."""

import json
from collections.abc import Iterator
from typing import Any

import click

from rulebook.formats.persona import Foyer, Persona
from scenarios.fiscal.avis import calculer
from scenarios.fiscal.enonce import foyer_de
from scenarios.fiscal.etapes import Etape, Unite, etapes
from scenarios.fiscal.parametres import loi
from scenarios.personas import catalogue
from unefois import options
from unefois.commands import people_import
from unefois.failure import ConfigurationError
from unefois.language import LANGUAGE, _


@click.group(
    "people",
    invoke_without_command=True,
    help=_(
        """Liste les personnes fictives, ou explique les avis de l'une d'elles.

        \b
        Exemples :
          unefois people --trait veuvage
          unefois people show 1900000002793
        """
    ),
)
@click.option("--trait", default="", help=_("Celles dont un trait contient ce texte."))
@options.as_json
@click.pass_context
def command(context: click.Context, *, trait: str, as_json: bool) -> None:
    """List, unless `show` is asked."""
    if context.invoked_subcommand is not None:
        return
    found = [persona for persona in catalogue() if any(trait.lower() in known.lower() for known in persona.traits)]
    if not found:
        traits = ", ".join(sorted({known for persona in catalogue() for known in persona.traits}))
        raise ConfigurationError(
            _("Personne n'a le trait « {trait} ». Connus : {traits}.").format(trait=trait, traits=traits)
        )
    if as_json:
        click.echo(json.dumps([persona.model_dump(mode="json", exclude_none=True) for persona in found]))
        return
    for persona in found:
        click.echo(f"{persona.login}  {persona.id:<20} {', '.join(persona.traits)}")
        click.echo(f"{'':<15}{_lesson(persona)}")


@command.command(
    "show",
    help=_(
        """Le foyer d'un numéro fiscal, année après année, et le calcul de chaque avis avec l'article qu'il applique.

        \b
        Exemple :
          unefois people show 1900000002793 --annee 2024
        """
    ),
)
@click.argument("spi")
@click.option("--annee", type=int, help=_("Une seule année de revenus."))
@options.as_json
def show(*, spi: str, annee: int | None, as_json: bool) -> None:
    """Print the notices of one household, each worked out."""
    persona = _holder(spi)
    foyers = [foyer for foyer in persona.foyer if annee in {None, foyer.annee}]
    if not foyers:
        known = ", ".join(str(year) for year in dict.fromkeys(foyer.annee for foyer in persona.foyer))
        raise ConfigurationError(
            _("Pas d'avis pour {annee}. Années connues : {known}.").format(annee=annee, known=known)
        )
    if as_json:
        click.echo(json.dumps([_data(foyer) for foyer in foyers], ensure_ascii=False))
        return
    click.echo(f"{persona.identity.given_name} {persona.identity.family_name} — {persona.id}, {spi}")
    click.echo(_lesson(persona))
    for foyer in foyers:
        click.echo("\n" + "\n".join(_told(foyer)))


def _holder(spi: str) -> Persona:
    """The persona whose notices name that number, as declarant 1 or 2."""
    for persona in catalogue():
        if spi == persona.login or any(foyer.spi_conjoint == spi for foyer in persona.foyer):
            return persona
    raise ConfigurationError(_("Personne n'a le numéro fiscal {spi}. « unefois people » les liste.").format(spi=spi))


def _lesson(persona: Persona) -> str:
    return persona.lesson_en if LANGUAGE == "en" else persona.lesson_fr


def _steps(foyer: Foyer) -> tuple[Etape, ...]:
    return etapes(calculer(foyer_de(foyer), loi(foyer.annee)))


def _data(foyer: Foyer) -> dict[str, Any]:
    steps = [
        {"titre": step.titre.in_(LANGUAGE), "montant": step.montant, "unite": step.unite, "source": step.source}
        for step in _steps(foyer)
    ]
    return {"annee": foyer.annee, "avis": foyer.avis, "calcul": steps}


def _told(foyer: Foyer) -> Iterator[str]:
    part = (_(" (jusqu'au {fin})").format(fin=foyer.fin) if foyer.fin else "") + (
        _(" (à partir du {debut})").format(debut=foyer.debut) if foyer.debut else ""
    )
    yield _("Revenus {annee}{part}").format(annee=foyer.annee, part=part)
    for step in _steps(foyer):
        amount = f"{step.montant / 4:g}" if step.unite is Unite.QUART else f"{step.montant:,}".replace(",", " ")
        yield f"  {step.titre.in_(LANGUAGE):<58}{amount:>12}  {step.source}"


command.add_command(people_import.command)
