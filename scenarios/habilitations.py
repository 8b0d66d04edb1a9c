"""Applications as the bench knows them: a habilitation and its credentials, stable from run to run."""

from dataclasses import dataclass, field

from rulebook.formats.habilitation import Credentials, Habilitation
from simulator.chance import derive


@dataclass(frozen=True, slots=True)
class Application:
    """One client of both administrations."""

    habilitation: Habilitation
    credentials: Credentials = field(repr=False)

    @property
    def id(self) -> str:
        """The name that leases, journals and reports use."""
        return self.habilitation.id

    @property
    def teleservices(self) -> tuple[str, ...]:
        """Its technical identifiers, one a contract with the DGFiP."""
        contracts = (self.habilitation.api_impot, self.habilitation.sfip)
        return tuple(contract.id_teleservice for contract in contracts if contract)


def register(habilitation: Habilitation, seed: int) -> Application:
    """Give `habilitation` its stated credentials, else those that `seed` and its id decide."""
    return Application(habilitation, habilitation.credentials or derived_credentials(seed, habilitation.id))


def derived_credentials(seed: int, application: str) -> Credentials:
    """Credentials that anybody can predict from the seed: a bench has no secret to keep, its users have habits to keep."""
    return Credentials(
        client_id=derive(seed, "client_id", application),
        client_secret=derive(seed, "client_secret", application),
        apim_key=derive(seed, "apim_key", application, length=28),
        apim_secret=derive(seed, "apim_secret", application, length=28),
    )
