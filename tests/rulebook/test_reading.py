"""Reading a file: every problem at once, each with its line and a sentence that a person understands."""

import json
from contextlib import suppress
from datetime import date, datetime
from typing import Literal, Self

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import AwareDatetime, Field, model_validator

from rulebook.formats.reading import Problem, Unreadable, read_json, read_toml, wrong
from rulebook.formats.record import Part, Record
from rulebook.formats.toml_words import in_french
from rulebook.source import Text


class Oven(Part):
    """A table with a rule of its own."""

    degrees: int = Field(ge=50, le=300)
    until: date | None = None
    lit_at: AwareDatetime | None = None

    @model_validator(mode="after")
    def _can_be_touched(self) -> Self:
        if self.degrees == 300:
            raise wrong("trop chaud", "too hot", "degrees")
        return self


class Cake(Part):
    """An element of an array of tables, which holds tables itself."""

    name: str = Field(pattern=r"^[a-z]+$")
    oven: Oven | None = None
    layers: tuple[Oven, ...] = ()
    notes: dict[str, str] = {}  # noqa: RUF012  (pydantic copies defaults)


class Shelf(Part):
    """A list that may not be empty."""

    cakes: tuple[Oven, ...] = Field(min_length=1)


class Bakery(Record):
    """A whole file."""

    title: str
    kind: Literal["pain", "gateau"] = "pain"
    open: bool = True
    price: float = 0.0
    words: tuple[str, ...] = ()
    cake: tuple[Cake, ...] = ()


def problems(text: str) -> list[tuple[int | None, str, str]]:
    """Line, path and French sentence of all that is wrong with a TOML text."""
    with pytest.raises(Unreadable) as refused:
        read_toml(Bakery, text)
    return [(problem.line, problem.path, problem.says.fr) for problem in refused.value.problems]


def test_a_good_file_is_read() -> None:
    """Dates, lists and nested tables come out typed and frozen."""
    bakery = read_toml(
        Bakery,
        """
        format = 1
        title = "Au bon pain"
        words = ["chaud", "froid"]
        [[cake]]
        name = "opera"
        [cake.oven]
        degrees = 180
        until = 2026-11-23
        lit_at = 2026-11-23T08:00:00+01:00
        """,
    )
    (cake,) = bakery.cake
    assert bakery.words == ("chaud", "froid")
    assert cake.oven is not None
    assert cake.oven.until == date(2026, 11, 23)
    assert cake.oven.lit_at == datetime.fromisoformat("2026-11-23T08:00:00+01:00")
    with pytest.raises(ValueError, match="frozen"):
        bakery.title = "Autre"


def test_broken_toml_says_where() -> None:
    """What is not TOML is one problem, on its line."""
    ((line, path, said),) = problems('title = "x"\nopen = yes\n')
    assert (line, path) == (2, "")
    assert said.startswith("TOML illisible : ")
    assert "line 2" not in said


def test_toml_that_stops_too_early_says_its_last_line() -> None:
    """An unfinished text is reported at its end."""
    ((line, _, said),) = problems('title = "x"\nwords = ["a",\n')
    assert line == 2
    assert said.startswith("TOML illisible")


def test_a_mark_that_an_editor_puts_first_is_no_mistake() -> None:
    """Nor does it move the lines."""
    assert read_toml(Bakery, '\ufefftitle = "x"\n').title == "x"
    assert problems('\ufefftitle = "x"\nzzz = 1\n') == [(2, "zzz", "clé inconnue")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title\n", "il manque « = » après une clé"),
        ("é = 1\n", "ni une table entre crochets, ni une clé suivie de « = »"),
        ("a.é = 1\n", "une clé s'écrit en lettres sans accent, chiffres, - et _, ou entre guillemets"),
        ("title = 'x' 'y'\n", "il manque une fin de ligne après une valeur"),
        ("[a\n", "il manque « ] » après le nom d'une table"),
        ("[[a]\n", "il manque « ]] » après le nom d'une liste de tables"),
        ("[a]\n[a]\n", "une table est donnée deux fois"),
        ("a = 1\na = 2\n", "une clé est donnée deux fois"),
        ("[a.b]\n[a]\nb.c = 1\n", "une table est complétée ailleurs qu'à sa place"),
        ("a = {b = 1, b = 2}\n", "une clé est donnée deux fois"),
        ("a = [1", "une liste n'est pas fermée par « ] »"),
        ("a = {b = 1", "une table n'est pas fermée par « } »"),
        ('a = "C:\\q"\n', "« \\ » s'écrit « \\\\ » dans un texte"),
        ('a = "\\uZZZZ"\n', "un caractère échappé n'existe pas"),
        ('a = "\\ud800"\n', "un caractère échappé n'existe pas"),
        ('a = "x', "un texte n'est pas fermé par son guillemet"),
        ('a = "x\n', "un caractère interdit, ou une fin de ligne au milieu d'un texte"),
        ("a = 'x\x01'\n", "un caractère interdit"),
        ("a = 2026-02-30\n", "une date ou une heure n'existe pas"),
        ("a = oui\n", "une valeur n'est ni un texte entre guillemets, ni un nombre, ni une date, ni true, ni false"),
    ],
)
def test_a_parser_speaks_french_too(text: str, said: str) -> None:
    """Its own words are for readers of English."""
    with pytest.raises(Unreadable) as caught:
        read_toml(Bakery, text)
    (problem,) = caught.value.problems
    assert problem.says.fr == f"TOML illisible : {said}"
    assert problem.says.en.startswith("not valid TOML: ")


