"""What the decisions need from outside: the store, the keys, the people, the data provider's own keys."""

from mock_franceconnect.ports.bench import Bench

__all__ = ["Bench"]
