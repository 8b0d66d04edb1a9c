"""The guide of these clients is true: what it shows is what runs here, in the versions that it names, and its commands work."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from textwrap import indent

import pytest
from others.sites import HERE, missing_from_node
from ports import free_base_port

ROOT = HERE.parents[1]
GUIDES = ["clients-tiers.md", "third-party-clients.md"]
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_VERSION = re.compile(r"\*\*([\w-]+) (\d[\d.]+)\*\*")


def _text(guide: str) -> str:
    return (ROOT / "docs" / guide).read_text(encoding="utf-8")


def test_both_languages_show_the_same() -> None:
    """So that what is proved of one is proved of the other."""
    french, english = (_BLOCK.findall(_text(guide)) for guide in GUIDES)
    assert french == english


def test_every_excerpt_is_of_a_file_that_the_tests_run() -> None:
    """To the letter, margin and blank lines apart."""
    excerpts = [code for language, code in _BLOCK.findall(_text(GUIDES[0])) if language in {"python", "js"}]
    files = [file for folder in ("django_site", "fastapi_site", "node_site") for file in (HERE / folder).glob("*.*")]
    sources = [_lines(file.read_text(encoding="utf-8")) for file in files if file.suffix in {".py", ".mjs"}]
    shown = [_lines(indent(code, margin)) for code in excerpts for margin in ("", "  ", "    ")]
    found = [code for code in shown if any(code in source for source in sources)]
    assert len(found) == len(excerpts) > 0


@pytest.mark.parametrize("guide", GUIDES)
def test_versions_are_those_of_the_locks(guide: str) -> None:
    """The lines quoted, and what is said of the libraries, were read in these: another version has to be read again."""
    named = dict(_VERSION.findall(_text(guide)))
    locked = (ROOT / "requirements-dev.lock").read_text(encoding="utf-8")
    node = (HERE / "node_site/package-lock.json").read_text(encoding="utf-8")
    assert set(named) == {"mozilla-django-oidc", "france-connect-py", "openid-client"}
    assert f'"node_modules/openid-client": {{\n      "version": "{named.pop("openid-client")}"' in node
    assert [name for name, version in named.items() if f"\n{name}=={version} " not in locked] == []


@pytest.mark.parametrize("guide", GUIDES)
def test_links_lead_somewhere(guide: str) -> None:
    """Each relative link is a file or a folder of the tree."""
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", _text(guide))
    assert [link for link in links if not (ROOT / "docs" / link).exists()] == []


def test_commands_end_with_a_verdict(tmp_path: Path) -> None:
    """In a folder of one's own, ports moved: the client starts, the judge drives it as its files say, and finds nothing wrong."""
    if missing := missing_from_node():
        pytest.skip(missing)
    base = free_base_port()
    (commands,) = [code for language, code in _BLOCK.findall(_text(GUIDES[0])) if language == "sh"]
    site = tmp_path / "tests/others/node_site"
    shutil.copytree(HERE / "node_site", site, ignore=shutil.ignore_patterns("node_modules"))
    (site / "node_modules").symlink_to(HERE / "node_site/node_modules")
    for file in site.glob("*.toml"):
        file.write_text(_moved(file.read_text(encoding="utf-8"), base), encoding="utf-8")
        assert tomllib.loads(file.read_text(encoding="utf-8"))
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    done = subprocess.run(
        ["sh", "-e", "-c", f"trap 'kill $! 2>/dev/null || true' EXIT\n{_moved(commands, base)}"],
        cwd=tmp_path,
        env={**os.environ, "UNEFOIS_PORT": str(base), "PATH": path},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, indent(done.stdout + done.stderr, "  ")
    assert "fs-refus-usager" in done.stdout
    assert (tmp_path / "report/report.html").exists()


def _lines(code: str) -> str:
    return "\n" + "".join(f"{line}\n" for line in code.splitlines() if line.strip())


def _moved(text: str, base: int) -> str:
    """Ports of the bench, and the client's, moved to those that are free."""
    text = re.sub(r"\b870(\d)\b", lambda found: str(base + int(found[1])), text)
    return re.sub(r"\b8713\b", str(base + 5), text)
