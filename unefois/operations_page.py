"""The generated page on the gateway: its operations, everything that each may answer with the test that shows it, and its contract."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from mock_api_impot.protocol.contract import GATEWAY, IMPOT, R2P, SFIP, every_operation
from rulebook.contract_differences import CONTRACT_DIFFERENCES
from rulebook.openapi import Operation
from rulebook.refusal import Channel, Refusal
from rulebook.refusals.gateway import WRONG_METHOD
from rulebook.refusals.stated import STATED
from rulebook.schemas import assumed_values
from unefois.tables import table

_FOLDER = "tests/mock_api_impot/"
# API → where each of its refusals is shown; `{operation}` and `{refusal}` are their ids.
_REFUSED: Mapping[str, str] = MappingProxyType(
    {
        GATEWAY: "test_refusals.py::test_a_refusal_is_served_and_named[{refusal}]",
        IMPOT: "test_operations.py::test_refused[{operation}-{refusal}]",
        SFIP: "test_sfip.py::test_refused[{operation}-{refusal}]",
        R2P: "test_r2p.py::test_refused[{operation}-{refusal}]",
    }
)
_BY_ANOTHER_METHOD = "test_own_contract.py::test_another_method_is_refused[{operation}]"
# Operation → where its success is shown; those of the API Impôt particulier have one test for all.
_ANSWERED: Mapping[str, str] = MappingProxyType(
    {
        "apim_token": "test_token.py::test_basic_gives_a_bearer_token_for_an_hour",
        "sfip_information": "test_sfip.py::test_the_api_says_that_it_is_there",
        "sfip_donnees": "test_sfip.py::test_the_last_taxation_of_a_civil_status",
        "sfip_lep": "test_sfip.py::test_the_livret",
        "r2p_personne": "test_r2p.py::test_a_person[r2p_personne]",
        "r2p_spi": "test_r2p.py::test_a_number_from_a_civil_status",
        "r2p_par_spi": "test_r2p.py::test_a_person[r2p_par_spi]",
    }
)


def operations_page() -> Iterator[str]:
    """Line by line."""
    yield "# The gateway, operation by operation\n"
    yield (
        "What this bench serves, and the test that shows each answer. The whole contract is an OpenAPI 3.1 document, "
        "[openapi/dgfip.openapi.json](openapi/dgfip.openapi.json), which a running bench serves at "
        "`/control/contracts/dgfip.openapi.json`; every answer in every test of the gateway is held to it, but for two kinds that are no operation's: what the data state instead of an answer, and requests too long for the bench (413, 431).\n"
    )
    yield "## Operations\n"
    yield from table(
        ("Operation", "API", "Path", "OAuth scope", "Media type"),
        (
            (one.id, one.tag, f"`{one.method.upper()} {one.path}`", one.scope or "none", one.answer.media_type)
            for one in every_operation()
        ),
    )
    yield "\n## Answers\n"
    yield (
        "In the order in which they are looked for. An answer that a household or a row of a data set states has the status and the "
        "code that are stated: 404 and 4041 are an example. `Basis` says how far the status and the code can be trusted. Tests are in "
        f"`{_FOLDER}`.\n"
    )
    yield from table(
        ("Operation", "HTTP", "codeapp", "Rule", "Basis", "Test"),
        (row for operation in every_operation() for row in _answers(operation)),
    )
    yield "\n## Differences from the DGFiP's published files\n"
    yield "Of the API Impôt particulier, a test compares both files and knows no other difference.\n"
    yield from table(
        ("Difference", "API", "Published", "Ours", "Why"),
        ((one.id, one.api, one.published.en, one.ours.en, one.why.en) for one in CONTRACT_DIFFERENCES.values()),
    )
    yield "\n## Values that no source gives\n"
    yield "Each is an assumption: who knows better changes its line in `rulebook/schemas.py`.\n"
    yield from table(("Field", "What is served"), assumed_values().items())


def _answers(operation: Operation) -> Iterator[tuple[str, ...]]:
    answered = _ANSWERED.get(operation.id, f"test_operations.py::test_answered[{operation.id}]")
    yield operation.id, "200", "none: a success", "—", "official", f"`{answered}`"
    for refusal in operation.refusals:
        where = _BY_ANOTHER_METHOD if refusal is WRONG_METHOD else _REFUSED[operation.tag]
        test = where.format(operation=operation.id, refusal=refusal.id)
        yield operation.id, str(refusal.status), _code(refusal), refusal.id, refusal.source.basis, f"`{test}`"


def _code(refusal: Refusal) -> str:
    """No cell is empty without its reason."""
    if refusal is STATED:
        return f"{refusal.code} (as stated)"
    if refusal.channel is Channel.JSON:
        return f"none: an OAuth error, `{refusal.error}`"
    return refusal.code or "none: 204 has no body, and no source gives one"
