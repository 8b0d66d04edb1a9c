"""The tax API under faults, at the edges: what is sound is never accused, what was not delivered is never praised."""

from dataclasses import replace
from typing import Any

import pytest
from judge_journeys import CLIENT, HABILITATION, apim_token, at_client, call, journey, page, resume, token
from judged_client import canteen
from pairs_gateway import at, chosen, late_in_other_words, revoked, slow, token_refused

from conformance.checks import CHECKS
from conformance.contract import opened
from conformance.journey import Journey
from conformance.modules import MODULES
from conformance.modules.unordered import DGFIP
from gallery import MEMBERS
from reference_client.outcome import Kind, Trouble
from reference_client.practice import CAREFUL
from rulebook.faults import FAULTS
from rulebook.formats.habilitation import ApiImpot
from rulebook.formats.report import Result
from rulebook.source import Text

SILENT = Text("pas de réponse", "no answer")
QUOTA, MISSING = "assiettes.response.429", "assiettes.field.missing"


def _result(check: str, seen: Journey) -> Result:
    return CHECKS[check].judge(seen).result


def test_every_fault_of_the_data_side_is_ordered_or_says_why_not() -> None:
    """No name of the rulebook is forgotten, and no reason outlives its fault."""
    ordered = {order.fault for module in MODULES.values() for order in module.orders}
    assert {fault.name for fault in FAULTS.values() if fault.by == "dgfip"} <= ordered | set(DGFIP)
    assert set(DGFIP) <= set(FAULTS)
    assert not set(DGFIP) & ordered
    assert all(reason.fr != reason.en for reason in DGFIP.values())


# ------------------------------------------------------------------ what the client was spared
@pytest.mark.parametrize("check", [f"API-ERREUR-01{letter}" for letter in "mnopq"])
def test_a_client_that_asks_for_no_token_is_not_concerned(check: str) -> None:
    """It explains the revoked token, which is another duty's business; whoever asks and gets one shows nothing."""
    fault = CHECKS[check].under
    assert _result(check, journey(revoked(1), page(2, "error"), fault=fault)) is Result.NOT_APPLICABLE
    asked = journey(revoked(1), apim_token(2), call(3), page(4, "result"), fault=fault)
    assert _result(check, asked) is Result.SKIPPED
    silent = journey(revoked(1), fault=fault, trouble=SILENT)
    assert _result(check, silent) is Result.INCONCLUSIVE


@pytest.mark.parametrize("check", ["API-ERREUR-01s", "API-AVIS-01a", "API-AVIS-01b", "API-AVIS-01c", "API-ANNEE-03a"])
def test_a_notice_without_the_field_shows_nothing(check: str) -> None:
    """Neither the contract nor the consent opened it: the answer is as ever, and so is the result."""
    fault = CHECKS[check].under
    assert _result(check, journey(call(1), page(2, "result"), fault=fault)) is Result.NOT_APPLICABLE
    assert _result(check, journey(call(1, status=410), page(2, "error"), fault=fault)) is Result.SKIPPED
    assert _result(check, journey(call(1), fault=fault, trouble=SILENT)) is Result.INCONCLUSIVE


def test_a_contract_tells_what_a_notice_may_hold() -> None:
    """By scope, by specific requirement, and by line, of the resources that it has."""
    contract = HABILITATION.api_impot
    assert isinstance(contract, ApiImpot)
    assert opened(contract) == {"rfr"}
    lined = contract.model_copy(
        update={
            "resources": ("RessourceIRFacture",),
            "scopes": ("dgfip_PaDeduc_EnfMaj",),
            "specific_requirements": ("rev.pro",),
        }
    )
    assert opened(lined) == {"facture", "rev"}
    assert opened(lined.model_copy(update={"resources": ("RessourceIFI",)})) == frozenset()


# ------------------------------------------------------------------ a field that is not there
@pytest.mark.parametrize("zero", ["0 €", "0,00 €", "0\N{NARROW NO-BREAK SPACE}€", "0 euro"])
def test_a_zero_shown_for_a_missing_field_fails(zero: str) -> None:
    """However the page writes it."""
    seen = journey(call(1, fault=MISSING), page(2, "result", text=f"Revenu : {zero}"), fault=MISSING)
    assert _result("API-AVIS-01c", seen) is Result.FAIL


