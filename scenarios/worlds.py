"""The world of a space: who lives there and who may ask about them. One world, read by both simulators."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from rulebook.formats.habilitation import Habilitation
from rulebook.formats.persona import Foyer, Persona
from scenarios.datasets import Dataset, Rows
from scenarios.habilitations import Application, register
from scenarios.personas import catalogue
from scenarios.pivot import Pivot, pivot_of
from scenarios.tax_file import TaxFile
from simulator.chance import derive
from simulator.spaces import Space

_ALWAYS = date.min
_DATED = frozenset({"datRec", "datEtab"})


@dataclass(frozen=True, slots=True)
class DataProvider:
    """The DGFiP's account at FranceConnect, with which its gateway calls /checktoken."""

    client_id: str
    client_secret: str = field(repr=False)
    jwks_uri: str


class World:
    """People and applications of one space."""

    def __init__(self, space: Space) -> None:
        self._seed = space.seed
        self._personas = {persona.login: persona for persona in catalogue()}
        self._rows = Rows()
        self._applications: dict[str, Application] = {}
        self.dgfip = DataProvider(
            derive(space.seed, "data provider", "client_id"),
            derive(space.seed, "data provider", "client_secret"),
            f"{space.addresses.dgfip.inside}{space.prefix}/franceconnect/jwks",
        )

    # ------------------------------------------------------------ people
    def personas(self) -> Iterator[Persona]:
        """Everybody who can log in."""
        yield from self._personas.values()

    def add(self, persona: Persona) -> None:
        """Let somebody in; the same login replaces."""
        self._personas[persona.login] = persona

    def by_login(self, login: str) -> Persona | None:
        """Who logs in under that name."""
        return self._personas.get(login)

    def by_pivot(self, identity: Pivot) -> tuple[Persona, ...]:
        """Everybody whom that pivot identity describes: it is for the caller never to pick one among several."""
        return tuple(persona for persona in self._personas.values() if pivot_of(persona.identity) == identity)

    def foyers(self, spi: str, annee: int) -> tuple[Foyer, ...] | None:
        """Notices of income year `annee` in which `spi` is declarant 1 or 2, oldest first; None when nobody has that number."""
        known = spi in self._personas
        found: list[Foyer] = []
        for persona in self._personas.values():
            if persona.login == spi:
                found += notices(persona, annee)
            elif any(foyer.spi_conjoint == spi for foyer in persona.foyer):
                known = True
                found += [foyer for foyer in notices(persona, annee) if foyer.spi_conjoint == spi]
        return tuple(sorted(found, key=_period)) if known else None

    def load(self, dataset: Dataset) -> None:
        """Let in everybody whom a data set states; what it says of a person and a year replaces what was said before."""
        for persona in dataset.personas:
            self.add(persona)
        self._rows.update(dataset.rows)

    def tax_file(self, spi: str, annee: int) -> TaxFile | None:
        """What the tax service holds under that number for income year `annee`; None when nobody has it.

        The rows of a data set are served as they stand: a person of whom it states any notice has those and no other.
        """
        stated, foyers = self._rows.of(spi), self.foyers(spi, annee)
        if stated is None and foyers is None:
            return None
        housing = stated.housing.get(annee, ()) if stated else ()
        if stated and stated.notices:
            return TaxFile(frozenset({spi}), stated.notices.get(annee, ()), housing)
        return TaxFile(frozenset({spi, *self._declared_with(spi, annee)}), foyers or (), housing)

    def _declared_with(self, spi: str, annee: int) -> Iterator[str]:
        """The declarants of that year's notices, when there are two."""
        for persona in self._personas.values():
            if persona.login == spi or any(foyer.spi_conjoint == spi for foyer in persona.foyer):
                for foyer in notices(persona, annee):
                    if foyer.spi_conjoint and spi in {persona.login, foyer.spi_conjoint}:
                        yield from (persona.login, foyer.spi_conjoint)

    # ------------------------------------------------------------ applications
    def applications(self) -> Iterator[Application]:
        """Every registered client."""
        yield from self._applications.values()

    def register(self, habilitation: Habilitation) -> Application:
        """Register a client, or change its habilitation."""
        application = register(habilitation, self._seed)
        self._applications[application.id] = application
        return application

    def application(self, id_: str) -> Application | None:
        """The client of that id."""
        return self._applications.get(id_)

    def by_client_id(self, client_id: str) -> Application | None:
        """The client that FranceConnect knows under `client_id`."""
        return next((found for found in self._applications.values() if found.credentials.client_id == client_id), None)

    def by_apim_key(self, key: str) -> Application | None:
        """The client that the gateway knows under `key`."""
        return next((found for found in self._applications.values() if found.credentials.apim_key == key), None)


def notices(persona: Persona, annee: int) -> tuple[Foyer, ...]:
    """Notices of `persona` for income year `annee`: those stated, and after the last stated year the same life again.

    So a bench still answers years after its personas were written. A household that ended (its last notice has an end) gives none.
    """
    last = max(persona.foyer, key=lambda foyer: (foyer.annee, _period(foyer), foyer.emission or _ALWAYS), default=None)
    if last is None or annee <= last.annee:
        return tuple(foyer for foyer in persona.foyer if foyer.annee == annee)
    return () if last.fin is not None else (_lived_again(last, annee),)


def _lived_again(foyer: Foyer, annee: int) -> Foyer:
    """The same household in a later year: same figures, dates of the notice moved by as many years, issued with everybody's."""
    later = annee - foyer.annee
    avis = {name: _moved(value, later) if name in _DATED else value for name, value in foyer.avis.items()}
    return foyer.model_copy(update={"annee": annee, "debut": None, "emission": None, "avis": avis})


def _moved(value: Any, years: int) -> Any:
    return re.sub(r"\d{4}", lambda found: str(int(found[0]) + years), value) if isinstance(value, str) else value


def _period(foyer: Foyer) -> date:
    return foyer.debut or foyer.fin or _ALWAYS


class Worlds:
    """The worlds of one bench, by name of their space; made when first visited."""

    def __init__(self) -> None:
        self._worlds: dict[str, World] = {}

    def of(self, space: Space) -> World:
        """The world of `space`."""
        if space.name not in self._worlds:
            self._worlds[space.name] = World(space)
        return self._worlds[space.name]

    def forget(self, space: Space) -> None:
        """Start that world again from its seed."""
        self._worlds.pop(space.name, None)
