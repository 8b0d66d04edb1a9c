"""Who is observed: its contract, and what application.toml adds when there is one. No recipe is needed."""

from collections.abc import Iterator
from dataclasses import dataclass

from conformance.journey import origin
from rulebook.duty import Capability
from rulebook.formats.application import Application, Oracle
from rulebook.formats.habilitation import Habilitation


@dataclass(frozen=True, slots=True)
class Subject:
    """A téléservice, as far as its files describe it."""

    habilitation: Habilitation
    application: Application | None = None

    @property
    def name(self) -> str:
        """What to call it."""
        return self.application.name if self.application else self.habilitation.id

    @property
    def space(self) -> str:
        """Where it lives on the bench."""
        return self.application.space if self.application else "default"

    @property
    def client(self) -> str:
        """Its address: where citizens come back to, when nothing else says it; empty when nothing does."""
        if self.application is not None:
            return self.application.base_url
        login = self.habilitation.franceconnect
        return origin(login.redirect_uris[0]) if login and login.redirect_uris else ""

    @property
    def capabilities(self) -> tuple[Capability, ...]:
        """What it declares, else all that its contract opens."""
        return self.application.capabilities if self.application else tuple(_opened(self.habilitation))

    @property
    def oracle(self) -> Oracle | None:
        """How to tell its pages apart."""
        return self.application.oracle if self.application else None

    @property
    def platform(self) -> str:
        """FranceConnect (low) or FranceConnect+ (high)."""
        login = self.habilitation.franceconnect
        return login.platform if login else "low"


def _opened(habilitation: Habilitation) -> Iterator[Capability]:
    modality = habilitation.api_impot.modality if habilitation.api_impot else ()
    if habilitation.franceconnect is not None:
        yield Capability.FRANCECONNECT
        if habilitation.franceconnect.post_logout_redirect_uris:
            yield Capability.LOGOUT
    if "with_france_connect" in modality:
        yield Capability.API_FRANCECONNECT
    if "with_spi" in modality:
        yield Capability.API_SPI
