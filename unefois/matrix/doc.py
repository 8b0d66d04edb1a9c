"""The generated pages of the matrix: for each duty that a machine judges, the wrong client that breaks it, and what the judge answered.

Then the checks that no client fails: those are seen to fail on journeys written by hand only.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from conformance.checks import CHECKS
from gallery import MEMBERS
from gallery.by_hand import BY_HAND
from rulebook.duties import FAMILIES
from rulebook.duty import Duty, Strength
from rulebook.formats.report import Result
from unefois.matrix import expected
from unefois.matrix.row import CONFIGURATION, Row
from unefois.register import Way, checks_of, way
from unefois.tables import table

_WORDS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "fr": MappingProxyType(
            {
                "title": "# Matrice de la galerie\n",
                "what": "Un contrôle qu'on n'a jamais vu échouer n'a jamais été vu à l'œuvre. Chacun échoue donc sur un parcours écrit à la main (`tests/check_pairs.py`) ; et les "
                "clients fautifs de la galerie, un défaut chacun, mettent le juge entier à l'épreuve. Ici, qui enfreint quoi, et ce que le juge y répond, d'après "
                "`gallery/expected.toml` ; quels défauts sont nommés avant que rien ne soit jugé ; quelles exigences n'ont pas de client, et pourquoi ; quels contrôles "
                "aucun client ne met en défaut. `make gallery` rejoue tout et compare ; "
                "`unefois gallery --all --out matrice` écrit la matrice entière, client par contrôle. In English: [matrix.md](matrix.md).\n",
                "counts": "## Combien\n",
                "checks": "\n{failed} des {all} contrôles sont mis en défaut par un client ; les {others} autres sont nommés à la fin de cette page.",
                "rest": "Contrôles qu'aucun client ne met en défaut",
                "why": "Ceux-ci n'échouent que sur des parcours écrits à la main : leur client fautif est arrêté avant d'être jugé, ou la raison qui l'exclut est dite plus haut, "
                "ou il faudrait un client de plus pour ce seul contrôle.\n",
                "all": "Toutes",
                "configuration": "configuration : le juge s'arrête avant de juger, et dit quoi corriger (code 2)",
                "answer": "{result} ({modules}), code {code}",
                "none": "aucun",
                "colon": " : ",
            }
        ),
        "en": MappingProxyType(
            {
                "title": "# Matrix of the gallery\n",
                "what": "A check that was never seen to fail was never seen to work. So each one fails on a journey written by hand (`tests/check_pairs.py`); and the wrong clients of "
                "the gallery, one defect each, try the whole judge. Here, who breaks what, and what the judge answers, from `gallery/expected.toml`; which defects are named "
                "before anything is judged; which duties have no client, and why; which checks no client fails. `make gallery` plays it all again and compares; "
                "`unefois gallery --all --out matrix` writes the whole matrix, client by check. En français : [matrice.md](matrice.md).\n",
                "counts": "## How many\n",
                "checks": "\nA client fails {failed} of the {all} checks; the {others} others are named at the end of this page.",
                "rest": "Checks that no client fails",
                "why": "These fail on journeys written by hand only: their wrong client is stopped before it is judged, or the reason why there is none is given above, or it "
                "would take one more client for that check alone.\n",
                "all": "All",
                "configuration": "configuration: the judge stops before it judges, and says what to mend (code 2)",
                "answer": "{result} ({modules}), code {code}",
                "none": "none",
                "colon": ": ",
            }
        ),
    }
)
_HEADS: Mapping[str, tuple[tuple[str, ...], ...]] = MappingProxyType(
    {
        "fr": (
            ("Force", "Jugées", "Enfreintes par un client", "Nommées avant de juger", "Sans client, raison dite"),
            ("Exigence", "Force", "Client fautif", "Réponse du juge"),
            ("Exigence", "Contrôles, et sous quelle faute"),
        ),
        "en": (
            ("Strength", "Judged", "Broken by a client", "Named before judging", "No client, for a stated reason"),
            ("Duty", "Strength", "Wrong client", "The judge's answer"),
            ("Duty", "Checks, and under which fault"),
        ),
    }
)


_JUDGED = tuple(duty for family in FAMILIES for duty in family.duties if way(duty) is Way.JUDGED)


def matrix_pages() -> Mapping[str, Iterator[str]]:
    """Name → lines of each page."""
    return {"matrice.md": _page("fr"), "matrix.md": _page("en")}


@dataclass(frozen=True, slots=True)
class _Expected:
    """The expected file, and what each of its clients breaks, worked out once."""

    rows: Mapping[str, Row]
    broken: Mapping[str, Mapping[str, Result]]

    def breakers(self, duty: Duty) -> tuple[str, ...]:
        """The members that break it before the judge, as the file says."""
        return tuple(name for name in MEMBERS if duty.id in self.broken.get(name, {}))

    def stopped(self, duty: Duty) -> tuple[str, ...]:
        """The members that are made to break it, and that end as configuration: nothing is judged."""
        made = (name for name, member in MEMBERS.items() if member.duty == duty.id and name in self.rows)
        return tuple(name for name in made if self.rows[name].exit_code == CONFIGURATION)

    def spared(self, duty: Duty) -> tuple[str, ...]:
        """Ids of its checks that no client fails."""
        failed = {check for row in self.rows.values() for check in row.failed()}
        return tuple(check for check in checks_of(duty) if check not in failed)


@cache
def _read() -> _Expected:
    rows = expected.known()
    return _Expected(rows, {name: row.broken() for name, row in rows.items()})


def _page(language: str) -> Iterator[str]:
    words, (of_counts, of_duties, of_checks) = _WORDS[language], _HEADS[language]
    file = _read()
    yield words["title"]
    yield words["what"]
    yield words["counts"]
    yield from table(of_counts, _counts(words["all"], file))
    spared = {duty: checks for duty in _JUDGED if (checks := file.spared(duty))}
    others = sum(map(len, spared.values()))
    yield words["checks"].format(failed=len(CHECKS) - others, all=len(CHECKS), others=others)
    for family in FAMILIES:
        if judged := [duty for duty in family.duties if way(duty) is Way.JUDGED]:
            yield f"\n## {family.title.in_(language)}\n"
            yield from table(of_duties, (_row(duty, file, language) for duty in judged))
    yield f"\n## {words['rest']}\n"
    yield words["why"]
    yield from table(of_checks, ((duty.id, ", ".join(map(_named, checks))) for duty, checks in spared.items()))


def _counts(everything: str, file: _Expected) -> Iterator[tuple[str, ...]]:
    for strength in Strength:
        if some := [duty for duty in _JUDGED if duty.strength is strength]:
            yield _counted(strength, some, file)
    yield _counted(f"**{everything}**", _JUDGED, file)


def _counted(title: str, duties: Iterable[Duty], file: _Expected) -> tuple[str, ...]:
    listed = tuple(duties)
    broken = [duty for duty in listed if file.breakers(duty)]
    named = [duty for duty in listed if duty not in broken and file.stopped(duty)]
    return title, *(str(len(some)) for some in (listed, broken, named, [duty for duty in listed if duty.id in BY_HAND]))


def _named(check: str) -> str:
    """The check, and the fault that it is judged under."""
    under = CHECKS[check].under
    return f"`{check}` ({under})" if under else f"`{check}`"


def _row(duty: Duty, file: _Expected, language: str) -> tuple[str, ...]:
    words, found = _WORDS[language], file.breakers(duty) + file.stopped(duty)
    if not found:
        fr, en = BY_HAND.get(duty.id, ("—", "—"))
        return duty.id, duty.strength, words["none"], fr if language == "fr" else en
    says = (f"`{name}`{words['colon']}{getattr(MEMBERS[name], language)}" for name in found)
    return duty.id, duty.strength, " ".join(says), " ; ".join(_answer(duty, file.rows[name], words) for name in found)


def _answer(duty: Duty, row: Row, words: Mapping[str, str]) -> str:
    if row.exit_code == CONFIGURATION:
        return words["configuration"]
    result = row.broken()[duty.id]
    modules = dict.fromkeys(
        module for (module, check), found in row.not_good().items() if found is result and check in checks_of(duty)
    )
    return words["answer"].format(result=result, modules=", ".join(modules), code=row.exit_code)
