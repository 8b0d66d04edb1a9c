"""A query string, read to the letter: a parameter twice, or a broken encoding, is said and never mended."""

import re
from collections.abc import Mapping
from urllib.parse import unquote_to_bytes

from msgspec import Struct

_BROKEN = re.compile(r"%(?![0-9a-fA-F]{2})")


class Query(Struct, frozen=True):
    """The parameters of a request, the first value of each; `garbled` when it is no text, and then there are none."""

    values: Mapping[str, str] = {}
    is_repeated: bool = False
    garbled: bool = False

    def get(self, name: str) -> str | None:
        """That parameter; None when absent."""
        return self.values.get(name)

    def said(self, name: str) -> str:
        """That parameter; empty when absent."""
        return self.values.get(name, "")


def read_query(raw: bytes) -> Query:
    """The query string of a request; a plus is a space, as forms write it."""
    try:
        pairs = [_pair(piece) for piece in raw.decode("ascii").split("&") if piece]
    except ValueError:
        return Query(garbled=True)
    values = dict(reversed(pairs))
    return Query(dict(reversed(values.items())), len(values) < len(pairs))


def _pair(piece: str) -> tuple[str, str]:
    name, _, value = piece.partition("=")
    return _decoded(name), _decoded(value)


def _decoded(text: str) -> str:
    if _BROKEN.search(text):
        raise ValueError(text)
    return unquote_to_bytes(text.replace("+", " ")).decode("utf-8")
