"""What a person reads: two languages without holes, honest notices, careful headers."""

import logging
import re
from decimal import Decimal
from pathlib import Path

import httpx2
import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from canteen_steps import accept, etat, log_in
from hypothesis import given
from hypothesis import strategies as st

import reference_client
from reference_client import notice, notices, pages, troubles
from reference_client.outcome import BadCallback, Declined, Kind, Stop, Trouble

PACKAGE = Path(reference_client.__file__).parent


def catalogue(language: str) -> Catalog:
    """The catalogue as translators write it."""
    with (PACKAGE / f"locale/{language}/LC_MESSAGES/reference_client.po").open("rb") as text:
        return read_po(text, locale=language)


def test_translations_keep_the_placeholders() -> None:
    """A number that French shows, English shows too; and French is the sentence itself."""
    for message in catalogue("en"):
        if message.id:
            assert set(re.findall(r"%\(\w+\)s", str(message.id))) == set(re.findall(r"%\(\w+\)s", str(message.string)))
    assert all(message.id == message.string for message in catalogue("fr") if message.id)


def test_every_page_speaks_english_when_asked_and_remembers_it(citizen: httpx2.Client) -> None:
    """`?lang=en` turns this page and the next ones."""
    page = citizen.get("/?lang=en")
    assert '<html lang="en">' in page.text
    assert "Sign in with FranceConnect" in page.text
    assert "Hello Angela" in log_in(citizen).text
    result = accept(citizen)
    assert "€3.20" in result.text
    assert "15 September 2026" in result.text
    assert "Sign in" not in citizen.get("/?lang=fr").text
    assert "Bonjour Angela" in citizen.get("/identite").text


def test_an_unknown_language_is_french(citizen: httpx2.Client) -> None:
    """French first."""
    assert '<html lang="fr">' in citizen.get("/?lang=xx").text


@pytest.mark.parametrize("kind", list(Kind))
def test_each_trouble_says_something_and_what_to_do(kind: Kind) -> None:
    """A title, a sentence, an advice, an error status, and the reason for our support team."""
    found = notices.explain(Trouble(kind))
    assert found.etat == "erreur"
    assert 400 <= found.status < 600
    assert found.title
    assert found.says
    assert found.advice
    assert found.reference == kind


@pytest.mark.parametrize(
    ("kind", "wait", "advice"),
    [
        (Kind.API_QUOTA, 0, notice.MINUTE),
        (Kind.API_QUOTA, 120, notice.WAIT),
        (Kind.FC_BUSY, 5, notice.WAIT),
        (Kind.API_RIGHTS, 120, notice.PAPER),
    ],
)
def test_who_says_when_to_come_back_is_quoted(kind: Kind, wait: int, advice: str) -> None:
    """In place of our own guess, and only where coming back is what to do."""
    trouble = Trouble(kind)
    trouble.wait = wait
    assert notices.explain(trouble).advice == advice


def test_refusals_and_choices_are_not_errors() -> None:
    """What we refuse and what the citizen refuses both say "refus"; only ours has a reason to quote."""
    assert notices.explain(Declined()) == notices.DECLINED
    found = notices.explain(BadCallback("callback.state_is_ours"))
    assert (found.etat, found.status, found.reference) == ("refus", 400, "callback.state_is_ours")
    assert notices.explain(Stop()) == troubles.TROUBLES[Kind.BUG]


def test_the_legal_notice_is_one_link_away_from_every_page(citizen: httpx2.Client) -> None:
    """Pages, forms, notices and unknown addresses."""
    log_in(citizen)
    accept(citizen)
    for path in ("/", "/identite", "/information", "/resultat", "/compte", "/mentions", "/refus", "/nowhere"):
        assert 'href="/mentions"' in citizen.get(path).text, path


def test_the_information_page_says_what_from_whom_why_and_how_long(citizen: httpx2.Client) -> None:
    """Everything that the DGFiP's terms ask to say before the transfer."""
    log_in(citizen)
    text = citizen.get("/information").text
    for words in ("revenu fiscal de référence", "nombre de parts", "2025", "2024", "direction générale des Finances"):
        assert words in text
    for words in ("quotient familial", "30 minutes", "L. 114-8", "dpd@villefictive.example"):
        assert words in text


def test_an_unknown_page_is_said_so_and_takes_only_its_method(citizen: httpx2.Client) -> None:
    """404 with a way home, in our own words."""
    for page in (citizen.get("/nowhere"), citizen.post("/identite"), citizen.get("/franceconnect/donnees")):
        assert (etat(page), page.status_code) == ("erreur", 404)


@pytest.mark.parametrize("path", ["/compte/3999999899410", "/x%0a2026-09-15%20faux", "/x%1b%5b2J", "/%E2%80%AE"])
def test_the_log_names_a_page_of_ours_or_none(
    citizen: httpx2.Client, caplog: pytest.LogCaptureFixture, path: str
) -> None:
    """An address may hold a tax number, a line of its own, an order to the terminal: nothing of it is written."""
    caplog.set_level(logging.DEBUG, logger="reference_client")
    assert citizen.get(path).status_code == 404
    assert citizen.post(path).status_code == 404
    said = [record.getMessage() for record in caplog.records if "s’arrête" in record.getMessage()]
    assert said == ["page inconnue s’arrête : Trouble page.inconnue"] * 2
    citizen.get("/refus")
    assert caplog.records[-1].getMessage() == "/refus s’arrête : Declined "


def test_pages_are_private_and_locked(citizen: httpx2.Client) -> None:
    """No cache, no script, no frame, no address told to other sites."""
    for page in (citizen.get("/"), citizen.get("/nowhere"), log_in(citizen)):
        assert page.headers["cache-control"] == "no-store"
        assert "default-src 'none'" in page.headers["content-security-policy"]
        assert "frame-ancestors 'none'" in page.headers["content-security-policy"]
        assert page.headers["referrer-policy"] == "no-referrer"
        assert page.headers["x-content-type-options"] == "nosniff"
        assert "<script" not in page.text


def test_the_stylesheet_is_served(citizen: httpx2.Client) -> None:
    """Pages look like something."""
    sheet = citizen.get("/statique/villefictive.css")
    assert sheet.headers["content-type"].startswith("text/css")
    assert "focus-visible" in sheet.text


def test_amounts_are_written_as_each_language_does() -> None:
    """Worked by hand."""
    assert pages.euros_fr(24_000) == "24\u202f000\u00a0€"
    assert pages.euros_fr(Decimal("2.10")) == "2,10\u00a0€"
    assert pages.euros_en(24_000) == "€24,000"
    assert (pages.number_fr(Decimal("2.50")), pages.number_en(Decimal(10))) == ("2,5", "10")


@given(st.text("a :;?!«»\u00a0", max_size=20))
def test_french_punctuation_keeps_its_word(text: str) -> None:
    """Spaces become unbreakable; nothing else changes, and doing it twice changes nothing."""
    typeset = pages.typeset_fr(text)
    assert typeset.replace("\u00a0", " ") == text.replace("\u00a0", " ")
    assert pages.typeset_fr(typeset) == typeset
    assert not re.search(r" [:;?!»]", typeset)
