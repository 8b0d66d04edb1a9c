"""A browser that never logged in: what a page shows it is public, and says nothing of a session."""

from dataclasses import dataclass, field

from conformance.drivers.fetch import Fetcher, Where
from conformance.drivers.http import Citizen, HttpDriver
from conformance.journey import AGAIN, GOALS
from conformance.keeping import cut, keep
from conformance.limits import Limits
from rulebook.formats.application import Application, Recipe
from rulebook.formats.exchange import Exchange
from rulebook.formats.observation import Observation
from rulebook.redaction import Redactor


@dataclass(slots=True)
class Strangers:
    """Asks each page once a run; what it sees joins the run's records, in no story."""

    application: Application
    where: Where
    limits: Limits
    redactor: Redactor
    until: float
    exchanges: list[Exchange]
    observations: list[Observation]
    _shut_out: dict[str, bool] = field(default_factory=dict)

    def shut_out(self, path: str) -> bool:
        """Whether a stranger sees nobody there: a thank-you page, or one shell for all pages, shows somebody to everybody."""
        if path not in self._shut_out:
            self._shut_out[path] = self._sees_nobody(path)
        return self._shut_out[path]

    def _sees_nobody(self, path: str) -> bool:
        """A page that does not answer a stranger is not known to be private."""
        fetcher = Fetcher(self.where, self.limits, self.redactor, self.until)
        driver = HttpDriver(self.application, fetcher, self.limits, self.redactor, lambda _: None)
        walked = driver.walk(Recipe(start=path), Citizen("", looks=True), AGAIN)
        fetcher.close()
        keep(self.exchanges, (cut(self.redactor.exchange(one)) for one in fetcher.exchanges))
        keep(self.observations, (self.redactor.observation(one) for one in walked.observations))
        return walked.trouble is None and not any(seen.oracle in GOALS for seen in walked.observations)
