"""Spaces: an address prefix each, and issuers that follow."""

from simulator.calendar import Calendar
from simulator.spaces import Address, Addresses, Spaces


def test_the_default_space_has_no_prefix() -> None:
    """The plain addresses are the default space's."""
    addresses = Addresses(
        Address("http://localhost:8700"),
        Address("http://localhost:8701"),
        Address("http://localhost:8702"),
        Address("http://localhost:8703"),
    )
    space = Spaces(addresses, seed=7).get("default")
    assert space is not None
    assert (space.seed, space.prefix) == (7, "")
    assert space.issuer == space.issuer_inside == "http://localhost:8701/api/v2"
    assert space.gateway == "http://localhost:8703"


def test_another_space_lives_under_its_name(spaces: Spaces) -> None:
    """On every port, and its seed is its own."""
    bis = spaces.of("bis")
    assert (bis.seed, bis.prefix) == (8, "/s/bis")
    assert bis.issuer == "http://localhost:8701/s/bis/api/v2"
    assert bis.gateway == "http://localhost:8703/s/bis"
    assert spaces.get("ter") is None
    assert [space.name for space in spaces] == ["default", "bis"]


def test_servers_may_reach_the_bench_by_another_address() -> None:
    """In containers the front and the inside differ; the issuer is the front."""
    addresses = Addresses(
        Address("http://localhost:8700"),
        Address("http://localhost:8701", "http://bench:8701"),
        Address("http://localhost:8702"),
        Address("http://x"),
    )
    space = Spaces(addresses).make("ci", 1, strict_urls=True)
    assert space.strict_urls
    assert space.issuer == "http://localhost:8701/s/ci/api/v2"
    assert space.issuer_inside == "http://bench:8701/s/ci/api/v2"


def test_a_calendar_is_one_space_s(spaces: Spaces) -> None:
    """Moving time here moves nothing there."""
    moved = Calendar({2025: Calendar().taxed_at(2030)})
    assert spaces.set_calendar("bis", moved).calendar == moved
    assert spaces.of("default").calendar == Calendar()
