"""Data providers as a space knows them: a record and its credentials, stable from run to run. The bench's own DGFiP is one of them."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from rulebook.formats.data_provider import DataProvider as Registration
from rulebook.scopes import PROVIDERS
from simulator.chance import derive
from simulator.spaces import Space

DGFIP = "dgfip"


@dataclass(frozen=True, slots=True)
class DataProvider:
    """An account at FranceConnect, with which a data provider calls /checktoken."""

    registration: Registration
    client_id: str
    client_secret: str = field(repr=False)

    @property
    def jwks_uri(self) -> str:
        """Where it publishes what it is encrypted to with."""
        return self.registration.jwks_uri


class DataProviders:
    """Those of one space, by uid."""

    def __init__(self, space: Space) -> None:
        self._seed = space.seed
        self._providers: dict[str, DataProvider] = {}
        self.dgfip = self.register(_dgfip(space))

    def register(self, registration: Registration) -> DataProvider:
        """Register a provider, or change its record: its stated credentials, else those that the seed and its uid decide."""
        # The DGFiP's were derived before there were others: benches that know them keep them.
        whose = () if registration.uid == DGFIP else (registration.uid,)
        provider = DataProvider(
            registration,
            registration.client_id or derive(self._seed, "data provider", "client_id", *whose),
            registration.client_secret or derive(self._seed, "data provider", "client_secret", *whose),
        )
        self._providers[registration.uid] = provider
        return provider

    def get(self, uid: str) -> DataProvider | None:
        """The provider of that uid."""
        return self._providers.get(uid)

    def by_client_id(self, client_id: str) -> DataProvider | None:
        """The first that FranceConnect knows under `client_id`."""
        return next((found for found in self if found.client_id == client_id), None)

    def __iter__(self) -> Iterator[DataProvider]:
        return iter(self._providers.values())


def _dgfip(space: Space) -> Registration:
    known = next(provider for provider in PROVIDERS if provider.key == DGFIP)
    return Registration(
        uid=DGFIP,
        title=known.name,
        scopes=tuple(known.labels),
        jwks_uri=f"{space.addresses.dgfip.inside}{space.prefix}/franceconnect/jwks",
    )
