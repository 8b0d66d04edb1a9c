"""Control of data providers: who may ask /checktoken, besides the bench's own DGFiP."""

from typing import Annotated, Any

from fastapi import HTTPException

from rulebook.formats.data_provider import DataProvider
from scenarios import data_providers
from scenarios.data_providers import DGFIP
from unefois import hosts
from unefois.composition import Bench
from unefois.control.body import body_schema, read_body
from unefois.control.under import UnderSpace
from unefois.language import _


class DataProviderRoutes(UnderSpace):
    """Data providers, each with its credentials."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        route = self.router
        route.get("/data-providers/{uid}")(self.show)
        route.put("/data-providers/{uid}", openapi_extra=body_schema(DataProvider))(self.register)

    async def show(self, space: str, uid: str) -> dict[str, Any]:
        """A data provider's record and credentials."""
        found = self.bench.worlds.of(self.space(space)).data_providers.get(uid)
        if found is None:
            said = _("Fournisseur de données inconnu : {uid}. Déclarez-le par PUT data-providers/{uid}.")
            raise HTTPException(404, said.format(uid=uid))
        return provider_json(self.bench, found)

    async def register(
        self, space: str, uid: str, body: Annotated[DataProvider, read_body(DataProvider)]
    ) -> dict[str, Any]:
        """Declare a data provider, or change its record."""
        if body.uid != uid:
            said = _("Le fournisseur se nomme « {uid} », l'adresse dit « {address} ».")
            raise HTTPException(400, said.format(uid=body.uid, address=uid))
        if uid == DGFIP:
            raise HTTPException(409, _("« dgfip » est la passerelle de ce banc : donnez un autre uid."))
        known = self.bench.worlds.of(self.space(space)).data_providers
        taken = known.by_client_id(body.client_id) if body.client_id else None
        if taken is not None and taken.registration.uid != uid:
            said = _("Ce client_id est celui de « {uid} ».")
            raise HTTPException(409, said.format(uid=taken.registration.uid))
        return provider_json(self.bench, known.register(body))


def provider_json(bench: Bench, provider: data_providers.DataProvider) -> dict[str, Any]:
    """What a data provider is registered with, its credentials, and what will not work."""
    return {
        "data_provider": provider.registration.model_dump(mode="json", exclude_none=True),
        "credentials": {"client_id": provider.client_id, "client_secret": provider.client_secret},
        "warnings": hosts.about_provider(bench.remote.allowed, provider.registration),
    }
