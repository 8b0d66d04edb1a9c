"""Spaces: nothing is global. An address prefix, a seed, a calendar; keys, people and records hang on its name."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from simulator.calendar import Calendar

DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Address:
    """One server: `front` as browsers reach it, `back` as other servers do. Same when empty. No trailing slash."""

    front: str
    back: str = ""

    @property
    def inside(self) -> str:
        """The address for servers."""
        return self.back or self.front


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the bench listens, as others see it."""

    control: Address
    franceconnect: Address
    franceconnect_plus: Address
    dgfip: Address


@dataclass(frozen=True, slots=True)
class Space:
    """A world apart. `strict_urls` refuses http://localhost as production does; `housing_tax` brings a retired resource back.

    `consent_cuts`: an answer of a data provider is limited to what the citizen consented to, besides the contract.
    """

    name: str
    addresses: Addresses
    seed: int = 0
    strict_urls: bool = False
    housing_tax: bool = False
    consent_cuts: bool = True
    calendar: Calendar = field(default_factory=Calendar)

    @property
    def prefix(self) -> str:
        """Path prefix on every port: none for the default space."""
        return "" if self.name == DEFAULT else f"/s/{self.name}"

    @property
    def issuer(self) -> str:
        """FranceConnect's issuer in this space."""
        return self.federator("low").front

    @property
    def issuer_inside(self) -> str:
        """The same place for servers that cannot reach the front address (containers)."""
        return self.federator("low").inside

    def federator(self, platform: Literal["low", "high"]) -> Address:
        """FranceConnect ("low") or FranceConnect+ ("high") in this space: its issuer, for browsers and for servers."""
        server = self.addresses.franceconnect if platform == "low" else self.addresses.franceconnect_plus
        path = f"{self.prefix}/api/v2"
        return Address(f"{server.front}{path}", f"{server.inside}{path}")

    @property
    def gateway(self) -> str:
        """The DGFiP's gateway in this space."""
        return f"{self.addresses.dgfip.front}{self.prefix}"


class Spaces:
    """The spaces of one bench, by name."""

    def __init__(self, addresses: Addresses, seed: int = 0) -> None:
        self.addresses = addresses
        self._spaces = {DEFAULT: Space(DEFAULT, addresses, seed)}

    def get(self, name: str) -> Space | None:
        """The space of that name, if it was made."""
        return self._spaces.get(name)

    def of(self, name: str) -> Space:
        """The space of that name, which was made."""
        return self._spaces[name]

    def make(
        self,
        name: str,
        seed: int,
        *,
        strict_urls: bool = False,
        housing_tax: bool = False,
        consent_cuts: bool = True,
    ) -> Space:
        """Make or remake a space."""
        self._spaces[name] = Space(name, self.addresses, seed, strict_urls, housing_tax, consent_cuts)
        return self._spaces[name]

    def set_calendar(self, name: str, calendar: Calendar) -> Space:
        """Give a space another calendar."""
        self._spaces[name] = replace(self._spaces[name], calendar=calendar)
        return self._spaces[name]

    def __iter__(self) -> Iterator[Space]:
        return iter(self._spaces.values())
