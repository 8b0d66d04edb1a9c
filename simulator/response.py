"""A response known whole: what an application hands to the edge, which sends it in one piece."""

from collections.abc import Iterable

from msgspec import Struct

from simulator.connection import Headers

_CONTROLS = bytes({*range(32), 127} - {ord("\t")})


class Broken(ValueError):
    """A header holds a control character: it would end its line, and begin another one."""


class Response(Struct, frozen=True, gc=False):
    """Status, lines of the head (each with its line break, content-length among them), body."""

    status: int
    head: bytes
    body: bytes

    @property
    def headers(self) -> Headers:
        """The head, line by line."""
        return [(name, value) for name, _, value in (line.partition(b": ") for line in self.head.splitlines())]


def lines(headers: Iterable[tuple[bytes, bytes]]) -> bytes:
    """Headers as they go by; `Broken` when one of them would be two."""
    told = [name + b": " + value + b"\r\n" for name, value in headers]
    whole = b"".join(told)
    if len(whole) - len(whole.translate(None, _CONTROLS)) != 2 * len(told):
        raise Broken
    return whole
