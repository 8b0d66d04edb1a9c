"""Whether a page can be read: markup over which a parser spends hours is tried first by a process that can be ended.

A thread cannot be: the parser is C code, and holds the interpreter.
"""

import atexit
import contextlib
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from typing import BinaryIO

from conformance.drivers import form
from conformance.drivers.page import Page
from conformance.drivers.trouble import Stuck, Trouble

# Up to here the worst markup known takes a parser a third of a second.
_SHORT = 64 * 1024  # characters
_FORMS = 10  # of those of a page: a recipe sends one
_READ = b"."


def prove(html: str, seconds: float, place: str) -> None:
    """Raise `Trouble` for a page that is not read in so many seconds."""
    if len(html) > _SHORT and not _READER.reads(html, seconds):
        raise Trouble(
            f"la page de {place} ne se lit pas en {seconds:.3g} s ({len(html)} caractères) : son balisage est démesuré ou mal fermé",
            f"the page of {place} cannot be read in {seconds:.3g} s ({len(html)} characters): its markup is huge or badly closed",
        )


@dataclass(slots=True)
class _Reader:
    """A process that reads one page after another, for all the threads of this one; started when needed, and again once ended."""

    _lock: threading.Lock = field(default_factory=threading.Lock)
    _process: "subprocess.Popen[bytes] | None" = None

    def reads(self, html: str, seconds: float) -> bool:
        """Whether it came to the end of the page in that time, which begins once the process has."""
        with self._lock:
            if self._process is None or self._process.poll() is not None:
                self._end()
                self._process = _started()
            process, said = self._process, list[bytes]()
            asking = threading.Thread(target=lambda: said.append(_asked(process, html)), daemon=True)
            asking.start()
            asking.join(seconds)
            if said != [_READ]:
                self._end()
            return said == [_READ]

    def close(self) -> None:
        """End the process, if there is one."""
        with self._lock:
            self._end()

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None


def _started() -> "subprocess.Popen[bytes]":
    """The process, ready: how long it takes to begin says nothing of a page. In a session of its own: Ctrl-C is not for it."""
    command = [sys.executable, "-P", "-m", __name__]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True)  # noqa: S603  (ourselves)
    if process.stdout is not None:
        process.stdout.read(1)
    return process


def _asked(process: "subprocess.Popen[bytes]", html: str) -> bytes:
    """What the process answers; nothing once it has ended."""
    page, asked, told = html.encode("utf-8", "replace"), process.stdin, process.stdout
    if asked is None or told is None:
        return b""
    try:
        asked.write(len(page).to_bytes(8) + page)
        asked.flush()
        return told.read(1)
    except (OSError, ValueError):
        return b""


def main(asked: BinaryIO, told: BinaryIO) -> None:
    """Say that it is ready, then read the pages that come, each after its length, and say so of each."""
    told.write(_READ)
    told.flush()
    while length := asked.read(8):
        _read(asked.read(int.from_bytes(length)).decode("utf-8", "replace"))
        told.write(_READ)
        told.flush()


def _read(html: str) -> None:
    """All that the driver does with a page, whichever its recipe."""
    page = Page("http://localhost/", 200, html)
    for read in (page.onward, page.frames, page.fields, lambda: page.title, lambda: page.text):
        with contextlib.suppress(Stuck):  # an address that nobody can read: told when the page is used
            read()
    for one in page.tree.css("form")[:_FORMS]:
        form.entries(page.tree, one, {}, None)


_READER = _Reader()
atexit.register(_READER.close)

if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer)
