"""The canteen, a browser, and an honest bench behind it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from functools import partial

import httpx2
import pytest
from honest_bench import (
    APIM_KEY,
    APIM_SECRET,
    CLIENT_ID,
    CLIENT_SECRET,
    ID_TELESERVICE,
    TODAY,
    Bench,
    app_of,
    browser,
    listening,
)
from starlette.applications import Starlette

from reference_client.app import create_app
from reference_client.practice import CAREFUL, Practice
from reference_client.settings import Settings

Open = Callable[[Practice], httpx2.Client]


def settings_for(bench: Bench, address: str) -> Settings:
    """The settings of a canteen that asks `bench`."""
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
        today=date.fromisoformat(TODAY),
    )


@pytest.fixture
def bench() -> Iterator[Bench]:
    """FranceConnect and the DGFiP, honest until told otherwise."""
    bench = Bench()

    def build(address: str) -> Starlette:
        bench.issuer, bench.gateway = f"{address}/api/v2", address
        return app_of(bench)

    with listening(build):
        yield bench


@contextmanager
def canteen(bench: Bench, practice: Practice) -> Iterator[httpx2.Client]:
    """A browser in front of a canteen."""
    build = partial(_build, bench, practice)
    with listening(build) as address, browser(address) as citizen:
        yield citizen


def _build(bench: Bench, practice: Practice, address: str) -> Starlette:
    return create_app(settings_for(bench, address), practice)


@pytest.fixture
def citizen(bench: Bench) -> Iterator[httpx2.Client]:
    """A browser in front of the careful canteen."""
    with canteen(bench, CAREFUL) as browser:
        yield browser


@pytest.fixture
def open_canteen(bench: Bench) -> Iterator[Open]:
    """Open a canteen of another practice."""
    with ExitStack() as stack:
        yield lambda practice: stack.enter_context(canteen(bench, practice))
