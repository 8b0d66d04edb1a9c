"""Clients written by others, as their committed applications configure them: each in a process of its own, registered on a bench."""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from conformance.bench import Bench, Lease, Space
from rulebook.formats.application import Application
from rulebook.formats.control import LeaseRequest
from rulebook.formats.habilitation import Habilitation
from rulebook.formats.persona import Persona
from rulebook.formats.reading import read_toml
from unefois import processes

HERE = Path(__file__).parent
_OLDEST_NODE = 20
# Folder → how it is started, its port last.
COMMANDS = {
    "django_site": [sys.executable, "-P", "-m", "django_site"],
    "fastapi_site": [sys.executable, "-P", "-m", "fastapi_site"],
    "node_site": ["node", str(HERE / "node_site/server.mjs")],
}


@dataclass(frozen=True, slots=True)
class Site:
    """A client that runs, what it was granted, and the bench that it asks."""

    application: Application
    habilitation: Habilitation
    bench: Bench = field(repr=False)

    @property
    def space(self) -> Space:
        """Where FranceConnect is."""
        return self.bench.space(self.application.space)

    @property
    def citizen(self) -> Persona:
        """Who logs in: somebody whose given names say that they came whole."""
        return next(one for one in self.bench.personas(self.application.space) if one.id == "noms-composes")

    def lease(self) -> contextlib.AbstractContextManager[Lease]:
        """Hold it: what it exchanges is then kept apart, and may be falsified."""
        request = LeaseRequest(application=self.habilitation.id, module="others", wait=20, key="0" * 64)
        return self.bench.lease(self.application.space, request)


def read(folder: str, base_url: str | None = None) -> tuple[Application, Habilitation]:
    """The two files of a client, moved to where it runs."""
    application = read_toml(Application, (HERE / folder / "application.toml").read_text(encoding="utf-8"))
    text = (HERE / folder / application.habilitation).read_text(encoding="utf-8")
    moved = base_url or application.base_url
    habilitation = read_toml(Habilitation, text.replace(application.base_url, moved))
    return application.model_copy(update={"base_url": moved}), habilitation


@contextlib.contextmanager
def running(folder: str, bench_port: int, port: int, kept: Path) -> Iterator[Site]:
    """The client of `folder` on `port`; `kept` is where it may write."""
    if folder == "node_site" and (missing := missing_from_node()):
        pytest.skip(missing)
    bench = Bench(f"http://127.0.0.1:{bench_port}")
    base = f"http://localhost:{port}"
    application, habilitation = read(folder, base)
    credentials = bench.register(application.space, habilitation)
    environment = {
        "CLIENT_BASE_URL": base,
        "FC_ISSUER": bench.space(application.space).issuer,
        "FC_CLIENT_ID": credentials.client_id,
        "FC_CLIENT_SECRET": credentials.client_secret,
        "DATABASE": str(kept / "db.sqlite3"),
        "PYTHONPATH": str(HERE),
        "NO_PROXY": "localhost",
    }
    with _process([*COMMANDS[folder], str(port)], environment) as started:
        processes.wait_until_answers(base, started)
        yield Site(application, habilitation, bench)
    bench.close()


@contextlib.contextmanager
def _process(command: list[str], environment: dict[str, str]) -> Iterator[processes.Started]:
    with tempfile.TemporaryFile("w+") as output:
        process = subprocess.Popen(
            command,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            text=True,
        )
        try:
            yield processes.Started(process, output)
        finally:
            process.terminate()
            process.wait(10)


def missing_from_node() -> str:
    """What keeps openid-client from running here; nothing on a machine where `make test` could install it."""
    if shutil.which("node") is None:
        return "no Node here"
    version = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True).stdout
    if int(version.removeprefix("v").partition(".")[0]) < _OLDEST_NODE:
        return f"Node {version.strip()} is too old"
    return "" if (HERE / "node_site/node_modules").is_dir() else "openid-client is not installed: make node"
