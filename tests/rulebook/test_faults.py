"""The names of faults: stable, said in two languages, and with what an order may set."""

import re

import pytest

from rulebook.faults import FAULTS, LOGIN_ENDPOINTS, UNBOUND_ENDPOINTS, Fault, Stage
from rulebook.formats.control import FaultOrder

# Published before: modules, gallery members and bundles of others bear them.
FIRST = {
    "callback.state.forged",
    "callback.iss.foreign",
    "id_token.nonce.foreign",
    "id_token.iss.foreign",
    "id_token.aud.foreign",
    "id_token.exp.past",
    "id_token.alg.none",
    "id_token.signature.broken",
    "userinfo.sub.foreign",
    "userinfo.signature.broken",
    "assiettes.response.500",
    "assiettes.token.revoked",
    "transport.delay",
    "transport.cut",
}


def test_no_name_is_ever_taken_back() -> None:
    """A bundle made long ago is judged again by name."""
    assert set(FAULTS) >= FIRST


@pytest.mark.parametrize("fault", FAULTS.values(), ids=str)
def test_a_name_is_an_object_and_its_deviation(fault: Fault) -> None:
    """Two or three words of protocol between dots, and a sentence in each language that names every parameter."""
    assert re.fullmatch(r"[a-z_]+(\.[a-z0-9_]+){1,2}", fault.name)
    assert fault.says.fr != fault.says.en
    for parameter in fault.parameters:
        if parameter.name != "key":
            assert f"`{parameter.name}`" in fault.says.fr
            assert f"`{parameter.name}`" in fault.says.en


def test_two_faults_never_say_the_same() -> None:
    """A tester chooses by the sentence."""
    for language in ("fr", "en"):
        said = [fault.says.in_(language) for fault in FAULTS.values()]
        assert len(said) == len(set(said))


@pytest.mark.parametrize("fault", FAULTS.values(), ids=str)
def test_a_fault_of_a_known_endpoint_needs_no_parameter(fault: Fault) -> None:
    """A persona, or a module, orders it by its name alone; only the bare transport faults want an endpoint."""
    if fault.endpoint == "*":
        assert fault.stage is Stage.TRANSPORT
        return
    order = FaultOrder(fault=fault.name)
    assert order.endpoint == fault.endpoint
    assert order.given == {parameter.name: parameter.default for parameter in fault.parameters}
    assert order.needs_exclusive == (fault.endpoint in UNBOUND_ENDPOINTS)


def test_what_an_order_states_wins_over_the_default() -> None:
    """And may be negative where a clock may be late."""
    order = FaultOrder(fault="id_token.clock.skewed", parameters={"seconds": -120})
    assert order.given == {"seconds": -120}
    assert FaultOrder(fault="id_token.clock.skewed").given == {"seconds": 300}


def test_a_login_brings_faults_of_three_endpoints() -> None:
    """Where FranceConnect knows who the citizen is."""
    assert {"authorize_resume", "token", "userinfo"} == LOGIN_ENDPOINTS
    assert not LOGIN_ENDPOINTS & UNBOUND_ENDPOINTS
