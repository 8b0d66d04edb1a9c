"""The standard outputs as whoever started us left them: closed, on a full disk, or read by somebody who leaves. Never a traceback."""

import contextlib
import errno
import os
import sys
from collections.abc import Iterator
from typing import IO

import click

from unefois.language import _

_STDOUT = 1
# A disk, or a quota of it.
_FULL = {errno.ENOSPC, errno.EDQUOT}


@contextlib.contextmanager
def steady() -> Iterator[None]:
    """Run with outputs that can be written to; exit code 1 when the reader left, 2 when there is no room."""
    # Whoever closed them wants to read nothing.
    sys.stdout, sys.stderr = sys.stdout or _nowhere(), sys.stderr or _nowhere()
    try:
        try:
            yield
        finally:
            sys.stdout.flush()
    except BrokenPipeError:
        _drop_the_rest()
        raise SystemExit(1) from None
    except OSError as error:
        if error.errno not in _FULL:
            raise
        _drop_the_rest()
        click.echo(_("La sortie n'a pas pu être écrite ({why}).").format(why=error.strerror), err=True)
        raise SystemExit(2) from None


def _nowhere() -> IO[str]:
    return os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")


def _drop_the_rest() -> None:
    """What is left in the buffer has nowhere to go: on leaving, Python would try again, and complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), _STDOUT)
