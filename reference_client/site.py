"""What every page needs: settings, sessions, FranceConnect, the tax API and the printing of pages."""

from dataclasses import dataclass
from datetime import date
from functools import partial
from time import time

from reference_client import annees, tarif
from reference_client.assiettes import Assiettes
from reference_client.franceconnect import FranceConnect
from reference_client.impot import Person
from reference_client.pages import Pages
from reference_client.practice import Practice
from reference_client.session import Sessions
from reference_client.settings import Settings
from reference_client.tarif import Receipt


@dataclass(frozen=True, slots=True)
class Site:
    """The téléservice, built once."""

    settings: Settings
    practice: Practice
    sessions: Sessions
    franceconnect: FranceConnect
    assiettes: Assiettes
    pages: Pages

    def today(self) -> date:
        """The day of the démarche: the machine's, or the one that a tester set."""
        return self.settings.today or date.fromtimestamp(time())  # noqa: DTZ012  (the town's own day)

    async def price(self, person: Person) -> Receipt:
        """Ask the DGFiP for the latest year of `person`, and price a meal; nothing of `person` is kept."""
        today = self.today()
        years = self.practice.years_to_ask(today)
        annee, assiette = await annees.latest(years, partial(self.assiettes.of, person))
        return tarif.receipt(assiette, annee, years[0], today)