@pytest.mark.parametrize(
    "text", ["Tarif maximal : 5,40 €", "10 €", "1 000 €", "0,50 €", "20,00 €", "dossier 0", "frais 0 €"]
)
def test_a_result_without_a_zero_is_for_a_person_to_read(text: str) -> None:
    """The highest price because the income is unknown may be right, if the page says so: nobody is accused by a machine."""
    seen = journey(call(1, fault=MISSING), page(2, "result", text=f"Revenu non communiqué {text}"), fault=MISSING)
    assert _result("API-AVIS-01c", seen) is Result.REVIEW


@pytest.mark.parametrize("oracle", ["none", "connected"])
def test_a_missing_field_must_be_explained(oracle: Any) -> None:
    """A page that says nothing explains nothing."""
    seen = journey(call(1, fault=MISSING), page(2, oracle, text="0 €"), fault=MISSING)
    assert _result("API-AVIS-01c", seen) is Result.FAIL


# ------------------------------------------------------------------ waiting
def _asked(*instants: float, url: str = "") -> Journey:
    made = [at(when, call(1, status=429, fault=QUOTA)) for when in instants]
    if url:
        elsewhere = made[-1].model_copy(update={"request": made[-1].request.model_copy(update={"url": url})})
        made[-1] = elsewhere
    return journey(*made, page(30, "error"), fault=QUOTA)


def test_not_asking_again_is_waiting() -> None:
    """One call, and the citizen is told to come back."""
    assert _result("API-ERREUR-04a", _asked(1)) is Result.PASS


def test_a_few_calls_are_few() -> None:
    """Five more, spread; the sixth is too many."""
    assert _result("API-ERREUR-04a", _asked(1, 2, 3, 4, 5, 6)) is Result.PASS
    assert _result("API-ERREUR-04a", _asked(1, 2, 3, 4, 5, 6, 7)) is Result.WARNING


def test_another_question_is_not_the_same_call() -> None:
    """Two resources asked together are not one insisted on."""
    assert _result("API-ERREUR-04a", _asked(1, 1.01, url=f"{CLIENT}/autre")) is Result.PASS


def test_the_wait_is_counted_from_the_answer() -> None:
    """A call that lasted is not over when it begins."""
    long = at(1.0, call(1, status=429, fault=QUOTA)).model_copy(update={"duration_ms": 900})
    soon = at(1.95, call(1, status=429, fault=QUOTA))
    assert _result("API-ERREUR-04a", journey(long, soon, page(3, "error"), fault=QUOTA)) is Result.WARNING


def test_a_token_is_waited_for_too() -> None:
    """Five requests in half a second insist."""
    fault = "apim_token.response.503"
    made = [at(1 + n / 50, token_refused(1, fault, 503)) for n in range(5)]
    assert _result("API-ERREUR-04d", journey(*made, page(3, "error"), fault=fault)) is Result.WARNING


# ------------------------------------------------------------------ a slow answer
def test_a_citizen_who_waits_for_the_answer_has_waited_too_long() -> None:
    """A result that is good and late warns, and so does a page that never came, for the call was under way."""
    assert _result("API-ERREUR-06a", slow(18, "result")) is Result.WARNING
    held = replace(slow(18, "none"), trouble=SILENT, observations=())
    assert _result("API-ERREUR-06a", held) is Result.WARNING


# ------------------------------------------------------------------ another sentence, another year
def test_falling_back_on_a_sentence_is_judged_where_there_is_a_year_to_fall_back_on() -> None:
    """A contract of one year is not concerned; a year that was served all the same shows nothing."""
    alone = late_in_other_words(page(3, "error"))
    one = replace(alone, context=replace(alone.context, years=frozenset({2025})))
    assert _result("API-ERREUR-05a", one) is Result.NOT_APPLICABLE
    fault = "assiettes.message.other"
    unstruck = journey(call(1, status=410), call(2, annee=2024), page(3, "result"), fault=fault, late=2025)
    assert _result("API-ERREUR-05a", unstruck) is Result.SKIPPED


