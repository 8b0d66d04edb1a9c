"""Pages as a citizen without JavaScript has them: links, forms, and whatever markup a client writes."""

import time
from contextlib import suppress
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from conformance.drivers.oracle import holds, recognise
from conformance.drivers.page import Gesture, Page
from conformance.drivers.trouble import Stuck
from conformance.journey import origin
from conformance.reading import Leaves, goes_on, leaves
from rulebook.formats.application import Look, Oracle

URL = "http://localhost:8704/dossier/page"
FORM = """
<form id="f" method="post" action="envoi?x=1">
  <input name="csrf" value="jeton"><input name="nom"><input type="checkbox" name="accord" value="oui">
  <input type="radio" name="mode" value="a" checked><input type="radio" name="mode" value="b">
  <select name="annee"><option value="2024">2024</option><option value="2025" selected>2025</option></select>
  <textarea name="mot">bonjour</textarea><input name="muet" value="x" disabled><input type="submit" name="non" value="n">
  <button name="choix" value="1">Un</button><button name="choix" value="2" id="deux">Deux</button>
</form>
"""


def page(html: str, status: int = 200) -> Page:
    """A page of the client."""
    return Page(URL, status, html)


def test_links_are_followed_from_where_the_page_is() -> None:
    """Relative, absolute, and `<base>`."""
    assert page('<a id=l href="suite">s</a>').click("#l", {}) == Gesture("http://localhost:8704/dossier/suite")
    assert page('<a id=l href="/x?y=1">s</a>').click("#l", {}) == Gesture("http://localhost:8704/x?y=1")
    html = '<base href="http://localhost:8704/autre/"><a id=l href="suite">s</a>'
    assert page(html).click("#l", {}) == Gesture("http://localhost:8704/autre/suite")


def test_form_is_sent_as_a_browser_would() -> None:
    """Fields in order, checked ones only, nothing disabled, no button unless pressed."""
    sent = page(FORM).submit("#f", {"nom": "Élodie"})
    assert sent == Gesture(
        "http://localhost:8704/dossier/envoi?x=1",
        (("csrf", "jeton"), ("nom", "Élodie"), ("mode", "a"), ("annee", "2025"), ("mot", "bonjour")),
    )


def test_pressed_button_and_filled_boxes_are_sent() -> None:
    """The button's own name and value; a filled checkbox is ticked; a filled radio is chosen."""
    sent = page(FORM).click("#deux", {"accord": "oui", "mode": "b"})
    assert sent is not None
    assert sent.form is not None
    assert sent.form[-1] == ("choix", "2")
    assert ("accord", "oui") in sent.form
    assert [value for name, value in sent.form if name == "mode"] == ["b"]


def test_get_form_goes_to_the_query() -> None:
    """Its fields replace the action's query, as in browsers."""
    sent = page('<form action="/q?old=1"><input name="a b" value="é"></form>').submit("form", {})
    assert sent == Gesture("http://localhost:8704/q?a+b=%C3%A9")


def test_what_is_not_there_is_none() -> None:
    """No element, or one that is neither link nor in a form."""
    assert page("<p id=p>x</p>").click("#p", {}) is None
    assert page("").submit("form", {}) is None


def test_unreadable_selector_is_said() -> None:
    """The selector is named."""
    with pytest.raises(Stuck, match=r"a\["):
        page("").find("a[")


def test_text_leaves_scripts_out() -> None:
    """What a person reads, blanks folded."""
    html = "<title> Une\n page </title><p>Bon</p><script>mauvais()</script><style>p{}</style><p>jour</p>"
    assert page(html).text == "Bon jour"
    assert page(html).title == "Une page"


ADDRESS = st.text(max_size=30) | st.text("/[]:@?#.%0a\\ ", max_size=20).flatmap(
    lambda end: st.sampled_from(["", "http:", "//", "http://", "javascript:", "x:"]).map(lambda start: start + end)
)


