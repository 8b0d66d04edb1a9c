"""Plans that prepare a stage of DataPass: what its form refuses is told everywhere, and nothing is demonstrated while it does."""

import io
from datetime import date
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from datapass_files import GOOD, changed
from judged_client import Canteen, canteen
from judged_report import report

from conformance import attesting
from conformance.events import RunFinished
from conformance.outcome import Owed, summary
from conformance.plans import PLANS
from conformance.reports import html, junit
from conformance.reports import json as report_json
from conformance.reports.console import Console
from conformance.submission import refusals
from rulebook.formats.attestations import Attestation, Attestations
from rulebook.formats.datapass import Attachment, DataPass
from rulebook.formats.habilitation import Habilitation
from rulebook.formats.reading import read_toml
from rulebook.formats.report import Report
from rulebook.source import Text

_LAST_BOX = "operational_acceptance_done = true\n"
_UNTICKED = read_toml(Habilitation, changed((_LAST_BOX, "")))


@pytest.mark.parametrize(
    ("stage", "rules"), [(None, []), ("bac_a_sable", []), ("production", ["DP-12"]), ("editeur", [])]
)
def test_the_form_is_asked_at_the_stage_of_the_plan(stage: Any, rules: list[str]) -> None:
    """The acceptance is ticked in production only; a plan without a stage asks the form nothing."""
    assert [one.rule for one in refusals(_UNTICKED, stage)] == rules
    assert refusals(read_toml(Habilitation, GOOD), stage) == ()


def test_remarks_and_what_a_file_cannot_tell_refuse_nothing() -> None:
    """The form says them too: that authorization is to be verified, whatever the file."""
    (one,) = refusals(_UNTICKED, "production")
    assert (one.api, one.at) == ("API Impôt particulier", "datapass.operational_acceptance_done")


def _answered(client: Canteen, **answers: Any) -> None:
    """The canteen in production, under a contract whose pace the form offers, with these answers."""
    datapass = client.habilitation.datapass.model_copy(
        update={"stage": "production", "volumetrie_appels_par_minute": 50, **answers}
    )
    contract = client.habilitation.api_impot
    assert contract is not None
    tiered = contract.model_copy(update={"tier": "50"})
    client.habilitation = client.habilitation.model_copy(update={"datapass": datapass, "api_impot": tiered})


_CERTIFIED = DataPass(
    operational_acceptance_done=True,
    safety_certification_document=Attachment(name="homologation.pdf", size=90_000),
    safety_certification_authority_name="Maire Fictive",
    safety_certification_authority_function="Maire",
    safety_certification_begin_date=date(2026, 1, 1),
    safety_certification_end_date=date(2028, 12, 31),
)


def test_what_the_form_refuses_is_not_demonstrated(bench_port: int) -> None:
    """All attested, nothing fails: 1 while the form refuses, 0 once it does not."""
    with canteen(bench_port, "formulaire") as client:
        _answered(client)
        bare = client.judged("fs-nonce-etranger", plan=PLANS["production"])
        said = Attestations(
            application="formulaire",
            attestation=tuple(
                Attestation(duty=duty.id, statement="Oui", who="A. Nonyme", when=date(2026, 1, 2))
                for duty in attesting.pending(bare.report.duties)
            ),
        )
        refused = client.judged("fs-nonce-etranger", plan=PLANS["production"], attestations=said)
        elsewhere = client.judged("fs-nonce-etranger", plan=PLANS["fc-impot"], attestations=said)
        _answered(client, **{name: getattr(_CERTIFIED, name) for name in _CERTIFIED.model_fields_set})
        accepted = client.judged("fs-nonce-etranger", plan=PLANS["production"], attestations=said)
    assert {one.rule for one in refused.report.form} == {"DP-12", "DP-13"}
    word = refused.report.summary
    assert (refused.exit_code, word.demonstrated, word.owed, word.refused) == (1, False, 0, len(refused.report.form))
    assert [(one.exit_code, one.report.form) for one in (elsewhere, accepted)] == [(0, ()), (0, ())]


def _refused() -> Report:
    whole, form = report(), refusals(_UNTICKED, "production")
    word = summary(whole.modules, whole.duties, Text("p", "p"), owed=Owed(refusals=len(form)))
    return whole.model_copy(update={"form": form, "summary": word})


@pytest.mark.parametrize(
    ("language", "because", "counted"),
    [
        ("fr", "la recette fonctionnelle n'est pas attestée", "refus du formulaire DataPass : 1"),
        ("en", "the functional acceptance is not attested", "refusals of the DataPass form: 1"),
    ],
)
def test_it_is_told_everywhere(language: str, because: str, counted: str) -> None:
    """On the console, on the first page and in the page, in report.json, and as a failure in junit.xml."""
    refused, stream = _refused(), io.StringIO()
    Console(stream, language)(RunFinished(refused))
    page = html.render(refused, (), (), language)
    first = page.partition('id="pas-jugé"')[0]
    for said in (stream.getvalue(), page.replace("&#39;", "'")):
        assert because in said
        assert counted in said
    assert 'href="#formulaire"' in first
    assert "DP-12" in first
    assert '"rule": "DP-12"' in report_json.render(refused)
    suites = ET.fromstring(junit.render(refused, language))  # noqa: S314  (our own report)
    (failure,) = suites.iterfind("testsuite[@name='datapass']/testcase/failure")
    assert failure.get("message") == because


def test_whom_the_form_accepts_reads_nothing_of_it() -> None:
    """No empty title, no suite without a case."""
    whole, stream = report(), io.StringIO()
    Console(stream, "fr")(RunFinished(whole))
    for said in (stream.getvalue(), html.render(whole, (), ()), junit.render(whole)):
        assert "DataPass refuserait" not in said
        assert 'name="datapass"' not in said
