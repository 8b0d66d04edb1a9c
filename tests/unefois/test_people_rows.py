"""People of the population as a table, as JSON Lines, as CSV: streamed, reproducible, whole or not at all."""

import csv
import io
import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import typed, unefois

from scenarios.views import COLUMNS


def test_the_same_seed_gives_the_same_people_and_another_seed_others() -> None:
    """Byte for byte."""
    first = typed("people", "--count", "30", "--format", "csv").stdout
    assert first == typed("people", "--count", "30", "--format", "csv", "--seed", "0").stdout
    assert first != typed("people", "--count", "30", "--format", "csv", "--seed", "1").stdout


def test_every_format_tells_the_same_people() -> None:
    """JSON keeps numbers as numbers; CSV has them as texts; the table shows some columns."""
    lines = [json.loads(line) for line in typed("people", "--count", "25", "--format", "jsonl").stdout.splitlines()]
    assert lines == json.loads(typed("people", "--count", "25", "--json").stdout)
    rows = list(csv.DictReader(io.StringIO(typed("people", "--count", "25", "--format", "csv").stdout)))
    assert [list(row) for row in rows] == [list(COLUMNS)] * 25
    assert [{name: "" if value is None else str(value) for name, value in line.items()} for line in lines] == rows
    table = typed("people", "--count", "25").stdout.splitlines()
    assert table[0].split()[0] == "spi"
    assert [line.split()[0] for line in table[1:]] == [line["spi"] for line in lines]
    assert any(isinstance(line["nbPart"], float) and isinstance(line["rfr"], int) for line in lines)


def test_the_named_people_are_rows_too() -> None:
    """One line each, in the same columns."""
    lines = [json.loads(line) for line in typed("people", "--trait", "veuv", "--format", "jsonl").stdout.splitlines()]
    assert "1900000005796" in {line["spi"] for line in lines}
    assert all(tuple(line) == COLUMNS for line in lines)


def test_a_trait_is_looked_for_in_the_population() -> None:
    """As many as asked; an unknown one is answered with those that exist."""
    found = json.loads(typed("people", "--count", "4", "--trait", "alternée", "--json").stdout)
    assert len(found) == 4
    assert all(person["nbPac"] for person in found)
    refused = typed("people", "--count", "4", "--trait", "astronaute")
    assert refused.exit_code == 2
    assert "garde alternée" in refused.stderr


def test_who_died_is_listed_with_the_day() -> None:
    """Drawn people who were alive in the year of the notice: their login is refused since, and each of them says so."""
    people = json.loads(typed("people", "--count", "400", "--json").stdout)
    dead = [person for person in people if person["deces"]]
    assert 0 < len(dead) < 40
    assert all("2025" <= person["deces"][:4] <= "2026" for person in dead)
    assert dead[0]["deces"] in typed("people", "show", dead[0]["spi"], "--annee", "2024").stdout
    alive = next(person for person in people if not person["deces"])
    assert "Connexion" not in typed("people", "show", alive["spi"], "--annee", "2024").stdout
    named = json.loads(typed("people", "--trait", "personne décédée", "--json").stdout)
    assert [person["deces"] for person in named] == ["2024-05-10", "2023-03-04"]


def test_somebody_listed_can_be_explained() -> None:
    """The number of a row opens its household, over the years; of another seed it is nobody's."""
    person = json.loads(typed("people", "--count", "1", "--trait", "marié", "--json").stdout)[0]
    told = typed("people", "show", person["spi"], "--annee", "2025")
    assert told.exit_code == 0
    assert person["family_name"] in told.stdout
    assert f"{person['rfr']:,}".replace(",", " ") in told.stdout
    data = json.loads(typed("people", "show", person["spi"], "--json").stdout)
    assert {2025} < {notice["annee"] for notice in data}
    assert typed("people", "show", person["spi"], "--seed", "77").exit_code == 2


