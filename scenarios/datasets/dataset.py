"""What a set of files states: people who can log in, notices and housing rows by SPI and income year."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from rulebook.formats.persona import Persona, Reponse
from scenarios.datasets.finding import Finding, Place
from scenarios.tax_file import Housing


@dataclass(frozen=True, slots=True)
class StatedNotice:
    """A notice as its row states it, or the answer that the row asks for instead: what is not stated stays absent."""

    avis: Mapping[str, Any]
    reponse: Reponse | None = None
    debut: date | None = None
    fin: date | None = None
    emission: date | None = None
    # What no row states.
    declarants: tuple[str, ...] = ()
    deces: tuple[date | None, date | None] = (None, None)
    lignes: tuple[Mapping[str, Any], ...] = ()
    ifi: bool = False


@dataclass(frozen=True, slots=True)
class Stated:
    """What rows state of one person, by income year."""

    notices: Mapping[int, tuple[StatedNotice, ...]] = field(default_factory=dict)
    housing: Mapping[int, tuple[Housing, ...]] = field(default_factory=dict)

    def then(self, later: "Stated") -> "Stated":
        """The same, changed by what was read later: year by year, the later one wins."""
        return Stated({**self.notices, **later.notices}, {**self.housing, **later.housing})


class Rows:
    """Stated rows by SPI."""

    def __init__(self, stated: Mapping[str, Stated] = MappingProxyType({})) -> None:
        self._stated = dict(stated)

    def of(self, spi: str) -> Stated | None:
        """What is stated of that number; None when nothing is."""
        return self._stated.get(spi)

    def update(self, later: "Rows") -> None:
        """Add what was read later."""
        for spi, stated in later.each():
            self.add(spi, stated)

    def add(self, spi: str, stated: Stated) -> None:
        """Add what is stated of one number."""
        self._stated[spi] = self._stated.get(spi, Stated()).then(stated)

    def each(self) -> Iterator[tuple[str, Stated]]:
        """Every SPI, in the order of the files."""
        yield from self._stated.items()


@dataclass(frozen=True, slots=True)
class Dataset:
    """Files that were read without a mistake. `places` says where each login stands, `remarks` are the slips that were put right."""

    personas: tuple[Persona, ...] = ()
    places: Mapping[str, Place] = field(default_factory=dict)
    rows: Rows = field(default_factory=Rows)
    remarks: tuple[Finding, ...] = ()

    def notices(self) -> Iterator[tuple[str, int, Reponse | None]]:
        """SPI, income year and answer of each notice row."""
        for spi, stated in self.rows.each():
            for annee, found in stated.notices.items():
                yield from ((spi, annee, notice.reponse) for notice in found)

    def housing(self) -> Iterator[tuple[str, int, Reponse | None]]:
        """SPI, income year and answer of each housing row."""
        for spi, stated in self.rows.each():
            for annee, found in stated.housing.items():
                yield from ((spi, annee, home.reponse) for home in found)
