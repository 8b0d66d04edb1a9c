"""How a command fails on a user's mistake: one clear sentence on stderr, exit code 2, nothing half-written."""

from typing import IO, Any

import click

from rulebook.formats.reading import Unreadable
from rulebook.source import printable
from unefois.language import LANGUAGE


class ConfigurationError(click.ClickException):
    """Bad usage, configuration or preflight: exit code 2."""

    exit_code = 2

    def show(self, file: IO[Any] | None = None) -> None:
        """The sentence, alone: it may quote a client, whose words must not command the terminal."""
        click.echo("\n".join(map(printable, self.message.split("\n"))), file=file, err=file is None)


def listed(name: str, error: Unreadable) -> str:
    """Every problem of a file, one a line, as ``name:line: sentence``."""
    return "\n".join(problem.located(name, LANGUAGE) for problem in error.problems)
