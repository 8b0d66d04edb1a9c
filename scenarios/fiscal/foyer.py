"""A household as its return 2042 states it: everything that the calculator looks at, and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

Declaration = Mapping[str, int]
RIEN: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Foyer:
    """One return for one income year.

    `pac` counts dependants by letter (F G H I J N P R); `cases` are ticked letters (T L N P F W S, and G for a war widow).
    """

    situation: str
    declaration: Declaration = field(default_factory=lambda: RIEN)
    pac: Mapping[str, int] = field(default_factory=lambda: RIEN)
    cases: frozenset[str] = frozenset()
    naissances: tuple[int, ...] = ()
    departement: str = ""
    deces_dans_l_annee: bool = False
    option_imposition_separee: bool = False
    non_resident: bool = False

    @property
    def commune(self) -> bool:
        """Whether two people are taxed together."""
        return self.situation in {"M", "O"} and not self.option_imposition_separee

    @property
    def nombre(self) -> int:
        """0 for one taxpayer, 1 for two: the index of the pairs of the law."""
        return int(self.commune)

    @property
    def personnes_a_charge(self) -> int:
        """The API's nbPac, as we read it: F + H + J + N + P + R; G and I are among F and H."""
        return sum(self.pac.get(lettre, 0) for lettre in "FHJNPR")
