"""Whom the administration may call is written in habilitation.toml, and nowhere that a judge writes, nor on the bench."""

import io
from pathlib import Path

import pytest
from judged_client import canteen

from conformance.preflight import Preflight
from conformance.reports.console import Console
from rulebook.formats.datapass import Contact, Contacts, DataPass
from rulebook.formats.habilitation import Habilitation

PERSONS = {
    "contacts": Contacts(
        responsable_traitement=Contact(
            family_name="Zyxwvut",
            given_name="Qrstuvw",
            job_title="Mairesse-zz",
            email="zz1@example",
            phone_number="0199000001",
        ),
        delegue_protection_donnees=Contact(
            family_name="Yxwvuts",
            given_name="Rstuvwx",
            job_title="Deleguee-zz",
            email="zz2@example",
            phone_number="0199000002",
        ),
        contact_technique=Contact(type="organization", email="zz3@example", phone_number="0199000003"),
    ),
    "extra_organization_contact_name": "Xwvutsr Stuvwxy",
    "extra_organization_contact_email": "zz4@example",
    "contact_technique_extra_email": "zz5@example",
    "safety_certification_authority_name": "Wvutsrq Tuvwxyz",
    "safety_certification_authority_function": "Directrice-zz",
}
SAID = (
    *(
        "Zyxwvut",
        "Qrstuvw",
        "Mairesse-zz",
        "Yxwvuts",
        "Rstuvwx",
        "Deleguee-zz",
        "0199000001",
        "0199000002",
        "0199000003",
    ),
    *("zz1@", "zz2@", "zz3@", "zz4@", "zz5@", "Xwvutsr", "Stuvwxy", "Wvutsrq", "Tuvwxyz", "Directrice-zz"),
)


def _naming(habilitation: Habilitation) -> Habilitation:
    return habilitation.model_copy(update={"datapass": habilitation.datapass.model_copy(update=PERSONS)})


def test_nothing_that_a_judge_writes_names_a_contact(bench_port: int, tmp_path: Path) -> None:
    """Every file of a run that fails, in both languages of its page, its console, and what the bench then says of the application."""
    console = io.StringIO()
    with canteen(bench_port, "contacts") as client:
        client.habilitation = _naming(client.habilitation)
        assert all(one in client.habilitation.model_dump_json() for one in SAID)
        for language in ("fr", "en"):
            client.judged("fs-nonce-etranger", out=tmp_path / language, language=language, on_event=Console(console))
        held = client.bench.send("GET", "/control/spaces/default/habilitations/contacts").text
    files = sorted(path for path in tmp_path.rglob("*") if path.is_file())
    assert len(files) == 10
    told = {path.name: path.read_text(encoding="utf-8") for path in files}
    assert "contacts" in told["report.json"]  # the application's own id is there: the file speaks of this run
    for name, text in {**told, "console": console.getvalue(), "bench": held}.items():
        assert [one for one in SAID if one in text] == [], name


def test_a_configuration_fault_names_nobody(bench_port: int) -> None:
    """What a preflight says is read by anybody who reads the build."""
    with canteen(bench_port, "contacts-fautifs") as client:
        client.habilitation = _naming(client.habilitation).model_copy(update={"franceconnect": None})
        with pytest.raises(Preflight) as raised:
            client.judged()
    told = "".join(f"{problem.fr} {problem.en}" for problem in raised.value.problems)
    assert told
    assert [one for one in SAID if one in told] == []


def test_every_answer_that_may_name_somebody_is_known() -> None:
    """A new question of the form about a person joins the others: by their names, these are all of them."""
    words = ("name", "email", "phone", "contact", "function", "responsable", "delegue")
    about = {name for name in DataPass.model_fields if any(word in name for word in words)}
    assert about == set(PERSONS)
    assert DataPass.model_validate(PERSONS).without_persons() == DataPass()
