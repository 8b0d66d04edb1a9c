"""What the tests of the gateway share."""

import pytest
from gateway_bench import Gateway
from search_bench import Searcher


@pytest.fixture
def gateway() -> Gateway:
    """A gateway with one canteen and one citizen, on 3 November 2025."""
    return Gateway()


@pytest.fixture
def bank(gateway: Gateway) -> Searcher:
    """The same, and a bank that looks for people with every right."""
    return Searcher(gateway)
