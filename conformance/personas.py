"""Who walks: plain taxpayers first, since a control must not stumble on a rare situation."""

from collections import Counter
from collections.abc import Iterable, Sequence

from rulebook.formats.persona import Persona

_PREFERRED = ("celibataire", "couple-enfants")


def plain(personas: Iterable[Persona]) -> tuple[Persona, ...]:
    """Personas with tax notices and never two of one year, the preferred ones first; everybody when there is none."""
    everybody = tuple(personas)
    fit = [one for one in everybody if one.foyer and max(Counter(foyer.annee for foyer in one.foyer).values()) == 1]
    return tuple(sorted(fit or everybody, key=_rank))


def _rank(persona: Persona) -> tuple[int, str]:
    known = _PREFERRED.index(persona.id) if persona.id in _PREFERRED else len(_PREFERRED)
    return known, persona.id


def for_lap(personas: Sequence[Persona], lap: int) -> Persona:
    """Another persona each lap, as far as there are several."""
    return personas[lap % len(personas)]
