"""The page: all that helps, one file, both languages, on a telephone and on paper, and a stranger's words never become markup."""

import re
import time
from collections.abc import Sequence
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from chromium import in_a_browser, looks_well, telephone
from judge_journeys import CLIENT, authorize, call, exchange, page, resume, token
from judged_report import HOSTILE, exchanges, report, silent
from playwright.sync_api import Browser

from conformance.reports import html, wire
from conformance.reports.labels import CAPABILITIES
from rulebook.duties import DUTIES
from rulebook.duty import Capability
from rulebook.formats.exchange import Exchange, Jwt
from rulebook.formats.observation import Observation
from rulebook.formats.report import Report, Result, Summary
from rulebook.source import Text

# What a client may put in any text that the report shows.
MARKUP = (
    "<script>window.obeyed = 1</script></style><img src=x onerror='window.obeyed = 1'>"
    "\"'><svg onload=window.obeyed=1></title></textarea><a href='javascript:window.obeyed=1'>x</a>{{ 7 * 7 }}`<b>`]]>-->"
)
VOID = frozenset({"meta", "br"})


def _page(language: str = "fr", **changes: Any) -> str:
    return html.render(report(**changes), exchanges(), (page(2, "refused"),), language)


def _said(text: str) -> str:
    return text


# ------------------------------------------------------------------ what it tells
@pytest.mark.parametrize("language", ["fr", "en"])
def test_nothing_is_fetched(language: str) -> None:
    """No script, no import, no src, no link but to itself: it reads in ten years, offline."""
    text = _page(language)
    assert re.findall(r"<(script|iframe|object|embed|img|link|form)\b", text) == []
    assert re.findall(r"(?:src|srcset|action|poster|xlink:href)\s*=", text) == []
    assert re.findall(r'href="(?!#)', text) == []
    assert re.findall(r"url\(|@import", text) == []
    assert f'<html lang="{language}">' in text
    assert "@media print" in text


