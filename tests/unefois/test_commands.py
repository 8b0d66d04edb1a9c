"""The short commands: what they print for people, and for machines."""

import json
import subprocess
import sys

import pytest
from command_line import typed, unefois
from ports import free_base_port

from conformance.checks import CHECKS
from conformance.modules import MODULES
from conformance.plans import PLANS
from conformance.provider.plan import FAMILIES
from gallery import MEMBERS
from rulebook.datapass import RULES
from rulebook.duties import DUTIES
from rulebook.faults import FAULTS
from rulebook.formats.published import FORMATS
from rulebook.refusals import REFUSALS
from rulebook.troubles import TROUBLES
from unefois.__main__ import COMMANDS
from unefois.explaining import LABELS

# Of an administration, to which nothing of this machine is known.
A_PROXY = dict.fromkeys(("http_proxy", "HTTP_PROXY", "ALL_PROXY"), "http://127.0.0.1:9") | {
    "NO_PROXY": "",
    "no_proxy": "",
}


@pytest.mark.parametrize("name", list(COMMANDS))
def test_every_command_has_help_with_an_example(name: str) -> None:
    """`--help` ends well and shows how it is called."""
    done = typed(name, "--help")
    assert done.exit_code == 0
    assert f"unefois {name}" in done.stdout


def test_the_entrance_names_every_command() -> None:
    """With a word on each."""
    done = typed("--help")
    assert all(name in done.stdout for name in COMMANDS)


@pytest.mark.parametrize("ident", [*DUTIES, *CHECKS, *MODULES, *FAULTS, *REFUSALS, *TROUBLES, *RULES])
def test_every_id_is_explained(ident: str) -> None:
    """To a person, and as JSON with the same values."""
    told = typed("explain", ident)
    assert told.exit_code == 0, told.output
    assert ident in told.stdout
    (data,) = json.loads(typed("explain", ident, "--json").stdout)
    assert ident in next(iter(data.values()))
    assert all(value for value in data.values())


def test_a_script_reads_the_same_names_in_every_language() -> None:
    """People read them in their own; the values are sentences, which are anybody's."""
    said = ("explain", "assiettes.response.503", "--json")
    read = {language: unefois(*said, UNEFOIS_LANG=language).stdout for language in ("fr", "en")}
    (french,), (english,) = json.loads(read["fr"]), json.loads(read["en"])
    assert [*french] == [*english]
    assert {*french} <= {*LABELS}
    assert french != english


@pytest.mark.parametrize(("code", "says"), [("Y04EA6EF", "FC-AUTHORIZE-CLIENT"), ("4101", "DGFIP-IR-NOT-TAXED")])
def test_a_code_of_the_wire_is_explained(code: str, says: str) -> None:
    """What a publisher reads in a log leads to the refusals that bear it."""
    done = typed("explain", code)
    assert done.exit_code == 0
    assert says in done.stdout


def test_refusals_that_answer_the_same_are_told_once() -> None:
    """Each with what brings it, for people; one by one for machines."""
    bearing = [one.id for one in REFUSALS.values() if one.code == "Y030007"]
    told = typed("explain", "Y030007").stdout.splitlines()
    assert [line.split()[1] for line in told if line.startswith("refus ")] == bearing
    assert len([line for line in told if line.startswith("réponse")]) == 1
    assert len([line for line in told if line.startswith("source")]) == len({REFUSALS[id_].source for id_ in bearing})
    assert [one["refusal"] for one in json.loads(typed("explain", "Y030007", "--json").stdout)] == bearing


@pytest.mark.parametrize("name", list(FORMATS))
def test_every_format_gives_its_schema(name: str) -> None:
    """As JSON that a validator reads."""
    assert json.loads(typed("explain", "--format", name).stdout)["type"] == "object"


def test_plans_name_their_modules_and_duties() -> None:
    """For people and for machines, the same modules; of all plans a line each, of a named one its modules."""
    listed, told = typed("plans").stdout, typed("plans", "fc-impot", "minimisation").stdout
    data = json.loads(typed("plans", "--json").stdout)
    assert {name: [module["id"] for module in plan["modules"]] for name, plan in data.items()} == {
        **{name: [module.id for module in plan.modules] for name, plan in PLANS.items()},
        "provider": [family.id for family in FAMILIES],
    }
    assert all(module in told for module in MODULES)
    assert "FS-NONCE-03" in told
    assert len(listed.splitlines()) == len(data)
    assert list(json.loads(typed("plans", "spi", "--json").stdout)) == ["spi"]
    unknown = typed("plans", "fc-impots")
    assert (unknown.exit_code, "fc-impots" in unknown.output) == (2, True)


def test_the_gallery_names_its_members() -> None:
    """With the duty that each one breaks."""
    data = json.loads(typed("gallery", "--json").stdout)
    assert {name: member["duty"] for name, member in data.items()} == {
        name: member.duty for name, member in MEMBERS.items()
    }
    assert all(name in typed("gallery").stdout for name in MEMBERS)


def test_the_gallery_judges_and_compares() -> None:
    """One wrong client, by the command: as intended, and exit code 0 since the judge was right."""
    done = unefois("gallery", "nonce-ignore", "--module-only", "--json", "--port", str(free_base_port()))
    assert done.returncode == 0, done.stderr
    (outcome,) = json.loads(done.stdout)
    assert outcome["failed"] == ["FS-NONCE-03"]
    assert outcome["as_intended"] is True


def test_a_small_crowd_ends_every_demarche(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two citizens for two seconds: journeys are finished, and none fails; whatever proxy the machine names."""
    for name, value in A_PROXY.items():
        monkeypatch.setenv(name, value)
    done = unefois("load", "--users", "2", "--seconds", "2", "--json", "--port", str(free_base_port()))
    assert done.returncode == 0, done.stdout + done.stderr
    summary = json.loads(done.stdout.strip().splitlines()[-1])
    assert summary["journeys"] > 0
    assert summary["failures"] == 0


def test_a_crowd_at_nobody_s_door_is_told_so() -> None:
    """The bench that should name the personas does not answer."""
    nobody = f"http://localhost:{free_base_port()}"
    done = subprocess.run(
        [sys.executable, "-P", "-m", "loadtests", "--client", nobody, "--control", nobody],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert nobody in done.stderr
    assert "Traceback" not in done.stderr
