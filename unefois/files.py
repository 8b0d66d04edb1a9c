"""Files that a user wrote, read with their own sentences when something is wrong."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from rulebook.formats import reading
from rulebook.formats.reading import Unreadable, read_toml
from rulebook.formats.record import Record
from unefois.failure import ConfigurationError, listed
from unefois.language import _

M = TypeVar("M", bound=BaseModel)
R = TypeVar("R", bound=Record)


def read(model: type[R], file: Path) -> R:
    """The record that `file` holds in TOML; exit code 2 with file and line when it does not."""
    return _read(read_toml, model, file)


def read_json(model: type[R], file: Path) -> R:
    """The record that `file` holds in JSON; exit code 2 when it does not."""
    return _read(reading.read_json, model, file)


def read_recording(model: type[M], file: Path, most: int) -> M:
    """One JSON document that nobody vouches for, of `most` bytes at most."""
    return _read(reading.read_json, model, file, most)


def read_lines(model: type[R], file: Path, most: int) -> tuple[R, ...]:
    """One record a line, of a file of `most` bytes at most that nobody vouches for; other separators may stand inside a record."""
    found = []
    for number, line in enumerate(_text(file, most).split("\n"), 1):
        if not line.strip():
            continue
        try:
            found.append(reading.read_json(model, line))
        except Unreadable as error:
            raise ConfigurationError(listed(f"{file}:{number}", error)) from error
    return tuple(found)


def _read(reader: Callable[[type[M], str], M], model: type[M], file: Path, most: int | None = None) -> M:
    text = _text(file, most)
    try:
        return reader(model, text)
    except Unreadable as error:
        raise ConfigurationError(listed(str(file), error)) from error


def _text(file: Path, most: int | None = None) -> str:
    """What the file holds; a byte order mark is somebody else's habit in a recording."""
    try:
        if most is None:
            return file.read_text(encoding="utf-8")
        with file.open("rb") as opened:
            held = opened.read(most + 1)
        if len(held) > most:
            said = _("{file} : plus de {most} octets ; enregistrez un parcours plus court.")
            raise ConfigurationError(said.format(file=file, most=most))
        return held.decode("utf-8-sig")
    except FileNotFoundError as error:
        raise ConfigurationError(_("{file} : ce fichier n'existe pas.").format(file=file)) from error
    except UnicodeDecodeError as error:
        said = _("{file} : l'octet {at} n'est pas de l'UTF-8 ; enregistrez le fichier en UTF-8.")
        raise ConfigurationError(said.format(file=file, at=error.start + 1)) from error
    except OSError as error:
        raise ConfigurationError(_("{file} : illisible ({why}).").format(file=file, why=error.strerror)) from error
