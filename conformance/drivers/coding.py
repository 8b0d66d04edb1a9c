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
# A charset that a page may choose: others either are not text, or can fail even when told to replace.
_CHARSETS = {
    "utf-8": "utf-8",
    "iso-8859-1": "windows-1252",
    "windows-1252": "windows-1252",
    "iso-8859-15": "iso-8859-15",
}


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


def decoded(body: bytes, media: str) -> str:
    """The text of a body of that media type; what no charset explains is replaced, as browsers do."""
    _, _, charset = media.lower().partition("charset=")
    return body.decode(_CHARSETS.get(charset.strip(" \"';"), "utf-8"), "replace")
