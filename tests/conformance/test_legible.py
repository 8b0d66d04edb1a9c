"""A page over which a parser would spend hours is told as such, in the time that it was given; any other is read."""

import os
import threading
import time

import pytest
from hostile_clients import WAYS
from served import served

from conformance.drivers import legible
from conformance.drivers.fetch import Fetcher, Where
from conformance.drivers.legible import prove
from conformance.drivers.page import Gesture
from conformance.drivers.trouble import Trouble
from conformance.limits import Limits
from rulebook.redaction import Redactor

ENDLESS = "<a href=x><div>" * 60_000
LONG = "<html><title>T</title><p>Bonjour <a href=/x>toi</a></p><form><input name=a></form>" * 1_200


def test_a_page_that_is_long_and_well_made_is_read() -> None:
    """A hundred thousand characters, twice, by the same process."""
    prove(LONG, 10, "ici")
    process = legible._READER._process
    prove(LONG, 10, "ici")
    assert process is not None
    assert legible._READER._process is process


def test_a_page_without_end_is_told_in_the_time_given_and_the_next_is_read() -> None:
    """By a process that is ended then, and begun again."""
    start = time.monotonic()
    with pytest.raises(Trouble) as told:
        prove(ENDLESS, 0.3, "http://localhost:8704")
    assert time.monotonic() - start < 5
    assert "http://localhost:8704 ne se lit pas en 0.3 s" in told.value.says.fr
    assert not told.value.dead
    prove(LONG, 10, "ici")


def test_a_process_that_was_ended_is_begun_again() -> None:
    """Whoever ended it, a page is not to blame."""
    prove(LONG, 10, "ici")
    process = legible._READER._process
    assert process is not None
    process.kill()
    process.wait()
    prove(LONG, 10, "ici")
    assert legible._READER._process is not process


def test_how_long_the_process_takes_to_begin_says_nothing_of_a_page() -> None:
    """Python itself takes longer than that."""
    legible._READER.close()
    prove("<p>bonjour</p>" * 6_000, 0.1, "ici")


def test_ctrl_c_is_not_for_the_process() -> None:
    """It is in no group that a terminal interrupts: what it would print there is nobody's business."""
    prove(LONG, 10, "ici")
    process = legible._READER._process
    assert process is not None
    assert os.getpgid(process.pid) == process.pid


def test_an_address_that_cannot_be_read_is_another_trouble() -> None:
    """It is told when the page is used, and this page can be read."""
    sent = "<body onload='document.forms[0].submit()'><form method=post action='http://[x'></form>"
    prove(sent + "<p>bonjour</p>" * 6_000, 5, "ici")


def test_several_threads_read_at_once() -> None:
    """Each is told of its own page."""
    told: list[str] = []

    def reads(html: str, name: str) -> None:
        try:
            prove(html, 2, name)
        except Trouble:
            told.append(name)

    threads = [
        threading.Thread(target=reads, args=(html, name)) for html, name in ((LONG, "a"), (ENDLESS, "b"), (LONG, "c"))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told == ["b"]


@pytest.mark.parametrize(
    "html",
    [
        "".join(f"<b id={n}>" for n in range(90_000)),
        "<a " + " ".join(f"a{n}=1" for n in range(100_000)) + ">",
        "<form>" + "<input type=radio name=a value=1>" * 30_000,
    ],
    ids=["bold that is never closed", "a tag of many attributes", "fields without end"],
)
def test_other_pages_without_end(html: str) -> None:
    """Whatever makes them so, in the parser or in what fills a form."""
    prove(LONG, 10, "ici")
    with pytest.raises(Trouble):
        prove(html, 0.3, "ici")


def test_the_driver_does_not_hang_on_it() -> None:
    """It says why it stopped, and keeps the exchange."""
    with served(WAYS["links that are never closed"]) as base:
        where = Where(base, "http://localhost:1/api/v2", "default", None, "m", "c")
        fetcher = Fetcher(where, Limits(step=0.5), Redactor(b"k"))
        start = time.monotonic()
        with pytest.raises(Trouble, match=r"ne se lit pas en 0\.5 s"):
            fetcher.go(Gesture(base))
        fetcher.close()
    assert time.monotonic() - start < 8
    assert len(fetcher.exchanges) == 1
