"""The files that go with a judgement on the command line: waivers, and what they do to the exit code."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from command_line import unefois
from ports import free_base_port

from unefois import reference, trial

NONCE = "nonce-ignore"


@pytest.fixture(scope="module")
def wrong_client(bench_port: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with the two files of a client that ignores the nonce, and that runs."""
    folder = tmp_path_factory.mktemp("fautif")
    base_url, bench_url = f"http://localhost:{free_base_port() + 4}", f"http://localhost:{bench_port}"
    for name in ("application.toml", "habilitation.toml"):
        text = (Path(reference.__file__).parents[1] / "reference_client" / name).read_text(encoding="utf-8")
        moved = text.replace("http://localhost:8704", base_url).replace('id = "cantine-villefictive"', 'id = "fautif"')
        (folder / name).write_text(moved, encoding="utf-8")
    with trial.client("gallery", [NONCE], bench_url, base_url, reference.habilitation(base_url, id_="fautif")):
        yield folder


def _check(folder: Path, bench_port: int, *arguments: str, **environment: str) -> tuple[int, str]:
    done = unefois(
        "check",
        *("--app", "application.toml", "--bench", f"http://localhost:{bench_port}", "--only", "fs-nonce-etranger"),
        *arguments,
        cwd=folder,
        **environment,
    )
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout + done.stderr


def test_a_waiver_changes_the_exit_code_and_says_who_answers(wrong_client: Path, bench_port: int) -> None:
    """Without one, the line to complete; with it, 0; in either language; in the report too."""
    today = date.today()  # noqa: DTZ011, TID251  (the judge's own day)
    file = wrong_client / "waivers.toml"
    file.write_text("format = 1\n", encoding="utf-8")
    code, said = _check(wrong_client, bench_port, "--waivers", "waivers.toml")
    assert code == 1
    line = next(line.strip() for line in said.splitlines() if line.strip().startswith("{ id"))
    assert 'id = "FS-NONCE-03a", application = "fautif"' in line
    filled = line.replace('reason = ""', 'reason = "refonte"').replace('owner = ""', 'owner = "A. Nonyme"')
    file.write_text(f"format = 1\nwaiver = [\n{filled}\n]\n", encoding="utf-8")
    code, said = _check(wrong_client, bench_port, "--waivers", "waivers.toml", UNEFOIS_LANG="en")
    assert code == 0
    assert f"FS-NONCE-03a: waiver, lets pass (refonte; A. Nonyme, until {today + timedelta(days=90)})" in said
    assert '"state": "used"' in (wrong_client / "report/report.json").read_text(encoding="utf-8")


def test_mistakes_of_the_file_are_told_before_anything_is_judged(wrong_client: Path, bench_port: int) -> None:
    """File and line, exit 2; a file that is not there; a plan that has no use for it."""
    (wrong_client / "faux.toml").write_text('format = 1\n[[waiver]]\nid = "FS-NONCE-99"\n', encoding="utf-8")
    code, said = _check(wrong_client, bench_port, "--waivers", "faux.toml")
    assert code == 2
    assert "faux.toml:3: waiver.1" in said or "faux.toml:2: waiver.1" in said
    assert _check(wrong_client, bench_port, "--waivers", "absent.toml")[0] == 2
    done = unefois("check", "--plan", "provider", "--waivers", "faux.toml", cwd=wrong_client)
    assert (done.returncode, "--waivers" in done.stderr) == (2, True)


def test_attestations_are_read_strictly_and_belong_to_the_application(wrong_client: Path, bench_port: int) -> None:
    """File and line; another application's; a duty that a machine judges: exit 2, each with its sentence."""
    file = wrong_client / "attestations.toml"
    text = (
        'format = 1\napplication = "{}"\n[[attestation]]\nduty = "{}"\nstatement = "s"\nwho = "w"\nwhen = 2026-01-02\n'
    )
    for application, duty, words in (
        ("fautif", "FS-NONCE-99", "attestations.toml:4: "),
        ("autre", "FS-NONCE-03", "parle de autre"),
        ("fautif", "FS-NONCE-03", "se juge"),
    ):
        file.write_text(text.format(application, duty), encoding="utf-8")
        code, said = _check(wrong_client, bench_port, "--attestations", "attestations.toml")
        assert (code, words in said) == (2, True), said
