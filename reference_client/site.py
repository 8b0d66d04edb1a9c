"""What every page needs: the démarche, settings, sessions, FranceConnect, the tax API and the printing of pages."""

from dataclasses import dataclass
from datetime import date
from functools import partial
from time import time

from reference_client import annees
from reference_client.assiettes import Assiettes
from reference_client.demarche import Demarche
from reference_client.etat_civil import EtatCivil
from reference_client.franceconnect import FranceConnect
from reference_client.impot import Fields, Person
from reference_client.pages import Pages
from reference_client.practice import Practice
from reference_client.recu import Receipt
from reference_client.session import LIFETIME, Sessions
from reference_client.settings import Settings


@dataclass(frozen=True, slots=True)
class Site:
    """The téléservice, built once."""

    demarche: Demarche
    settings: Settings
    practice: Practice
    sessions: Sessions
    franceconnect: FranceConnect
    assiettes: Assiettes
    pages: Pages

    def today(self) -> date:
        """The day of the démarche: the machine's, or the one that a tester set."""
        return self.settings.today or date.fromtimestamp(time())  # noqa: DTZ012  (the town's own day)

    async def receipt(self, person: Person) -> Receipt:
        """Ask the DGFiP about `person`, within the patience of one page, and decide; nothing of `person` is kept."""
        today = self.today()
        years = self.practice.years_to_ask(today)
        question = partial(self._latest, years)
        annee, fields = await self.practice.consult(person, question, self.practice.patience.page)
        reference = self.practice.new_reference(self.demarche.prefix, person)
        result = self.demarche.decide(fields, today)
        return Receipt(reference, today, annee, years[0], result, expires_at=time() + LIFETIME)

    async def _latest(self, years: tuple[int, ...], person: Person) -> tuple[int | None, Fields]:
        if isinstance(person, EtatCivil):
            return None, await self.assiettes.last(person)
        ask = partial(self.assiettes.of, person)
        return await annees.latest(years, ask, self.practice.leads_to_the_year_before)
