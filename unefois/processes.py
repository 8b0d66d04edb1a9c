"""Other processes on this machine: a bench, a client. Started, waited for, and always ended by their id."""

import contextlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import IO

import httpx2

from unefois.failure import ConfigurationError
from unefois.language import _

_LONGEST_START = 60.0  # it takes one second; a machine may be busy
_LONGEST_STOP = 5.0


class DidNotStart(ConfigurationError):
    """A process ended, or stayed silent, before it was ready; the sentence says what it printed last."""


@dataclass(frozen=True, slots=True)
class Started:
    """A process, and the file where it prints."""

    process: "subprocess.Popen[str]"
    output: IO[str]

    def last_words(self) -> str:
        """The last line that it printed, in a sentence."""
        self.output.seek(0)
        last = self.output.read().strip().splitlines()[-1:] or [_("(rien)")]
        return _("Le processus s'est arrêté (code {code}) en disant : {last}").format(
            code=self.process.returncode, last=last[0]
        )


@contextlib.contextmanager
def module(
    name: str, arguments: Sequence[str], environment: Mapping[str, str], *, apart: bool = False
) -> Iterator[Started]:
    """Run ``python -P -m name`` beside us; ended on leaving, whatever happens. What it prints goes to a file of its own.

    `apart`: Ctrl-C is for us alone, who still need it for a while.
    """
    with tempfile.TemporaryFile("w+") as output:
        process = subprocess.Popen(  # noqa: S603  (our own modules, our own arguments)
            [sys.executable, "-P", "-m", name, *arguments],
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            text=True,
            process_group=0 if apart and os.name == "posix" else None,
        )
        try:
            yield Started(process, output)
        finally:
            _end(process)


@contextlib.contextmanager
def bench(port: int, *, apart: bool = False) -> Iterator[Started]:
    """A bench on `port` and the following ones, without a client, ready to answer."""
    with module("unefois", ["up", "--port", str(port), "--no-client", "--json"], {}, apart=apart) as started:
        wait_until_answers(f"http://127.0.0.1:{port}/control/health", started)
        yield started


def wait_until_answers(url: str, started: Started) -> None:
    """Wait for an answer, any, at `url`; raise `DidNotStart` when its process ends or time runs out."""
    deadline = time.monotonic() + _LONGEST_START
    with httpx2.Client(timeout=1, follow_redirects=False, trust_env=False) as client:
        while time.monotonic() < deadline:
            if started.process.poll() is not None:
                raise DidNotStart(started.last_words())
            with contextlib.suppress(httpx2.TransportError):
                client.get(url)
                return
            time.sleep(0.02)
    raise DidNotStart(_("Rien ne répond à {url} après {seconds:.0f} s.").format(url=url, seconds=_LONGEST_START))


def _end(process: "subprocess.Popen[str]") -> None:
    process.terminate()
    try:
        process.wait(_LONGEST_STOP)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
