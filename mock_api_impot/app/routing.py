"""From method and path to endpoint: a tree of segments, in which a name in braces holds any one segment."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from mock_api_impot.app.exchange import Endpoint


@dataclass(slots=True)
class _Node:
    fixed: dict[str, "_Node"] = field(default_factory=dict)
    variable: "_Node | None" = None
    name: str = ""
    endpoints: dict[str, Endpoint] = field(default_factory=dict)


class Routes:
    """The endpoints of a port. A fixed segment wins over one that varies; an empty segment is none."""

    def __init__(self, table: Mapping[tuple[str, str], Endpoint]) -> None:
        self._root = _Node()
        for (method, path), endpoint in table.items():
            node = self._root
            for segment in path.split("/")[1:]:
                node = _under(node, segment)
            node.endpoints[method] = endpoint

    def find(self, path: str) -> tuple[Mapping[str, Endpoint], dict[str, str]]:
        """What answers at that path, by method (HEAD asks what GET asks), and its variable segments; nothing when nobody does."""
        node, varied = self._root, dict[str, str]()
        for segment in path.split("/")[1:]:
            if found := node.fixed.get(segment):
                node = found
            elif node.variable and segment:
                varied[node.variable.name] = segment
                node = node.variable
            else:
                return {}, {}
        return node.endpoints, varied


def _under(node: _Node, segment: str) -> _Node:
    if not segment.startswith("{"):
        return node.fixed.setdefault(segment, _Node())
    node.variable = node.variable or _Node(name=segment[1:-1])
    return node.variable
