"""The commands of the guides are executed, in order, as a reader would: what they promise is what happens.

In a block of ``sh``: `# Ctrl-C` marks a command that stays until the next title, `# Ctrl-C à la fin` (`at the end`) until the guide's end; `# sort avec N` (`# exits with N`) announces an exit
code that is not 0. A block of ``text`` is what the command before it prints, among other lines. Ports are moved, so that a bench of
yours may be running.
"""

import contextlib
import os
import re
import shlex
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import httpx2
import pytest
import yaml
from ports import free_base_port

from conformance.plans import PLANS
from rulebook.duties import DUTIES
from rulebook.formats.application import Application
from rulebook.formats.attestations import Attestations
from rulebook.formats.habilitation import Habilitation
from rulebook.formats.reading import read_json, read_toml
from rulebook.formats.report import Report, Result

ROOT = Path(__file__).parents[2]
TWINS = [
    ("README.md", "LISEZMOI.md"),
    ("docs/premier-verdict.md", "docs/first-verdict.md"),
    ("docs/juger.md", "docs/judging.md"),
    ("docs/observing.md", "docs/observer.md"),
]
GUIDES = [guide for twins in TWINS for guide in twins]
FIRST_VERDICT = (
    "docs/premier-verdict.md"  # it judges the reference client on the whole plan, a minute that no other test takes
)
EXECUTED = [guide for guide, _twin in TWINS]
SITE = 8711  # where the service of docs/juger.md answers
# Line → why it is not executed; in that guide, for those that name one.
SKIPPED = {
    ". .venv/bin/activate": "the test runs in a prepared environment",
    "README.md: unefois demo --out report": "a minute, which docs/premier-verdict.md takes",
    "docs/juger.md: unefois check --app tests/others/django_site/application.toml --plan fc-identite --out report": (
        "a minute; tests/others judges that client story by story"
    ),
}
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$|^(#+ [^\n]*)$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"# (?:sort avec|exits with) (\d)$")
_PRINTED = "\t"
_STAYS = re.compile(r"# Ctrl-C$")
_STAYS_TO_THE_END = re.compile(r"# Ctrl-C (?:à la fin|at the end)$")


def _blocks(guide: str, language: str) -> list[str]:
    text = (ROOT / guide).read_text(encoding="utf-8")
    return [found[2] for found in _BLOCK.finditer(text) if found[1] == language]


def _sections(guide: str) -> list[list[str]]:
    """The lines to type, title by title; what one must print follows it, indented by a tab."""
    sections: list[list[str]] = [[]]
    for found in _BLOCK.finditer((ROOT / guide).read_text(encoding="utf-8")):
        if found[3]:
            sections.append([])
        elif found[1] in {"sh", "text"}:
            mark = "" if found[1] == "sh" else _PRINTED
            sections[-1] += [mark + line for line in found[2].splitlines() if line.strip()]
    return [lines for lines in sections if lines]


def _commands(guide: str) -> list[str]:
    """What is typed, the announced exit code apart from its language."""
    lines = [line for section in _sections(guide) for line in section]
    typed = [_CODE.sub(r"# \1", line) for line in lines if not line.startswith(_PRINTED)]
    return [_STAYS_TO_THE_END.sub("# Ctrl-C", line) for line in typed]


@dataclass
class Reader:
    """Somebody who follows a guide in a folder of their own: the variables that they exported, the programs that they left running."""

    guide: str
    folder: Path
    base: int
    site: int
    exported: dict[str, str] = field(default_factory=dict)
    printed: str = ""

    def follow(self, sections: list[list[str]]) -> None:
        """Title by title, line by line; what was left running ends with its title, or with the guide."""
        with contextlib.ExitStack() as whole:
            for lines in sections:
                with contextlib.ExitStack() as section:
                    for line in lines:
                        self._type(line, whole if _STAYS_TO_THE_END.search(line) else section)

    def _type(self, line: str, running: contextlib.ExitStack) -> None:
        if {line, f"{self.guide}: {line}"} & SKIPPED.keys():
            return
        if line.startswith(_PRINTED):
            assert self._moved(line.removeprefix(_PRINTED)) in self.printed.splitlines()
            return
        words = shlex.split(line, comments=True)
        if words[0] == "make":
            assert set(words[1:]) <= _targets(), line
        elif "docker" in words:
            _exists_for_compose(words[words.index("docker") :])
        elif words[0] == "export":
            self.exported |= dict(word.split("=", 1) for word in shlex.split(self._moved(line))[1:])
        elif _STAYS.search(line) or _STAYS_TO_THE_END.search(line):
            running.enter_context(self._left_running(line))
        else:
            self._run(line)

    def _run(self, line: str) -> None:
        announced = _CODE.search(line)
        done = subprocess.run(
            ["sh", "-c", self._moved(line)],
            cwd=self.folder,
            env=self._environment(),
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        self.printed = done.stdout + done.stderr
        assert done.returncode == int(announced[1] if announced else 0), f"{line}\n{self.printed}"

    @contextlib.contextmanager
    def _left_running(self, line: str) -> Iterator[None]:
        with tempfile.TemporaryFile("w+") as output:
            command = f"exec {self._moved(line)}"  # no shell between us and the program: the signal must reach it
            process = subprocess.Popen(
                ["sh", "-c", command], cwd=self.folder, env=self._environment(), stdout=output, stderr=output
            )
            try:
                assert httpx2.get(_address(process, output.fileno()), trust_env=False).status_code < 500
                yield
            finally:
                process.terminate()
                process.wait(10)

    def _environment(self) -> Mapping[str, str]:
        here = str(Path(sys.executable).parent)
        return {**os.environ, **self.exported, "UNEFOIS_PORT": str(self.base), "PATH": f"{here}:{os.environ['PATH']}"}

    def _moved(self, text: str) -> str:
        moved = re.sub(r"\b870(\d)\b", lambda found: str(self.base + int(found[1])), text)
        return re.sub(rf"\b{SITE}\b", str(self.site), moved)

    def take(self, name: str) -> None:
        """A copy of one file of the clone, its ports moved."""
        to = self.folder / name
        to.parent.mkdir(parents=True, exist_ok=True)
        to.write_text(self._moved((ROOT / name).read_text(encoding="utf-8")), encoding="utf-8")


def _address(process: "subprocess.Popen[bytes]", output: int) -> str:
    """The first address that the program prints: it answers from then on."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and process.poll() is None:
        said = os.pread(output, 4096, 0).decode(errors="replace")
        if found := re.search(r"http://\S+(?=\n)", said):
            return found[0]
        time.sleep(0.05)
    raise AssertionError(os.pread(output, 4096, 0).decode(errors="replace"))


def _targets() -> set[str]:
    return set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


def _exists_for_compose(words: list[str]) -> None:
    """`docker compose [--profile P] VERB SERVICE…`: the profile and the services are in docker-compose.yml."""
    assert words[:2] == ["docker", "compose"]
    services = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))["services"]
    profiles = {profile for service in services.values() for profile in service.get("profiles", [])}
    rest = words[2:]
    if rest[0] == "--profile":
        assert rest[1] in profiles
        rest = rest[2:]
    assert rest[0] in {"up", "run"}
    assert rest[1:]
    assert set(rest[1:]) <= set(services)


@pytest.fixture
def reader(request: pytest.FixtureRequest, tmp_path: Path) -> Reader:
    """Somebody who reads the guide that the test is about, with a clone of which only these files are read."""
    someone = Reader(request.getfixturevalue("guide"), tmp_path, free_base_port(), free_base_port())
    examples = sorted(file.name for file in (ROOT / "docs/exemples").iterdir())
    taken = [
        f"reference_client/{folder}{name}"
        for folder in ("", "stationnement/")
        for name in ("application.toml", "habilitation.toml")
    ]
    site = "tests/others/django_site"
    of_site = (
        file.relative_to(ROOT) for file in sorted((ROOT / site).rglob("*")) if file.suffix in {".py", ".toml", ".html"}
    )
    for name in (*taken, *(f"docs/exemples/{name}" for name in examples), *map(str, of_site)):
        someone.take(name)
    return someone


@pytest.mark.parametrize("guide", EXECUTED)
def test_every_command_of_a_guide_does_what_it_announces(guide: str, reader: Reader) -> None:
    """Exit code 0, or the one that the text announces; what stays answers; and the first verdict is what a careful client deserves."""
    reader.follow(_sections(guide))
    if guide == FIRST_VERDICT:
        _demonstrates_the_whole_plan(reader.folder / "report")


def _demonstrates_the_whole_plan(out: Path) -> None:
    """Every module that the contract allows passes, every duty that a machine can judge is demonstrated; five files."""
    assert {file.name for file in out.iterdir()} == {
        "report.json",
        "report.html",
        "junit.xml",
        "exchanges.jsonl",
        "observations.jsonl",
    }
    report = read_json(Report, (out / "report.json").read_text(encoding="utf-8"))
    closed = {"api-adresse-absente": "NOT_APPLICABLE", "api-codes-inconnus": "NOT_APPLICABLE"}
    assert {module.id for module in report.modules} == {module.id for module in PLANS["fc-impot"].modules}
    assert {module.id: module.result for module in report.modules if module.result != "PASS"} == closed
    assert report.summary.demonstrated
    told = Counter(duty.result for duty in report.duties)
    shown = (report.summary.duties_demonstrated, report.summary.duties_applicable)
    assert shown == (told[Result.PASS], len(DUTIES) - told[Result.NOT_APPLICABLE])
    excused = [duty.id for duty in DUTIES.values() if duty.attestation or duty.untested_because]
    assert [d.id for d in report.duties if d.result in {"REVIEW", "SKIPPED"} and d.id not in excused] == []


@pytest.mark.parametrize(("guide", "twin"), TWINS)
def test_both_languages_have_the_same_commands(guide: str, twin: str) -> None:
    """So that executing one proves the other."""
    assert _commands(guide)
    assert _commands(guide) == _commands(twin)


@pytest.mark.parametrize("guide", GUIDES)
def test_links_lead_somewhere(guide: str) -> None:
    """Each relative link of a guide is a file or a folder of the tree."""
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", (ROOT / guide).read_text(encoding="utf-8"))
    assert links
    assert [link for link in links if not (ROOT / guide).parent.joinpath(link).exists()] == []


@pytest.mark.parametrize("guide", ["docs/juger.md", "docs/judging.md"])
def test_the_pipelines_to_copy_are_well_formed(guide: str, tmp_path: Path) -> None:
    """GitHub's, then GitLab's, by their published schemas."""
    check = str(Path(sys.executable).parent / "check-jsonschema")
    for text, schema in zip(_blocks(guide, "yaml"), ("github-workflows", "gitlab-ci"), strict=True):
        (tmp_path / "pipeline.yml").write_text(text, encoding="utf-8")
        command = [check, "--builtin-schema", f"vendor.{schema}", "pipeline.yml"]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("guide", ["docs/juger.md", "docs/judging.md"])
def test_the_files_to_copy_are_read(guide: str) -> None:
    """With no key that the format does not know; and the example's say what its own files say."""
    habilitation, application, whole, attested = _blocks(guide, "toml")
    site = ROOT / "tests/others/django_site"
    assert read_toml(Application, whole).driver.http.franceconnect
    shown, ours = (
        read_toml(Application, application),
        read_toml(Application, (site / "application.toml").read_text(encoding="utf-8")),
    )
    assert (shown.driver.http.franceconnect, shown.oracle, shown.base_url) == (
        ours.driver.http.franceconnect,
        ours.oracle,
        ours.base_url,
    )
    assert (shown.capabilities, shown.driver.http.logout) == (ours.capabilities, ours.driver.http.logout)
    assert read_toml(Attestations, attested).attestation[0].when
    asked = read_toml(Habilitation, habilitation)
    granted = read_toml(Habilitation, (site / "habilitation.toml").read_text(encoding="utf-8"))
    assert (asked.franceconnect, asked.credentials) == (granted.franceconnect, granted.credentials)


def test_what_is_not_executed_is_still_in_its_guide() -> None:
    """The list holds no stale line."""
    for line in SKIPPED:
        guide, _, command = line.rpartition(": ")
        assert command in (ROOT / (guide or "README.md")).read_text(encoding="utf-8")
