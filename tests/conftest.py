"""What every test may use: a real bench on ports of its own; and the rule that a green run hides no skipped test."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from contract_held import hold_journal
from hypothesis import HealthCheck, settings
from ports import free_base_port

from unefois import processes

pytest_plugins = ["chromium"]
# Needs an environment of its own: `make oracle` builds it and names the folder, which is then collected.
collect_ignore = ["oracle"]
# A busy machine is slow: that says nothing of what is tested.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")

ALLOWED_SKIPS = Path(__file__).parent / "allowed-skips.txt"
_skipped: dict[str, str] = {}


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: tests wait for the processes that they start about as long as one core computes."""
    return (os.cpu_count() or 1) + 1


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The guides are one long story: begun last, they would keep one core waiting for the other."""
    items.sort(key=lambda item: "test_readme" not in item.nodeid)


def pytest_make_parametrize_id(val: object) -> str | None:
    """Bytes that are no text give their length to the case: those of gzip hold the hour, and no two workers would collect the same names."""
    if not isinstance(val, bytes) or (val.isascii() and val.decode().isprintable()):
        return None
    return f"{len(val)} bytes"


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Remember who was skipped, and why."""
    if report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        _skipped[report.nodeid] = reason


def pytest_sessionfinish(session: pytest.Session) -> None:
    """With CI=true, a skipped test that tests/allowed-skips.txt does not list fails the run."""
    if os.environ.get("CI") != "true" or hasattr(session.config, "workerinput"):
        return
    allowed = {line.split("#")[0].strip() for line in ALLOWED_SKIPS.read_text(encoding="utf-8").splitlines()}
    hidden = {name: why for name, why in _skipped.items() if name.partition("[")[0] not in allowed}
    if hidden:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Skips are said aloud, always."""
    for name, why in sorted(_skipped.items()):
        terminalreporter.write_line(f"SKIPPED {name}: {why}", yellow=True)


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """Asynchronous tests run on asyncio, as the bench does."""
    return "asyncio"


@pytest.fixture(scope="session")
def bench_port() -> Iterator[int]:
    """A bench in a process of its own, without a client: its base port. What its gateway answered is held to our contract at the end."""
    port = free_base_port()
    with processes.bench(port):
        yield port
        hold_journal(f"http://localhost:{port}")
