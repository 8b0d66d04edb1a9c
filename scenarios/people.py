"""The named people of a world, found at once by SPI, by spouse or by pivot identity, however many there are."""

from collections.abc import Iterable, Iterator

from scenarios.personas import Resident
from scenarios.pivot import Pivot, pivot_of


class People:
    """Residents by login; the two other indexes are made when first asked, and again after somebody came in."""

    def __init__(self, residents: Iterable[Resident]) -> None:
        self._by_login = {resident.login: resident for resident in residents}
        self._by_spouse: dict[str, list[Resident]] | None = None
        self._by_pivot: dict[Pivot, list[Resident]] | None = None

    def __iter__(self) -> Iterator[Resident]:
        """Everybody, in the order of arrival."""
        return iter(self._by_login.values())

    def put(self, resident: Resident) -> None:
        """Let somebody in; the same login replaces."""
        self._by_login[resident.login] = resident
        self._by_spouse = self._by_pivot = None

    def by_login(self, login: str) -> Resident | None:
        """Whose SPI it is."""
        return self._by_login.get(login)

    def with_spouse(self, spi: str) -> tuple[Resident, ...]:
        """Whose second declarant `spi` is, in one year at least."""
        if self._by_spouse is None:
            self._by_spouse = {}
            for resident in self:
                for spouse in resident.spouses:
                    self._by_spouse.setdefault(spouse, []).append(resident)
        return tuple(self._by_spouse.get(spi, ()))

    def by_pivot(self, identity: Pivot) -> tuple[Resident, ...]:
        """Whom that identity describes."""
        if self._by_pivot is None:
            self._by_pivot = {}
            for resident in self:
                self._by_pivot.setdefault(pivot_of(resident.identity), []).append(resident)
        return tuple(self._by_pivot.get(identity, ()))
