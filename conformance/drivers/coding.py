"""A body that was compressed although nobody asked: inflated no further than a page may be long."""

import zlib
from types import MappingProxyType

_EITHER = zlib.MAX_WBITS | 32  # a header of gzip or of zlib, as it comes
_WINDOWS = MappingProxyType(
    {
        "gzip": (_EITHER,),
        "x-gzip": (_EITHER,),
        "deflate": (_EITHER, -zlib.MAX_WBITS),
        "br": (),
        "zstd": (),
        "compress": (),
    }
)


class Coded(Exception):
    """The body cannot be read: its coding is none of ours, or it is not what it says it is."""


def inflated(body: bytes, coding: str, most: int) -> bytes:
    """At most one byte more than `most`, for who counts them; raises `Coded`."""
    coding = coding.strip().lower()
    # A word that is no coding (`utf-8`) is passed over, as browsers do.
    if not body or coding not in _WINDOWS:
        return body
    for window in _WINDOWS[coding]:
        try:
            return zlib.decompressobj(window).decompress(body, most + 1)
        except zlib.error:
            continue
    raise Coded
