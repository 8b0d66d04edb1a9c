"""Who walks: plain taxpayers first, since a control must not stumble on a rare situation."""

from collections import Counter
from collections.abc import Iterable, Sequence

from rulebook.formats.persona import Persona

_PREFERRED = (
    "celibataire",
    "couple-enfants",
    "nee-a-l-etranger",
    "noms-composes",
    "parent-isole",
    "retraites",
    "revenu-nul",
)


def plain(personas: Iterable[Persona]) -> tuple[Persona, ...]:
    """Personas who simply log in, whose every notice is a year's only one, whole and issued with everybody's; the preferred first.

    All of them when there is none.
    """
    everybody = tuple(personas)
    fit = [one for one in everybody if _is_plain(one)]
    return tuple(sorted(fit or everybody, key=_rank))


def _is_plain(persona: Persona) -> bool:
    """Whether their login goes through undisturbed, and no notice of theirs is partial, late, corrected, or answered otherwise."""
    foyers = persona.foyer
    apart = any(foyer.debut or foyer.fin or foyer.emission or foyer.reponse for foyer in foyers)
    return (
        not (persona.fault or persona.trouble or persona.deces or persona.idp.stated)
        and bool(foyers)
        and not apart
        and max(Counter(foyer.annee for foyer in foyers).values()) == 1
    )


def _rank(persona: Persona) -> tuple[int, str]:
    known = _PREFERRED.index(persona.id) if persona.id in _PREFERRED else len(_PREFERRED)
    return known, persona.id


def for_lap(personas: Sequence[Persona], lap: int) -> Persona:
    """Another persona each lap, as far as there are several."""
    return personas[lap % len(personas)]
