"""A user's mistake: one clear sentence with the file and line or the address, exit code 2, nothing half-written."""

import re
import shutil
import socket
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from command_line import typed, unefois
from ports import free_base_port

from unefois import processes, provider_trial, reference, trial
from unefois.commands import observe
from unefois.failure import ConfigurationError


@pytest.fixture
def client_files(tmp_path: Path) -> Path:
    """A copy of the reference client's two files."""
    for name in ("application.toml", "habilitation.toml"):
        shutil.copy(str(files("reference_client") / name), tmp_path / name)
    return tmp_path


def _edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        ("application.toml", 'name = "', "name = ", "application.toml:3"),
        ("application.toml", "base_url =", "base_ulr =", "base_url"),
        ("application.toml", 'clock = "env"', 'clock = "sundial"', "application.toml:7"),
        ("application.toml", "{ click =", "{ press =", "application.toml:"),
        ("habilitation.toml", 'tier = "50"', "tier = 50", "habilitation.toml:"),
        ("habilitation.toml", '"openid",', '"opened",', "opened"),
        (
            "habilitation.toml",
            "http://localhost:8704/franceconnect",
            "ftp://localhost/franceconnect",
            "ftp://localhost",
        ),
    ],
)
def test_a_file_that_cannot_be_read_is_pointed_at(client_files: Path, name: str, old: str, new: str, says: str) -> None:
    """With its name and its line, and no report is left behind."""
    _edit(client_files / name, old, new)
    done = typed("check", "--app", str(client_files / "application.toml"), "--out", str(client_files / "out"))
    assert done.exit_code == 2
    assert says in done.stderr
    assert not (client_files / "out").exists()


def test_a_report_that_cannot_be_written_is_told_at_once(client_files: Path, bench_port: int) -> None:
    """Before any client is judged, with the folder that was asked."""
    (client_files / "fichier").touch()
    bench = f"http://localhost:{bench_port}"
    done = unefois("check", "--app", "application.toml", "--bench", bench, "--out", "fichier/out", cwd=client_files)
    assert done.returncode == 2
    assert "fichier/out" in done.stderr
    assert "Jugement" not in done.stdout


@pytest.mark.parametrize("missing", ["application.toml", "habilitation.toml"])
def test_a_missing_file_is_named(client_files: Path, missing: str) -> None:
    """Both files are needed."""
    (client_files / missing).unlink()
    done = typed("check", "--app", str(client_files / "application.toml"))
    assert done.exit_code == 2
    assert missing in done.stderr


