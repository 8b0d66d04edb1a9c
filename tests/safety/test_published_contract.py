"""The DGFiP's published file, walked by a machine: whatever it allows is answered, by a status that it declares or that is listed.

Statuses beyond the file are the listed difference CONTRAT-STATUTS: those that our own contract declares for the operation.
"""

import json
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from contract_held import operation_of
from gateway_bench import SPI, Gateway
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rulebook.contract_differences import CONTRACT_DIFFERENCES
from rulebook.resources import BASE, RESOURCES, Mode, Resource
from rulebook.tax_scopes import TAX_SCOPES

CONTRACT = Path(__file__).parents[2].parent / "shared/contract/api-impot-particulier.openapi.json"

pytestmark = pytest.mark.skipif(
    not CONTRACT.exists(), reason="the DGFiP's OpenAPI file is not beside the repository (../shared/contract)"
)
CALLS = [
    pytest.param(resource, mode, id=f"{resource.endpoint}-{mode.name.lower()}")
    for resource in RESOURCES
    for mode in resource.modes
]
LISTED = "CONTRAT-STATUTS"


@pytest.mark.parametrize(("resource", "mode"), CALLS)
def test_nothing_unplanned_and_nothing_undeclared(resource: Resource, mode: Mode) -> None:
    """Generated paths and headers, with a good token or not; the guard holds each body to our own contract."""
    published = json.loads(CONTRACT.read_text(encoding="utf-8"))
    path = resource.route(mode).removeprefix(BASE)
    declared = set(published["paths"][path]["get"]["responses"]) - {"default"} | {"200"}
    operation: Any = schemathesis.openapi.from_dict(published)[path]["GET"]
    gateway = Gateway()
    resources = tuple(known.scope for known in RESOURCES)
    gateway.contract(resources=resources, scopes=tuple(TAX_SCOPES), tier="none")
    gateway.double.consents("openid", *TAX_SCOPES)
    form = {"grant_type": "client_credentials", "scope": resource.scope}
    token = gateway.ask_token(form).json()["access_token"]
    headers = gateway.headers(authorization=f"Bearer {token}", x_franceconnect_oauth="t" * 43)
    good = {name.lower(): value for name, value in headers.items()}
    seen: set[str] = set()

    @settings(max_examples=60, suppress_health_check=list(HealthCheck), deadline=None, derandomize=True)
    @given(case=operation.as_strategy(), known=st.booleans(), admitted=st.booleans())
    def walk(case: Any, *, known: bool, admitted: bool) -> None:
        """One generated call."""
        if known and "spi" in case.path_parameters:
            case.path_parameters["spi"] = SPI
        sent = {name.lower(): str(value) for name, value in (case.headers or {}).items() if str(value).isascii()}
        headers = {**sent, **good} if admitted else {**good, **sent}
        answer = gateway.client.get(BASE + case.formatted_path, headers=headers)
        own = operation_of("GET", BASE + case.formatted_path)
        listed = set(own["responses"]) if own else {"404"}
        assert answer.status_code < 500, answer.text
        assert str(answer.status_code) in declared | listed, (case.formatted_path, answer.status_code)
        seen.add(str(answer.status_code))

    walk()
    assert LISTED in CONTRACT_DIFFERENCES
    assert len(seen) > 1  # the walk has met refusals of several kinds
