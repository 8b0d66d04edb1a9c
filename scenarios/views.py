"""People as flat rows, for lists and exports: who they are, the figures of one income year, what their login runs into.

Column names are those of the services, then those of a persona file.
"""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from rulebook.formats.family import ADULT
from rulebook.formats.persona import Foyer, Persona
from scenarios.fiscal import ANNEES
from scenarios.population.foyers import FoyerAnnuel
from scenarios.population.identites import Individu
from scenarios.population.population import Population
from scenarios.population.traits import TRAITS

# FranceConnect's claims, then the API's fields. `spi` is the login.
IDENTITY = (
    "spi",
    "family_name",
    "given_name",
    "preferred_username",
    "gender",
    "birthdate",
    "birthplace",
    "birthcountry",
    "email",
)
FIGURES = (
    "annee",
    "sitFam",
    "nbPart",
    "nbPac",
    "rfr",
    "revImposable",
    "mntRevbareme",
    "impAvImput",
    "montTotIr",
    "codePostal",
)
# What a login runs into: a death that the RNIPP knows refuses it, as most troubles do.
LOGIN = ("deces", "trouble", "fault")
COLUMNS = (*IDENTITY, *FIGURES, *LOGIN)
_NO_NOTICE = (None,) * len(FIGURES)

Row = tuple[Any, ...]


def of_persona(persona: Persona, annee: int) -> Row:
    """A named persona: their notice of `annee`, the later one where a death makes two; empty figures where there is none."""
    identity = persona.identity
    claims = (getattr(identity, name) for name in IDENTITY[1:])
    notice = next((foyer for foyer in reversed(persona.foyer) if foyer.annee == annee), None)
    login = (past(persona.deces, annee), persona.trouble, persona.fault)
    return (persona.login, *claims, *(_figures(notice) if notice else _NO_NOTICE), *login)


def past(deces: date | None, annee: int = ANNEES[-1]) -> date | None:
    """The day of a death, unless it is to come: later than the year in which the last notices come out."""
    return deces if deces and deces.year <= max(annee, ANNEES[-1]) + 1 else None


def _figures(foyer: Foyer) -> Row:
    avis = foyer.avis | {
        "annee": foyer.annee,
        "nbPac": foyer.avis.get("pac", {}).get("nbPac"),
        "codePostal": foyer.avis.get("aftDetail", {}).get("codePostal", "")[:5] or None,
    }
    return tuple(avis.get(name) for name in FIGURES)


def of_population(population: Population, annee: int, traits: Collection[str] = ()) -> Iterator[Row]:
    """Every living adult of that year in turn, or those who have one of `traits`; computed as they are asked for, none kept."""
    questions = tuple(TRAITS[trait] for trait in traits)
    for souche in range(population.souches):
        avis = population.foyers(souche, annee)
        for numero in (2 * souche, 2 * souche + 1):
            individu = population.individu(numero)
            if individu is None or not individu.naissance.year + ADULT <= annee:
                continue
            deces = population.deces(numero)
            if deces.year < annee:
                continue
            sien = next((foyer for foyer in reversed(avis) if numero in foyer.declarants), None)
            if questions and not (sien and any(has(individu, sien) for has in questions)):
                continue
            usage = population.usage(numero, annee)
            figures = _of_notice(population, sien) if sien else _NO_NOTICE
            yield (*_claims(individu, usage), *figures, past(deces, annee), None, None)


def _claims(individu: Individu, usage: str | None) -> Row:
    return (
        individu.spi,
        individu.family_name,
        individu.given_name,
        usage,
        individu.genre,
        individu.birthdate,
        individu.birthplace,
        individu.birthcountry,
        individu.email,
    )


def _of_notice(population: Population, avis: FoyerAnnuel) -> Row:
    figures = population.chiffres(avis)
    return (
        avis.annee,
        figures.sit_fam,
        figures.nb_part,
        figures.nb_pac,
        figures.rfr,
        figures.rev_imposable,
        figures.mnt_revbareme,
        figures.imp_av_imput,
        figures.mont_tot_ir,
        population.adresse(avis.domicile).code_postal,
    )
