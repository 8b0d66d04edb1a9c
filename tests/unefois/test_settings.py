"""What the bench refuses to be."""

from pathlib import Path

import pytest
from command_line import typed

from unefois import reference
from unefois.settings import BenchSettings


def test_loopback_needs_no_token() -> None:
    """On this machine alone, the control port is open."""
    assert BenchSettings().problem() is None


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.2", "bench.example"])
def test_anything_beyond_loopback_needs_a_token(host: str) -> None:
    """The sentence names the variable to set; with it, all is well."""
    assert "UNEFOIS_TOKEN" in (BenchSettings(host=host).problem() or "")
    assert BenchSettings(host=host, token="t").problem() is None


@pytest.mark.parametrize(
    ("host", "here"),
    [
        ("127.0.0.1", "127.0.0.1"),
        ("127.0.0.2", "127.0.0.2"),
        ("0.0.0.0", "127.0.0.1"),
        ("::", "[::1]"),
        ("::1", "[::1]"),
        ("fd00::2", "[fd00::2]"),
        ("localhost", "localhost"),
    ],
)
def test_who_listens_somewhere_is_asked_there(host: str, here: str) -> None:
    """From this machine, in an address; everywhere is loopback of that family."""
    assert BenchSettings(host=host).here == here


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


HOSTS = ("localhost", "banc", "ma-commune.fr", "Ma-Commune.FR", "hote_1", "127.0.0.1", "[::1]")
NO_HOSTS = (
    "ma commune",
    "é.fr",
    "x:99",
    "http://x",
    "x/y",
    "u@x",
    "::1",
    "[127.0.0.1]",
    "[::1",
    "[::1%lo]",
    "10.0.0.0/8",
    "2130706433",
)


@pytest.mark.parametrize("host", HOSTS)
def test_what_others_call_the_bench_may_be(host: str) -> None:
    """Then the addresses made of it can be registered, and the control port answers to it."""
    settings = BenchSettings(public_host=host, back_host=host)
    assert settings.problem() is None
    assert reference.habilitation(f"http://{host}:8704").franceconnect


@pytest.mark.parametrize("option", ["--public-host", "--back-host"])
@pytest.mark.parametrize("host", NO_HOSTS)
def test_what_is_no_host_is_told_with_the_option(option: str, host: str) -> None:
    """Before it is in every address; the sentence says what a host is."""
    refused = typed("up", "--port", "24100", option, host)
    assert refused.exit_code == 2
    assert f"{option} « {host} » : donnez un nom d'hôte" in refused.stderr


def test_an_empty_public_host_is_none_and_an_empty_back_host_is_the_public_one() -> None:
    """Only the second has a meaning."""
    assert "--public-host" in (BenchSettings(public_host="").problem() or "")
    assert BenchSettings(back_host="").problem() is None
