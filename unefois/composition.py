"""Puts the bench together: one store, one journal, one world a space, simulators that know each other by address only."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

import click

import mock_api_impot.app
import mock_api_impot.ports.bench
import mock_franceconnect.app
import mock_franceconnect.ports.bench
from mock_franceconnect.ports.allowed import Allowed
from mock_franceconnect.ports.remote import Remote
from rulebook.formats.data_provider import DataProvider
from rulebook.formats.exchange import By
from rulebook.formats.habilitation import Habilitation
from rulebook.platforms import HIGH, LOW
from scenarios.worlds import Worlds
from simulator.certificates import Authority, NoCertificates
from simulator.edge import Edge
from simulator.journal import Inspect, Journal
from simulator.leases import Leases
from simulator.spaces import DEFAULT, Spaces
from simulator.store import MemoryStore
from unefois import hosts
from unefois.settings import BenchSettings


@dataclass(frozen=True, slots=True)
class Bench:
    """Everything that runs, as the control API sees it."""

    settings: BenchSettings
    spaces: Spaces
    worlds: Worlds
    store: MemoryStore
    leases: Leases
    journal: Journal
    remote: Remote
    franceconnect: Edge
    franceconnect_plus: Edge
    dgfip: Edge
    authority: Authority | None
    federators: Mapping[Literal["low", "high"], mock_franceconnect.ports.bench.Bench]


def compose(
    settings: BenchSettings,
    habilitations: Iterable[Habilitation] = (),
    data_providers: Iterable[DataProvider] = (),
) -> Bench:
    """A bench ready to be served, with `habilitations` and `data_providers` registered in the default space."""
    store = MemoryStore()
    spaces = Spaces(settings.addresses(), settings.seed)
    spaces.make(DEFAULT, settings.seed, housing_tax=settings.housing_tax, consent_cuts=settings.consent_cuts)
    worlds = Worlds()
    leases = Leases(store)
    for habilitation in habilitations:
        for space in spaces:
            worlds.of(space).register(habilitation)
    world = worlds.of(spaces.of(DEFAULT))
    for provider in data_providers:
        world.data_providers.register(provider)
    allowed = Allowed.of(spaces.addresses, settings.allow_hosts)
    remote = Remote(allowed, tell=lambda host: click.echo(hosts.refused(host), err=True))
    low = mock_franceconnect.ports.bench.Bench(spaces, worlds, store, leases, platform=LOW, remote=remote)
    high = mock_franceconnect.ports.bench.Bench(spaces, worlds, store, leases, platform=HIGH, remote=remote)
    authority = Authority(settings.certificates) if settings.certificates else None
    dgfip = mock_api_impot.ports.bench.Bench(spaces, worlds, store, leases, certificates=authority or NoCertificates())
    inspectors: dict[By, Inspect] = {
        LOW.by: mock_franceconnect.app.inspect(low),
        HIGH.by: mock_franceconnect.app.inspect(high),
        "dgfip": mock_api_impot.app.inspect(dgfip),
    }
    journal = Journal(store, inspectors)
    return Bench(
        settings,
        spaces,
        worlds,
        store,
        leases,
        journal,
        remote,
        Edge(mock_franceconnect.app.create_app(low), LOW.by, spaces, journal),
        Edge(mock_franceconnect.app.create_app(high), HIGH.by, spaces, journal),
        Edge(mock_api_impot.app.create_app(dgfip), "dgfip", spaces, journal),
        authority,
        {"low": low, "high": high},
    )
