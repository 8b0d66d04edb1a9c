"""The drawing: who asked what of whom, each exchange once, what is at stake in sight, and the same in sentences."""

from xml.etree import ElementTree as ET

import pytest
from judge_journeys import ISSUER, apim_token, at_client, authorize, call, exchange, resume, token, userinfo

from conformance.reports import story
from conformance.reports.diagram import draw
from conformance.reports.story import CITIZEN, CLIENT, DGFIP, FRANCECONNECT, Arrow, Gap, rows
from rulebook.formats.exchange import Exchange

SVG = "{http://www.w3.org/2000/svg}"


def _said(text: str) -> str:
    return text


def _arrows(*seen: Exchange) -> list[tuple[str, str, str]]:
    return [(one.source, one.target, one.path) for one in rows(seen) if isinstance(one, Arrow)]


def test_each_exchange_goes_from_who_asks_to_who_answers() -> None:
    """A browser asks the front pages, the téléservice asks the machines' endpoints, the DGFiP has a token checked."""
    check = exchange(7, "franceconnect", "checktoken", f"{ISSUER}/checktoken", method="POST")
    assert _arrows(
        at_client(1, "http://localhost:8704/"), authorize(2), token(3), userinfo(4), apim_token(5), call(6), check
    ) == [
        (CITIZEN, CLIENT, "/"),
        (CITIZEN, FRANCECONNECT, "/api/v2/authorize?…"),
        (CLIENT, FRANCECONNECT, "/api/v2/token"),
        (CLIENT, FRANCECONNECT, "/api/v2/userinfo"),
        (CLIENT, DGFIP, "/token"),
        (CLIENT, DGFIP, "…tuations/ir/assiettes/annrev/2025"),
        (DGFIP, FRANCECONNECT, "/api/v2/checktoken"),
    ]


def test_what_two_witnesses_saw_is_drawn_once() -> None:
    """The driver's record of a request to FranceConnect gives way to FranceConnect's own, and so does a verdict that cites it."""
    driver = authorize(1, by="driver", nonce="n")
    seen = (driver, authorize(2, nonce="n").model_copy(update={"request": driver.request}))
    assert [row.n for row in rows(seen) if isinstance(row, Arrow)] == [2]
    assert [row.cited for row in rows(seen, [1]) if isinstance(row, Arrow)] == [True]


def test_screens_of_franceconnect_are_folded_unless_something_happens_there() -> None:
    """The téléservice cannot see them; one that is disturbed or cited is drawn."""
    screens = [exchange(n, "franceconnect", "interaction", f"{ISSUER}/interaction/x") for n in range(2, 6)]
    assert rows((authorize(1), *screens, resume(6)))[1] == Gap(4, screens=True)
    assert [row.n for row in rows((authorize(1), *screens, resume(6)), [3]) if isinstance(row, Arrow)] == [1, 3, 6]
    screens[2] = screens[2].model_copy(update={"fault": "delay"})
    assert [row.n for row in rows((authorize(1), *screens, resume(6))) if isinstance(row, Arrow)] == [1, 4, 6]


def test_a_long_journey_is_shown_around_what_is_at_stake() -> None:
    """A page at most, whatever the client did, and what is left out is counted."""
    seen = [call(n) for n in range(1, 3001)]
    drawn = rows(seen, [1500])
    numbers = [row.n for row in drawn if isinstance(row, Arrow)]
    assert numbers == [1, 1497, 1498, 1499, 1500, 1501]
    assert sum(row.count if isinstance(row, Gap) else 1 for row in drawn) == 3000
    assert len(rows(seen, range(1, 3001))) <= 30
    assert len(rows(seen)) <= 30


@pytest.mark.parametrize("cited", [(), (3,)])
def test_the_drawing_is_an_image_that_says_what_it_shows(cited: tuple[int, ...]) -> None:
    """Well formed, named, described, without script; a fault and what the verdict rests on have signs, not colours alone."""
    drawn = rows((authorize(1), resume(2), token(3, fault="id_token.nonce.foreign"), call(4)), cited)
    root = ET.fromstring(  # noqa: S314  (our own drawing)
        str(draw(drawn, "g1", "<Histoire>", _said)).replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
    )
    assert root.get("role") == "img"
    ids = {one.get("id") for one in root}
    assert set((root.get("aria-labelledby") or "").split()) <= ids
    assert root.findtext(f"{SVG}title") == "<Histoire>"
    texts = [one.text or "" for one in root.iter(f"{SVG}text")]
    assert "⚡ id_token.nonce.foreign · POST /api/v2/token → 200" in texts
    assert ("3 ◄" in texts) == bool(cited)
    assert {one.tag for one in root.iter()} <= {
        SVG + name for name in ("svg", "title", "desc", "line", "rect", "text", "g", "path")
    }


def test_the_same_in_sentences() -> None:
    """For who cannot see the drawing: as many lines as rows."""
    drawn = rows((authorize(1), token(2, fault="token.cut", status=0)), [2])
    assert [story.sentence(row, _said) for row in drawn] == [
        "n° 1, Citoyen (navigateur) vers FranceConnect : GET /api/v2/authorize?…, 303",
        "n° 2, Téléservice vers FranceConnect : POST /api/v2/token, coupé ; anomalie token.cut ; le verdict repose sur cet échange",
    ]


def test_what_the_client_did_is_told_from_what_the_bench_did() -> None:
    """In a failure the exchange that breaks the duty has its sign and its words; the one that the bench disturbed has others."""
    drawn = rows((token(1, fault="id_token.nonce.foreign"), userinfo(2), call(3)), [1, 2], broken=True)
    assert [row.breaks for row in drawn if isinstance(row, Arrow)] == [False, True, False]
    assert [story.sentence(row, _said).rpartition(" ; ")[2] for row in drawn[:2]] == [
        "le verdict repose sur cet échange",
        "rompt l'exigence",
    ]
    svg = str(draw(drawn, "g1", "t", _said))
    assert 'class="breaks"' in svg
    assert ">2 ✗<" in svg
    assert ">1 ◄<" in svg


def test_an_address_that_is_none_is_drawn_all_the_same() -> None:
    """A client may send anything as Host; a mark in a path is no name."""
    assert _arrows(exchange(1, "dgfip", "assiettes", "http://[/x")) == [(CLIENT, DGFIP, "?")]
    assert (
        _arrows(exchange(1, "franceconnect", "authorize_resume", f"{ISSUER}/authorize/h:0123456789abcdef"))[0][2]
        == "/api/v2/authorize/…"
    )
