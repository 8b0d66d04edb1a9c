"""Parameters of a message: ordered pairs, in which a name may come twice and an empty value counts as absent for the engine."""

from dataclasses import dataclass

from mock_franceconnect.protocol.decisions import Parameters

FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Message:
    """The parameters of one request."""

    pairs: Parameters

    def get(self, name: str) -> str | None:
        """The first value, None when absent."""
        for key, value in self.pairs:  # not a generator, which costs more than the search
            if key == name:
                return value
        return None

    def filled(self, name: str) -> str:
        """The value as the engine sees it: absent and empty are the same."""
        return self.get(name) or ""

    def names(self) -> frozenset[str]:
        """Every name that came."""
        return frozenset(key for key, _ in self.pairs)

    def twice(self, names: frozenset[str] | None = None) -> str | None:
        """The first name that came twice, among `names` or any."""
        seen: set[str] = set()
        for key, _ in self.pairs:
            if key in seen and (names is None or key in names):
                return key
            seen.add(key)
        return None
