"""Ask the DGFiP about one household: one income year by the API Impôt particulier, or the last taxation by SFiP."""

import httpx2

from reference_client import impot, sfip
from reference_client.etat_civil import EtatCivil
from reference_client.impot import Fields, Person
from reference_client.passerelle import Passerelle, Question
from reference_client.practice import Practice
from reference_client.settings import Settings
from reference_client.wire import when_to_come_back


class Assiettes:
    """Talks to the gateway, in the words of `impot` and of `sfip`: two contracts, so two tokens and two identifiers."""

    def __init__(self, http: httpx2.AsyncClient, settings: Settings, practice: Practice) -> None:
        self._settings = settings
        self._practice = practice
        self._impot = Passerelle(http, settings, practice, impot.SCOPE)
        self._sfip = Passerelle(http, settings, practice, sfip.SCOPE)

    async def of(self, person: Person, annee: int) -> Fields:
        """The fields of one income year."""
        path = self._practice.api_path(person, annee)
        teleservice = self._settings.id_teleservice
        response = await self._impot.ask(Question(f"assiette {annee}", path, person, teleservice, impot.MEDIA))
        with when_to_come_back(response):
            return self._practice.read_assiette(response.status_code, response.content)

    async def last(self, person: EtatCivil) -> Fields:
        """The fields of the last taxation, whichever year it is about: the answer does not say."""
        path = self._practice.sfip_path(person)
        teleservice = self._settings.sfip_id_teleservice
        response = await self._sfip.ask(Question("dernière imposition", path, person, teleservice, sfip.MEDIA))
        with when_to_come_back(response):
            return self._practice.read_sfip(response.status_code, response.content)
