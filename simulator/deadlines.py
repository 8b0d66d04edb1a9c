"""When things are to be forgotten, by the second: forgetting costs what is forgotten, however much is kept."""

from typing import Generic, TypeVar

K = TypeVar("K")

NEVER = float("inf")


class Deadlines(Generic[K]):
    """Keys by the second in which their time ends; those that never end are not held."""

    def __init__(self) -> None:
        # In the order in which they came: forgotten in any other, they would leave a hole in every page of memory and give none back.
        self._ending: dict[int, dict[K, None]] = {}
        self._looked_at = 0

    def move(self, key: K, before: float, after: float) -> None:
        """The end of `key` is no longer `before` but `after`."""
        was = None if before == NEVER else int(before)
        will = None if after == NEVER else int(after)
        if was == will:
            return
        if was is not None and (keys := self._ending.get(was)) is not None:
            keys.pop(key, None)
            if not keys:
                del self._ending[was]  # an empty one keeps the room of all that it held
        if will is not None:
            self._ending.setdefault(will, {})[key] = None

    def past(self, now: float) -> list[K]:
        """Keys whose second is over, given once; nothing is looked at twice within a second."""
        second = int(now)
        if second == self._looked_at:
            return []
        self._looked_at = second
        over = [ending for ending in self._ending if ending < second]
        return [key for ending in over for key in self._ending.pop(ending)]
