"""Runs `unefois` as a user does, in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path


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