@pytest.mark.parametrize("check", ["API-ANNEE-01a", "API-ANNEE-02a", "API-ERREUR-05a"])
def test_a_resource_that_chooses_the_year_owes_none(check: str) -> None:
    """The client names no year: it cannot name a wrong one, nor fall back."""
    seen = chosen("Année des revenus : 2024")
    context = replace(seen.context, late=2025, fault=CHECKS[check].under)
    assert _result(check, replace(seen, context=context)) is Result.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("Revenus de 2024 (ceux de 2025 ne sont pas connus)", Result.PASS),
        ("Votre tarif : 3,20 €. Le 30/11/2026.", Result.WARNING),
        ("D'après votre avis d'impôt 2025", Result.WARNING),  # the notice of 2025 is about the income of 2024
        ("Revenu 20240 €", Result.WARNING),
        ("Vos revenus de 2025 ne sont pas encore connus : l'année d'avant a servi", Result.WARNING),
        ("Income of 2025", Result.FAIL),
    ],
)
def test_the_year_that_was_served_is_told(text: str, result: Result) -> None:
    """Another income year is wrong; none at all is fragile."""
    assert _result("API-ANNEE-04a", chosen(text)) is result


def test_a_year_is_told_where_a_resource_chose_it() -> None:
    """Without such a resource in the contract, or in the journey, there is none to tell; without a result, nothing to read."""
    assert _result("API-ANNEE-04a", journey(call(1), page(2, "result"))) is Result.NOT_APPLICABLE
    granted = chosen("").context.habilitation
    other = journey(call(1), page(2, "result"), habilitation=granted)
    assert _result("API-ANNEE-04a", other) is Result.NOT_APPLICABLE
    assert _result("API-ANNEE-04a", chosen("2025", oracle="error")) is Result.SKIPPED


# ------------------------------------------------------------------ nothing to keep, nothing to repeat
@pytest.mark.parametrize("check", ["FS-COOKIE-01a", "FS-COOKIE-02a", "FS-COOKIE-03a", "FS-SESSION-01a"])
def test_a_client_without_a_cookie_has_none_to_protect(check: str) -> None:
    """It keeps its sessions otherwise: neither praised nor blamed."""
    client = "https://cantine.example" if check == "FS-COOKIE-03a" else CLIENT
    back = at_client(2, f"{client}/retour?code=h:0000000000000001&state=s")
    seen = journey(resume(1), back, token(3), page(4, "connected"), client=client)
    verdict = CHECKS[check].judge(seen)
    assert (verdict.result, verdict.received.en) == (Result.NOT_APPLICABLE, "the client sets no session cookie")
    assert _result(check, journey(back, client=client, trouble=SILENT)) is not Result.PASS


def test_calls_that_nobody_refused_are_not_praised_for_not_being_repeated() -> None:
    """Nor those that nobody answered."""
    assert _result("API-ERREUR-03a", journey(call(1))) is Result.NOT_APPLICABLE
    assert _result("API-QUOTA-02a", journey(call(1, status=503))) is Result.NOT_APPLICABLE


# ------------------------------------------------------------------ on a real bench
def test_a_client_that_reads_the_sentence_is_warned(bench_port: int) -> None:
    """It falls back on the usual words, and not on others."""

    def by_the_sentence(status: int, content: bytes) -> Any:
        if status == 410 and "Cette phrase" in content.decode():
            raise Trouble(Kind.API_ANSWER)
        return CAREFUL.read_assiette(status, content)

    with canteen(bench_port, "phrase", replace(CAREFUL, read_assiette=by_the_sentence)) as client:
        judged = client.judged("api-message-autre")
    results = {module.id: module.result for module in judged.report.modules}
    assert results["api-annee-non-taxee"] == "PASS"
    assert results["api-message-autre"] == "WARNING"
    assert judged.exit_code == 0


def test_a_sentence_proves_nothing_of_a_client_that_never_falls_back(bench_port: int) -> None:
    """The untaxed year fails already: the other module is skipped, and says after which one."""
    with canteen(bench_port, "sans-repli", MEMBERS["annee-sans-repli"].practice) as client:
        judged = client.judged("api-message-autre")
    last = judged.report.modules[-1]
    assert (last.id, last.result) == ("api-message-autre", "SKIPPED")
    assert last.reason is not None
    assert "api-annee-non-taxee" in last.reason.fr


def test_a_client_that_never_renews_is_spared_the_faults_of_tokens(bench_port: int) -> None:
    """The report says why nothing was judged."""
    stubborn = replace(CAREFUL, token_is_stale=lambda _status, _content: False)
    with canteen(bench_port, "jeton-garde", stubborn) as client:
        judged = client.judged("api-jeton-panne")
    last = judged.report.modules[-1]
    assert last.result == "NOT_APPLICABLE"
    assert last.reason is not None
    assert "aucun jeton" in last.reason.fr
    assert judged.exit_code == 0
