"""Puts the bench together: one store, one journal, one world a space, simulators that know each other by address only."""

from collections.abc import Iterable
from dataclasses import dataclass

import mock_api_impot.app
import mock_api_impot.ports.bench
import mock_franceconnect.app
import mock_franceconnect.ports.bench
from rulebook.formats.exchange import By
from rulebook.formats.habilitation import Habilitation
from rulebook.platforms import HIGH, LOW
from scenarios.worlds import Worlds
from simulator.edge import Edge
from simulator.journal import Inspect, Journal
from simulator.leases import Leases
from simulator.spaces import Spaces
from simulator.store import MemoryStore, Store
from unefois.settings import BenchSettings


@dataclass(frozen=True, slots=True)
class Bench:
    """Everything that runs, as the control API sees it."""

    settings: BenchSettings
    spaces: Spaces
    worlds: Worlds
    store: Store
    leases: Leases
    journal: Journal
    franceconnect: Edge
    franceconnect_plus: Edge
    dgfip: Edge


def compose(settings: BenchSettings, habilitations: Iterable[Habilitation] = ()) -> Bench:
    """A bench ready to be served, with `habilitations` registered in the default space."""
    store = MemoryStore()
    spaces = Spaces(settings.addresses(), settings.seed)
    worlds = Worlds()
    leases = Leases(store)
    for habilitation in habilitations:
        for space in spaces:
            worlds.of(space).register(habilitation)
    low = mock_franceconnect.ports.bench.Bench(spaces, worlds, store, leases, platform=LOW)
    high = mock_franceconnect.ports.bench.Bench(spaces, worlds, store, leases, platform=HIGH)
    dgfip = mock_api_impot.ports.bench.Bench(spaces, worlds, store, leases)
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
        Edge(mock_franceconnect.app.create_app(low), LOW.by, spaces, journal),
        Edge(mock_franceconnect.app.create_app(high), HIGH.by, spaces, journal),
        Edge(mock_api_impot.app.create_app(dgfip), "dgfip", spaces, journal),
    )
