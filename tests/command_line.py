"""Runs `unefois` as a user does: in a process of its own, or in ours when nothing has to be started."""

import os
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner, Result

from unefois.__main__ import cli


def typed(*arguments: str, **environment: str) -> Result:
    """One command, in this process, half a second sooner."""
    return CliRunner().invoke(cli, list(arguments), env=environment)


def unefois(*arguments: str, cwd: Path | None = None, **environment: str) -> "subprocess.CompletedProcess[str]":
    """One command, awaited."""
    return subprocess.run(
        [sys.executable, "-P", "-m", "unefois", *arguments],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
