"""How a command fails on a user's mistake: one clear sentence on stderr, exit code 2, nothing half-written."""

from typing import IO, Any

import click

from rulebook.formats.reading import Unreadable
from unefois.language import LANGUAGE


class ConfigurationError(click.ClickException):
    """Bad usage, configuration or preflight: exit code 2."""

    exit_code = 2

    def show(self, file: IO[Any] | None = None) -> None:
        """The sentence, alone."""
        click.echo(self.message, file=file, err=file is None)


def listed(name: str, error: Unreadable) -> str:
    """Every problem of a file, one a line, as ``name:line: sentence``."""
    return "\n".join(problem.located(name, LANGUAGE) for problem in error.problems)
