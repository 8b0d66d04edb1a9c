"""The servers that are measured: each in a process of its own, on one core, while the client has another."""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2

PANVA = Path(__file__).parent / "panva"
_CLIENT_CORE, _SERVER_CORE = 0, 1
_LONGEST_START = 20.0
_PINS = shutil.which("taskset") is not None and (os.cpu_count() or 1) > 1


@dataclass(frozen=True, slots=True)
class Server:
    """One that answers: `port` is where logins go."""

    pid: int
    port: int

    def cpu(self) -> float:
        """Seconds of processor that it has used."""
        fields = Path(f"/proc/{self.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def rss(self) -> float:
        """Megabytes of memory that it holds."""
        pages = int(Path(f"/proc/{self.pid}/statm").read_text(encoding="ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


@dataclass(frozen=True, slots=True)
class Control:
    """The control port of a bench: only what a measure needs of it."""

    base: str

    def put(self, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """PUT below the default space."""
        return self._said(httpx2.put(self._at(path), json=dict(body), timeout=60, trust_env=False))

    def post(self, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """POST below the default space."""
        return self._said(httpx2.post(self._at(path), json=dict(body), timeout=60, trust_env=False))

    def personas(self) -> list[dict[str, Any]]:
        """Who can log in."""
        found: list[dict[str, Any]] = httpx2.get(self._at("personas"), timeout=60, trust_env=False).json()
        return found

    def _at(self, path: str) -> str:
        return f"{self.base}/control/spaces/default/{path}"

    @staticmethod
    def _said(answer: httpx2.Response) -> dict[str, Any]:
        answer.raise_for_status()
        said: dict[str, Any] = answer.json() if answer.content else {}
        return said


def panva_is_there() -> bool:
    """Whether the peer was installed (`make bench` does it, where there is an npm)."""
    found = shutil.which("node") is not None and (PANVA / "node_modules").exists()
    if not found:
        print("no peer here: `npm ci` in benchmarks/panva installs it")
    return found


def pin_client() -> bool:
    """Keep this process off the servers' core; False where nothing can be pinned."""
    if _PINS:
        os.sched_setaffinity(0, {_CLIENT_CORE})
    return _PINS


@contextlib.contextmanager
def bench(port: int) -> Iterator[tuple[Server, Control]]:
    """`unefois up` as anybody starts it, its journal on; logins go to FranceConnect, on the next port."""
    control = Control(f"http://127.0.0.1:{port}")
    command = [sys.executable, "-P", "-m", "unefois", "up", "--port", str(port), "--no-client", "--json"]
    with _running(command, f"{control.base}/control/health") as pid:
        yield Server(pid, port + 1), control


@contextlib.contextmanager
def gateway(port: int, federator: int, habilitation: Path) -> Iterator[Server]:
    """The DGFiP's gateway alone, in front of a FranceConnect on that other port."""
    where = ["--port", str(port), "--franceconnect", f"http://localhost:{federator}"]
    command = [sys.executable, "-P", "-m", "mock_api_impot", *where, "--habilitation", str(habilitation)]
    with _running(command, f"http://127.0.0.1:{port}/franceconnect/jwks") as pid:
        yield Server(pid, port)


@contextlib.contextmanager
def federator(port: int, gateway_port: int, habilitation: Path) -> Iterator[Server]:
    """FranceConnect alone, on the client's core."""
    where = ["--port", str(port), "--dgfip", f"http://localhost:{gateway_port}"]
    command = [sys.executable, "-P", "-m", "mock_franceconnect", *where, "--habilitation", str(habilitation)]
    with _running(command, f"http://127.0.0.1:{port}/api/v2/jwks", core=_CLIENT_CORE) as pid:
        yield Server(pid, port)


@contextlib.contextmanager
def panva(port: int) -> Iterator[Server]:
    """The peer."""
    answers = f"http://127.0.0.1:{port}/.well-known/openid-configuration"
    with _running(["node", str(PANVA / "server.mjs"), str(port)], answers) as pid:
        yield Server(pid, port)


@contextlib.contextmanager
def hello(port: int) -> Iterator[Server]:
    """The bare Starlette application."""
    command = [sys.executable, str(Path(__file__).with_name("hello.py")), str(port)]
    with _running(command, f"http://127.0.0.1:{port}/hello") as pid:
        yield Server(pid, port)


@contextlib.contextmanager
def _running(command: Sequence[str], answers: str, core: int = _SERVER_CORE) -> Iterator[int]:
    """That command, on that core, until the end of the block; what it says shows when it fails."""
    pinned = ["taskset", "-c", str(core)] if _PINS else []  # becomes the command: same pid
    with tempfile.TemporaryFile("w+") as output:
        process = subprocess.Popen(
            [*pinned, *command], stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT
        )
        try:
            if not _answers(answers, process):
                output.seek(0)
                raise SystemExit(f"{command}: {output.read()[-2000:]}")
            yield process.pid
        finally:
            process.terminate()
            process.wait()


def _answers(url: str, process: "subprocess.Popen[bytes]") -> bool:
    deadline = time.monotonic() + _LONGEST_START
    while process.poll() is None and time.monotonic() < deadline:
        with contextlib.suppress(httpx2.TransportError):
            httpx2.get(url, timeout=1, trust_env=False)
            return True
        time.sleep(0.05)
    return False
