"""The world of a space: who lives there and who may ask about them. One world, read by both simulators."""

from collections.abc import Iterable, Iterator
from datetime import date

from rulebook.formats.habilitation import Habilitation
from rulebook.formats.persona import Foyer, Persona
from rulebook.formats.reading import Unreadable, unwelcome
from rulebook.formats.statement import Statement, born_after
from scenarios.data_providers import DataProvider, DataProviders
from scenarios.datasets.dataset import Dataset, Rows
from scenarios.datasets.finding import Finding
from scenarios.datasets.reading import Refused
from scenarios.etat_civil import EtatCivil
from scenarios.habilitations import Application, register
from scenarios.people import People
from scenarios.person import Person
from scenarios.personas import Resident, period, residents
from scenarios.pivot import Pivot
from scenarios.population.habitant import Habitant, habitant
from scenarios.population.population import Population
from scenarios.search import matching
from scenarios.tax_file import Filed, Housing, Notice, TaxFile
from simulator.spaces import Space


class World:
    """People and applications of one space."""

    def __init__(self, space: Space) -> None:
        self._seed = space.seed
        self._people = People(residents())
        self._population = Population(space.seed)
        self._rows = Rows()
        self._applications: dict[str, Application] = {}
        self._by_key: dict[str, Application] = {}
        self.teleservices: frozenset[str] = frozenset()
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

    def by_etat_civil(self, wanted: EtatCivil) -> tuple[Person, ...]:
        """Everybody whom that description fits, by SPI when it says one, else by names: for the caller never to pick one among several.

        Names carry a number (`population.noms`): whoever is not named is found by all their given names, never by some of them.
        """
        if wanted.spi:
            known = self.by_login(wanted.spi)
            return (known,) if known and wanted.fits(known.identity) else ()
        bearers = (
            p for gender in wanted.genders for p in self._population.porteurs(gender, wanted.nom, wanted.prenoms)
        )
        unnamed = (self._unnamed(self._population.spi(p)) for p in bearers)
        found: tuple[Person, ...] = (*self._people.by_family_name(wanted.nom), *(one for one in unnamed if one))
        return tuple(one for one in found if wanted.fits(one.identity))

    def foyers(self, spi: str, annee: int) -> tuple[Foyer, ...] | None:
        """Notices of income year `annee` in which `spi` is declarant 1 or 2, oldest first; None when nobody has that number."""
        named = self._named(spi, annee)
        if named is not None:
            return tuple(foyer for _, foyer in named)
        unnamed = self._unnamed(spi)
        return unnamed.foyers(annee) if unnamed else None

    def _named(self, spi: str, annee: int) -> tuple[tuple[Resident, Foyer], ...] | None:
        """The same among the named, each with who states it; None when `spi` is nobody's there.

        A life that goes on by itself gives way to a notice that somebody else states: after a wedding, the spouse's.
        """
        owner, hosts = self._people.by_login(spi), self._people.with_spouse(spi)
        if not owner and not hosts:
            return None
        joint = [(host, foyer) for host in hosts for foyer in host.foyers(annee) if foyer.spi_conjoint == spi]
        own = [(owner, foyer) for foyer in owner.foyers(annee)] if owner else []
        if owner and joint and annee > owner.last:
            own = []
        return tuple(sorted((*own, *joint), key=lambda found: period(found[1])))

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
        stated, notices = self._rows.of(spi), self._filed(spi, annee)
        if stated is None and notices is None:
            return None
        homes = self._homes(spi, annee)
        if stated is None:
            return TaxFile(_declarants(spi, notices or ()), notices or (), homes)
        housing = stated.housing.get(annee, homes)
        if stated.notices:
            return TaxFile(frozenset({spi}), stated.notices.get(annee, ()), housing)
        return TaxFile(_declarants(spi, notices or ()), notices or (), housing)

    def _filed(self, spi: str, annee: int) -> tuple[Notice, ...] | None:
        """Notices as the tax service files them."""
        named = self._named(spi, annee)
        if named is not None:
            return tuple(_filed(host, foyer) for host, foyer in named)
        unnamed = self._unnamed(spi)
        return unnamed.notices(annee) if unnamed else None

    def _homes(self, spi: str, annee: int) -> tuple[Housing, ...]:
        """What a persona states of the housing tax rolls."""
        owner = self._people.by_login(spi)
        stated = owner.stated.logement if owner else ()
        return tuple(Housing(home.item) for home in stated if home.annee == annee)

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
        everybody = self._applications.values()
        self._by_key = {known.credentials.apim_key: known for known in reversed(everybody)}
        self.teleservices = frozenset(name for known in everybody for name in known.teleservices)
        return application

    def application(self, id_: str) -> Application | None:
        """The client of that id."""
        return self._applications.get(id_)

    def by_client_id(self, client_id: str) -> Application | None:
        """The client that FranceConnect knows under `client_id`."""
        return next((found for found in self._applications.values() if found.credentials.client_id == client_id), None)

    def by_apim_key(self, key: str) -> Application | None:
        """The client that the gateway knows under `key`."""
        return self._by_key.get(key)


def _declarants(spi: str, notices: Iterable[Notice]) -> frozenset[str]:
    """Everybody who declares with that person."""
    return frozenset({spi}).union(*(notice.declarants for notice in notices))


def _filed(host: Resident, foyer: Foyer) -> Filed:
    """A notice that `host` states. The death that ends it is theirs if they die on its last day, or if they are alone in it."""
    declarants = (host.login, foyer.spi_conjoint) if foyer.spi_conjoint else (host.login,)
    is_theirs = foyer.fin is not None and (host.deces == foyer.fin or not foyer.spi_conjoint)
    return Filed(foyer, declarants, (foyer.fin, None) if is_theirs else (None, foyer.fin))


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
