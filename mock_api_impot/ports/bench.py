"""Everything that one gateway stands on, given by whoever starts it."""

from dataclasses import dataclass, field

from mock_api_impot.ports.franceconnect import FranceConnect
from mock_api_impot.ports.keys import Keyring, Keys
from scenarios.worlds import Worlds
from simulator.certificates import Certificates, NoCertificates
from simulator.leases import Leases
from simulator.spaces import Space, Spaces
from simulator.store import Store

# Assumption: no source gives the DGFiP's patience. A citizen's token lives 60 s and a client waits 10: half of that.
CHECKTOKEN_TIMEOUT = 5.0


@dataclass(frozen=True, slots=True)
class Bench:
    """Spaces and their worlds, store and leases; keys and neighbour are the gateway's own.

    `certificates` are those of applications, on a bench that listens with TLS.
    """

    spaces: Spaces
    worlds: Worlds
    store: Store
    leases: Leases
    keyring: Keyring = field(default_factory=Keyring)
    franceconnect: FranceConnect = field(default_factory=lambda: FranceConnect(CHECKTOKEN_TIMEOUT))
    certificates: Certificates = field(default_factory=NoCertificates)

    def keys(self, space: Space) -> Keys:
        """The keys of that space."""
        return self.keyring.of(space.name, space.gateway)
