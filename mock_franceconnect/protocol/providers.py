"""The identity providers of the bench: pages of the simulator, since a téléservice cannot see that hop."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from rulebook.formats.habilitation import FranceConnect
from rulebook.source import Text


@dataclass(frozen=True, slots=True)
class Provider:
    """One identity provider; `amr` is how its citizens log in, `ends_session` whether it has a logout of its own."""

    uid: str
    title: Text
    amr: tuple[str, ...]
    ends_session: bool = False


_FIRST = Text("Fournisseur d’identité de démonstration", "Demonstration identity provider")
_SECOND = Text("Second fournisseur de démonstration", "Second demonstration provider")

PROVIDERS: Mapping[str, Provider] = MappingProxyType(
    {
        provider.uid: provider
        for provider in (
            Provider("fip1-low", _FIRST, ("fc", "pwd")),
            Provider("fip2-low", _SECOND, ("fc", "pwd", "otp"), ends_session=True),
        )
    }
)


def offered(registration: FranceConnect) -> tuple[Provider, ...]:
    """Providers that the citizens of this client may choose."""
    listed, exclude = registration.idp_filter.list, registration.idp_filter.exclude
    return tuple(provider for uid, provider in PROVIDERS.items() if (uid in listed) != exclude)


def hinted(registration: FranceConnect) -> tuple[str, ...]:
    """Hints that this client may send: its own list when it has one, else every provider of the platform."""
    hints = registration.allowed_idp_hints
    return tuple(PROVIDERS) if hints is None else hints
