"""A response known whole: its head as lines, and what may not be a line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.response import Broken, Response, lines

NAMES = st.from_regex(rb"[a-z][a-z-]{0,11}", fullmatch=True)
# No space at either end: whoever reads a header takes it off.
VALUES = st.binary(max_size=30).map(lambda raw: bytes(byte for byte in raw if 32 < byte < 127 or byte > 127))


@given(st.lists(st.tuples(NAMES, VALUES), max_size=8))
def test_a_head_is_read_back_as_it_was_written(headers: list[tuple[bytes, bytes]]) -> None:
    """Order, repetitions and values hold."""
    assert Response(200, lines(headers), b"").headers == headers


@pytest.mark.parametrize(
    "sent",
    [b"a\r\nset-cookie: evil=1", b"a\nb", b"a\rb", b"a\x00b", b"a\x7fb", b"\x1b[31m"],
    ids=["a whole header", "LF", "CR", "NUL", "DEL", "ESC"],
)
@pytest.mark.parametrize("where", ["name", "value"])
def test_a_header_cannot_begin_another_one(sent: bytes, where: str) -> None:
    """A control character is refused, wherever it is; a tab is none."""
    header = (sent, b"plain") if where == "name" else (b"location", sent)
    with pytest.raises(Broken):
        lines([(b"content-type", b"text/plain"), header])
    assert lines([(b"location", b"a\tb")]) == b"location: a\tb\r\n"
