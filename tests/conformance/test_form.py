"""What a click sends, as the HTML standard has it: whose a field is, who is left out, where it goes."""

import time

import pytest

from conformance.drivers.page import Gesture, Page

URL = "http://localhost:8704/dossier/page"


def _page(html: str) -> Page:
    return Page(URL, 200, html)


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        ('<a id=x href="/l"><span><b class=b>s</b></span></a>', "/l"),
        ('<form action="/f"></form><button id=f2 class=b form=f1>o</button><form id=f1 action="/g"></form>', "/g?"),
        ('<form id=f1 action="/f"><button class=b form=other>o</button></form>', None),
        ('<form action="/f"><button class=b form>o</button></form>', None),
        ('<form action="/f"><button><i class=b>o</i></button></form>', "/f?"),
        ('<form action="/f"><button class=b formaction="/g">o</button></form>', "/g?"),
        ('<form action="/f"><button class=b formaction="">o</button></form>', "/dossier/page?"),
        ('<form action="/f" method=post><button class=b formmethod=get>o</button></form>', "/f?"),
        ('<form action="/f"><button class=b disabled>o</button></form>', None),
        ('<form action="/f"><button class=b type=button>o</button></form>', None),
        ('<form action="/f" method=dialog><button class=b>o</button></form>', None),
        ("<a class=b>no href</a>", None),
    ],
)
def test_a_click_goes_where_a_browser_goes(html: str, wanted: str | None) -> None:
    """By the nearest link or button around, and the form that it belongs to; what does nothing goes nowhere."""
    sent = _page(html).click(".b", {})
    address = sent and sent.url.removeprefix("http://localhost:8704")
    assert address == (wanted and wanted.removesuffix("?"))


def test_a_button_may_post_a_form_that_would_ask() -> None:
    """`formmethod`, and fields that name the form from elsewhere, in the order of the page."""
    html = """<input name=a value=1 form=f><form id=f action="/f"><input name=b value=2><input name=no value=3 form=g></form>
      <button id=x name=c value=4 form=f formmethod=POST>o</button><select name=d form=f><option>5</select><form id=g></form>"""
    sent = _page(html).click("#x", {})
    assert sent == Gesture("http://localhost:8704/f", (("a", "1"), ("b", "2"), ("c", "4"), ("d", "5")))


@pytest.mark.parametrize(
    ("form", "button", "wanted"),
    [
        ("method=post enctype=multipart/form-data", "", True),
        ("method=post enctype=MULTIPART/Form-Data", "", True),
        ("method=post", "formenctype=multipart/form-data", True),
        ("method=post enctype=multipart/form-data", "formenctype=application/x-www-form-urlencoded", False),
        ("method=post enctype=nonsense", "", False),
        ("enctype=multipart/form-data", "", False),
    ],
)
def test_a_form_goes_in_parts_when_it_says_so(form: str, button: str, wanted: bool) -> None:
    """Unless its button says otherwise; what is asked by GET has no parts."""
    sent = _page(f"<form action=/f {form}><input name=a><button class=b {button}>o</button></form>").click(".b", {})
    assert sent is not None
    assert sent.multipart is wanted


