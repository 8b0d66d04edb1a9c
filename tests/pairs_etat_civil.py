"""Journeys by civil status: a call to the SFiP as it should be, and what a téléservice makes of its two refusals."""

from collections.abc import Callable
from typing import Any

from judge_journeys import APIM, GATEWAY, HABILITATION, UUIDS, exchange, journey, page

from conformance.journey import Journey
from rulebook.formats.exchange import Exchange
from rulebook.formats.habilitation import R2p, Sfip

Pair = tuple[Journey, Journey]
SFIP = f"{GATEWAY}/sfip/v1"
WHO = "nom=DUBIGNOT&prenom=Jean&naisDate=15%2F06%2F1943"
SEARCHER = HABILITATION.model_copy(
    update={
        "sfip": Sfip(id_teleservice="SFIP_CANTINE", services=("02AA",), scopes=("dgfip_rfr",)),
        "r2p": R2p(scopes=("api_r2p_resolution_spi",)),
    }
)


def sfip(
    n: int,
    status: int = 200,
    fault: str | None = None,
    *,
    service: str = "02AA",
    who: str = WHO,
    at: float | None = None,
    **headers: str,
) -> Exchange:
    """A call to the SFiP; headers by name, `_` for `-`, an empty one is absent."""
    said = {
        "authorization": f"Bearer {APIM}",
        "x-correlation-id": UUIDS[n % len(UUIDS)],
        "id_teleservice": "SFIP_CANTINE",
        **{name if name == "id_teleservice" else name.replace("_", "-"): value for name, value in headers.items()},
    }
    sent = {name: value for name, value in said.items() if value}
    url = f"{SFIP}/demandeDeService/{service}/personne?{who}"
    rest: dict[str, Any] = {"headers": sent, "fault": fault, **({} if at is None else {"at": at})}
    return exchange(n, "dgfip", "sfip_donnees", url, status, **rest)


def r2p(n: int, path: str = "/personne/spi", endpoint: str = "r2p_spi", at: float | None = None) -> Exchange:
    """A call to the R2P, which wants no identifier of the téléservice."""
    headers = {"authorization": f"Bearer {APIM}", "x-correlation-id": UUIDS[n % len(UUIDS)]}
    rest: dict[str, Any] = {} if at is None else {"at": at}
    return exchange(n, "dgfip", endpoint, f"{GATEWAY}/r2p/v1{path}?{WHO}", headers=headers, **rest)


def _refused(fault: str, status: int) -> Pair:
    """The client says that it is not enough; it shows a result all the same."""
    return (
        journey(sfip(1, status, fault), page(2, "error"), fault=fault),
        journey(sfip(1, status, fault), sfip(3, who="nom=DUBIGNOT"), page(4, "result"), fault=fault),
    )


PAIRS: dict[str, Callable[[], Pair]] = {
    "API-ETATCIVIL-02a": lambda: _refused("assiettes.response.404", 404),
    "API-ETATCIVIL-02b": lambda: _refused("assiettes.response.403", 403),
}