@given(ADDRESS, ADDRESS)
def test_any_address_is_followed_or_told(address: str, base: str) -> None:
    """Whatever the page writes: somewhere that can be read, or a sentence."""
    told, root = escape(address), escape(base)
    read = page(
        f'<base href="{root}"><meta http-equiv=refresh content="0;url={told}"><iframe src="{told}"></iframe>'
        f'<a id=l href="{told}"></a><form action="{told}"><input name=a></form>'
    )
    found = [*read.frames(), read.onward()]
    with suppress(Stuck):
        found.append(read.click("#l", {}))
        found.append(read.submit("form", {}))
    assert all("://" in origin(gesture.url) for gesture in found if gesture)


def test_a_base_or_a_frame_that_is_no_address_is_passed_over() -> None:
    """As browsers do: the page's own address is the base, and nothing is shown inside."""
    html = '<base href="//["><a id=l href="suite">s</a><iframe src="http://[x"></iframe><iframe src="/vu"></iframe>'
    assert page(html).click("#l", {}) == Gesture("http://localhost:8704/dossier/suite")
    assert page(html).frames() == (Gesture("http://localhost:8704/vu"),)


@given(st.text(max_size=400))
def test_any_markup_is_read(html: str) -> None:
    """No text makes a page unreadable, nor gives a gesture out of nothing."""
    read = page(html)
    assert isinstance(read.text, str)
    assert isinstance(read.title, str)
    assert read.click("a#nulle-part-ici", {}) is None


ORACLE = Oracle(
    error=Look(selector=".erreur"), refused=Look(status=403), result=Look(text="Tarif"), connected=Look(url="/dossier")
)


def test_oracle_reads_in_order_and_the_first_match_wins() -> None:
    """error, refused, result, connected; none when nothing holds."""
    assert recognise(page("<p class=erreur>Tarif</p>", 403), ORACLE) == "error"
    assert recognise(page("<p>Tarif</p>", 403), ORACLE) == "refused"
    assert recognise(page("<p>Tarif</p>"), ORACLE) == "result"
    assert recognise(page("<p>Bonjour</p>"), ORACLE) == "connected"
    assert recognise(Page("http://localhost:8704/", 200, ""), ORACLE) == "none"


def test_a_look_wants_all_that_it_states() -> None:
    """Two keys, both must hold."""
    both = Look(status=200, text="Tarif")
    assert holds(page("Tarif"), both)
    assert not holds(page("Tarif", 500), both)
    assert not holds(page("Rien"), both)


SENT = '<form method="post" action="/vers"><input type="hidden" name="a" value="1"><input type="submit" value="Continuer"></form>'


@pytest.mark.parametrize(
    "script",
    [
        "<script>document.forms[0].submit()</script>",
        "<script>document.getElementById('f').submit()</script>",
        "<body onload='document.forms[0].submit()'>",
    ],
)
def test_a_form_that_sends_itself_is_sent(script: str) -> None:
    """A script that browsers would run, when the page has nothing else to offer."""
    assert page(f"{script}{SENT}").onward() == Gesture("http://localhost:8704/vers", (("a", "1"),))


@pytest.mark.parametrize(
    "html",
    [
        SENT,
        "<script>document.forms[0].submit()</script>",
        f"<script>document.forms[0].submit()</script>{SENT}{SENT}",
        f"<script>document.forms[0].submit()</script>{SENT}<a href='/'>Accueil</a>",
        f"<script>document.forms[0].submit()</script>{SENT.replace('hidden', 'text')}",
        f"<script>onchange = () => this.form.submitted()</script>{SENT}",
    ],
    ids=["no script", "no form", "two forms", "a link", "a field to fill", "another word"],
)
def test_a_page_to_read_or_to_fill_stays(html: str) -> None:
    """The citizen is there for something."""
    assert page(html).onward() is None


def refresh(content: str) -> str:
    """A page that says so in its head."""
    return f'<meta http-equiv=Refresh content="{content}">'


