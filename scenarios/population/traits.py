"""What to look for in the population: names of family and tax situations, each a question to one notice of one person."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from rulebook.formats.persona import FRANCE
from scenarios.population.foyers import FoyerAnnuel
from scenarios.population.identites import Individu
from scenarios.search import matching

Question = Callable[[Individu, FoyerAnnuel], bool]
_RETRAITE = frozenset(("1AS", "1BS"))
_INDEPENDANT = "5"

TRAITS: Mapping[str, Question] = MappingProxyType(
    {
        "célibataire": lambda _, avis: avis.foyer.situation == "C",
        "marié": lambda _, avis: avis.foyer.situation == "M",
        "pacsé": lambda _, avis: avis.foyer.situation == "O",
        "divorcé": lambda _, avis: avis.foyer.situation == "D",
        "veuf": lambda _, avis: avis.foyer.situation == "V",
        "décès dans l'année": lambda _, avis: avis.debut is not None or avis.fin is not None,
        "imposition séparée": lambda _, avis: avis.foyer.option_imposition_separee,
        "enfants": lambda _, avis: bool(avis.foyer.pac.get("F") or avis.foyer.pac.get("H")),
        "famille nombreuse": lambda _, avis: avis.foyer.pac.get("F", 0) + avis.foyer.pac.get("H", 0) > 2,
        "garde alternée": lambda _, avis: bool(avis.foyer.pac.get("H")),
        "enfant majeur rattaché": lambda _, avis: bool(avis.foyer.pac.get("J")),
        "parent isolé": lambda _, avis: "T" in avis.foyer.cases,
        "invalidité": lambda _, avis: bool(avis.foyer.cases & {"P", "F"} or avis.foyer.pac.get("G")),
        "retraité": lambda _, avis: not _RETRAITE.isdisjoint(avis.foyer.declaration),
        "indépendant": lambda _, avis: any(case.startswith(_INDEPENDANT) for case in avis.foyer.declaration),
        "sans revenu": lambda _, avis: not avis.foyer.declaration,
        "outre-mer": lambda _, avis: avis.foyer.departement.startswith("97"),
        "né à l'étranger": lambda individu, _: individu.birthcountry != FRANCE,
        "avis tardif": lambda _, avis: avis.emission is not None and not avis.correctif,
        "avis correctif": lambda _, avis: avis.correctif,
    }
)


def traits_de(individu: Individu, avis: FoyerAnnuel) -> tuple[str, ...]:
    """Every trait that this notice of this person has."""
    return tuple(trait for trait, has in TRAITS.items() if has(individu, avis))


def cherche(texte: str) -> tuple[str, ...]:
    """Traits that contain `texte`."""
    return matching(texte, TRAITS)
