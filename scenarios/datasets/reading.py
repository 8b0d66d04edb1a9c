"""Files in, one data set out, or everything that is wrong in all of them: nothing of a faulty file is kept, nor of its neighbours."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from rulebook.formats.persona import Persona
from rulebook.formats.reading import Unreadable, read_toml
from rulebook.formats.statement import Statement
from rulebook.source import Text
from scenarios.datasets import layouts
from scenarios.datasets.cells import Line, Record, records, separator_of
from scenarios.datasets.dataset import Dataset, Rows, Stated, StatedNotice
from scenarios.datasets.finding import Finding, Place
from scenarios.datasets.row import Row
from scenarios.personas import complete


class Refused(ValueError):
    """What is wrong, wherever it is: `mistakes`, in the order of the files."""

    def __init__(self, mistakes: Iterable[Finding]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(mistake.located() for mistake in self.mistakes))


@dataclass(slots=True)
class _Reading:
    """What was read so far. The same line twice says nothing more; two lines that differ about one person and year cannot both hold."""

    personas: dict[str, tuple[Persona, Place]] = field(default_factory=dict)
    ids: dict[str, tuple[Persona, Place]] = field(default_factory=dict)
    rows: dict[tuple[str, str, int], tuple[Row, Place]] = field(default_factory=dict)
    mistakes: list[Finding] = field(default_factory=list)
    remarks: list[Finding] = field(default_factory=list)

    def let_in(self, persona: Persona, place: Place) -> None:
        for index, key in ((self.personas, persona.login), (self.ids, persona.id)):
            known, before = index.setdefault(key, (persona, place))
            if known != persona:
                self._differs(place, before, key)
                return

    def state(self, row: Row, place: Place) -> None:
        known, before = self.rows.setdefault((type(row.states).__name__, row.spi, row.annee), (row, place))
        if known != row:
            self._differs(place, before, f"{row.spi}, {row.annee}")

    def _differs(self, place: Place, before: Place, whom: str) -> None:
        says = Text(f"{whom} : déjà énoncé autrement, {before}", f"{whom}: already stated otherwise, {before}")
        self.mistakes.append(Finding(place, says))

    def dataset(self) -> Dataset:
        rows = Rows()
        for row, _ in self.rows.values():
            if isinstance(row.states, StatedNotice):
                stated = Stated(notices={row.annee: (row.states,)})
            else:
                stated = Stated(housing={row.annee: (row.states,)})
            rows.add(row.spi, stated)
        personas = tuple(persona for persona, _ in self.personas.values())
        places = {login: place for login, (_, place) in self.personas.items()}
        return Dataset(personas, places, rows, tuple(dict.fromkeys(self.remarks)))


def read(files: Iterable[tuple[str, str]]) -> Dataset:
    """What those files (name, text) state together; `Refused` when any of them is faulty."""
    reading = _Reading()
    for name, text in files:
        if "\0" in text:
            reading.mistakes.append(_about(name, "ce n'est pas un fichier texte", "this is not a text file"))
        elif not text.removeprefix("\ufeff").strip():
            reading.mistakes.append(_about(name, "fichier vide", "empty file"))
        elif name.lower().endswith(".toml"):
            _persona(reading, name, text.removeprefix("\ufeff"))
        else:
            _table(reading, name, text.removeprefix("\ufeff"))
    if reading.mistakes:
        raise Refused(reading.mistakes)
    return reading.dataset()


def _about(file: str, fr: str, en: str, line: int | None = None) -> Finding:
    return Finding(Place(file, line), Text(fr, en))


def _persona(reading: _Reading, file: str, text: str) -> None:
    """One persona, with the sentences of its format."""
    try:
        reading.let_in(complete(read_toml(Statement, text)), Place(file))
    except Unreadable as error:
        reading.mistakes += [
            Finding(Place(file, problem.line, name=problem.path), problem.says) for problem in error.problems
        ]


def _table(reading: _Reading, file: str, text: str) -> None:
    """Every line of one table, each read by its layout."""
    lines = records(text, separator_of(text))
    try:
        number, header = next(lines, (1, []))  # separators alone hold nothing
        names = [cell.strip() for cell in header]
        layout = layouts.recognised(names)
        if layout is None:
            reading.mistakes.append(_unknown(file, number))
            return
        columns, wrong = layouts.positions(layout, file, number, names)
        reading.mistakes += wrong
        if not wrong:
            _lines(reading, file, layout, columns, lines)
    except Unreadable as error:
        (line,) = error.at
        reading.mistakes.append(Finding(Place(file, int(line)), error.problems[0].says))


def _unknown(file: str, line: int) -> Finding:
    kinds = [(layout.says, ", ".join(layout.columns[:4])) for layout in layouts.LAYOUTS]
    fr = " ; ".join(f"{says.fr} ({columns}…)" for says, columns in kinds)
    en = "; ".join(f"{says.en} ({columns}…)" for says, columns in kinds)
    return _about(file, f"en-tête inconnu. Attendu : {fr}", f"unknown header. Expected: {en}", line)


def _lines(
    reading: _Reading, file: str, layout: layouts.Layout, columns: Mapping[str, int], lines: Iterator[Record]
) -> None:
    number = 0
    for number, cells in lines:
        if len(cells) != len(columns):
            fr = f"{len(cells)} cellules, {len(columns)} attendues : un séparateur sans guillemets dans une cellule ?"
            en = f"{len(cells)} cells, {len(columns)} expected: a separator without quotes inside a cell?"
            reading.mistakes.append(_about(file, fr, en, number))
            continue
        line = Line(file, number, columns, cells)
        found = layout.read(line)
        reading.mistakes += line.mistakes
        reading.remarks += line.remarks
        if isinstance(found, Persona):
            reading.let_in(found, line.place("login"))
        elif found is not None:
            reading.state(found, Place(file, number))
    if not number:
        reading.mistakes.append(_about(file, "aucune ligne sous l'en-tête", "no line under the header"))
