"""What one request reads and writes in the store: whatever it read and then changes must not have changed meanwhile."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, TypeVar

from mock_franceconnect.protocol import records
from mock_franceconnect.protocol.decisions import Writes
from mock_franceconnect.protocol.records import Stored
from simulator.store import Delete, Expect, Key, Kind, Store, Write

R = TypeVar("R", bound=Stored)

_ALL: tuple[Kind[Any], ...] = (
    Kind("session", records.Session, records.SESSION_LIFETIME),
    Kind("interaction", records.Interaction, records.SESSION_LIFETIME),
    Kind("errand", records.Errand, records.SESSION_LIFETIME),
    Kind("arrival", records.Arrival, records.ARRIVAL_LIFETIME),
    Kind("grant", records.Grant, records.GRANT_LIFETIME),
    Kind("code", records.Code, records.CODE_LIFETIME),
    Kind("access_token", records.AccessToken, records.TOKEN_LIFETIME),
    Kind("engine_session", records.EngineSession, records.SESSION_LIFETIME),
)
_KINDS: Mapping[type[Any], Kind[Any]] = MappingProxyType({kind.type: kind for kind in _ALL})


class Memory:
    """The records of one space, seen by one request."""

    def __init__(self, store: Store, space: str) -> None:
        self._store = store
        self._space = space
        self._versions: dict[Key[Any], int] = {}

    async def get(self, type_: type[R], id_: str | None) -> R | None:
        """The record of that id; None for an empty one."""
        if not id_:
            return None
        key: Key[R] = _KINDS[type_].key(self._space, id_)
        found = await self._store.get(key)
        if found is None:
            return None
        self._versions[key] = found[1]
        return found[0]

    async def commit(self, writes: Writes) -> bool:
        """All of it, or nothing when a record that was read has changed."""
        if not writes.saves and not writes.drops:
            return True
        deletes = [Delete(self._key(record)) for record in writes.drops]
        puts = [_KINDS[type(record)].put(self._space, record.id, record) for record in writes.saves]
        changes: list[Write] = [*deletes, *puts]
        touched = {change.key for change in changes}
        expected = [Expect(key, version) for key, version in self._versions.items() if key in touched]
        return await self._store.commit([*expected, *changes])

    def _key(self, record: Stored) -> Key[Any]:
        return _KINDS[type(record)].key(self._space, record.id)
