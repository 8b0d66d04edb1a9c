"""A resource that chooses the year, on a real bench: the judge reads on the page which one the client believes was served."""

from typing import Any

import pytest
from judged_client import canteen

from reference_client import impot
from reference_client.impot import Person, Spi
from reference_client.practice import CAREFUL, Practice
from rulebook.duty import Capability
from rulebook.formats.habilitation import Habilitation
from unefois import reference

SCOPES = ("dgfip_rfr", "dgfip_nbpart", "dgfip_annee_n_moins_2_si_indispo_n_moins_1")


def _deuxans(person: Person, annee: int) -> str:
    del annee
    assert isinstance(person, Spi)
    return f"{impot.BASE}/spi/{person.number}/dernieresituation/ir/assiettes/deuxans"


@pytest.fixture
def contract(monkeypatch: pytest.MonkeyPatch) -> None:
    """The canteen's contract opens that resource, and no other."""
    shipped = reference.habilitation

    def opened(*args: Any, **options: Any) -> Habilitation:
        declared = shipped(*args, **options)
        assert declared.api_impot is not None
        api = declared.api_impot.model_copy(update={"resources": ("RessourceIRDerniere2",), "scopes": SCOPES})
        return declared.model_copy(update={"api_impot": api})

    monkeypatch.setattr(reference, "habilitation", opened)
    monkeypatch.setattr(impot, "SCOPE", "RessourceIRDerniere2")


@pytest.mark.usefixtures("contract")
def test_a_year_deduced_from_the_date_is_found_out_once_another_is_served(bench_port: int) -> None:
    """Right by luck while the last year is there; wrong when the resource falls back by itself. No year is asked: none is to fall back on."""
    deducing: Practice = CAREFUL.__class__(api_path=_deuxans)
    with canteen(bench_port, "annee-deduite", deducing) as client:
        client.application = client.application.model_copy(update={"capabilities": (Capability.API_SPI,)})
        judged = client.judged("api-annee-non-taxee", "api-droit-refuse")
    results = {module.id: module.result for module in judged.report.modules}
    assert results == {"api-spi": "PASS", "api-annee-non-taxee": "FAIL", "api-droit-refuse": "PASS"}
    late = {check.id: check.result for check in judged.report.modules[1].checks}
    assert late["API-ANNEE-02a"] == "NOT_APPLICABLE"
    assert [duty.id for duty in judged.report.duties if duty.result == "FAIL"] == ["API-ANNEE-04"]
