"""What passive checks read of pages, headers and cookies: lines as clients and frameworks write them, one a fault that was missed or seen by mistake."""

from typing import Any

import pytest
from check_pairs import screen
from judge_journeys import CLIENT, SPI, at_client, exchange, journey, page, token

from conformance.checks import CHECKS
from conformance.journey import Journey
from rulebook.formats.exchange import Exchange
from rulebook.formats.report import Result


def result(check: str, seen: Journey) -> Result:
    """What the check says of it."""
    return CHECKS[check].judge(seen).result


def answering(*lines: tuple[str, str], n: int = 1, text: str = "<html></html>", **rest: Any) -> Exchange:
    """A page with those header lines, in order, repeated ones included."""
    made = at_client(n, f"{CLIENT}/page", text=text, **rest)
    return made.model_copy(update={"response": made.response.model_copy(update={"headers": lines})})


# ------------------------------------------------------------------ API-TRACE-01, FS-USERINFO-02, FS-SECRET-01
@pytest.mark.parametrize(
    ("to", "says"),
    [
        ("/?invalid_token=1", Result.PASS),
        ("/?old_access_token=1", Result.PASS),
        ("/?id_token_hint=x", Result.PASS),
        ("/?Access_Token=x", Result.PASS),
        ("/?id_token=x", Result.FAIL),
        ("/#access_token=x", Result.FAIL),
        ("/?next=%2Fa%3Faccess_token%3Dx", Result.FAIL),
        ("/?access%5Ftoken=x", Result.FAIL),
    ],
)
def test_a_token_is_known_by_the_whole_name_of_its_parameter(to: str, says: Result) -> None:
    """In its own case, wherever it stands, once decoded."""
    seen = journey(token(1), at_client(2, f"{CLIENT}/page", status=303, location=to))
    assert result("API-TRACE-01a", seen) is says


def test_another_parameter_is_neither_the_token_nor_the_secret() -> None:
    """The same words, as the end of other names."""
    asked = exchange(2, "franceconnect", "userinfo", "http://localhost:8701/api/v2/userinfo?no_access_token=1")
    assert result("FS-USERINFO-02a", journey(token(1), asked)) is Result.PASS
    assert result("FS-SECRET-01a", journey(token(1), screen("<a href='?no_client_secret=1'>x</a>"))) is Result.PASS
    assert result("FS-SECRET-01a", journey(token(1), screen("<a href='?a=1&amp;client_secret=1'>x</a>"))) is Result.FAIL


# ------------------------------------------------------------------ API-SPI-01
@pytest.mark.parametrize(
    "to",
    [
        f"/r?spi={SPI}A",
        "/r?spi=01%2023%2045%20678%209789",
        "/r?spi=01+23+456+789+789",
        "/r/0123456-789789",
        "/r?spi=01.23.45.678.9789",
        "/r?spi=01%C2%A023%C2%A045%C2%A0678%C2%A09789",
        "/r?next=%2Fx%3Fspi%3D01%252023%252045%2520678%25209789",
    ],
)
def test_a_number_is_known_however_its_digits_are_set_apart(to: str) -> None:
    """In the address asked, or in one that the page leads to."""
    assert result("API-SPI-01a", journey(at_client(1, CLIENT + to, text="<html></html>"))) is Result.FAIL
    assert result("API-SPI-01a", journey(at_client(1, f"{CLIENT}/r", text=f"<a href='{to}'>x</a>"))) is Result.FAIL


@pytest.mark.parametrize(
    ("html", "says"),
    [
        (f"<a href='/recu?spi={SPI}'>Reçu</a>", Result.FAIL),
        (f"<form method=post action='/x?spi={SPI}'></form>", Result.FAIL),
        (f"<form><button formaction='/x/{SPI}'>x</button></form>", Result.FAIL),
        (f"<img src='/qr/{SPI}.png'>", Result.FAIL),
        (f"<p>Votre numéro : {SPI}</p><form method=post><input name=spi value={SPI}></form>", Result.PASS),
        (f"<a href='mailto:a@example.fr?body={SPI}'>Écrire</a><img src='data:,{SPI}'>", Result.PASS),
        ("<a href='/r?page=0123456'>1</a><a href='789789'>2</a><a href='http://['>3</a>", Result.PASS),
    ],
)
def test_a_number_that_a_page_puts_in_an_address_is_out(html: str, says: Result) -> None:
    """Before anybody follows it; what is shown, or sent by POST, is in no address."""
    assert result("API-SPI-01a", journey(at_client(1, f"{CLIENT}/r", text=f"<html>{html}</html>"))) is says


# ------------------------------------------------------------------ API-CACHE-01
@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (("max-age=0", "no-store"), Result.PASS),
        (("No-Store, max-age=0",), Result.PASS),
        (("no-cache, no-store, must-revalidate, private",), Result.PASS),
        (("private, max-age=86400",), Result.WARNING),
        (("no-cache",), Result.WARNING),
        (('private="no-store, x"',), Result.WARNING),
        (("x-no-store",), Result.WARNING),
        ((), Result.WARNING),
    ],
)
def test_only_no_store_keeps_a_result_out_of_every_cache(lines: tuple[str, ...], says: Result) -> None:
    """A private cache is one too: the browser's, on a shared computer. Repeated lines are one list."""
    seen = journey(answering(*(("Cache-Control", line) for line in lines), n=1), page(2, "result"))
    assert result("API-CACHE-01a", seen) is says


def test_a_comma_in_an_address_makes_no_list_of_it() -> None:
    """`Location` is read whole."""
    seen = journey(token(1), at_client(2, f"{CLIENT}/page", status=303, location="/a,b?id_token=x"))
    assert result("API-TRACE-01a", seen) is Result.FAIL


# ------------------------------------------------------------------ API-TRACE-04
@pytest.mark.parametrize(
    ("lines", "head", "says"),
    [
        (("no-referrer, unsafe-url",), "", Result.WARNING),
        (("no-referrer", "unsafe-url"), "", Result.WARNING),
        (("unsafe-url, no-referrer",), "", Result.PASS),
        (("unsafe-url, strict-origin, of-tomorrow",), "", Result.PASS),
        (("Unsafe-URL",), "", Result.WARNING),
        (("always",), "", Result.PASS),  # an old name, that headers never had
        ((), '<meta name="referrer" content="unsafe-url">', Result.WARNING),
        ((), '<META NAME="Referrer" CONTENT=" Always ">', Result.WARNING),
        (("no-referrer",), '<meta name="referrer" content="unsafe-url">', Result.WARNING),
        (("unsafe-url",), '<meta name="referrer" content="no-referrer">', Result.PASS),
        (("no-referrer",), '<!-- <meta name="referrer" content="unsafe-url"> -->', Result.PASS),
        (("no-referrer",), '<a href="https://autre.example/" referrerpolicy="unsafe-url">x</a>', Result.WARNING),
        (("no-referrer",), '<a href="/ici" referrerpolicy="unsafe-url">x</a>', Result.PASS),
        (("no-referrer",), '<a href="http://[" referrerpolicy="unsafe-url">x</a>', Result.PASS),
    ],
)
def test_the_last_policy_that_browsers_know_counts(lines: tuple[str, ...], head: str, says: Result) -> None:
    """Of the header's, then of the page's own; a link may have another."""
    policies = (("Referrer-Policy", line) for line in lines)
    seen = journey(answering(*policies, text=f"<html><head>{head}</head></html>"))
    assert result("API-TRACE-04a", seen) is says
