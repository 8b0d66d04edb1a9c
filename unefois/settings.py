"""Settings of one bench, read once from the command line and the environment."""

import ipaddress
import os
from dataclasses import dataclass, field
from pathlib import Path

from mock_franceconnect.ports.allowed import is_one_host
from simulator.spaces import Address, Addresses
from unefois.failure import ConfigurationError
from unefois.language import _

# Offsets from the base port.
FRANCECONNECT, FRANCECONNECT_PLUS, DGFIP, CLIENT, PARKING, DGFIP_TLS = 1, 2, 3, 4, 5, 6


def control_token() -> str:
    """What the control port asks of its callers, and its callers give; empty when nothing is asked."""
    token = os.environ.get("UNEFOIS_TOKEN", "")
    if not (token.isascii() and token.isprintable()):
        raise ConfigurationError(_("UNEFOIS_TOKEN : un jeton n'a que des caractères ASCII visibles."))
    return token


@dataclass(frozen=True, slots=True)
class BenchSettings:
    """`host` is where it listens; `public_host` what browsers call it; `back_host` what other servers call it.

    `allow_hosts` are those that the bench may consult by itself, besides loopback and its own.
    `housing_tax` and `consent_cuts` are switches of the default space.
    `certificates` is a folder: the gateway then listens with TLS too, on a port of its own.
    """

    host: str = "127.0.0.1"
    port: int = 8700
    public_host: str = "localhost"
    back_host: str = ""
    seed: int = 0
    token: str = field(default="", repr=False)
    allow_hosts: tuple[str, ...] = ()
    housing_tax: bool = False
    consent_cuts: bool = True
    certificates: Path | None = None

    def problem(self) -> str | None:
        """Why these settings cannot be served, in one sentence; None when they can."""
        if not self.loopback and not self.token:
            return _(
                "Écouter sur {host} ouvre le contrôle du banc au réseau : donnez un jeton par la variable UNEFOIS_TOKEN."
            ).format(host=self.host)
        named = {"--public-host": self.public_host, "--back-host": self.back_host or "localhost"}
        if wrong := next((option for option, host in named.items() if not is_one_host(host)), None):
            return _(
                "{option} « {host} » : donnez un nom d'hôte en ASCII, une adresse IPv4, ou une adresse IPv6 entre crochets, sans schéma, "
                "ni port, ni chemin."
            ).format(option=wrong, host=named[wrong])
        following = DGFIP_TLS if self.certificates else PARKING
        if not 1 <= self.port <= 65535 - following:
            said = _("Le port de base {port} ne laisse pas de place aux {count} ports suivants.")
            return said.format(port=self.port, count=following)
        return None

    @property
    def loopback(self) -> bool:
        """Whether only this machine can reach it."""
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"

    @property
    def here(self) -> str:
        """`host` as addresses of this machine spell it: listening everywhere is listening on loopback too."""
        try:
            address = ipaddress.ip_address(self.host)
        except ValueError:
            return self.host
        loopback = {4: "127.0.0.1", 6: "::1"}
        found = loopback[address.version] if address.is_unspecified else self.host
        return f"[{found}]" if address.version == 6 else found

    def addresses(self) -> Addresses:
        """Where the bench is, as others see it."""
        return Addresses(*(self._address(offset) for offset in (0, FRANCECONNECT, FRANCECONNECT_PLUS, DGFIP)))

    def _address(self, offset: int) -> Address:
        port = self.port + offset
        back = f"http://{self.back_host}:{port}" if self.back_host else ""
        return Address(f"http://{self.public_host}:{port}", back)
