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


def words(persona: Persona) -> dict[str, str]:
    """What a recipe may call for of them: the login, and the civil status as the SFiP writes it, with a few other spellings."""
    who = persona.identity
    departement, commune = _place(who.birthplace)
    return {
        "login": persona.login,
        "spi": persona.login,
        "nom": who.family_name,
        "prenoms": " ".join(who.given_name_array),
        "prenom": who.given_name_array[0],
        "sexe": "2" if who.gender == "female" else "1",
        "naissance": "/".join(reversed(who.birthdate.split("-"))),
        "naissance_iso": who.birthdate,
        "pays": who.birthcountry,
        "departement": departement,
        "commune": commune,
        "commune_insee": who.birthplace,
    }


def _place(insee: str) -> tuple[str, str]:
    """A commune by its department and its number there: three and two digits overseas; nothing for who was born abroad."""
    cut = 3 if insee.startswith(("97", "98")) else 2
    return insee[:cut], insee[cut:]


def for_lap(personas: Sequence[Persona], lap: int) -> Persona:
    """Another persona each lap, as far as there are several."""
    return personas[lap % len(personas)]
