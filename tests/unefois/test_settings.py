"""What the bench refuses to be."""

from pathlib import Path

import pytest

from unefois.settings import BenchSettings


def test_loopback_needs_no_token() -> None:
    """On this machine alone, the control port is open."""
    assert BenchSettings().problem() is None


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.2", "bench.example"])
def test_anything_beyond_loopback_needs_a_token(host: str) -> None:
    """The sentence names the variable to set; with it, all is well."""
    assert "UNEFOIS_TOKEN" in (BenchSettings(host=host).problem() or "")
    assert BenchSettings(host=host, token="t").problem() is None


@pytest.mark.parametrize(("port", "fits"), [(0, False), (1, True), (65530, True), (65531, False)])
def test_the_base_port_leaves_room(port: int, fits: bool) -> None:
    """Five more ports follow the base, and a sixth when the gateway listens with TLS too."""
    assert (BenchSettings(port=port).problem() is None) is fits
    assert BenchSettings(port=65530, certificates=Path()).problem()
    assert BenchSettings(port=65529, certificates=Path()).problem() is None


def test_addresses_separate_front_and_back() -> None:
    """Browsers see the public host, servers the back one, with one issuer."""
    addresses = BenchSettings(port=9000, back_host="banc").addresses()
    assert addresses.franceconnect.front == "http://localhost:9001"
    assert addresses.franceconnect.inside == "http://banc:9001"
    assert addresses.dgfip.front == "http://localhost:9003"
    assert BenchSettings(port=9000).addresses().dgfip.inside == "http://localhost:9003"
