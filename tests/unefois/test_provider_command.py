"""``unefois check --plan provider``: as a user types it, on a real bench."""

import json
import re
from contextlib import closing
from pathlib import Path

import pytest
from command_line import typed, unefois

from conformance.bench import Bench
from conformance.provider import ground
from conformance.provider.ground import MAIN
from rulebook.platforms import LOW
from simulator.spaces import DEFAULT


def test_the_bench_is_demonstrated_and_its_differences_are_told(bench_port: int, tmp_path: Path) -> None:
    """Exit code 0, every family, the differences by name, and the reports."""
    bench = f"http://localhost:{bench_port}"
    done = unefois("check", "--plan", "provider", "--bench", bench, cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "démontré sur le périmètre « provider : FranceConnect »" in done.stdout
    assert re.search(r"SIM-KEY-IDS .*\(OP-JWKS-06\)", done.stdout)
    assert "Que ce passage n'a pas vus" in done.stdout
    assert "SIM-RNIPP" in done.stdout
    page = (tmp_path / "report/report.html").read_text(encoding="utf-8")
    assert "Écarts connus avec le service réel" in page
    assert (tmp_path / "report/junit.xml").exists()


def test_json_is_alone_and_other_issuers_are_judged_by_their_own_client(bench_port: int, tmp_path: Path) -> None:
    """`--issuer` with the file and the secrets of a téléservice that is known there: what it cannot show is not demonstrated."""
    wanted = ground.habilitations(LOW)[MAIN].model_copy(update={"id": "juge-de-passage"})
    with closing(Bench(f"http://localhost:{bench_port}")) as bench:
        given = bench.register(DEFAULT, wanted)
        issuer = bench.space(DEFAULT).issuer
        login = bench.personas(DEFAULT)[0].login
    declared = wanted.franceconnect
    assert declared is not None
    (tmp_path / "moi.toml").write_text(
        f"""
format = 1
id = "{wanted.id}"
organisation = {{siret = "00000000000000", name = "Moi"}}
[franceconnect]
title = "Moi"
entity_id = "{declared.entity_id}"
redirect_uris = {json.dumps(declared.redirect_uris)}
post_logout_redirect_uris = {json.dumps(declared.post_logout_redirect_uris)}
scopes = {json.dumps(declared.scopes)}
claims = ["amr"]
""",
        encoding="utf-8",
    )
    secrets = {"UNEFOIS_CLIENT_ID": given.client_id, "UNEFOIS_CLIENT_SECRET": given.client_secret}
    done = unefois(
        *("check", "--plan", "provider", "--issuer", issuer, "--client", "moi.toml", "--login", login, "--json"),
        cwd=tmp_path,
        **secrets,
    )
    report = json.loads(done.stdout)
    found = {check["id"]: check["result"] for module in report["modules"] for check in module["checks"]}
    assert done.returncode == 1
    assert found["OP-ID-TOKEN-04"] == "PASS"
    assert found["OP-WINDOW-02"] == "SKIPPED"
    assert "FAIL" not in found.values()
    assert given.client_secret not in done.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--issuer", "http://localhost:1/api/v2"], "--issuer veut --client"),
        (["--client", "moi.toml"], "--client va avec --issuer"),
        (["--platform", "medium"], "medium"),
        (["--app", "application.toml"], "--app : sans effet"),
        (["--login", "1900000002793"], "--login : sans effet"),
        (["--bench", "http://localhost:1x"], "--bench http://localhost:1x"),
        (["--bench", "localhost"], "--bench localhost"),
    ],
)
def test_what_does_not_go_together_is_said(arguments: list[str], said: str) -> None:
    """Exit code 2, and a sentence."""
    done = typed("check", "--plan", "provider", *arguments)
    assert done.exit_code == 2
    assert said in done.output


def test_what_only_the_provider_plan_reads_is_refused_elsewhere() -> None:
    """A client judged as if it were on FranceConnect+ would be a silent lie."""
    done = typed("check", "--app", "application.toml", "--platform", "high")
    assert done.exit_code == 2
    assert "--platform : sans effet" in done.output


def test_facts_differences_and_families_are_explained() -> None:
    """`explain` knows each id that a report may show; `plans` lists the families."""
    assert "Y030007" in typed("explain", "OP-AUTHORIZE-NONCE").output
    assert "OP-JWKS-06" in typed("explain", "SIM-KEY-IDS").output
    assert "OP-LOGIN-14" in typed("explain", "op-connexion").output
    assert "op-deconnexion" in typed("plans", "provider").output
    assert "OP-JWKS-06" in json.loads(typed("plans", "--json").output)["provider"]["modules"][1]["checks"]