def test_a_port_in_use_is_named() -> None:
    """With what to do about it; the ports that were free are given back."""
    base = free_base_port()
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", base + 1))
        holder.listen()
        done = unefois("up", "--port", str(base), "--no-client")
    assert done.returncode == 2
    assert str(base + 1) in done.stderr
    assert "--port" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("host", "says"),
    [
        ("nulle-part.invalid", "nulle-part.invalid n'est pas une adresse de cette machine"),
        ("192.0.2.1", "192.0.2.1 n'est pas une adresse de cette machine"),
    ],
)
def test_where_the_bench_cannot_listen_is_told_as_such(host: str, says: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that leads nowhere, another machine's address: no port is to blame."""
    monkeypatch.setenv("UNEFOIS_TOKEN", "x" * 40)
    done = unefois("up", "--host", host, "--port", str(free_base_port()), "--no-client")
    assert done.returncode == 2
    assert says in done.stderr
    assert "--host" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_unreachable_client_is_named(client_files: Path, bench_port: int) -> None:
    """Nobody listens at its address: exit code 2 with that address."""
    nobody = f"http://localhost:{free_base_port() + 4}"
    for name in ("application.toml", "habilitation.toml"):
        _edit(client_files / name, "http://localhost:8704", nobody)
    done = unefois("check", "--app", "application.toml", "--bench", f"http://localhost:{bench_port}", cwd=client_files)
    assert done.returncode == 2
    assert nobody in done.stderr
    assert not (client_files / "report").exists()


def test_a_bench_elsewhere_that_does_not_answer_is_named(client_files: Path) -> None:
    """Only an address of this machine is given a bench of its own."""
    done = unefois("check", "--app", "application.toml", "--bench", "http://bench.invalid:8700", cwd=client_files)
    assert done.returncode == 2
    assert "http://bench.invalid:8700" in done.stderr


def test_a_button_that_does_not_exist_is_named(client_files: Path, bench_port: int) -> None:
    """A recipe that does not fit the pages is configuration, never a verdict on the client."""
    base_url, bench_url = f"http://localhost:{bench_port + 4}", f"http://localhost:{bench_port}"
    for name in ("application.toml", "habilitation.toml"):
        _edit(client_files / name, "http://localhost:8704", base_url)
    _edit(client_files / "application.toml", '"#continuer"', '"#absent"')
    with trial.client("reference_client", [], bench_url, base_url, reference.habilitation(base_url)):
        done = unefois("check", "--app", "application.toml", "--bench", bench_url, cwd=client_files)
    assert done.returncode == 2
    assert "#absent" in done.stderr
    assert not (client_files / "report").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["explain", "FS-NONCE-99"],
        ["explain"],
        ["explain", ""],
        ["explain", "", "--json"],
        ["explain", "--format", "aplication"],
        ["gallery", "nobody"],
        ["load", "--users", "0"],
        ["load", "--users", "-1"],
        ["load", "--seconds", "nan"],
        ["load", "--seconds", "0"],
        ["up", "--port", "0"],
        ["up", "--host", "0.0.0.0"],
        ["up", "--habilitation", "nowhere.toml"],
        ["nothing"],
    ],
)
def test_a_wrong_argument_is_explained(arguments: list[str]) -> None:
    """One or two lines, exit code 2."""
    done = typed(*arguments, UNEFOIS_TOKEN="")
    assert done.exit_code == 2
    assert done.stderr.strip()
    assert isinstance(done.exception, SystemExit)


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "--app"],
        ["check", "--app", "application.toml", "--waivers"],
        ["check", "--app", "application.toml", "--attestations"],
        ["check", "--plan", "provider", "--issuer", "http://localhost:1", "--client"],
        ["datapass"],
        ["up", "--habilitation"],
        ["up", "--people"],
        ["compare", "/dev/zero"],
        ["observe", "--app", "application.toml", "--har"],
        ["observe", "--app", "application.toml", "--exchanges"],
    ],
    ids=" ".join,
)
def test_a_file_without_end_is_not_read_to_its_end(
    client_files: Path, arguments: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The wrong file, or a device: told with the limit, before memory is full."""
    monkeypatch.chdir(client_files)
    refused = typed(*arguments, "/dev/zero")
    assert refused.exit_code == 2
    assert "/dev/zero" in refused.stderr
    assert re.search(r"plus de \d+ octets", refused.stderr)


def test_a_near_name_is_suggested() -> None:
    """The sentence gives the next thing to try."""
    assert "FS-NONCE-01" in typed("explain", "FS-NONCE-99").stderr
    assert "application" in typed("explain", "--format", "aplication").stderr


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (
            ["check", "--app", "application.toml", "--plan", "nope"],
            ["Plan inconnu : nope", "provider", "unefois plans"],
        ),
        (["check", "--app", "application.toml", "--plan", "smok"], ["Vouliez-vous : smoke"]),
        (["check", "--app", "application.toml", "--only", "fs-parcour"], ["fs-parcours", "unefois plans fc-impot"]),
        (["check", "--app", "application.toml", "--only", "nope"], ["pas de module nope", "unefois plans fc-impot"]),
        (["check", "--plan", "provider", "--only", "nope"], ["pas de module nope", "unefois plans provider"]),
        (["demo", "--plan", "provider"], ["Plan inconnu : provider"]),
        (["explain", "--format", "nope"], ["Connus :", "application", "habilitation"]),
        (["gallery", "--out", "matrice"], ["--out", "--all"]),
        (["observe", "--app", "application.toml", "--drive"], ["--drive", "aucune recette"]),
    ],
)
def test_a_wrong_choice_is_told_before_anything_is_started(
    client_files: Path, arguments: list[str], says: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With near names, or all of them, and where to read more."""
    application = client_files / "application.toml"
    if "observe" in arguments:
        text = application.read_text(encoding="utf-8")
        no_recipe = f"{text[: text.index('[driver')]}[driver]\n{text[text.index('[oracle') :]}"
        application.write_text(no_recipe, encoding="utf-8")

    def start(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr(processes, "module", start)
    monkeypatch.chdir(client_files)
    refused = typed(*arguments)
    assert refused.exit_code == 2
    assert all(part in refused.stderr for part in says), refused.stderr


def test_an_unknown_language_is_told_and_that_of_the_machine_is_not_ours() -> None:
    """Never French in silence for who asked for something else by our own name for it."""
    refused = typed("plans", UNEFOIS_LANG="zz")
    assert refused.exit_code == 2
    assert "UNEFOIS_LANG=zz" in refused.stderr
    for known in (
        {"UNEFOIS_LANG": ""},
        {"UNEFOIS_LANG": "en_GB.UTF-8"},
        {"UNEFOIS_LANG": "FR"},
        {"LANG": "de_DE.UTF-8"},
    ):
        assert typed("plans", **known).exit_code == 0


def test_an_empty_file_of_waivers_is_refused_as_one_of_attestations(client_files: Path) -> None:
    """Not to be taken for one that waives nothing, which says so."""
    beside = client_files / "vide.toml"
    beside.touch()
    for option, says in (("--waivers", "le fichier est vide"), ("--attestations", "clé obligatoire absente")):
        refused = typed("check", "--app", str(client_files / "application.toml"), option, str(beside))
        assert refused.exit_code == 2
        assert says in refused.stderr


def test_a_file_that_is_not_utf8_is_told_by_its_byte(tmp_path: Path) -> None:
    """No word of the decoder's, which speaks English."""
    file = tmp_path / "habilitation.toml"
    file.write_bytes(b'id = "caf\xe9"\n')
    refused = typed("datapass", str(file))
    assert refused.exit_code == 2
    assert "l'octet 10 n'est pas de l'UTF-8" in refused.stderr
    assert "codec" not in refused.stderr


def _a_client(folder: Path, out: Path) -> None:
    del folder
    url = "http://localhost:9"
    trial.run(reference.application(url), reference.habilitation(url), url, trial.Order(out=out))


def _a_provider(folder: Path, out: Path) -> None:
    wanted = provider_trial.Provider(issuer="http://localhost:9", client=folder / "habilitation.toml", login="x")
    provider_trial.run(wanted, "", trial.Order(out=out))


def _an_observation(folder: Path, out: Path) -> None:
    (folder / "exchanges.jsonl").touch()
    named = ["--app", str(folder / "application.toml"), "--exchanges", str(folder / "exchanges.jsonl")]
    observe.command.main([*named, "--out", str(out)], standalone_mode=False)


JUDGES = {
    "unefois.trial.judge": _a_client,
    "unefois.provider_trial.judge": _a_provider,
    "unefois.commands.observe.observe": _an_observation,
}


@pytest.mark.parametrize("judge", JUDGES)
def test_a_folder_that_takes_no_report_is_named_and_no_other_trouble_is_called_so(
    judge: str, client_files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file stands in its place; or the machine has another trouble in the middle of a run, which is nobody's folder."""

    def out_of_files(*_: Any, **__: Any) -> None:
        raise OSError(24, "Too many open files")

    monkeypatch.setenv("UNEFOIS_CLIENT_ID", "x" * 64)
    monkeypatch.setenv("UNEFOIS_CLIENT_SECRET", "y" * 64)
    (client_files / "file").touch()
    with pytest.raises(ConfigurationError, match=r"Impossible d'écrire le rapport : .*file.*\(Not a directory\)"):
        JUDGES[judge](client_files, client_files / "file" / "report")
    monkeypatch.setattr(judge, out_of_files)
    with pytest.raises(OSError, match="Too many open files"):
        JUDGES[judge](client_files, client_files / "report")


def test_what_a_sentence_quotes_commands_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    """Line by line: several problems stay several lines, and what a client wrote is spelled out."""
    ConfigurationError("à corriger\u202f:\n\x1b[2J\x9b2J\x85\u202e\r« é »\n").show()
    assert capsys.readouterr().err == "à corriger\u202f:\n\\x1b[2J\\x9b2J\\x85\\x202e\\x0d« é »\n\n"


def test_a_secret_that_is_none_is_told(client_files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its length, and never itself."""
    monkeypatch.setenv("UNEFOIS_CLIENT_ID", "x" * 64)
    monkeypatch.setenv("UNEFOIS_CLIENT_SECRET", "tropcourt")
    wanted = provider_trial.Provider("low", "http://localhost:9/api/v2", client_files / "habilitation.toml", "x")
    with pytest.raises(ConfigurationError, match="UNEFOIS_CLIENT_SECRET compte 9 caractères") as told:
        provider_trial.run(wanted, "http://localhost:9", trial.Order())
    assert "tropcourt" not in str(told.value.message)
