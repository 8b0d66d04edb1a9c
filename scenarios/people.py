"""The named people of a world, found at once by SPI, by spouse, by pivot identity or by family name, however many there are."""

from collections.abc import Iterable, Iterator

from rulebook.formats.reading import Unreadable, unwelcome
from scenarios.fiscal import ANNEES
from scenarios.personas import Resident
from scenarios.pivot import Pivot, pivot_of


class People:
    """Residents by login; the other indexes are made when first asked, and again after somebody came in."""

    def __init__(self, residents: Iterable[Resident]) -> None:
        self._by_login = {resident.login: resident for resident in residents}
        self._by_id = {resident.id: resident for resident in self}
        self._first = frozenset(self._by_id)
        self._listed: tuple[Resident, ...] | None = None
        self._by_spouse: dict[str, list[Resident]] | None = None
        self._by_pivot: dict[Pivot, list[Resident]] | None = None
        self._by_family: dict[str, list[Resident]] | None = None

    def __iter__(self) -> Iterator[Resident]:
        """Everybody, in the order of arrival."""
        return iter(self._by_login.values())

    @property
    def listed(self) -> tuple[Resident, ...]:
        """Everybody, newcomers before those who were here first: the very same tuple until somebody comes in."""
        if self._listed is None:
            self._listed = tuple(sorted(self, key=lambda found: found.id in self._first))
        return self._listed

    def put(self, resident: Resident) -> None:
        """Let somebody in; the same login replaces."""
        self._by_login[resident.login] = self._by_id[resident.id] = resident
        self._listed = self._by_spouse = self._by_pivot = self._by_family = None

    def check(self, newcomer: Resident) -> None:
        """Refuse an id or a login that is somebody else's, and a joint notice beside the other's own.

        Who has both id and login is the same person, stated again.
        """
        for known in (self.by_id(newcomer.id), self.by_login(newcomer.login)):
            if known is not None and (known.id != newcomer.id or known.login != newcomer.login):
                raise _taken(newcomer, known)
        others = [found for spouse in newcomer.spouses if (found := self.by_login(spouse))]
        hosts = [host for host in self.with_spouse(newcomer.login) if host.id != newcomer.id]
        for host, other in (*((newcomer, other) for other in others), *((host, newcomer) for host in hosts)):
            _check_couple(host, other)

    def by_login(self, login: str) -> Resident | None:
        """Whose SPI it is."""
        return self._by_login.get(login)

    def by_id(self, id_: str) -> Resident | None:
        """Whose file it is."""
        return self._by_id.get(id_)

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

    def by_family_name(self, name: str) -> tuple[Resident, ...]:
        """Who was born under that name, in capitals without accents."""
        if self._by_family is None:
            self._by_family = {}
            for resident in self:
                self._by_family.setdefault(pivot_of(resident.identity).family_name, []).append(resident)
        return tuple(self._by_family.get(name, ()))


def _check_couple(host: Resident, other: Resident) -> None:
    """Nobody has a joint notice and one of their own for the same days; a survivor's follows the joint one."""
    for annee in sorted({*ANNEES, *(entry.annee for entry in host.entries if entry.annee)}):
        joint = [foyer for foyer in host.foyers(annee) if foyer.spi_conjoint == other.login]
        own = other.foyers(annee) if annee <= other.last else ()
        survives = all(foyer.fin for foyer in joint) and all(foyer.debut for foyer in own)
        if joint and own and not survives:
            raise unwelcome(
                f"{other.id} aurait deux avis de {annee}, le sien et celui de {host.id} : ôtez l'un des deux",
                f"{other.id} would have two notices of {annee}, their own and that of {host.id}: remove one of them",
                "foyer",
            )


def _taken(newcomer: Resident, known: Resident) -> Unreadable:
    if known.id == newcomer.id:
        return unwelcome(
            f"l'id {known.id} est déjà celui du SPI {known.login} : choisissez-en un autre, ou énoncez ce login",
            f"the id {known.id} is already that of the SPI {known.login}: choose another one, or state this login",
            "id",
        )
    return unwelcome(
        f"le login {known.login} est déjà celui de {known.id} : énoncez-en un autre, ou aucun pour qu'il soit tiré",
        f"the login {known.login} is already that of {known.id}: state another one, or none to have it drawn",
        "login",
    )
