"""The generated pages of the register, in each language: how many duties are judged, attested or not yet, then each of them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType

from rulebook.applicable import conditions
from rulebook.duties import DUTIES, FAMILIES
from rulebook.duty import Duty, Strength
from rulebook.source import Basis
from unefois.register import ONE, WAYS, Way, checks_of, count, modules_of, way
from unefois.tables import table

_WORDS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "fr": MappingProxyType(
            {
                "title": "# Exigences du téléservice\n",
                "what": "Ce que doit un téléservice, et comment chaque exigence trouve réponse : *jugée* par un contrôle sur ce qui s'est passé, *attestée* par une personne "
                "(la question est donnée), ou *non jugée* pour une raison dite. Aucune n'est muette. Une exigence MUST rompue est un échec, SHOULD un avertissement. "
                "La source dit le document et sa section : *official* (administration), *standard* (OAuth, OpenID Connect), *observed* (vu), *code* (lu), *assumption* "
                "(aucune source : la règle est la nôtre). `unefois explain FS-NONCE-01` en explique une. In English: [duties.md](duties.md).\n",
                "counts": "## Combien\n",
                "all": "Toutes",
                "assumed": "\n## Hypothèses\n",
                "assumed_what": "Exigences qu'aucune source ne donne mot pour mot ; qui sait mieux change une ligne du référentiel.\n",
            }
        ),
        "en": MappingProxyType(
            {
                "title": "# Duties of the téléservice\n",
                "what": "What a téléservice owes, and how each duty is answered for: *judged* by a check on what happened, *attested* by a person "
                "(the question is given), or *untested* for a stated reason. None is silent. A broken MUST is a failure, a broken SHOULD a warning. "
                "The source tells the document and its section: *official* (administration), *standard* (OAuth, OpenID Connect), *observed* (seen), *code* (read), *assumption* "
                "(no source: the rule is ours). `unefois explain FS-NONCE-01` explains one. En français : [exigences.md](exigences.md).\n",
                "counts": "## How many\n",
                "all": "All",
                "assumed": "\n## Assumptions\n",
                "assumed_what": "Duties that no source gives word for word; whoever knows better changes one line of the rulebook.\n",
            }
        ),
    }
)
_HEADS: Mapping[str, tuple[tuple[str, ...], ...]] = MappingProxyType(
    {
        "fr": (
            ("Famille", "Exigences", *(WAYS[one].fr.capitalize() for one in Way)),
            ("Exigence", "Force", "Pour qui", "Dit", "Réponse", "Réparer", "Source"),
            ("Exigence", "Source"),
        ),
        "en": (
            ("Family", "Duties", *(WAYS[one].en.capitalize() for one in Way)),
            ("Duty", "Strength", "For whom", "Says", "Answered by", "To mend", "Source"),
            ("Duty", "Source"),
        ),
    }
)


def duty_pages() -> Mapping[str, Iterator[str]]:
    """Name → lines of each page."""
    return {"exigences.md": _page("fr"), "duties.md": _page("en")}


def _page(language: str) -> Iterator[str]:
    words, (of_counts, of_duties, of_assumptions) = _WORDS[language], _HEADS[language]
    yield words["title"]
    yield words["what"]
    yield words["counts"]
    yield from table(of_counts, _counts(language))
    for family in FAMILIES:
        yield f"\n## {family.title.in_(language)}\n"
        yield from table(of_duties, (_row(duty, language) for duty in family.duties))
    yield words["assumed"]
    yield words["assumed_what"]
    assumed = (duty for duty in DUTIES.values() if duty.source.basis is Basis.ASSUMPTION)
    yield from table(of_assumptions, ((duty.id, duty.source.says.in_(language)) for duty in assumed))


def _counts(language: str) -> Iterator[tuple[str, ...]]:
    for family in FAMILIES:
        yield _counted(family.title.in_(language), family.duties)
    for strength in Strength:
        yield _counted(strength, [duty for duty in DUTIES.values() if duty.strength is strength])
    yield _counted(f"**{_WORDS[language]['all']}**", DUTIES.values())


def _counted(title: str, duties: Iterable[Duty]) -> tuple[str, ...]:
    found = count(duties)
    return title, str(found.total()), *(str(found[one]) for one in Way)


def _row(duty: Duty, language: str) -> tuple[str, ...]:
    whom = ", ".join((*sorted(duty.applies), *filter(None, (conditions(duty).in_(language),))))
    answer = _ANSWERS[way(duty)](duty, language)
    return (
        duty.id,
        duty.strength,
        whom,
        duty.says.in_(language),
        f"*{ONE[way(duty)].in_(language)}* — {answer}",
        duty.mend.in_(language),
        duty.source.says.in_(language),
    )


_ANSWERS: Mapping[Way, Callable[[Duty, str], str]] = MappingProxyType(
    {
        Way.JUDGED: lambda duty, _: f"{', '.join(checks_of(duty))} ({', '.join(modules_of(duty))})",
        Way.ATTESTED: lambda duty, language: duty.attestation.in_(language) if duty.attestation else "",
        Way.UNTESTED: lambda duty, language: duty.untested_because.in_(language) if duty.untested_because else "",
    }
)
