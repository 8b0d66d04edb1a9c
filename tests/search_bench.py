"""A bank for tests: it looks for people through the SFiP and the R2P, with every right unless told otherwise."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import httpx2
import pytest
from gateway_bench import SPI, Gateway, habilitation

from rulebook.formats.habilitation import R2p, Sfip
from rulebook.formats.persona import FRANCE, Identity
from rulebook.refusal import Refusal
from rulebook.sfip import DONNEES, INFORMATION, LEP, Service
from rulebook.tax_scopes import TAX_SCOPES

SFIP = Sfip(
    id_teleservice="BANQUE",
    services=("02AA", "02GA"),
    scopes=tuple(TAX_SCOPES),
    keys=("etat_civil", "etat_civil_degrade", "etat_civil_degrade_adresse", "spi"),
)
R2P = R2p(scopes=("api_r2p_recherche_personne_physique", "api_r2p_resolution_spi"))
SCOPES = "sfip_donnees_fiscales_usagers sfip_lep api_r2p_recherche_personne_physique api_r2p_resolution_spi"
# The citizen of `gateway_bench`, as a caller writes them.
ANNE_LISE = {
    "nom": "Dupré-Martin",
    "prenom": "Anne-Lise Zoé",
    "sexe": "2",
    "naisDate": "02/08/1973",
    "naisCodePays": "99100",
    "naisCodeDept": "13",
    "naisCodeCommune": "004",
}
ARLES = {"adrCodePays": "99100", "adrCodeDept": "13", "adrCodeCommune": "004"}

DEGRADED = {name: ANNE_LISE[name] for name in ("nom", "prenom", "naisDate")}
BY_SPI = {"spi": SPI, "naisDate": "02/08/1973"}

# The SFiP as it is published, written by hand.
MEDIA_TYPE = "application/vnd.dgfip.sfip.v1.0+json"
_BASE = "/sfip/v1/demandeDeService"
PATHS = {
    INFORMATION: "/sfip/v1/information",
    DONNEES: f"{_BASE}/02AA/personne",
    LEP: f"{_BASE}/02GA/departement/{{departement}}/annrev/{{annrev}}/bareme/{{bareme}}/personne",
}
PATH = {"departement": "130", "annrev": "2024", "bareme": "2024"}
COME_BACK = (
    "Informations non disponibles pour la personne, merci de renseigner le numéro fiscal et la date de naissance"
)
NOBODY_SAID = (
    "Informations non disponibles pour la personne merci de renseigner le numéro fiscal et la date de naissance."
)

Query = Mapping[str, str] | str
AtEdge = Callable[["Searcher", Refusal, str | None], httpx2.Response]


class Searcher:
    """The bank's calls, at one gateway."""

    def __init__(self, gateway: Gateway) -> None:
        self.gateway = gateway
        self.under()

    def under(self, sfip: Mapping[str, Any] | None = None, r2p: Mapping[str, Any] | None = None) -> "Searcher":
        """Change one contract or the other."""
        return self.registered(SFIP.model_copy(update=dict(sfip or {})), R2P.model_copy(update=dict(r2p or {})))

    def registered(self, sfip: Sfip | None = None, r2p: R2p | None = None) -> "Searcher":
        """With these contracts, and no other."""
        contracts = {"sfip": sfip, "r2p": r2p}
        self.bank = self.gateway.world.register(habilitation("banque", contract=None).model_copy(update=contracts))
        return self

    def token(self, scope: str = SCOPES) -> str:
        """An Authorization header."""
        form = {"grant_type": "client_credentials", "scope": scope}
        answer = self.gateway.ask_token(form, authorization=self.gateway.basic(self.bank))
        return f"Bearer {answer.json()['access_token']}"

    def ask(self, path: str, query: Query = "", **headers: str | None) -> httpx2.Response:
        """One call, for the bank's téléservice."""
        given: dict[str, str | None] = {"ID_Teleservice": "BANQUE", **headers}
        if "authorization" not in headers:
            given["authorization"] = self.token()
        if isinstance(query, Mapping):
            return self.gateway.client.get(path, params=dict(query), headers=self.gateway.headers(**given))
        return self.gateway.client.get(f"{path}?{query}" if query else path, headers=self.gateway.headers(**given))

    def refused_by(self) -> str | None:
        """What the journal says of the last call."""
        return self.gateway.exchanges()[-1].refused_by


def civil(who: Identity) -> dict[str, str]:
    """A whole civil status, as the SFiP wants it written."""
    annee, mois, jour = who.birthdate.split("-")
    told = {
        "nom": who.family_name,
        "prenom": who.given_name,
        "sexe": {"male": "1", "female": "2"}[who.gender],
        "naisDate": f"{jour}/{mois}/{annee}",
        "naisCodePays": who.birthcountry,
    }
    if who.birthcountry == FRANCE:
        width = 3 if who.birthplace.startswith(("97", "98")) else 2
        told |= {"naisCodeDept": who.birthplace[:width], "naisCodeCommune": who.birthplace[width:]}
    return told


def ask(
    bank: Searcher,
    service: Service,
    query: Query = ANNE_LISE,
    path: Mapping[str, str] | None = None,
    **headers: str | None,
) -> httpx2.Response:
    """One call to a service, about Anne-Lise unless told otherwise."""
    where = PATHS[service].format(**{**PATH, **(path or {})})
    return bank.ask(where, "" if service is INFORMATION else query, **headers)


def error(answer: httpx2.Response) -> tuple[int, int, str]:
    """Status, code and message of a refusal of the SFiP, in its envelope and its media type."""
    assert answer.headers["content-type"] == MEDIA_TYPE
    (only,) = answer.json().items()
    name, said = only
    assert (name, set(said)) == ("erreur", {"code", "message", "horodatage"})
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", said["horodatage"])
    return answer.status_code, said["code"], said["message"]


def edges(refusals: Iterable[Refusal], in_path: Iterable[Refusal]) -> list[Any]:
    """The values on both sides of each constraint, as parameters of a test; a path without its last segment is another resource's."""
    return [
        pytest.param(refusal, value, id=f"{refusal.id}-{number}")
        for refusal in refusals
        if refusal.constraint
        for number, value in enumerate(refusal.constraint.edges())
        if value or refusal not in set(in_path)
    ]
