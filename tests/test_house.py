"""The house is what ARCHITECTURE.md and the import contracts say: folders, layers, names, languages."""

import ast
import gzip
import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[1]
PACKAGES = {
    "rulebook",
    "simulator",
    "scenarios",
    "mock_franceconnect",
    "mock_api_impot",
    "reference_client",
    "gallery",
    "conformance",
    "loadtests",
    "unefois",
}
OTHER_FOLDERS = {"tests", "benchmarks", "docs"}
FORBIDDEN_NAMES = {"utils", "helpers", "common", "misc", "core", "base"}
# Files over 250 lines were looked at, and stay whole for the reason given.
LONG_FILES: dict[str, str] = {
    "rulebook/differences.py": "one table",
}


def tracked(*patterns: str) -> list[Path]:
    """Every file of these kinds, Python by default, that git knows or would add."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", *(patterns or ("*.py",))],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [ROOT / name for name in listed.stdout.split() if (ROOT / name).exists()]


def pyproject() -> dict[str, Any]:
    """The project file."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_folders_are_those_of_the_house() -> None:
    """A new top-level folder has to be given its room: here, in the contracts and in ARCHITECTURE.md."""
    folders = {path.relative_to(ROOT).parts[0] for path in tracked() if len(path.relative_to(ROOT).parts) > 1}
    assert folders <= PACKAGES | OTHER_FOLDERS
    assert folders >= PACKAGES


def test_contracts_and_wheel_and_types_name_every_package() -> None:
    """The import contracts, the wheel, mypy and coverage look at the same list."""
    tool = pyproject()["tool"]
    assert set(tool["importlinter"]["root_packages"]) == PACKAGES
    assert set(tool["hatch"]["build"]["targets"]["wheel"]["packages"]) == PACKAGES
    assert set(tool["mypy"]["packages"]) == PACKAGES
    assert set(tool["ruff"]["lint"]["isort"]["known-first-party"]) == PACKAGES


def test_architecture_names_every_package() -> None:
    """A newcomer finds each package in ARCHITECTURE.md."""
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    assert [name for name in sorted(PACKAGES) if not re.search(rf"\b{name}\b", text)] == []


def test_no_room_for_everything() -> None:
    """No module or folder has a name that would welcome anything."""
    stems = {path.relative_to(ROOT): {path.stem, *path.relative_to(ROOT).parts[:-1]} for path in tracked()}
    assert [str(path) for path, names in stems.items() if names & FORBIDDEN_NAMES] == []


def test_long_files_were_looked_at() -> None:
    """A file over 250 lines is an exception with a reason, and the list holds no stale one."""
    long = {
        str(path.relative_to(ROOT))
        for path in tracked()
        if path.relative_to(ROOT).parts[0] in PACKAGES and len(path.read_text(encoding="utf-8").splitlines()) > 250
    }
    assert long == set(LONG_FILES)


def test_functions_fit_a_screen() -> None:
    """No function of the packages passes 40 lines of code, its signature and docstring apart."""
    assert [found for path in tracked() if path.relative_to(ROOT).parts[0] in PACKAGES for found in _long(path)] == []


def _long(path: Path) -> list[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    return [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for node in functions
        if (node.end_lineno or 0) - (node.body[1] if len(node.body) > 1 else node.body[0]).lineno > 40
    ]


_ASKS = {"Client", "AsyncClient", "request", "stream", "get", "post", "put", "patch", "delete", "head", "options"}


def test_a_proxy_of_the_machine_is_asked_nothing() -> None:
    """Where a proxy is the rule, it knows neither localhost nor a bench's own names: every request goes straight."""
    ours = [path for path in tracked() if path.relative_to(ROOT).parts[0] in PACKAGES | {"benchmarks"}]
    assert [found for path in ours for found in _by_proxy(path)] == []


def _by_proxy(path: Path) -> list[str]:
    """The calls of httpx2 that would read the environment, and those of urllib that do."""
    calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    named = [(call, ast.unparse(call.func), {ast.unparse(word) for word in call.keywords}) for call in calls]
    return [
        f"{path.relative_to(ROOT)}:{call.lineno} {name}"
        for call, name, words in named
        if name.rpartition(".")[2] == "urlopen"
        or (name.removeprefix("httpx2.") in _ASKS and name.startswith("httpx2.") and "trust_env=False" not in words)
    ]


def _catalogues() -> list[tuple[str, str]]:
    return sorted((path.parents[3].name, path.parents[1].name) for path in ROOT.glob("*/locale/*/LC_MESSAGES/*.po"))


@pytest.mark.parametrize("package", sorted({package for package, _ in _catalogues()}))
@pytest.mark.parametrize("language", ["fr", "en"])
def test_catalogues_have_no_hole(package: str, language: str) -> None:
    """Every sentence that the package shows has its words in both languages, and no catalogue keeps a dead one."""
    said = {
        message
        for _, _, message, _, _ in extract_from_dir(
            ROOT / package,
            method_map=[("**.py", "python"), ("**.html", "jinja2.ext.babel_extract")],
            options_map={"**.html": {"newstyle_gettext": "true"}},
            keywords={"_": None, "gettext": None, "ngettext": (1, 2)},
        )
    }
    messages = {message[0] if isinstance(message, tuple) else message for message in said}
    with (ROOT / package / "locale" / language / "LC_MESSAGES" / f"{package}.po").open("rb") as file:
        catalogue: Catalog = read_po(file)
    known = {
        message.id if isinstance(message.id, str) else message.id[0]: message for message in catalogue if message.id
    }
    untranslated = {id_ for id_, message in known.items() if not message.string or message.fuzzy}
    assert sorted(messages - set(known)) == []
    assert sorted(untranslated) == []
    assert sorted(set(known) - messages) == []


def test_packages_with_words_have_two_catalogues() -> None:
    """French and English, from the first day."""
    found = _catalogues()
    assert found
    assert {package for package, language in found if language == "fr"} == {
        package for package, language in found if language == "en"
    }


def test_sources_are_documents_that_a_reader_can_find() -> None:
    """A source is a document of `rulebook.documents` or a fact of tests/facts, not a note of ours that is not here."""
    notes = re.compile(r"fact[ -]sheet|\bof the sheet\b|\bnos fiches\b|\btax\.md\b", re.IGNORECASE)
    said = [file for file in tracked("*.py", "*.toml", "*.md") if notes.search(file.read_text(encoding="utf-8"))]
    assert [file.name for file in said if file != Path(__file__)] == []


def test_nothing_committed_names_a_download_address() -> None:
    """Lock files hold names, versions and hashes only."""
    for lock in (*ROOT.glob("*.lock"), ROOT / "tests/others/node_site/package-lock.json"):
        assert "://" not in lock.read_text(encoding="utf-8"), lock.name


def test_a_case_made_of_bytes_has_the_same_name_whenever_it_is_collected(request: pytest.FixtureRequest) -> None:
    """Each worker collects for itself, and two names for one case stop the whole run: gzip writes the hour."""
    name = request.config.hook.pytest_make_parametrize_id
    bodies = [gzip.compress(b"Bonjour", mtime=at) for at in (0, 1_800_000_000)]
    assert len({*bodies}) == 2
    assert {name(config=request.config, val=body, argname="body") for body in bodies} == {"27 bytes"}
