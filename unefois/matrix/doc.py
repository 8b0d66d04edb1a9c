"""The generated pages of the matrix: for each duty that a machine judges, the wrong client that breaks it, and what the judge answered."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

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
                "what": "Un contrôle qu'aucun client n'a jamais mis en défaut n'a jamais été vu à l'œuvre. La galerie a donc un client fautif pour chaque exigence qu'une "
                "machine juge ; ici, qui enfreint quoi, et ce que le juge y répond, d'après `gallery/expected.toml`. `make gallery` rejoue tout et compare ; "
                "`unefois gallery --all --out matrice` écrit la matrice entière, client par contrôle. In English: [matrix.md](matrix.md).\n",
                "counts": "## Combien\n",
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
                "what": "A check that no client ever failed has never been seen to work. So the gallery has a wrong client for each duty that a machine judges; here, who breaks "
                "what, and what the judge answers, from `gallery/expected.toml`. `make gallery` plays it all again and compares; `unefois gallery --all --out matrix` "
                "writes the whole matrix, client by check. En français : [matrice.md](matrice.md).\n",
                "counts": "## How many\n",
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
            ("Force", "Jugées", "Enfreintes par un client", "Sans client, raison dite"),
            ("Exigence", "Force", "Client fautif", "Réponse du juge"),
        ),
        "en": (
            ("Strength", "Judged", "Broken by a client", "No client, for a stated reason"),
            ("Duty", "Strength", "Wrong client", "The judge's answer"),
        ),
    }
)


def matrix_pages() -> Mapping[str, Iterator[str]]:
    """Name → lines of each page."""
    return {"matrice.md": _page("fr"), "matrix.md": _page("en")}


@dataclass(frozen=True, slots=True)
class _Expected:
    """The expected file, and what each of its clients breaks, worked out once."""

    rows: Mapping[str, Row]
    broken: Mapping[str, Mapping[str, Result]]

    def breakers(self, duty: Duty) -> tuple[str, ...]:
        """The members that break it, as the file says; those that are made to, and end as configuration."""
        return tuple(
            name
            for name, member in MEMBERS.items()
            if name in self.rows
            and (
                duty.id in self.broken[name] or (member.duty == duty.id and self.rows[name].exit_code == CONFIGURATION)
            )
        )


@cache
def _read() -> _Expected:
    rows = expected.known()
    return _Expected(rows, {name: row.broken() for name, row in rows.items()})


def _page(language: str) -> Iterator[str]:
    words, (of_counts, of_duties) = _WORDS[language], _HEADS[language]
    file = _read()
    yield words["title"]
    yield words["what"]
    yield words["counts"]
    yield from table(of_counts, _counts(words["all"], file))
    for family in FAMILIES:
        if judged := [duty for duty in family.duties if way(duty) is Way.JUDGED]:
            yield f"\n## {family.title.in_(language)}\n"
            yield from table(of_duties, (_row(duty, file, language) for duty in judged))


def _counts(everything: str, file: _Expected) -> Iterator[tuple[str, ...]]:
    judged = [duty for family in FAMILIES for duty in family.duties if way(duty) is Way.JUDGED]
    for strength in Strength:
        if some := [duty for duty in judged if duty.strength is strength]:
            yield _counted(strength, some, file)
    yield _counted(f"**{everything}**", judged, file)


def _counted(title: str, duties: Iterable[Duty], file: _Expected) -> tuple[str, ...]:
    listed = tuple(duties)
    broken = sum(bool(file.breakers(duty)) for duty in listed)
    return title, str(len(listed)), str(broken), str(sum(duty.id in BY_HAND for duty in listed))


def _row(duty: Duty, file: _Expected, language: str) -> tuple[str, ...]:
    words, found = _WORDS[language], file.breakers(duty)
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
