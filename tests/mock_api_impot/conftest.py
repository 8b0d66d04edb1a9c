"""What the tests of the gateway share."""

import pytest
from gateway_bench import Gateway


@pytest.fixture
def gateway() -> Gateway:
    """A gateway with one canteen and one citizen, on 3 November 2025."""
    return Gateway()