def test_every_link_leads_somewhere() -> None:
    """Teams exchange these files: a table of contents, the first finding, each duty, story and exchange, all in the page."""
    text = _page()
    ids = re.findall(r'\bid="([^"]+)"', text)
    assert sorted(ids) == sorted(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', text)) <= set(ids)
    assert {"t1", "m-fs-parcours", "d-FS-NONCE-01", "e1"} <= set(ids)


def test_a_failure_is_told_with_all_that_helps() -> None:
    """Duty, strength, expected, received, how to mend, source, the exchange, its drawing, and the command to make it again."""
    text = _page()
    for part in (
        "FS-NONCE-01",
        "obligatoire (MUST)",
        "présent, au moins 22 caractères",
        "« court » (5 caractères)",
        "secrets.token_urlsafe(32)",
        "authorize-params.dto.ts",
        "nonce=court",
        '<svg class="sequence"',
        "curl --include",
        "Ce n'est pas un certificat",
        "non démontré sur le périmètre",
    ):
        assert part in text, part
    assert "certifié" not in text


def test_the_first_page_says_what_was_judged_and_what_was_not() -> None:
    """Who, at which stage, on which day, how many duties; and for each duty without a verdict, the reason."""
    text = _page(organisation="Commune de Villefictive", stage="production", today=date(2026, 7, 1))
    first = text[: text.index('id="écarts"')]
    for part in (
        "Commune de Villefictive",
        "<dd>production</dd>",
        "<dt>Jour simulé</dt><dd>2026-07-01</dd>",
        "connexion par FranceConnect",
        "graine 0",
        "<strong>1</strong> démontrée",
        "<strong>1</strong> non tenue",
        "aucun module de ce passage ne l&#39;a jugée",
        "le client déclare",
        "témoin absent",
        "auto-évaluation",
        "services réels",
    ):
        assert part in first, part
    named = set(re.findall(r'href="#d-([\w-]+)"', first))
    closed = {duty.id for duty in report().duties if duty.result in {Result.PASS, Result.WARNING, Result.FAIL}}
    people = {duty.id for duty in report().duties if duty.result is Result.REVIEW}
    assert named == set(DUTIES) - closed - people
    assert 'href="#attestations"' in first
    rest = text[text.index('id="attestations"') : text.index('id="histoires"')]
    assert set(re.findall(r'href="#d-([\w-]+)"', rest)) == people


def test_a_provider_is_not_told_as_a_client() -> None:
    """The real service may be what was asked: nothing then says that it was not."""
    text = _page(capabilities=())
    assert "ce fournisseur a répondu" in text
    assert "services réels" not in text
    assert "Adresse du client" not in text


def test_a_whole_run_is_rendered_at_once() -> None:
    """Twenty failing checks a story, five hundred exchanges: under a second, under three megabytes."""
    seen = tuple(call(n) if n % 5 else token(n, fault="id_token.nonce.foreign") for n in range(1, 501))
    whole = report()
    first = whole.modules[0]
    checks = tuple(first.checks[0].model_copy(update={"exchanges": (n, n + 1, n + 2)}) for n in range(1, 21))
    modules = tuple(
        first.model_copy(update={"id": f"fs-{n}", "checks": checks, "exchanges": (1, 45)}) for n in range(16)
    )
    started = time.process_time()  # not what others make of the machine
    text = html.render(whole.model_copy(update={"modules": modules}), seen, ())
    assert time.process_time() - started < 3  # a slow machine; 0.4 s where it was written
    assert len(text) < 3_000_000


def test_it_speaks_english() -> None:
    """By switch: the same facts, other words."""
    text = _page("en")
    for part in (
        "present, at least 22 characters",
        "not demonstrated on the perimeter",
        "mandatory (MUST)",
        "SIMULATOR",
    ):
        assert part in text, part
    assert "Exigence" not in text
    assert "Données fictives" not in text


def test_what_a_token_said_is_shown() -> None:
    """The claims of a false token are with the answer: the reader sees what had to be refused."""
    false = Jwt(where="id_token", header={"alg": "none"}, claims={"nonce": "autre"}, signature="none", kid_known=False)
    text = wire.got(token(1).model_copy(update={"jwts": (false,)}), _said)
    assert '"nonce": "autre"' in text
    assert "signature: none" in text


def test_a_page_is_shown_by_its_words() -> None:
    """Markup of an error page would hide what it says."""
    body = "<!doctype html>\n<html>\n<style>\n</style><h1>La demande est\n refusée</h1>\n\n</html>"
    assert wire.got(exchange(1, "franceconnect", "authorize", "http://x/", 400, text=body), _said).split("\n")[2:] == [
        "La demande est",
        "refusée",
    ]


def test_a_cut_connection_is_said() -> None:
    """Status 0 is no answer at all."""
    assert "connexion coupée" in wire.got(exchange(1, "dgfip", "assiettes", "http://x/", 0), _said)


def test_code_is_set_and_escaped() -> None:
    """What stands between backquotes reads as code; a lone backquote stays; markup inside stays text."""
    assert str(html.marked("le `nonce` et `<b>`")) == "le <code>nonce</code> et <code>&lt;b&gt;</code>"
    assert str(html.marked("un ` seul")) == "un ` seul"


def test_nothing_to_mend_is_said_of_a_happy_run_only() -> None:
    """Without a duty to mend it sends the reader to the modules' own reasons."""
    whole = report()
    happy = whole.model_copy(update={"modules": whole.modules[1:2], "summary": _happy(whole)})
    assert "<p>Rien.</p>" in html.render(happy, (), ())
    mute = html.render(silent(), (), ())
    assert "<p>Rien.</p>" not in mute
    assert "module par module, ci-dessous" in mute
    assert "rien ne répond à http://localhost:8704" in mute[: mute.index('id="écarts"')]


def _happy(whole: Report) -> Summary:
    return whole.summary.model_copy(update={"demonstrated": True, "exit_code": 0})


# ------------------------------------------------------------------ what strangers write in it
class _Balance(HTMLParser):
    """Every tag that opens is closed, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert not [name for name, _ in attrs if name.startswith("on")], tag
        self.seen.add(tag)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self.seen.add(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def _tags(text: str) -> set[str]:
    balance = _Balance()
    balance.feed(text)
    balance.close()
    assert balance.open == []
    return balance.seen


def hostile(said: str) -> tuple[Report, tuple[Exchange, ...], tuple[Observation, ...]]:
    """A run whose every free text is `said`."""
    whole = report(application=said, organisation=said, habilitation=said, base_url=said, issuer=said, space=said)
    both = Text(said, said)
    check = (
        whole.modules[0]
        .checks[0]
        .model_copy(update={"received": both, "expected": both, "exchanges": (1, 2, 3, 4), "observations": (2,)})
    )
    first = whole.modules[0].model_copy(
        update={"checks": (check,), "persona": said, "fault": said, "exchanges": (1, 4)}
    )
    dead = whole.modules[2].model_copy(update={"reason": both})
    seen = (
        authorize(1, nonce=said),
        exchange(2, "dgfip", "assiettes", said, text=said, headers={said[:50]: said, "x-a": said}, fault=said),
        exchange(3, "driver", "client", f"{CLIENT}/{said}", method=said, form=((said, said),), location=said),
        exchange(4, "franceconnect", said, said, json={said: [said]}),
    )
    watched = Observation(n=2, at=1.0, driver="http", step=said[:99], url=said, status=200, title=said)
    return whole.model_copy(update={"modules": (first, dead)}), seen, (watched,)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(
    "said", [MARKUP, HOSTILE, "\u202egnp.tset", "\ud800\udfff", "\x00\x0b\x1b]0;titre\x07", "é" * 70_000]
)
def test_a_stranger_s_words_stay_words(said: str, language: str) -> None:
    """The page stays well formed, with no tag, no attribute and no character that we did not mean."""
    text = html.render(*hostile(said), language)
    assert not _tags(text) & {"script", "img", "b", "textarea", "iframe", "form"}
    assert [c for c in set(text) if not c.isprintable() and c not in "\n\t\u00a0\u202f"] == []
    text.encode()


def test_a_verbose_client_leaves_a_light_page() -> None:
    """Megabytes in every text are cut, and their length is told."""
    started = time.perf_counter()
    text = html.render(*hostile("0123456789" * 200_000))
    assert len(text) < 500_000
    assert "[coupé : 2000000 caractères]" in text
    assert time.perf_counter() - started < 5


def test_a_talkative_client_leaves_a_light_page() -> None:
    """Thousands of exchanges that a verdict cites: the first are shown, and the page says how many are not."""
    many = tuple(exchange(n, "dgfip", "assiettes", "http://x/", text="a b\n" * 3000) for n in range(1, 4001))
    whole = report()
    check = whole.modules[0].checks[0].model_copy(update={"exchanges": tuple(range(1, 4001))})
    module = whole.modules[0].model_copy(update={"checks": (check,), "exchanges": (1, 4000)})
    text = html.render(whole.model_copy(update={"modules": (module,)}), many, ())
    assert len(text) < 3_000_000
    assert re.search(r"Pour que cette page reste légère, \d+ n'y sont pas", text)


# ------------------------------------------------------------------ in a browser
def _open(browser: Browser, path: Path, text: str, *, guarded: bool = True) -> Sequence[Any]:
    """What ran, and what was asked of the network, once the page is there."""
    path.write_text(text, encoding="utf-8")
    context = browser.new_context(bypass_csp=not guarded)
    sheet = context.new_page()
    asked: list[str] = []
    sheet.on("request", lambda request: asked.append(request.url))
    sheet.goto(path.as_uri())
    sheet.wait_for_load_state("networkidle")
    obeyed = sheet.evaluate("window.obeyed")
    links = sheet.evaluate("[...document.links].filter(a => !a.getAttribute('href').startsWith('#')).length")
    context.close()
    return obeyed, links, asked[1:]


@in_a_browser
@pytest.mark.parametrize("guarded", [True, False])
def test_no_script_of_a_client_runs(chromium: Browser, tmp_path: Path, guarded: bool) -> None:
    """With our policy and without it: nothing runs, nothing is asked of anybody."""
    assert _open(chromium, tmp_path / "r.html", html.render(*hostile(MARKUP)), guarded=guarded) == (None, 0, [])


@in_a_browser
def test_the_policy_would_stop_what_slipped_in(chromium: Browser, tmp_path: Path) -> None:
    """Were markup to slip in one day, nothing would run or be fetched, and our own style would still apply."""
    text = _page().replace("</main>", "<script>window.obeyed = 1</script><img src='http://localhost:9/x'></main>")
    assert _open(chromium, tmp_path / "r.html", text)[0] is None
    sheet = chromium.new_page()
    sheet.goto((tmp_path / "r.html").as_uri())
    assert sheet.evaluate("getComputedStyle(document.querySelector('.leaf')).maxWidth") == "1120px"
    sheet.close()


def _whole() -> tuple[Report, tuple[Exchange, ...], tuple[Observation, ...]]:
    """A failing journey with every kind of arrow."""
    whole = report(organisation="Commune de Villefictive", stage="bac_a_sable")
    seen = (authorize(1, nonce="court"), resume(2), token(3, fault="id_token.nonce.foreign"), *exchanges()[1:])
    module = whole.modules[0].model_copy(update={"exchanges": (1, 3)})
    return whole.model_copy(update={"modules": (module, *whole.modules[1:])}), seen, (page(2, "refused"),)


@in_a_browser
@pytest.mark.parametrize("language", ["fr", "en"])
def test_it_reads_on_a_telephone(chromium: Browser, tmp_path: Path, language: str) -> None:
    """Axe finds nothing, everything open, and nothing overflows."""
    (tmp_path / "r.html").write_text(html.render(*_whole(), language), encoding="utf-8")
    sheet = telephone(chromium, "http://localhost")
    sheet.goto((tmp_path / "r.html").as_uri())
    sheet.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    looks_well(sheet)
    sheet.context.close()


@in_a_browser
def test_the_number_of_an_exchange_opens_it(chromium: Browser, tmp_path: Path) -> None:
    """The annex is folded; a link to one of its exchanges shows that one."""
    (tmp_path / "r.html").write_text(html.render(*_whole()), encoding="utf-8")
    sheet = chromium.new_page()
    sheet.goto((tmp_path / "r.html").as_uri())
    assert sheet.locator("#e1").is_hidden()
    sheet.locator("#t1 a[href='#e1']").click()
    assert sheet.locator("#e1").is_visible()
    assert sheet.locator("#e3").is_hidden()
    sheet.close()


@in_a_browser
def test_it_prints(chromium: Browser, tmp_path: Path) -> None:
    """On A4 the first page stands alone, the findings follow, then every duty; what only a screen can use is left out."""
    (tmp_path / "r.html").write_text(html.render(*_whole()), encoding="utf-8")
    sheet = chromium.new_page()
    sheet.goto((tmp_path / "r.html").as_uri())
    pdf = sheet.pdf(prefer_css_page_size=True)
    assert pdf.startswith(b"%PDF")
    assert b"/MediaBox [0 0 594.95996 841.91998]" in pdf or b"/MediaBox [0 0 595" in pdf
    assert 3 <= len(re.findall(rb"/Type /Page\b", pdf)) <= 30
    sheet.emulate_media(media="print")
    assert sheet.locator("nav").is_hidden()
    assert sheet.locator("#t1 svg").is_visible()
    sheet.close()


def test_every_capability_has_a_name() -> None:
    """A report of any client that declares it can be written."""
    assert set(CAPABILITIES) == set(Capability)
