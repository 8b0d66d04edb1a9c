"""The pages: French first, English by switch, a banner on each, hooks for machines, and catalogues without holes."""

import re
from pathlib import Path

import pytest
from franceconnect_bench import LOGIN, PERSON, Browser, credentials, federator, habilitation, location

import mock_franceconnect
from mock_franceconnect.app import rendering
from mock_franceconnect.app.rendering import LANGUAGES, translations

ONWARD = '<script src="/suite.js" defer>'
PACKAGE = Path(str(mock_franceconnect.__file__)).parent


def pages(browser: Browser, **changes: str | None) -> dict[str, str]:
    """One page of each kind."""
    mire = location(browser.authorize(**changes))
    shown = {"mire": browser.get(mire).text}
    provider = location(browser.choose(mire))
    shown["provider"] = browser.get(provider).text
    verify = location(browser.get(location(browser.identify(provider))))
    shown["consent"] = browser.get(location(browser.get(verify))).text
    shown["error"] = browser.get("/nulle-part").text
    leaving = browser.federator.browser()
    leaving.cookies.update(browser.cookies)
    hint = browser.federator.browser().tokens()["id_token"]
    shown["logout"] = leaving.leave(hint).text
    shown["logged_out"] = leaving.get("/api/v2/session/end/success").text
    return shown


def test_french_unless_told_otherwise() -> None:
    """Every page has the banner and says its language."""
    with federator() as fc:
        for name, page in pages(fc.browser()).items():
            assert '<html lang="fr">' in page, name
            assert "SIMULATEUR — données fictives" in page, name


def test_ui_locales_switches_and_a_cookie_remembers() -> None:
    """English from the authorization to the error page; the labels of data stay French, and say so."""
    with federator() as fc:
        shown = pages(fc.browser(), ui_locales="de en-GB")
        for name, page in shown.items():
            assert '<html lang="en">' in page, name
            assert "SIMULATOR — fictitious data" in page, name
        assert 'lang="fr">' in shown["consent"]
        assert "Three given names, a usage name." in shown["provider"]


def test_a_page_that_may_be_refreshed_has_a_switch() -> None:
    """Two links, and the choice holds."""
    with federator() as fc:
        browser = fc.browser()
        mire = location(browser.authorize())
        assert 'href="?ui_locales=en"' in browser.get(mire).text
        assert '<html lang="en">' in browser.get(f"{mire}?ui_locales=en").text
        assert '<html lang="en">' in browser.get(mire).text
        provider = location(browser.choose(mire))
        href = re.search(r'href="(\?ui_locales=fr[^"]*)"', browser.get(provider).text)
        assert href
        assert '<html lang="fr">' in browser.get(provider.partition("?")[0] + href[1].replace("&amp;", "&")).text


def test_machines_find_their_hooks() -> None:
    """The ids and names that the http driver and the crowd use."""
    with federator(habilitation(type="private", identity_consent=True)) as fc:
        shown = pages(fc.browser())
        for name, hooks in {
            "mire": ('<form id="mire"', 'name="providerUid" value="fip1-low"', '<a id="retour-fs"'),
            "provider": (
                '<form class="ligne" id="identifiant"',
                'name="login"',
                'id="renoncer"',
                '<form id="personas"',
            ),
            "consent": ('<form id="information"', '<button id="continuer"', 'name="consent"', '<a id="retour-fs"'),
            "error": ('id="code"', 'id="occurrence"'),
            "logout": ('<form id="deconnexion"', '<button id="continuer"'),
            "logged_out": ('id="deconnecte"',),
        }.items():
            for hook in hooks:
                assert hook in shown[name], (name, hook)


def test_what_a_client_is_called_cannot_become_markup() -> None:
    """Titles, logins and states are text."""
    with federator(habilitation(title="<b>Cantine</b>")) as fc:
        browser = fc.browser()
        for page in pages(browser, state='"><script>').values():
            assert "<b>" not in page
            assert set(re.findall("<script[^>]*>", page)) <= {ONWARD}
        provider = location(browser.choose(location(browser.authorize())))
        assert "<i>" not in browser.identify(provider, "<i>").text


def test_the_style_sheet_is_served_and_nothing_else_is_needed() -> None:
    """No font or image from anywhere; one script, of our own, where a page sends itself."""
    with federator() as fc:
        sheet = fc.browser().get("/simulateur.css")
        assert sheet.headers["content-type"] == "text/css; charset=utf-8"
        assert "url(" not in sheet.text
        for name, page in pages(fc.browser()).items():
            assert re.findall(r'(?:src|href)="(?:https?:)?//', page) == []
            assert re.findall("<script[^>]*>", page) == ([ONWARD] if name == "logout" else []), name
        script = fc.browser().get("/suite.js")
        assert script.headers["content-type"] == "text/javascript; charset=utf-8"
        assert 'getElementById("deconnexion").submit()' in script.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_keep_what_they_are_given(language: str) -> None:
    """French is the sentence itself, English another, and both have the same blanks to fill."""
    source = PACKAGE / "locale" / language / "LC_MESSAGES" / "mock_franceconnect.po"
    sentences = re.findall(r'^msgid "(.+)"$', source.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(sentences) > 30
    for sentence in sentences:
        told = translations(language).gettext(sentence)
        assert (told == sentence) is (language == "fr" or sentence == "Occurrence")
        assert sorted(re.findall(r"%\(\w+\)s", told)) == sorted(re.findall(r"%\(\w+\)s", sentence))


def test_secrets_do_not_reach_the_pages() -> None:
    """Neither the client's secret nor a code, nor the login beyond the provider's own page."""
    with federator() as fc:
        shown = pages(fc.browser())
        _, secret = credentials(fc)
        assert all(secret not in page for page in shown.values())
        assert all(LOGIN not in shown[name] for name in ("mire", "consent", "error"))


def test_the_list_of_people_shows_who_came_in_since_it_was_last_shown() -> None:
    """The list is made once for the same people, not for ever."""
    with federator() as fc:
        browser = fc.browser()
        provider = location(browser.choose(location(browser.authorize())))
        assert "NOUVELLE" not in browser.get(provider).text
        newcomer = PERSON.identity.model_copy(update={"family_name": "NOUVELLE"})
        world = fc.bench.worlds.of(fc.bench.place("default").space)
        world.add(PERSON.model_copy(update={"id": "nouvelle", "login": "0123456780789", "identity": newcomer}))
        assert "Angela Claire Louise NOUVELLE" in browser.get(provider).text


def test_what_citizens_type_is_not_kept_with_the_pages() -> None:
    """A page is made once for many citizens: neither what one looks for nor a login that nobody has makes another one of it."""
    with federator() as fc:
        browser = fc.browser()
        provider = location(browser.choose(location(browser.authorize())))
        browser.get(f"{provider}&recherche=introuvable0")
        made = rendering._made.cache_info().misses
        for n in range(1, 4):
            assert f'value="introuvable{n}&lt;"' in browser.get(f"{provider}&recherche=introuvable{n}%3C").text
        assert rendering._made.cache_info().misses == made
