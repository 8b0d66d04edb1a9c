"""Everything that the application is given: spaces, worlds, store, leases, and what it keeps by space."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import orjson

from mock_franceconnect.ports.keys import Keys
from mock_franceconnect.ports.registrations import Registrations
from mock_franceconnect.ports.remote import Remote
from mock_franceconnect.ports.sealing import own_keys
from mock_franceconnect.protocol.cookies import Cookie, cookies
from mock_franceconnect.protocol.discovery import document
from mock_franceconnect.protocol.records import Here
from rulebook.platforms import LOW, Platform
from scenarios.worlds import Worlds
from simulator.chance import derive, opaque
from simulator.leases import Leases
from simulator.spaces import Space, Spaces
from simulator.store import Store


@dataclass(frozen=True, slots=True)
class Place:
    """What a space gives to every request, worked out once."""

    space: Space
    here: Here
    keys: Keys
    discovery: bytes
    client_keys: bytes
    cookies: Mapping[str, Cookie]
    # client_id → its last id_token, for who replays it
    latest: dict[str, str] = field(default_factory=dict, repr=False)


@dataclass
class Bench:
    """The bench, as one of the two platforms sees it."""

    spaces: Spaces
    worlds: Worlds
    store: Store
    leases: Leases
    platform: Platform = LOW
    remote: Remote = field(default_factory=Remote)
    registrations: Registrations = field(init=False, repr=False)
    _places: dict[str, Place] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        self.registrations = Registrations(self.remote)

    def place(self, name: str) -> Place:
        """The place of that space; a space made again keeps its keys, so that cached ones stay good."""
        space = self.spaces.of(name)
        known = self._places.get(name)
        if known is None or known.space is not space:
            keys = known.keys if known else Keys(self.platform.signing)
            own = known.client_keys if known else own_keys(self.platform, f"simulateur:ECDH-ES:{opaque()[:8]}")
            issuer = space.federator(self.platform.key)
            secret = derive(space.seed, "pairwise")
            here = Here(self.platform, issuer.front, space.prefix, space.strict_urls, secret)
            found = orjson.dumps(document(self.platform, issuer.front, issuer.inside))
            known = self._places[name] = Place(space, here, keys, found, own, cookies(here, name))
        return known
