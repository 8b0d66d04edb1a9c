"""The text of a body, as browsers read its bytes."""

import pytest

from conformance.drivers.coding import decoded

LATIN = b"refus\xe9"
UTF8 = "refusé".encode()


@pytest.mark.parametrize(
    "media",
    [
        "text/html; charset=iso-8859-1",
        "text/html; charset=latin1",
        "text/html;CHARSET=Latin1",
        "text/html; charset=windows-1252",
        'text/html; charset="iso-8859-1"; x=y',
        "text/html; charset=iso-8859-1; x=y",
        "text/html; charset=iso-8859-15",
        "text/plain; charset=l1",
    ],
)
def test_a_media_type_says_the_charset(media: str) -> None:
    """By any label that browsers know, and whatever follows it."""
    assert decoded(LATIN, media) == "refusé"


@pytest.mark.parametrize(
    "head",
    [
        b"<meta charset=latin1>",
        b'<!DOCTYPE html><html><head><title>x</title><META CHARSET="ISO-8859-1" />',
        b"<meta http-equiv=Content-Type content='text/html; charset=iso-8859-1'>",
        b"<meta charset=rot13><meta charset=latin1>",
        b"<meta name=x content='charset=utf-8'><meta charset=latin1>",
    ],
)
def test_a_page_says_its_charset_itself(head: bytes) -> None:
    """Where its media type does not; as many a site of the time before UTF-8 does."""
    assert decoded(head + LATIN, "text/html").endswith("refusé")
    assert decoded(head + LATIN, "text/html; charset=rot13").endswith("refusé")


@pytest.mark.parametrize(
    ("body", "media"),
    [
        (UTF8, "text/html"),
        (UTF8, ""),
        (b"\xef\xbb\xbf" + UTF8, "text/html; charset=latin1"),
        (b"\xef\xbb\xbf<meta charset=latin1>" + UTF8, "text/html"),
        ("\ufeffrefusé".encode("utf-16-le"), "text/html; charset=utf-8"),
        ("\ufeffrefusé".encode("utf-16-be"), "text/html"),
        (b"<meta charset=latin1>" + UTF8, "text/html; charset=utf-8"),
        (b"<meta charset=utf-16>" + UTF8, "text/html"),
        (b"<!-- <meta charset=latin1> -->" + UTF8, "text/html"),
        (b" " * 1024 + b"<meta charset=latin1>" + UTF8, "text/html"),
        (b"<meta charset=latin1>" + UTF8, "text/plain"),
    ],
)
def test_who_speaks_first_is_believed(body: bytes, media: str) -> None:
    """The mark of the first bytes, then the media type, then the head of a page; else it is UTF-8."""
    assert decoded(body, media).endswith("refusé")


def test_a_mark_is_no_text() -> None:
    """It is not read with what it marks."""
    assert decoded(b"\xef\xbb\xbf" + UTF8, "") == "refusé"