def test_what_a_parser_says_for_the_first_time_is_left_out() -> None:
    """A line is told all the same."""
    assert in_french("Something new") == ""


def test_unknown_key_suggests_the_near_one() -> None:
    """A slip of the finger gets the right key, a stranger gets none."""
    assert problems('title = "x"\ntitel = "y"\n') == [(2, "titel", "clé inconnue (vouliez-vous « title » ?)")]
    assert problems('title = "x"\nzzz = 1\n') == [(2, "zzz", "clé inconnue")]


def test_unknown_key_in_a_nested_table_is_compared_with_that_table() -> None:
    """The suggestion comes from the table where the key stands."""
    text = 'title = "x"\n[[cake]]\nname = "a"\n[cake.oven]\ndegres = 180\ndegrees = 180\n'
    assert problems(text) == [(5, "cake.1.oven.degres", "clé inconnue (vouliez-vous « degrees » ?)")]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("title = 3", "un texte est attendu"),
        ('open = "oui"', "true ou false est attendu"),
        ('price = "cher"', "un nombre est attendu"),
        ('words = "un"', "une liste est attendue"),
        ('kind = "tarte"', "une de ces valeurs est attendue : 'pain', 'gateau'"),
        ("cake = 4", "une liste est attendue"),
        ("format = 2", "une de ces valeurs est attendue : 1"),
    ],
)
def test_a_wrong_type_is_said_in_french(line: str, said: str) -> None:
    """Nothing is coerced, and the sentence names what was expected."""
    text = line if line.startswith("title") else f'title = "x"\n{line}'
    assert (text.count("\n") + 1, line.partition(" ")[0], said) in problems(text)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("degrees = 1.5", "un entier est attendu"),
        ("degrees = true", "un entier est attendu"),
        ("degrees = 49", "au moins 50"),
        ("degrees = 301", "au plus 300"),
        ("degrees = 300", "trop chaud"),
        ('degrees = 60\nuntil = "demain"', "une date AAAA-MM-JJ est attendue"),
        ("degrees = 60\nuntil = 3", "une date AAAA-MM-JJ est attendue"),
        ("degrees = 60\nlit_at = 2026-11-23T08:00:00", "un instant avec son fuseau est attendu"),
        ('degrees = 60\nlit_at = "hier"', "un instant ISO 8601 est attendu"),
    ],
)
def test_the_line_is_found_in_the_right_element_of_an_array_of_tables(line: str, said: str) -> None:
    """The second cake's oven is not the first one's, whoever of pydantic and the record's own rule complains."""
    text = 'title = "x"\n[[cake]]\nname = "a"\n[cake.oven]\ndegrees = 180\n[[cake]]\nname = "b"\n[cake.oven]\n' + line
    key = line.splitlines()[-1].split(" ")[0]
    assert problems(text) == [(text.count("\n") + 1, f"cake.2.oven.{key}", said)]


def test_arrays_inside_arrays_count_from_their_own_parent() -> None:
    """[[cake.layers]] starts again under each [[cake]]."""
    text = """title = "x"
[[cake]]
name = "a"
[[cake.layers]]
degrees = 100
[[cake.layers]]
degrees = 110
[[cake]]
name = "b"
[[cake.layers]]
degrees = 1
"""
    assert problems(text) == [(11, "cake.2.layers.1.degrees", "au moins 50")]


def test_a_missing_key_is_reported_on_the_table_that_lacks_it() -> None:
    """There is no line for what is not written: the header is where to write it."""
    assert problems('title = "x"\n\n[[cake]]\n[cake.oven]\n') == [
        (3, "cake.1.name", "clé obligatoire absente"),
        (4, "cake.1.oven.degrees", "clé obligatoire absente"),
    ]
    assert problems("open = true\n") == [(1, "title", "clé obligatoire absente")]
    assert problems("") == [(None, "title", "clé obligatoire absente")]