@pytest.mark.parametrize(
    ("content", "seconds", "to"),
    [
        ("0;url=/n", 0, "/n"),
        ("0;/n", 0, "/n"),
        ("0, /n", 0, "/n"),
        ("0 /n", 0, "/n"),
        (" \n1 ; URL = '/n' ", 1, "/n"),
        (".5; url=/n", 0, "/n"),
        ("1.9; url=/n", 1, "/n"),
        ("0; url='/n'; rien", 0, "/n"),
        ("0; url='/n", 0, "/n"),
        ("0; '/n'", 0, "/n"),
        ("0; url", 0, "url"),
        ("0; urlaub", 0, "urlaub"),
        ("3;url=/n", 3, "/n"),
        ("30", 30, ""),
        ("0;", 0, ""),
        ("0;url=", 0, ""),
        ("9" * 5_000, float("inf"), ""),
    ],
)
def test_a_refresh_is_read_as_browsers_read_it(content: str, seconds: float, to: str) -> None:
    """HTML lets it be written in many ways; who follows it and who passes over it read the same."""
    html = refresh(content)
    assert leaves(LexborHTMLParser(html)) == Leaves(seconds, to)
    followed = page(html).onward()
    assert (followed is not None) == (seconds <= 1 and to != "")
    assert followed is None or followed.url.endswith(to)
    assert goes_on(html) == (seconds <= 30)


@pytest.mark.parametrize("content", ["", "bientôt", "-1", "5x; url=/n", "url=/n", "0;url=//[", "٣"])
def test_what_no_browser_reads_is_no_refresh(content: str) -> None:
    """The page stays; the next one that can be read counts."""
    html = refresh(content)
    assert leaves(LexborHTMLParser(html)) is None
    assert not goes_on(html)
    assert leaves(LexborHTMLParser(html + refresh("1;/n") + refresh("0;/autre"))) == Leaves(1, "/n")


@pytest.mark.parametrize(
    ("html", "sent", "gone"),
    [
        (f"<p>forms[0].submit() est un appel</p>{SENT}", False, False),
        (f"<button onclick='this.form.submit()'>ici</button>{SENT}", False, False),
        (f"<!-- <script>document.forms[0].submit()</script> -->{SENT}", False, False),
        (f"<script>document.forms[0].submit()</script>{SENT}<noscript><a href='/'>ici</a></noscript>", True, True),
        (f"<script>document.forms[0].submit()</script>{SENT}{refresh('60')}", True, True),
        (f"<script>$('form').submit()</script>{SENT}", False, True),
    ],
    ids=["words", "a click", "a comment", "without a script", "and later a refresh", "who knows which"],
)
def test_only_a_script_that_runs_sends_a_form(html: str, sent: bool, gone: bool) -> None:
    """Neither what is read on the page, nor what waits for a gesture."""
    assert (page(html).onward() is not None, goes_on(html)) == (sent, gone)


@pytest.mark.parametrize(
    "html",
    [
        f"<meta http-equiv=refresh content='{'1' * 60_000}x'>",
        f"<meta http-equiv=refresh content='1{'.1' * 30_000}x'>",
        f"<form></form><script>{'form' * 15_000}.submit()x</script>",
        f"<form></form><script>{'a' * 60_000}.submit()</script>",
    ],
    ids=["figures", "points", "forms", "a word"],
)
def test_a_short_page_is_read_at_once(html: str) -> None:
    """Below the size from which a page is tried elsewhere, nothing takes the time of its square."""
    start = time.monotonic()
    page(html).onward()
    assert time.monotonic() - start < 1


@pytest.mark.parametrize(
    "scripts", ["", "<form></form><form></form>", "<form action=/a></form>"], ids=["no form", "two forms", "a form"]
)
def test_a_refresh_is_followed_beside_a_script_that_may_send_something(scripts: str) -> None:
    """A form that is known goes first, as the script does; one that is not known takes nobody anywhere."""
    refresh = "<meta http-equiv=refresh content='0;url=/resultat'>"
    sends = "<script>document.querySelector('form').submit()</script>"
    wanted = "http://localhost:8704/a?" if "action" in scripts else "http://localhost:8704/resultat"
    for html in (refresh + scripts + sends, scripts + sends + refresh):
        found = page(html).onward()
        assert found is not None
        assert found.url.rstrip("?") == wanted.rstrip("?")
