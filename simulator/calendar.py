"""When an income year is taxed, and a notice issued: the only time that a tester moves. Protocol time is the machine's clock."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, timezone

from rulebook.years import taxation_day

# Notices are issued in summer; an hour of a winter night is not worth a time-zone database.
_PARIS_IN_SUMMER = timezone(timedelta(hours=2))
_PARIS_IN_WINTER = timezone(timedelta(hours=1))
_SERVED_YEARS = 4

# SPI → income year → the instant from which that person has a notice.
Emissions = Mapping[str, Mapping[int, datetime]]


def midnight(day: date) -> datetime:
    """The instant at which `day` begins in Paris."""
    return datetime.combine(day, time(), _PARIS_IN_SUMMER)


@dataclass(frozen=True, slots=True)
class Calendar:
    """Taxation instants of income years, late emissions of people. An empty one is the official calendar; `over` stacks two.

    `today` replaces the machine's date for availability and income years, and nothing else.
    """

    taxation: Mapping[int, datetime] = field(default_factory=dict)
    today: date | None = None
    emissions: Emissions = field(default_factory=dict)

    def taxed_at(self, annee: int) -> datetime:
        """The instant from which income year `annee` is served."""
        return self.taxation.get(annee) or midnight(taxation_day(annee))

    def emitted_at(self, numbers: Iterable[str], annee: int) -> datetime | None:
        """The instant set for the household of `numbers` (SPI): the latest of its declarants', who share one notice. None: not set."""
        stated = (self.emissions.get(spi, {}).get(annee) for spi in numbers)
        return max((instant for instant in stated if instant is not None), default=None)

    def moment(self, now: float) -> datetime:
        """The instant at which availability is judged: noon of `today` if there is one, else `now` (epoch seconds)."""
        if self.today is None:
            return datetime.fromtimestamp(now, UTC)
        return datetime(self.today.year, self.today.month, self.today.day, 12, tzinfo=UTC)

    def year(self, now: float) -> int:
        """The civil year, in Paris, of that instant."""
        return self.moment(now).astimezone(_PARIS_IN_WINTER).year

    def is_taxed(self, annee: int, now: float) -> bool:
        """Whether notices of income year `annee` exist at `now`."""
        return self.taxed_at(annee) <= self.moment(now)

    def last_taxed(self, now: float) -> int:
        """The latest income year that is taxed at `now`."""
        year = self.year(now) - 1
        while not self.is_taxed(year, now):
            year -= 1
        return year

    def is_served(self, annee: int, now: float) -> bool:
        """Whether `annee` is among the last four income years before today."""
        year = self.year(now)
        return year - _SERVED_YEARS <= annee < year

    def over(self, below: "Calendar") -> "Calendar":
        """This calendar where it says something, `below` elsewhere."""
        if self == _SILENT:
            return below
        people = {**below.emissions, **self.emissions}
        emissions = {spi: {**below.emissions.get(spi, {}), **self.emissions.get(spi, {})} for spi in people}
        return Calendar({**below.taxation, **self.taxation}, self.today or below.today, emissions)


_SILENT = Calendar()
