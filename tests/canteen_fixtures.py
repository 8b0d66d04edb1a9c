"""The canteen, a browser, and an honest bench behind it: fixtures of the careful client and of the careless ones."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from typing import Any

import httpx2
import pytest
from honest_bench import (
    APIM_KEY,
    APIM_SECRET,
    CLIENT_ID,
    CLIENT_SECRET,
    ID_TELESERVICE,
    SFIP_ID_TELESERVICE,
    TODAY,
    Bench,
    Stage,
    app_of,
    browser,
    stage,
)

from reference_client.app import create_app
from reference_client.cantine import CANTINE
from reference_client.demarche import Demarche
from reference_client.patience import PATIENT
from reference_client.practice import CAREFUL, Practice
from reference_client.settings import Settings

Open = Callable[..., httpx2.Client]
# Repeats without waiting: how long a careful client waits is told by its own tests.
PROMPT = replace(CAREFUL, patience=replace(PATIENT, pauses=lambda _: (0.0, 0.0)))


def settings_for(bench: Bench, address: str) -> Settings:
    """The settings of a canteen at `address` that asks `bench`."""
    return Settings(
        base_url=address,
        issuer=bench.issuer,
        discovery=f"{bench.issuer}/.well-known/openid-configuration",
        client_id=CLIENT_ID,
        client_secret=CLIENT_SECRET,
        gateway=bench.gateway,
        apim_key=APIM_KEY,
        apim_secret=APIM_SECRET,
        id_teleservice=ID_TELESERVICE,
        sfip_id_teleservice=SFIP_ID_TELESERVICE,
        today=date.fromisoformat(TODAY),
    )


@pytest.fixture(scope="session")
def platform_stage() -> Iterator[Stage]:
    """Where the honest bench is played."""
    with stage() as opened:
        yield opened


@pytest.fixture(scope="session")
def canteen_stage() -> Iterator[Stage]:
    """Where a canteen is played."""
    with stage() as opened:
        yield opened


@pytest.fixture
def bench(platform_stage: Stage) -> Iterator[Bench]:
    """FranceConnect and the DGFiP, honest until told otherwise."""
    bench = Bench(issuer=f"{platform_stage.address}/api/v2", gateway=platform_stage.address)
    with platform_stage.playing(app_of(bench)):
        yield bench


@pytest.fixture
def open_canteen(bench: Bench, canteen_stage: Stage) -> Iterator[Open]:
    """Open a canteen of some practice, or another démarche, and a browser in front of it; settings may be replaced."""
    with ExitStack() as stack:

        def open_(practice: Practice = CAREFUL, demarche: Demarche = CANTINE, **changed: Any) -> httpx2.Client:
            settings = replace(settings_for(bench, canteen_stage.address), **changed)
            app = create_app(settings, practice, demarche)
            return stack.enter_context(browser(stack.enter_context(canteen_stage.playing(app))))

        yield open_


@pytest.fixture
def citizen(open_canteen: Open) -> httpx2.Client:
    """A browser in front of the careful canteen."""
    return open_canteen()
