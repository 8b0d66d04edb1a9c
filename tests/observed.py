"""Observing in tests: somebody at work while the judge watches, and recordings written by hand as browsers write them."""

import json
import threading
from collections.abc import Callable
from typing import Any

from judged_client import Canteen

from conformance.drivers.fetch import Fetcher, Where
from conformance.drivers.http import Citizen, HttpDriver
from conformance.events import Event, YourTurn
from conformance.judging import Judged
from conformance.limits import LIMITS
from conformance.observing.judging import Choices, observe
from conformance.observing.sources import Live
from conformance.observing.subject import Subject
from rulebook.formats.har import Har
from rulebook.redaction import Redactor


def subject(client: Canteen) -> Subject:
    """Who is observed."""
    return Subject(client.habilitation, client.application)


def watched(
    client: Canteen,
    work: Callable[[YourTurn], object],
    har: Callable[[], Har | None] = lambda: None,
    who: Subject | None = None,
    **choices: Any,
) -> Judged:
    """Observe while `work` is done, in this thread: the judge listens in another one."""
    ready, over = threading.Event(), threading.Event()
    turn: list[YourTurn] = []
    judged: list[Judged] = []
    told = choices.pop("on_event", lambda _: None)

    def left(wait: float) -> float | None:
        ready.set()
        return None if over.wait(wait) else 10.0

    def hears(event: Event) -> None:
        if isinstance(event, YourTurn):
            turn.append(event)
        told(event)

    chosen, sources = Choices(on_event=hears, **choices), [Live(left, 10.0, har)]
    thread = threading.Thread(
        target=lambda: judged.append(observe(who or subject(client), client.bench, sources, chosen))
    )
    thread.start()
    try:
        assert ready.wait(10)
        work(turn[0])
    finally:
        over.set()
        thread.join(20)
    return judged[0]


def follow(client: Canteen, turn: YourTurn, parcours: str = "franceconnect") -> str:
    """Do what the recipe says, as a person with a browser of their own would; what the last page is, for the oracle."""
    application, login = client.application, turn.personas[0].login
    where = Where(application.base_url, turn.issuer, "default", None, "m", "c")
    fetcher = Fetcher(where, LIMITS, Redactor(b"k"))
    recipe = getattr(application.driver.http, parcours)
    citizen = Citizen(login, {"login": login, "spi": login, "annee": "2025"})
    walked = HttpDriver(application, fetcher, LIMITS, Redactor(b"k"), lambda _: None).walk(recipe, citizen)
    fetcher.close()
    assert walked.trouble is None
    return walked.observations[-1].oracle


def told(judged: Judged) -> dict[str, str]:
    """Duty → result."""
    return {duty.id: str(duty.result) for duty in judged.report.duties}


def entry(url: str, status: int = 200, **more: Any) -> dict[str, Any]:
    """One entry, as a browser writes it: `sent` and `got` headers, `text`, `kind`, `form`, `second`."""

    def pairs(name: str) -> list[dict[str, str]]:
        return [{"name": key, "value": value} for key, value in more.get(name, {}).items()]

    request: dict[str, Any] = {
        "method": "POST" if "form" in more else "GET",
        "url": url,
        "httpVersion": "HTTP/1.1",
        "headers": pairs("sent"),
    }
    if "form" in more:
        request["postData"] = {"mimeType": "application/x-www-form-urlencoded", "text": more["form"]}
    content = {"size": 1, "mimeType": more.get("kind", "text/html; charset=utf-8"), "text": more.get("text", "")}
    return {
        "startedDateTime": f"2026-11-30T10:00:{more.get('second', 0):02}.000Z",
        "time": 12.5,
        "request": request,
        "response": {"status": status, "headers": pairs("got"), "content": content, "redirectURL": ""},
        "cache": {},
        "timings": {"send": 0, "wait": 1, "receive": 1},
    }


def har(*entries: dict[str, Any]) -> str:
    """A whole file."""
    return json.dumps({"log": {"version": "1.2", "creator": {"name": "t", "version": "1"}, "entries": list(entries)}})
