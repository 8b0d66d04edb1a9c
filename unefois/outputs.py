"""The standard outputs as whoever started us left them: closed, on a full disk, or read by somebody who leaves. Never a traceback."""

import contextlib
import errno
import io
import os
import sys
from collections.abc import Iterator
from typing import IO, Any, BinaryIO, Protocol

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
    _say_what_can_be_said()
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
        _tell(error)
        raise SystemExit(2) from None


class Outlasting(click.Command):
    """A command whose worth is a verdict and the reports it leaves: it goes on when nobody reads what it says, and ends with its own code."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run it. A disk without room is told; a reader who left wants to read nothing."""
        kept = _Kept(sys.stdout.buffer)
        said = io.TextIOWrapper(
            io.BufferedWriter(kept), sys.stdout.encoding, sys.stdout.errors, line_buffering=kept.isatty()
        )
        try:
            with contextlib.redirect_stdout(said):
                return super().invoke(ctx)
        finally:
            said.flush()
            if kept.error is not None and kept.error.errno in _FULL:
                _tell(kept.error)


class _Bytes(Protocol):
    """What a buffer is here."""

    def __buffer__(self, flags: int, /) -> memoryview: ...


class _Kept(io.RawIOBase):
    """Writes to `stream` for as long as it can; `error` is what ended that."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.error: OSError | None = None

    def writable(self) -> bool:
        """Always, whatever becomes of it."""
        return True

    def isatty(self) -> bool:
        """Whether a person reads."""
        return self._stream.isatty()

    def fileno(self) -> int:
        """The stream's own."""
        return self._stream.fileno()

    def write(self, data: _Bytes, /) -> int:
        """All of it, or nothing that anybody will miss."""
        if self.error is None:
            try:
                self._stream.write(data)
                self._stream.flush()
            except OSError as error:
                self.error = error
                _drop_the_rest()
        return len(memoryview(data))


def _tell(error: OSError) -> None:
    click.echo(_("La sortie n'a pas pu être écrite ({why}).").format(why=error.strerror), err=True)


def _say_what_can_be_said() -> None:
    """A terminal without ✓ or é costs a question mark, never a verdict."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _nowhere() -> IO[str]:
    return os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")


def _drop_the_rest() -> None:
    """What is left in the buffer has nowhere to go: on leaving, Python would try again, and complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), _STDOUT)
