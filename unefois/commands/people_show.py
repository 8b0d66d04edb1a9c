"""``unefois people show``: one household over the years, each notice worked out step by step with the article it applies."""

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
from scenarios.population.habitant import habitant
from scenarios.population.population import Population
from scenarios.views import past
from unefois import options
from unefois.commands import people_login
from unefois.failure import ConfigurationError
from unefois.language import LANGUAGE, _


@click.command(
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
@options.seed
@options.as_json
def command(*, spi: str, annee: int | None, seed: int, as_json: bool) -> None:
    """Print the notices of one household, each worked out."""
    persona = _holder(spi, seed)
    foyers = [foyer for foyer in persona.foyer if annee in {None, foyer.annee}]
    if annee is not None and not foyers:
        known = ", ".join(str(year) for year in dict.fromkeys(foyer.annee for foyer in persona.foyer))
        raise ConfigurationError(
            _("Pas d'avis pour {annee}. Années connues : {known}.").format(annee=annee, known=known or _("aucune"))
        )
    if as_json:
        click.echo(json.dumps([_data(foyer) for foyer in foyers], ensure_ascii=False))
        return
    click.echo(f"{persona.identity.given_name} {persona.identity.family_name} — {persona.id}, {spi}")
    click.echo(persona.lesson_en if LANGUAGE == "en" else persona.lesson_fr)
    for line in people_login.told(persona):
        click.echo(line)
    if not foyers:
        click.echo(_("Aucun avis : cette personne n'a déclaré aucun revenu."))
    for foyer in foyers:
        click.echo("\n" + "\n".join(_told(foyer)))


def _holder(spi: str, seed: int) -> Persona:
    """Whose notices name that number, as declarant 1 or 2: somebody of the catalogue, else of the population."""
    for persona in catalogue():
        if spi == persona.login or any(foyer.spi_conjoint == spi for foyer in persona.foyer):
            return persona
    found = habitant(Population(seed), spi)
    if found is None:
        raise ConfigurationError(
            _(
                "Personne n'a le numéro fiscal {spi}. « unefois people » et « unefois people --count 20 » en listent."
            ).format(spi=spi)
        )
    return found.persona.model_copy(update={"deces": past(found.deces)})


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
