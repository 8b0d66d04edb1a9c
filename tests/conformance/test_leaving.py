"""Real logouts before the judge: what a browser finds behind a citizen who left, and clients that leave otherwise."""

from collections.abc import MutableMapping
from dataclasses import replace
from typing import Any

import pytest
from judged_client import ASGI, Canteen, canteen

from conformance.judging import Judged
from conformance.preflight import Preflight
from reference_client import logout
from reference_client.practice import CAREFUL, Practice
from rulebook.formats.application import Recipe, Step

CONTROL = "fs-deconnexion"


def _checks(judged: Judged) -> dict[str, str]:
    (module,) = judged.report.modules
    return {check.id: check.result for check in module.checks}


def _judged(port: int, name: str, practice: Practice = CAREFUL) -> Judged:
    with canteen(port, name, practice) as client:
        return client.judged(CONTROL)


def _said(*forgotten: str, **changed: str) -> Practice:
    """The careful client, but for the query of its logout."""
    return replace(
        CAREFUL,
        logout_parameters=lambda settings, hint, state: {
            name: value
            for name, value in {**logout.parameters(settings, hint, state), **changed}.items()
            if name not in forgotten
        },
    )


def test_who_leaves_well_leaves_nothing_open(bench_port: int) -> None:
    """Every check of the control; the pages of the citizen were asked again, then the button."""
    with canteen(bench_port, "dh-bien") as client:
        judged = client.judged(CONTROL)
    assert set(_checks(judged).values()) == {"PASS"}
    steps = [seen.step for seen in judged.observations if seen.module == CONTROL]
    assert [step for step in steps if step.endswith("start")] == [
        "start",
        "logout start",
        *["again start"] * 2,
        "back start",
    ]


def test_a_way_back_is_not_owed(bench_port: int) -> None:
    """Without an address the citizen stays on FranceConnect's last page, logged out: nothing is broken but a state that serves nothing."""
    checks = _checks(_judged(bench_port, "dh-reste", _said("post_logout_redirect_uri", "state")))
    assert checks.pop("FS-LOGOUT-03a") == "WARNING"
    assert set(checks.values()) == {"PASS"}


def test_a_hint_that_is_no_id_token_is_broken(bench_port: int) -> None:
    """FranceConnect refuses it: that alone is told, and nothing about sessions that nobody could close."""
    checks = _checks(_judged(bench_port, "dh-faux", _said(id_token_hint="jeton")))
    assert checks["FS-LOGOUT-01a"] == "FAIL"
    assert {checks["FS-LOGOUT-04a"], checks["FS-LOGOUT-04b"]} == {"SKIPPED"}


def _answers(client: Canteen, path: str, status: int, location: str) -> None:
    """One address of the canteen sends elsewhere, instead of doing what it does."""

    def wrapper(app: ASGI) -> ASGI:
        async def answer(scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:
            if scope.get("path") != path:
                await app(scope, receive, send)
                return
            await send({"type": "http.response.start", "status": status, "headers": [(b"location", location.encode())]})
            await send({"type": "http.response.body", "body": b""})

        return answer

    client.wrapper = wrapper


def test_a_client_that_never_goes_to_franceconnect_breaks_both_duties(bench_port: int) -> None:
    """Its button leads home: no logout there, and both sessions are still open."""
    with canteen(bench_port, "dh-jamais") as client:
        _answers(client, "/deconnexion", 303, "/")
        checks = _checks(client.judged(CONTROL))
    assert (checks["FS-LOGOUT-01a"], checks["FS-LOGOUT-04a"]) == ("FAIL", "FAIL")


def test_a_recipe_that_finds_no_button_is_configuration(bench_port: int) -> None:
    """Not the client's fault: the step is named."""
    with canteen(bench_port, "dh-recette") as client:
        out = Recipe(start="/", steps=(Step(click="#sortie"),))
        http = client.application.driver.http.model_copy(update={"logout": out})
        client.application = client.application.model_copy(
            update={"driver": client.application.driver.model_copy(update={"http": http})}
        )
        with pytest.raises(Preflight, match="« #sortie »"):
            client.judged(CONTROL)