@pytest.mark.parametrize(
    ("html", "filled", "wanted"),
    [
        ("<input type=checkbox name=a value=1><input type=checkbox name=a value=2>", {"a": "2"}, [("a", "2")]),
        (
            "<input type=checkbox name=a value=1 checked><input type=checkbox name=a value=2>",
            {"a": "2"},
            [("a", "1"), ("a", "2")],
        ),
        ("<input type=checkbox name=a>", {"a": "oui"}, [("a", "on")]),
        (
            "<input type=hidden name=a value=0><input type=checkbox name=a value=1>",
            {"a": "1"},
            [("a", "0"), ("a", "1")],
        ),
        ("<input type=radio name=a value=1 checked><input type=radio name=a value=2>", {"a": "2"}, [("a", "2")]),
        (
            "<select name=a><option value=1>u<option disabled value=2>d<option>t  u</select>",
            {"a": "t u"},
            [("a", "t u")],
        ),
        ("<select name=a><option disabled>0<option>1<option>2</select>", {}, [("a", "1")]),
        ("<select name=a><option selected>1<option selected>2</select>", {}, [("a", "2")]),
        (
            "<select name=a multiple><option selected>1<option>2<option selected>3</select>",
            {},
            [("a", "1"), ("a", "3")],
        ),
        ("<select name=a multiple><option>1</select>", {}, []),
        ("<select name=a><option value>Choisissez</select>", {"a": "oui"}, [("a", "oui")]),
        ("<select name=a><option value>Choisissez</select>", {}, [("a", "")]),
        ("<select name=a></select>", {}, []),
        ("<select name=a><optgroup disabled><option>1</optgroup><option>2</select>", {}, [("a", "2")]),
        (
            "<fieldset disabled><legend><input name=a></legend><input name=b><legend><input name=c></legend></fieldset>",
            {},
            [("a", "")],
        ),
        ("<datalist><input name=a></datalist><textarea name=b>\n1\n2</textarea>", {}, [("b", "1\r\n2")]),
        ("<input name=a value=1><button name=b>no</button><input type=file name=c>", {"a": "2"}, [("a", "2")]),
    ],
)
def test_fields_say_what_browsers_make_them_say(
    html: str, filled: dict[str, str], wanted: list[tuple[str, str]]
) -> None:
    """Boxes, menus, what is disabled around; a value is said once."""
    sent = _page(f"<form method=post>{html}</form>").submit("form", filled)
    assert sent is not None
    assert sent.form == tuple(wanted)


def test_an_image_sends_where_it_was_pressed() -> None:
    """And no value."""
    sent = _page("<form method=post><input type=image name=i id=i value=v></form>").click("#i", {})
    assert sent is not None
    assert sent.form == (("i.x", "0"), ("i.y", "0"))


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        ("<input type=radio name=a value=1><input type=radio name=a value=2 disabled>", ("1",)),
        ("<select name=a><option>1<option disabled>2</select>", ("1",)),
        ("<input type=hidden name=a value=0><input type=checkbox name=a value=1>", ("1",)),
        ("<input type=checkbox name=a>", None),
        ("<input type=radio name=a value=1><input name=a>", None),
        ("<input type=radio name=a value><input type=radio name=a value>", ("", "")),
        ("<select name=a></select>", None),
        ("<select name=a><option value>Choisissez<option value=1 disabled>1</select>", None),
        ("<select name=a disabled></select>", ()),
        ("<input name=a>", None),
        ("", None),
    ],
)
def test_what_may_be_chosen_is_known(html: str, wanted: tuple[str, ...] | None) -> None:
    """Where anything may be typed, nothing is a wrong choice."""
    assert _page(html).offered("a") == wanted


def test_a_deep_page_is_walked_once() -> None:
    """Fields in fieldsets in fieldsets, to the limit of a page."""
    deep = _page("<form id=f>" + "<fieldset disabled><input name=a form=f>" * 4_000 + "<button id=b form=f>")
    began = time.process_time()
    assert deep.click("#b", {}) is None
    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    ("html", "pressed", "wanted"),
    [
        ("<table><form F><tr><td><input name=a></td></tr><tr><td><button B>o</table>", "button", ("a", "b")),
        ("<table><form F><tr><td><input name=a><button B>o</table>", "form", ("a",)),
        ("<table><tr><form F><td><input name=a form=no><td><button B>o</button></form></table>", "button", ("b",)),
        ("<table><form F><tr><td><table><td><input name=a></table><td><button B>o</table>", "button", ("a", "b")),
        ("<table><tr><form><td><input name=no></form><tr><form F><td><button B>o</table>", "button", ("b",)),
        ("<table><tr><td><form></form><tr><td><button B>o</button></table>", "button", None),
        ("<table><form></table><button B>o</button>", "button", None),
    ],
)
def test_a_form_begun_between_cells_keeps_its_fields(html: str, pressed: str, wanted: tuple[str, ...] | None) -> None:
    """As old pages write them: the parser empties the form, browsers send it all the same."""
    sent = _page(html.replace(" F>", " method=post class=f>").replace(" B>", " name=b class=b>")).click(
        {"form": ".f", "button": ".b"}[pressed], {}
    )
    assert (sent and tuple(name for name, _ in sent.form or ())) == wanted


def test_one_button_alone_is_pressed() -> None:
    """Of two that read the same."""
    sent = _page("<form method=post><button name=b>o</button><button name=b>o</button></form>").click("button", {})
    assert sent is not None
    assert sent.form == (("b", ""),)
