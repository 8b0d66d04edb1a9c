"""The command line speaks French, English by switch; click's own words follow."""

import ast
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from click.testing import CliRunner
from command_line import typed, unefois

from unefois.__main__ import COMMANDS, cli
from unefois.language import LANGUAGE

PACKAGE = Path(__file__).parents[2] / "unefois"
CLICK_WORDS = Path(__file__).parents[2] / "unefois/locale/fr/LC_MESSAGES/click.po"


@pytest.mark.parametrize(
    ("arguments", "french", "english"),
    [
        (["--help"], "Usage :", "Usage:"),
        (["nothing"], "Commande inconnue : 'nothing'.", "No such command 'nothing'."),
        (["check"], "Il manque l'option '--app'.", "Missing option '--app'."),
        (["check", "--nothing"], "Option inconnue : '--nothing'.", "No such option '--nothing'."),
        (["check", "--app", "nowhere.toml"], "nowhere.toml : ce fichier n'existe pas.", "nowhere.toml: no such file."),
    ],
)
def test_usage_and_mistakes_are_told_in_the_reader_s_language(
    arguments: list[str], french: str, english: str, tmp_path: Path
) -> None:
    """Whatever the language of the machine is."""
    for language, said in (("fr", french), ("en", english)):
        done = unefois(*arguments, cwd=tmp_path, UNEFOIS_LANG=language, LANG="C.UTF-8", LANGUAGE="de")
        assert said in done.stdout + done.stderr


@pytest.mark.parametrize("command", list(COMMANDS))
def test_each_command_has_help_with_an_example(command: str) -> None:
    """What --help shows is never a docstring of the code."""
    said = CliRunner().invoke(cli, [command, "--help"]).output
    assert ("Exemple" if LANGUAGE == "fr" else "Example") in said
    assert f"unefois {command}" in said


@pytest.mark.parametrize("asked", [("--help",), ("check", "--help"), ("check", "-h")], ids=" ".join)
def test_help_is_given_whatever_the_language(asked: tuple[str, ...]) -> None:
    """One that is not ours is told to who starts something, not to who asks how."""
    told = typed(*asked, UNEFOIS_LANG="zz")
    assert told.exit_code == 0
    assert "unefois check --app" in told.stdout


def test_no_dead_word_of_click() -> None:
    """Each sentence translated for click is still one of click's."""
    package = Path(click.__file__).parent
    said = {
        message[0] if isinstance(message, tuple) else message
        for _, _, message, _, _ in extract_from_dir(package, keywords={"_": None, "ngettext": (1, 2)})
    }
    with CLICK_WORDS.open("rb") as file:
        known = [message for message in read_po(file) if message.id]
    assert {message.id[0] if isinstance(message.id, tuple) else message.id for message in known} <= said
    assert all(message.string for message in known)


def _said() -> Iterator[str]:
    """Sentences that the code asks for, those inside an f-string too: tools that extract them do not look there."""
    for module in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name("_"), args=[ast.Constant(str(sentence))]):
                    yield sentence


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_sentence_is_missing_from_a_catalogue(language: str) -> None:
    """Nobody reads French in the middle of English."""
    with (PACKAGE / "locale" / language / "LC_MESSAGES/unefois.po").open("rb") as file:
        known = {message.id for message in read_po(file) if message.string}
    asked = set(_said())
    assert len(asked) > 100
    assert asked - known == set()
