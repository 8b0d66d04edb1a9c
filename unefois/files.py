"""Files that a user wrote, read with their own sentences when something is wrong."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from rulebook.formats import reading
from rulebook.formats.reading import Unreadable, read_toml
from rulebook.formats.record import Record
from unefois.failure import ConfigurationError, listed
from unefois.language import _

R = TypeVar("R", bound=Record)


def read(model: type[R], file: Path) -> R:
    """The record that `file` holds in TOML; exit code 2 with file and line when it does not."""
    return _read(read_toml, model, file)


def read_json(model: type[R], file: Path) -> R:
    """The record that `file` holds in JSON; exit code 2 when it does not."""
    return _read(reading.read_json, model, file)


def _read(reader: Callable[[type[R], str], R], model: type[R], file: Path) -> R:
    try:
        return reader(model, file.read_text(encoding="utf-8"))
    except Unreadable as error:
        raise ConfigurationError(listed(str(file), error)) from error
    except FileNotFoundError as error:
        raise ConfigurationError(_("{file} : ce fichier n'existe pas.").format(file=file)) from error
    except UnicodeDecodeError as error:
        said = _("{file} : l'octet {at} n'est pas de l'UTF-8 ; enregistrez le fichier en UTF-8.")
        raise ConfigurationError(said.format(file=file, at=error.start + 1)) from error
    except OSError as error:
        raise ConfigurationError(_("{file} : illisible ({why}).").format(file=file, why=error.strerror)) from error