def test_all_the_problems_come_at_once() -> None:
    """A user mends a file in one go."""
    text = 'title = 1\nopne = true\n[[cake]]\nname = "A"\n[[cake]]\nname = "b"\nsugar = 1\n'
    assert problems(text) == [
        (1, "title", "un texte est attendu"),
        (4, "cake.1.name", "la forme attendue est ^[a-z]+$"),
        (7, "cake.2.sugar", "clé inconnue"),
        (2, "opne", "clé inconnue (vouliez-vous « open » ?)"),
    ]


def test_quoted_and_dotted_keys_have_their_line() -> None:
    """A dot inside quotes is part of a name; `a.b = …` is the key b of the table a."""
    text = 'title = "x"\n[[cake]]\nname = "a"\nnotes."x.y" = 3\noven.degrees = 3\n'
    assert sorted(problems(text)) == [
        (4, "cake.1.notes.x.y", "un texte est attendu"),
        (5, "cake.1.oven.degrees", "au moins 50"),
    ]


def test_a_problem_inside_an_inline_table_is_on_the_line_of_its_key() -> None:
    """The nearest place a human can look for."""
    assert problems('title = "x"\ncake = [\n  { name = "a" },\n  { name = 3 },\n]\n') == [
        (2, "cake.2.name", "un texte est attendu")
    ]


def test_a_table_that_only_its_own_tables_name_has_the_line_of_the_first() -> None:
    """Nobody writes `[drivr]` above `[drivr.http]`."""
    assert problems('title = "x"\n\n[cakee.oven]\ndegrees = 100\n') == [
        (3, "cakee", "clé inconnue (vouliez-vous « cake » ?)")
    ]


def test_a_located_problem_reads_as_editors_expect() -> None:
    """file:line: key : sentence, in the language asked for."""
    problem = Problem(Text("clé inconnue", "unknown key"), 7, "cake.2.sugar")
    assert problem.located("b.toml") == "b.toml:7: cake.2.sugar : clé inconnue"
    assert problem.located("b.toml", "en") == "b.toml:7: cake.2.sugar : unknown key"
    assert Problem(Text("vide", "empty")).located("b.toml") == "b.toml: vide"


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        (f"a = {'[' * 5000}{']' * 5000}", "trop de niveaux imbriqués"),
        (f"[a{'.a' * 3000}]", "trop de niveaux imbriqués"),
        ("a = nan", "nan, inf, ou un entier démesuré"),
        ("a = [-inf]", "nan, inf, ou un entier démesuré"),
        (f"a = {'9' * 5000}", "nan, inf, ou un entier démesuré"),
    ],
)
def test_what_no_format_can_hold_is_refused_before_it_is_looked_at(toml: str, said: str) -> None:
    """Depth, and numbers that JSON has not."""
    with pytest.raises(Unreadable, match=said):
        read_toml(Oven, toml)


def test_a_list_whose_element_is_wrong_is_not_said_to_be_empty() -> None:
    """One mistake, one sentence; an empty list is still one."""
    for body, path in (('{"cakes": [{"degrees": 1}]}', "cakes.1.degrees"), ('{"cakes": []}', "cakes")):
        with pytest.raises(Unreadable) as refused:
            read_json(Shelf, body)
        assert [problem.path for problem in refused.value.problems] == [path]


def test_english_is_there_for_every_sentence() -> None:
    """The same problem speaks English on request."""
    with pytest.raises(Unreadable) as refused:
        read_toml(Bakery, 'titel = "x"\n[[cake]]\nname = "a"\n[cake.oven]\ndegrees = 300\n')
    assert [problem.says.en for problem in refused.value.problems] == [
        "required key missing",
        "too hot",
        'unknown key (did you mean "title"?)',
    ]


@pytest.mark.parametrize(
    "text",
    ["", "{", "nul", b"\xff\xfe{}", "[" * 100_000, '{"title": "\\ud800"}', "[NaN]", "-1e400"],
    ids=lambda text: repr(text[:8]),
)
def test_what_is_not_json_is_one_sentence(text: str | bytes) -> None:
    """A broken body is never a stack trace, however broken."""
    with pytest.raises(Unreadable) as refused:
        read_json(Bakery, text)
    assert [problem.says.fr for problem in refused.value.problems] == ["JSON illisible"]


def test_json_problems_have_a_path_and_no_line() -> None:
    """A control body is read as strictly as a file."""
    with pytest.raises(Unreadable) as refused:
        read_json(Bakery, json.dumps({"title": "x", "cake": [{"name": "a"}, {"name": 3}]}))
    assert [(problem.line, problem.path) for problem in refused.value.problems] == [(None, "cake.2.name")]


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    """No text makes the reader fail otherwise."""
    for read in (read_toml, read_json):
        with suppress(Unreadable):
            assert read(Bakery, text).title in text
