"""Parameters of a message: ordered pairs, in which a name may come twice and an empty value counts as absent for the engine."""

from urllib.parse import unquote

from mock_franceconnect.protocol.decisions import Parameters

FORM = "application/x-www-form-urlencoded"


def parsed(text: str) -> Parameters:
    """The pairs of a query or a form, just as `urllib.parse.parse_qsl` reads them when blank values are kept; most need no decoding."""
    if not text:
        return ()
    pairs = [pair.partition("=") for pair in text.split("&") if pair]
    return tuple(
        [
            (name if name.isidentifier() else _decoded(name), value if value.isalnum() else _decoded(value))
            for name, _, value in pairs
        ]
    )


def _decoded(text: str) -> str:
    text = text.replace("+", " ")
    return unquote(text) if "%" in text else text


class Message:
    """The parameters of one request."""

    __slots__ = ("_first", "pairs")

    def __init__(self, pairs: Parameters) -> None:
        self.pairs = pairs
        self._first = dict(reversed(pairs))

    def get(self, name: str) -> str | None:
        """The first value, None when absent."""
        return self._first.get(name)

    def filled(self, name: str) -> str:
        """The value as the engine sees it: absent and empty are the same."""
        return self._first.get(name) or ""

    def names(self) -> frozenset[str]:
        """Every name that came."""
        return frozenset(self._first)

    def twice(self, names: frozenset[str] | None = None) -> str | None:
        """The first name that came twice, among `names` or any."""
        if len(self._first) == len(self.pairs):
            return None
        seen: set[str] = set()
        for key, _ in self.pairs:
            if key in seen and (names is None or key in names):
                return key
            seen.add(key)
        return None
