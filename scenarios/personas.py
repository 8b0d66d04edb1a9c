"""The named personas: one TOML each, which states what makes it special and what a publisher learns from it; completed at first use."""

from datetime import date
from functools import cache, cached_property
from importlib.resources import files

from rulebook.formats.family import ADULT
from rulebook.formats.persona import Foyer, Identity, Persona, Provided
from rulebook.formats.reading import read_toml
from rulebook.formats.statement import Somebody, StatedFoyer, Statement
from scenarios import borrowed
from scenarios.borrowed import Home
from scenarios.fiscal import ANNEES
from scenarios.lived import lived
from scenarios.notices import completed, prolonged

_EVERY_YEAR = 9999


class Resident:
    """Somebody of a world: stated in a file or complete from the start; what is missing is made once, when it is first looked at."""

    def __init__(self, stated: Statement | Persona) -> None:
        self.stated = stated
        self._foyers: dict[int, tuple[Foyer, ...]] = {}

    @property
    def id(self) -> str:
        """The name of the file."""
        return self.stated.id

    @property
    def traits(self) -> tuple[str, ...]:
        """What makes them special, in a few words."""
        return self.stated.traits

    @property
    def lesson_fr(self) -> str:
        """What a publisher learns."""
        return self.stated.lesson_fr

    @property
    def lesson_en(self) -> str:
        """The same in English."""
        return self.stated.lesson_en

    @property
    def fault(self) -> str:
        """The fault that a login as this person orders; empty when none."""
        return self.stated.fault or ""

    @property
    def trouble(self) -> str:
        """What a login as this person runs into; empty when nothing."""
        return self.stated.trouble or ""

    @property
    def deces(self) -> date | None:
        """The day of their death, when it is stated."""
        return self.stated.deces

    @property
    def idp(self) -> Provided:
        """What their identity provider says otherwise than the RNIPP."""
        return self.stated.idp

    @cached_property
    def login(self) -> str:
        """The SPI."""
        return self.stated.login or borrowed.spi(self.id)

    @cached_property
    def identity(self) -> Identity:
        """What FranceConnect says."""
        return self.stated.identity if isinstance(self.stated, Persona) else self._home.declarant.identity

    @cached_property
    def entries(self) -> tuple[Foyer | StatedFoyer, ...]:
        """Households as stated."""
        return self.stated.foyer or ()

    @cached_property
    def _borrows_a_life(self) -> bool:
        """Whether nothing is stated of their households, which is not stating that there are none."""
        return isinstance(self.stated, Statement) and self.stated.foyer is None

    @cached_property
    def last(self) -> int:
        """The last income year that is stated: afterwards the same household goes on."""
        return max((_EVERY_YEAR if entry.annee is None else entry.annee for entry in self.entries), default=_EVERY_YEAR)

    @cached_property
    def spouses(self) -> frozenset[str]:
        """Numbers of second declarants, whatever the year."""
        stated = {entry.spi_conjoint for entry in self.entries} - {None}
        made = self._borrows_a_life or any(
            isinstance(entry, StatedFoyer) and _is_made_with(entry) for entry in self.entries
        )
        return frozenset(number for number in stated if number) | ({self._spi_conjoint} if made else set())

    @cached_property
    def persona(self) -> Persona:
        """The complete record: every stated year, and those whose law is published where an entry holds for every year."""
        if isinstance(self.stated, Persona):
            return self.stated
        stated = self.stated
        years = {entry.annee for entry in self.entries if entry.annee is not None}
        every = ANNEES if self._borrows_a_life or any(entry.annee is None for entry in self.entries) else ()
        return Persona(
            id=stated.id,
            traits=stated.traits,
            lesson_fr=stated.lesson_fr,
            lesson_en=stated.lesson_en,
            login=self.login,
            fault=stated.fault,
            trouble=stated.trouble,
            deces=stated.deces,
            identity=self.identity,
            idp=stated.idp,
            foyer=tuple(foyer for annee in sorted({*years, *every}) for foyer in self.foyers(annee)),
            logement=stated.logement,
        )

    def foyers(self, annee: int) -> tuple[Foyer, ...]:
        """Notices of income year `annee`, the period before a death first, the earliest issued first."""
        if self.deces is not None and annee > self.deces.year:
            return ()
        if annee not in self._foyers:
            found = self._goes_on(annee) if annee > self.last else self._stated(annee)
            self._foyers[annee] = tuple(sorted(found, key=period))
        return self._foyers[annee]

    def _stated(self, annee: int) -> list[Foyer]:
        of_year: list[Foyer | StatedFoyer] = [entry for entry in self.entries if entry.annee == annee]
        if not of_year and self._is_adult_in(annee) and annee >= ANNEES[0]:
            every_year = (entry for entry in self.entries if entry.annee is None)
            of_year = list(lived(self._home.declarant.lender, annee) if self._borrows_a_life else every_year)
        return [entry if isinstance(entry, Foyer) else completed(entry, annee, self._home) for entry in of_year]

    def _goes_on(self, annee: int) -> list[Foyer]:
        later = prolonged(max(self._stated(self.last), key=period), annee)
        return [] if later is None else [later]

    def _is_adult_in(self, annee: int) -> bool:
        return int(self.identity.birthdate[:4]) + ADULT <= annee

    @property
    def _spi_conjoint(self) -> str:
        return borrowed.spi(self.id, "conjoint")

    @cached_property
    def _home(self) -> Home:
        stated = self.stated
        assert isinstance(stated, Statement)  # noqa: S101  (who is complete borrows nothing)
        if self._borrows_a_life:
            one, second = borrowed.household(self.id, stated.identity, stated.conjoint)
        else:
            couple = any(entry.situation and entry.situation.commune for entry in self.entries)
            who = (stated.identity, stated.conjoint or Somebody()) if couple else (stated.identity,)
            one, *other = borrowed.declarants(self.id, who)
            second = other[0] if other else None
        return Home(self.id, one, second, self._spi_conjoint, borrowed.home(self.id))


def period(foyer: Foyer | StatedFoyer) -> tuple[date, date]:
    """What sorts the notices of one year: the period, then the day of issue."""
    return foyer.debut or foyer.fin or date.min, foyer.emission or date.min


def complete(statement: Statement) -> Persona:
    """The whole persona that `statement` begins."""
    return Resident(statement).persona


@cache
def residents() -> tuple[Resident, ...]:
    """Everybody who ships with the project, not completed yet: by id, those whose login is disturbed or refused after the others."""
    read = (file for file in (files("scenarios") / "catalogue").iterdir() if file.name.endswith(".toml"))
    stated = (read_toml(Statement, file.read_text(encoding="utf-8")) for file in read)
    return tuple(Resident(one) for one in sorted(stated, key=lambda one: (_rank(one), one.id)))


@cache
def catalogue() -> tuple[Persona, ...]:
    """The same, complete."""
    return tuple(resident.persona for resident in residents())


def _is_made_with(entry: StatedFoyer) -> bool:
    return entry.commune and entry.spi_conjoint is None and not entry.whole


def _rank(stated: Statement) -> int:
    """Where they stand in a list: those who simply log in first."""
    return 2 if stated.fault else 1 if stated.trouble or stated.deces or stated.idp.stated else 0
