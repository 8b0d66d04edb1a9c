"""The generated page on the tax API: its operations, everything that each may answer with the test that shows it, and its contract."""

from collections.abc import Iterator

from mock_api_impot.protocol.operations import OPERATIONS, refusals
from rulebook.contract_differences import CONTRACT_DIFFERENCES
from rulebook.refusal import Refusal
from rulebook.refusals.stated import STATED
from rulebook.resources import Mode, Resource
from rulebook.schemas import assumed_values
from unefois.tables import table

_TESTS = "tests/mock_api_impot/test_operations.py"


def operations_page() -> Iterator[str]:
    """Line by line."""
    yield "# The tax API, operation by operation\n"
    yield (
        "What this bench serves, and the test that shows each answer. The whole contract is an OpenAPI 3.1 document, "
        "[openapi/dgfip.openapi.json](openapi/dgfip.openapi.json), which a running bench serves at "
        "`/control/contracts/dgfip.openapi.json`; every answer in every test is held to it.\n"
    )
    yield "## Operations\n"
    yield from table(
        ("Operation", "Path", "OAuth scope", "Media type"),
        (
            (_name(resource, mode), f"`GET {resource.route(mode)}`", resource.scope, resource.media_type)
            for resource, mode in _calls()
        ),
    )
    yield "\n## Answers\n"
    yield (
        "In the order in which they are looked for. An answer that a household or a row of a data set states has the status and the "
        "code that are stated: 404 and 4041 are an example. `Basis` says how far the status and the code can be trusted.\n"
    )
    yield from table(
        ("Operation", "HTTP", "codeapp", "Rule", "Basis", "Test"),
        (
            row
            for operation in OPERATIONS
            for mode in operation.resource.modes
            for row in _answers(operation.resource, mode)
        ),
    )
    yield "\n## Differences from the DGFiP's published file\n"
    yield from table(
        ("Difference", "Published", "Ours", "Why"),
        ((one.id, one.published.en, one.ours.en, one.why.en) for one in CONTRACT_DIFFERENCES.values()),
    )
    yield "\n## Values that no source gives\n"
    yield "Each is an assumption: who knows better changes its line in `rulebook/schemas.py`.\n"
    yield from table(("Field", "What is served"), assumed_values().items())


def _calls() -> Iterator[tuple[Resource, Mode]]:
    for operation in OPERATIONS:
        for mode in operation.resource.modes:
            yield operation.resource, mode


def _name(resource: Resource, mode: Mode) -> str:
    return f"{resource.endpoint}-{mode.name.lower()}"


def _answers(resource: Resource, mode: Mode) -> Iterator[tuple[str, ...]]:
    name = _name(resource, mode)
    yield name, "200", "none: a success", "", "official", f"`{_TESTS}::test_answered[{name}]`"
    operation = next(operation for operation in OPERATIONS if operation.resource is resource)
    for refusal in refusals(operation, mode):
        yield (
            name,
            str(refusal.status),
            _code(refusal),
            refusal.id,
            refusal.source.basis,
            (f"`{_TESTS}::test_refused[{name}-{refusal.id}]`"),
        )


def _code(refusal: Refusal) -> str:
    """An empty cell has its reason."""
    if refusal is STATED:
        return f"{refusal.code} (as stated)"
    return refusal.code or "none: 204 has no body, and no source gives one"
