"""When an income year is taxed: the only time that a tester moves. Protocol time is the machine's clock, always."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, timezone

from rulebook.years import taxation_day

_PARIS_IN_SUMMER = timezone(timedelta(hours=2))
_SERVED_YEARS = 4


@dataclass(frozen=True, slots=True)
class Calendar:
    """Taxation instants of income years. An empty one is the official calendar; `over` puts one on top of another.

    `today` replaces the machine's date for availability and income years, and nothing else.
    """

    taxation: Mapping[int, datetime] = field(default_factory=dict)
    today: date | None = None

    def taxed_at(self, annee: int) -> datetime:
        """The instant from which income year `annee` is served."""
        return self.taxation.get(annee) or datetime.combine(taxation_day(annee), time(), _PARIS_IN_SUMMER)

    def moment(self, now: float) -> datetime:
        """The instant at which availability is judged: noon of `today` if there is one, else `now` (epoch seconds)."""
        if self.today is None:
            return datetime.fromtimestamp(now, UTC)
        return datetime(self.today.year, self.today.month, self.today.day, 12, tzinfo=UTC)

    def is_taxed(self, annee: int, now: float) -> bool:
        """Whether notices of income year `annee` exist at `now`."""
        return self.taxed_at(annee) <= self.moment(now)

    def last_taxed(self, now: float) -> int:
        """The latest income year that is taxed at `now`."""
        year = self.moment(now).year - 1
        while not self.is_taxed(year, now):
            year -= 1
        return year

    def is_served(self, annee: int, now: float) -> bool:
        """Whether `annee` is among the last four income years before today."""
        year = self.moment(now).year
        return year - _SERVED_YEARS <= annee < year

    def over(self, below: "Calendar") -> "Calendar":
        """This calendar where it says something, `below` elsewhere."""
        return Calendar({**below.taxation, **self.taxation}, self.today or below.today)
