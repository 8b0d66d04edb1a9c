"""From the bytes of a body to its text, as browsers do.

A body that was compressed although nobody asked is inflated no further than a page may be long. Its charset is what its first bytes
mark, else what its media type says, else what a page says of itself near its beginning, else UTF-8.
"""

import codecs
import re
import zlib
from collections.abc import Iterator
from types import MappingProxyType

from selectolax.lexbor import LexborHTMLParser

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
# Charsets by the labels that browsers know them by (https://encoding.spec.whatwg.org/#names-and-labels). The others either are seen no
# more, or are not text, or can fail even when told to replace.
_LABELS = {
    "utf-8": "utf-8 utf8 unicode-1-1-utf-8 unicode11utf8 unicode20utf8 x-unicode20utf8",
    "windows-1252": "windows-1252 cp1252 x-cp1252 iso-8859-1 iso8859-1 iso88591 iso_8859-1 iso_8859-1:1987 iso-ir-100 latin1 l1"
    " cp819 ibm819 csisolatin1 ascii us-ascii ansi_x3.4-1968",
    "iso-8859-15": "iso-8859-15 iso8859-15 iso885915 iso_8859-15 csisolatin9 l9",
}
_CHARSETS = MappingProxyType({label: name for name, labels in _LABELS.items() for label in labels.split()})
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CHARSET = re.compile(r"""charset\s*=\s*["']?\s*([^\s;"']+)""", re.IGNORECASE)
_BEGINNING = 1024  # bytes, within which a page says its charset


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
    """The text of a body of that media type; what its charset does not explain is replaced."""
    for mark, charset in _MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(charset, "replace")
    said = [*_CHARSET.findall(media), *(_of_itself(body) if "html" in media.lower() else ())]
    known = (_CHARSETS[label] for one in said if (label := one.lower()) in _CHARSETS)
    return body.decode(next(known, "utf-8"), "replace")


def _of_itself(body: bytes) -> Iterator[str]:
    """The charsets that a page names in its head, the first one first."""
    for meta in LexborHTMLParser(body[:_BEGINNING].decode("latin-1")).css("meta"):
        if charset := meta.attributes.get("charset"):
            yield charset.strip()
        elif (meta.attributes.get("http-equiv") or "").strip().lower() == "content-type":
            yield from _CHARSET.findall(meta.attributes.get("content") or "")[:1]
