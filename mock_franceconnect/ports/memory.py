"""What one request reads and writes in the store: whatever it read and then changes must not have changed meanwhile."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, TypeVar

from mock_franceconnect.protocol import records
from mock_franceconnect.protocol.decisions import Writes
from mock_franceconnect.protocol.records import Stored
from rulebook.platforms import PLATFORMS, Platform
from simulator.store import Delete, Expect, Key, Kind, Put, Store

R = TypeVar("R", bound=Stored)


def _kinds(platform: Platform) -> Mapping[type[Any], Kind[Any]]:
    """What a platform keeps, and how long; the two never read each other's records."""
    lifetimes: Mapping[type[Any], int] = {
        records.Session: platform.session,
        records.Interaction: platform.session,
        records.Errand: platform.session,
        records.Arrival: records.ARRIVAL_LIFETIME,
        records.Grant: records.GRANT_LIFETIME,
        records.Code: records.CODE_LIFETIME,
        records.AccessToken: records.TOKEN_LIFETIME,
        records.EngineSession: platform.session,
    }
    return MappingProxyType(
        {type_: Kind(f"{platform.key}/{type_.__name__}", type_, kept) for type_, kept in lifetimes.items()}
    )


_KINDS: Mapping[str, Mapping[type[Any], Kind[Any]]] = MappingProxyType(
    {platform.key: _kinds(platform) for platform in PLATFORMS.values()}
)


class Memory:
    """The records of one platform and space, seen by one request."""

    def __init__(self, store: Store, space: str, platform: Platform) -> None:
        self._store = store
        self._space = space
        self._kinds = _KINDS[platform.key]
        self._versions: dict[Key[Any], int] = {}

    async def get(self, type_: type[R], id_: str | None) -> R | None:
        """The record of that id; None for an empty one."""
        if not id_:
            return None
        key: Key[R] = self._kinds[type_].key(self._space, id_)
        found = await self._store.get(key)
        if found is None:
            return None
        self._versions[key] = found[1]
        return found[0]

    async def commit(self, writes: Writes, owner: str) -> bool:
        """All of it, or nothing when a record that was read has changed; what is saved ages with its `owner`, an application."""
        if not writes.saves and not writes.drops:
            return True
        changes: list[Put | Delete] = [Delete(self._key(record)) for record in writes.drops]
        changes += [self._kinds[type(record)].put(self._space, record.id, record, owner) for record in writes.saves]
        read = self._versions
        expected = [Expect(change.key, read[change.key]) for change in changes if change.key in read]
        return await self._store.commit([*expected, *changes])

    def _key(self, record: Stored) -> Key[Any]:
        return self._kinds[type(record)].key(self._space, record.id)
