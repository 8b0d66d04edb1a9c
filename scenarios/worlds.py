"""The world of a space: who lives there and who may ask about them. One world, read by both simulators."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from rulebook.formats.habilitation import Habilitation
from rulebook.formats.persona import Foyer, Persona
from scenarios.habilitations import Application, register
from scenarios.personas import catalogue
from simulator.chance import derive
from simulator.spaces import Space

_ALWAYS = date.min


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

    def foyers(self, spi: str) -> tuple[Foyer, ...] | None:
        """Notices in which `spi` is declarant 1 or 2, oldest first; None when nobody has that number."""
        owner = self._personas.get(spi)
        found = list(owner.foyer) if owner else []
        for persona in self._personas.values():
            found += [foyer for foyer in persona.foyer if foyer.spi_conjoint == spi]
        if owner is None and not found:
            return None
        return tuple(sorted(found, key=lambda foyer: (foyer.annee, foyer.debut or foyer.fin or _ALWAYS)))

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
