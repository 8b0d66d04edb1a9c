"""What a téléservice publishes about itself, fetched when the engine would: its list of addresses once, its keys when they are stale."""

import asyncio
from dataclasses import dataclass, field
from http import HTTPStatus

from mock_franceconnect.ports.remote import Document, Remote, TooLong, Unreachable
from mock_franceconnect.protocol.clients import keys as client_keys
from mock_franceconnect.protocol.clients import sector
from mock_franceconnect.protocol.clients.keys import Invalid, Jwk
from mock_franceconnect.protocol.records import Client
from rulebook.formats.habilitation import FranceConnect
from rulebook.refusals import registration as refusals


@dataclass
class _Loaded:
    """One registration as loaded; another one, even equal, is loaded again."""

    registration: FranceConnect
    vouched: bool = False
    keys: tuple[Jwk, ...] = ()
    fetched: float = 0
    life: float = 0
    busy: asyncio.Lock = field(default_factory=asyncio.Lock)


class Registrations:
    """The loaded registrations of one platform, by space and client."""

    def __init__(self, remote: Remote) -> None:
        self._remote = remote
        self._loaded: dict[tuple[str, str], _Loaded] = {}

    async def broken(self, space: str, client: Client) -> sector.Broken | None:
        """Why the engine cannot load this client. What is in order stays so; what is not is looked at again each time."""
        loaded = self._of(space, client)
        if loaded.vouched:
            return None
        found = await self._judged(client.registration)
        loaded.vouched = found is None
        return found

    async def key(self, space: str, client: Client, alg: str, now: float, aged: float) -> Jwk | None:
        """The client's key for that algorithm, None when it publishes none; `Invalid` when its keys cannot be had."""
        loaded = self._of(space, client)
        async with loaded.busy:
            if aged >= loaded.fetched + loaded.life:
                await self._refresh(loaded, now)
        return client_keys.chosen(loaded.keys, alg)

    def _of(self, space: str, client: Client) -> _Loaded:
        loaded = self._loaded.get((space, client.client_id))
        if loaded is None or loaded.registration is not client.registration:
            loaded = self._loaded[space, client.client_id] = _Loaded(client.registration)
        return loaded

    async def _judged(self, registration: FranceConnect) -> sector.Broken | None:
        if sector.undeclared(registration):
            return sector.Broken(refusals.SECTOR_MANDATORY)
        if not registration.sector_identifier_uri:
            return None
        try:
            document = await self._remote.fetch(registration.sector_identifier_uri)
        except (Unreachable, TooLong):
            return sector.Broken(refusals.SECTOR_UNREACHABLE)
        return sector.broken(registration, _line(document.status), document.body)

    async def _refresh(self, loaded: _Loaded, now: float) -> None:
        """As the engine does: the document is read first, its lifetime counts next, even when its status is then refused."""
        document = await self._document(loaded.registration.jwks_uri or "")
        found = client_keys.parsed(document.body)
        loaded.fetched, loaded.life = now, client_keys.lifetime(document.headers, now)
        if document.status != HTTPStatus.OK:
            said = f"unexpected jwks_uri response status code, expected 200 OK, got {_line(document.status)}"
            raise Invalid(said)
        loaded.keys = client_keys.keys(found)

    async def _document(self, address: str) -> Document:
        try:
            return await self._remote.fetch(address)
        except Unreachable as error:
            raise Invalid("fetch failed") from error
        except TooLong as error:
            raise Invalid("response too large") from error


def _line(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"{status} undefined"