def test_a_file_is_written_whole(tmp_path: Path) -> None:
    """Under its name at the end only, and nothing beside it."""
    out = tmp_path / "people.jsonl"
    assert typed("people", "--count", "300", "--format", "jsonl", "--out", str(out)).exit_code == 0
    assert len(out.read_text(encoding="utf-8").splitlines()) == 300
    assert [file.name for file in tmp_path.iterdir()] == ["people.jsonl"]


def test_what_is_no_file_is_written_to_and_stays_what_it_is(tmp_path: Path) -> None:
    """A pipe (or /dev/null, for who runs as root) is never replaced by a file, and a link keeps pointing where it does."""
    pipe, kept, link = tmp_path / "pipe", tmp_path / "kept.csv", tmp_path / "link.csv"
    os.mkfifo(pipe)
    link.symlink_to(kept)
    with subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE, text=True) as reader:
        done = typed("people", "--count", "3", "--format", "csv", "--out", str(pipe))
        if done.exit_code != 0 or not pipe.is_fifo():
            reader.kill()  # it would wait for a writer for ever
        read = reader.communicate(timeout=20)[0]
    assert (done.exit_code, pipe.is_fifo(), len(read.splitlines())) == (0, True, 4)
    assert typed("people", "--count", "3", "--format", "csv", "--out", str(link)).exit_code == 0
    assert link.is_symlink()
    assert kept.read_text(encoding="utf-8") == read


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--count", "0"], "--count"),
        (["--count", "3", "--out", ""], "impossible d'écrire"),
        (["--count", "3", "--annee", "1999"], "--annee"),
        (["--count", "3", "--annee", "2081", "--trait", "veuf"], "2080"),
        (["--count", "3", "--format", "xml"], "--format"),
        (["--count", "3", "--format", "json"], "--format"),
        (["--count", "3", "--format", "csv", "--json"], "--format"),
        (["--seed", "5", "show", "1900000002793"], "Écrivez --seed après « show »"),
        (["--json", "import", "x.csv"], "Écrivez --json après « import »"),
        (["--count", "3", "--out", "/nowhere/people.csv"], "/nowhere/people.csv"),
    ],
)
def test_what_cannot_be_listed_is_said(arguments: list[str], says: str) -> None:
    """With the option or the file, and exit code 2."""
    refused = typed("people", *arguments)
    assert refused.exit_code == 2
    assert says in refused.stderr


def test_a_reader_that_leaves_is_no_error(tmp_path: Path) -> None:
    """`| head` closes the pipe: no traceback."""
    command = f"{sys.executable} -P -m unefois people --count 100000 --format csv | head -2"
    done = subprocess.run(["sh", "-c", command], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
    assert len(done.stdout.splitlines()) == 2
    assert "Traceback" not in done.stderr


def test_an_output_that_takes_nothing_is_no_traceback(tmp_path: Path) -> None:
    """Closed, it is silence; on a full disk, a sentence and exit code 2."""
    for closed, code, says in ((">&-", 0, ""), (">/dev/full", 2, "La sortie n'a pas pu être écrite")):
        for words in ("--count 2", "--trait veuve --json", "show 1900000002793"):
            command = f"{sys.executable} -P -m unefois people {words} {closed}"
            done = subprocess.run(["sh", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=False)
            assert (done.returncode, bool(says)) == (code, bool(done.stderr)), done.stderr
            assert says in done.stderr
            assert "Traceback" not in done.stderr


def test_a_year_without_a_law_is_said() -> None:
    """Beside the rows, which that of the last one makes."""
    assert "Aucune loi n'est connue pour 2026" in typed("people", "--count", "1", "--annee", "2026").stderr
    assert not typed("people", "--count", "1", "--annee", "2025").stderr


def test_the_examples_of_the_help_find_somebody() -> None:
    """Those of the list, as they stand."""
    told = unefois("people", "--help").stdout
    examples = [line.split("unefois ", 1)[1] for line in told.splitlines() if "unefois people --trait" in line]
    assert examples
    assert all(typed(*shlex.split(example)).exit_code == 0 for example in examples)


def test_english_by_switch() -> None:
    """The help, with its example."""
    told = unefois("people", "--help", UNEFOIS_LANG="en").stdout
    assert "--count" in told
    assert "unefois people --count 20" in told
