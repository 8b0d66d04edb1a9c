"""The world of a space: who lives there and who may ask about them. One world, read by both simulators."""

from collections.abc import Iterator
from datetime import date

from rulebook.formats.habilitation import Habilitation
from rulebook.formats.persona import Foyer, Persona
from rulebook.formats.reading import Unreadable, unwelcome
from rulebook.formats.statement import Statement, born_after
from scenarios.data_providers import DataProvider, DataProviders
from scenarios.datasets.dataset import Dataset, Rows
from scenarios.datasets.finding import Finding
from scenarios.datasets.reading import Refused
from scenarios.habilitations import Application, register
from scenarios.people import People
from scenarios.person import Person
from scenarios.personas import Resident, period, residents
from scenarios.pivot import Pivot
from scenarios.population.habitant import Habitant, habitant
from scenarios.population.population import Population
from scenarios.search import matching
from scenarios.tax_file import TaxFile
from simulator.spaces import Space


class World:
    """People and applications of one space."""

    def __init__(self, space: Space) -> None:
        self._seed = space.seed
        self._people = People(residents())
        self._population = Population(space.seed)
        self._rows = Rows()
        self._applications: dict[str, Application] = {}
        self.data_providers = DataProviders(space)

    @property
    def dgfip(self) -> DataProvider:
        """The account with which the bench's own gateway calls /checktoken."""
        return self.data_providers.dgfip

    # ------------------------------------------------------------ people
    def residents(self, trait: str = "") -> tuple[Resident, ...]:
        """Everybody who can log in, or those with that trait, newcomers first; nobody is completed before they are looked at."""
        everybody = self._people.listed
        return tuple(found for found in everybody if has_trait(found, trait)) if trait else everybody

    def add(self, persona: Persona) -> None:
        """Let somebody in; the same login replaces."""
        self._people.put(Resident(persona))

    def admit(self, statement: Statement, today: date) -> Resident:
        """Let in somebody whom a tester states, or say why not: `Unreadable`. The same id and login replace."""
        newcomer = Resident(statement)
        self._check(newcomer, today)
        self._people.put(newcomer)
        return newcomer

    def _check(self, newcomer: Resident, today: date) -> None:
        self._people.check(newcomer)
        if born_after(newcomer.stated, today):
            raise unwelcome(
                f"une date de naissance est après aujourd'hui, le {today} : écrivez un jour passé",
                f"a birth date is after today, {today}: write a past day",
                "identity",
                "birthdate",
            )

    def by_login(self, login: str) -> Person | None:
        """Who logs in under that name: whoever is named comes before the population."""
        return self._people.by_login(login) or self._unnamed(login)

    def by_pivot(self, identity: Pivot) -> tuple[Person, ...]:
        """Everybody whom that pivot identity describes: it is for the caller never to pick one among several."""
        numbers = map(self._population.spi, self._population.retrouver(identity))
        return (*self._people.by_pivot(identity), *(found for spi in numbers if (found := self._unnamed(spi))))

    def foyers(self, spi: str, annee: int) -> tuple[Foyer, ...] | None:
        """Notices of income year `annee` in which `spi` is declarant 1 or 2, oldest first; None when nobody has that number.

        A life that goes on by itself gives way to a notice that somebody else states: after a wedding, the spouse's.
        """
        owner, hosts = self._people.by_login(spi), self._people.with_spouse(spi)
        joint = [foyer for host in hosts for foyer in host.foyers(annee) if foyer.spi_conjoint == spi]
        own = owner.foyers(annee) if owner and not (joint and annee > owner.last) else ()
        if owner or hosts:
            return tuple(sorted((*own, *joint), key=period))
        unnamed = self._unnamed(spi)
        return unnamed.foyers(annee) if unnamed else None

    def load(self, dataset: Dataset, today: date) -> None:
        """Let in everybody whom a data set states; what it says of a person and a year replaces what was said before.

        `Refused`, and nobody is let in, when one of them cannot be: the id of somebody else, a birth to come.
        """
        newcomers = [Resident(persona) for persona in dataset.personas]
        mistakes: list[Finding] = []
        for newcomer in newcomers:
            try:
                self._check(newcomer, today)
            except Unreadable as error:
                mistakes.append(Finding(dataset.places[newcomer.login], error.problems[0].says))
        if mistakes:
            raise Refused(mistakes)
        for newcomer in newcomers:
            self._people.put(newcomer)
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
        if unnamed := self._unnamed(spi):
            yield from unnamed.declarants(annee)
        owner = self._people.by_login(spi)
        for resident in (*((owner,) if owner else ()), *self._people.with_spouse(spi)):
            for foyer in resident.foyers(annee):
                if foyer.spi_conjoint and spi in {resident.login, foyer.spi_conjoint}:
                    yield from (resident.login, foyer.spi_conjoint)

    def _unnamed(self, spi: str) -> Habitant | None:
        """Who has that number in the population. A whole souche gives way to who is named: its other notices would name a stranger."""
        found = habitant(self._population, spi)
        taken = (self._people.by_login(own) or self._people.with_spouse(own) for own in found.souche) if found else ()
        return None if any(taken) else found

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


def has_trait(resident: Resident, trait: str) -> bool:
    """Whether one of the traits holds that text."""
    return not trait or bool(matching(trait, resident.traits))


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
