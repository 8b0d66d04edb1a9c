"""Files that a user wrote, read with their own sentences when something is wrong."""

import errno
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

# What a person writes by hand, and what the judge wrote of a run: far more than either ever is, far less than a machine holds.
_MOST_TOML = 4 * 1024 * 1024
_MOST_REPORT = 32 * 1024 * 1024


class TooLong(OSError):
    """A file of more bytes than anything of its kind has: a device, a disk image, somebody else's."""


def read(model: type[R], file: Path) -> R:
    """The record that `file` holds in TOML; exit code 2 with file and line when it does not."""
    return _read(read_toml, model, file, _MOST_TOML)


def read_json(model: type[R], file: Path) -> R:
    """The record that `file` holds in JSON; exit code 2 when it does not."""
    return _read(reading.read_json, model, file, _MOST_REPORT)


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


def _read(reader: Callable[[type[M], str], M], model: type[M], file: Path, most: int) -> M:
    text = _text(file, most)
    try:
        return reader(model, text)
    except Unreadable as error:
        raise ConfigurationError(listed(str(file), error)) from error


def held(file: Path, most: int) -> bytes:
    """What the file holds; raises `TooLong` beyond `most` bytes, which are all that is read of it."""
    with file.open("rb") as opened:
        found = opened.read(most + 1)
    if len(found) > most:
        raise TooLong(errno.EFBIG, _("plus de {most} octets").format(most=most))
    return found


def _text(file: Path, most: int) -> str:
    """What the file says; a byte order mark is somebody else's habit."""
    try:
        return held(file, most).decode("utf-8-sig")
    except TooLong:
        said = _("{file} : plus de {most} octets ; donnez le bon fichier, ou enregistrez un parcours plus court.")
        raise ConfigurationError(said.format(file=file, most=most)) from None
    except FileNotFoundError as error:
        raise ConfigurationError(_("{file} : ce fichier n'existe pas.").format(file=file)) from error
    except UnicodeDecodeError as error:
        said = _("{file} : l'octet {at} n'est pas de l'UTF-8 ; enregistrez le fichier en UTF-8.")
        raise ConfigurationError(said.format(file=file, at=error.start + 1)) from error
    except OSError as error:
        raise ConfigurationError(_("{file} : illisible ({why}).").format(file=file, why=error.strerror)) from error
