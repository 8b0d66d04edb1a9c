"""What the gateway needs from outside: keys, people and contracts, FranceConnect, a counter."""

from mock_api_impot.ports.bench import Bench

__all__ = ["Bench"]
