"""Parameters and addresses: what we read and write ourselves, for speed, held to what the standard library does."""

from urllib.parse import parse_qsl, quote, urlencode, urlsplit

import pytest
from franceconnect_bench import federator
from hypothesis import given
from hypothesis import strategies as st

from mock_franceconnect.protocol.addresses import encoded, with_parameters
from mock_franceconnect.protocol.parameters import Message, parsed

# Every character that means something in a form, and some that do not.
FORMS = st.text(st.sampled_from("ab_1-.~ =&+%20é;/?#\0\n"), max_size=40)
PAIRS = st.lists(st.tuples(st.text(max_size=8), st.text(max_size=20)), max_size=6).map(tuple)


@given(FORMS)
def test_a_form_is_read_as_the_standard_library_reads_it(text: str) -> None:
    """Blank values kept, bad escapes replaced."""
    assert parsed(text) == tuple(parse_qsl(text, keep_blank_values=True))


@given(PAIRS)
def test_a_form_is_written_as_the_standard_library_writes_it(pairs: tuple[tuple[str, str], ...]) -> None:
    """And, with its spaces escaped, as an address is."""
    assert encoded(pairs) == urlencode(pairs)
    assert encoded(pairs).replace("+", "%20") == urlencode(pairs, quote_via=lambda text, *_: quote(text, safe=""))


@given(PAIRS)
def test_of_a_name_that_came_twice_the_first_counts(pairs: tuple[tuple[str, str], ...]) -> None:
    """And it is told."""
    message = Message(pairs)
    names = [name for name, _ in pairs]
    for name in names:
        assert message.get(name) == next(value for key, value in pairs if key == name)
    assert message.names() == frozenset(names)
    twice = message.twice()
    assert twice == next((name for at, name in enumerate(names) if name in names[:at]), None)


@pytest.mark.parametrize(
    ("address", "fragment", "expected"),
    [
        ("https://a.fr", False, "https://a.fr/?code=x&state=y+z"),
        ("https://a.fr/retour?vue=1", False, "https://a.fr/retour?vue=1&code=x&state=y+z"),
        ("https://a.fr/retour?vue=1", True, "https://a.fr/retour?vue=1#code=x&state=y+z"),
    ],
)
def test_parameters_are_put_where_they_belong(address: str, fragment: bool, expected: str) -> None:
    """Behind those that are there already; the path is never empty."""
    told = with_parameters(address, (("code", "x"), ("state", "y z")), fragment=fragment)
    assert told == expected
    assert urlsplit(with_parameters(address, ())).path.startswith("/")


def test_texts_of_a_citizen_are_escaped_where_a_page_made_once_has_left_their_place() -> None:
    """A state that closes an attribute, a mark of ours, a percent sign: text, wherever it is shown."""
    state = '"><script>alert(1)</script>%s{{ 7*7 }}'
    with federator() as fc:
        browser = fc.browser()
        page = browser.get(browser.authorize(state=state).headers["location"]).text
        assert "<script>alert" not in page
        assert "state=%22%3E%3Cscript%3Ealert%281%29%3C%2Fscript%3E%25s%7B%7B%207%2A7%20%7D%7D" in page
