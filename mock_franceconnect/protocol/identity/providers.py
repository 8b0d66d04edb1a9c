"""The identity providers of the bench: pages of the simulator, since a téléservice cannot see that hop.

Names are ours, and look it. Methods (`amr`) are those that the published scenarios show of each platform.
"""

from collections.abc import Mapping
from types import MappingProxyType

from msgspec import Struct

from mock_franceconnect.protocol.identity.acr import rank
from rulebook.formats.habilitation import FranceConnect
from rulebook.platforms import HIGH, LOW, PLATFORMS, Platform
from rulebook.refusal import Refusal
from rulebook.refusals import interaction as refusals
from rulebook.source import Text


class Provider(Struct, frozen=True, gc=False):
    """One identity provider of one platform.

    `acr` are the levels that it may give, lowest first; `amr` is how its citizens log in. One that is not `active` is shown and cannot be
    chosen, one without `display` is reached by a hint alone. `eidas` is the European bridge; `ends_session` whether it has a logout.
    """

    uid: str
    platform: str
    title: Text
    acr: tuple[str, ...]
    amr: tuple[str, ...]
    active: bool = True
    display: bool = True
    eidas: bool = False
    ends_session: bool = False

    def reaches(self, acr: str) -> bool:
        """Whether its highest level is good enough."""
        return rank(self.acr[-1]) >= rank(acr)

    def level(self, asked: str) -> str:
        """What it gives to who asks for that level, or for its own lowest when that is more."""
        return max(self.acr[0], min(asked, self.acr[-1], key=rank), key=rank)


# The first of each platform has nothing special: machines take it. Then in the order of the mire.
_LOW = (
    Provider(
        "fip1-low",
        LOW.key,
        Text("Fournisseur d’identité de démonstration", "Demonstration identity provider"),
        ("eidas1",),
        ("fc", "pwd"),
    ),
    Provider(
        "fip2-low",
        LOW.key,
        Text("Second fournisseur de démonstration", "Second demonstration provider"),
        ("eidas1",),
        ("fc", "pwd", "otp"),
        ends_session=True,
    ),
    Provider(
        "fip3-low",
        LOW.key,
        Text("Fournisseur fictif renforcé", "Fictitious strong provider"),
        ("eidas2", "eidas3"),
        ("fc", "pop", "mfa", "pin"),
    ),
    Provider(
        "fip4-low",
        LOW.key,
        Text("Fournisseur fictif en maintenance", "Fictitious provider under maintenance"),
        ("eidas1",),
        ("fc", "pwd"),
        active=False,
    ),
    Provider(
        "fip5-low",
        LOW.key,
        Text("Fournisseur fictif caché", "Fictitious hidden provider"),
        ("eidas1",),
        ("fc", "pwd"),
        display=False,
    ),
)
_HIGH = (
    Provider(
        "fip1-high",
        HIGH.key,
        Text("Fournisseur d’identité de démonstration +", "Demonstration identity provider +"),
        ("eidas2", "eidas3"),
        ("fc", "pop", "mfa", "pin"),
    ),
    Provider(
        "fip2-high",
        HIGH.key,
        Text("Fournisseur fictif de niveau substantiel", "Fictitious provider of substantial level"),
        ("eidas2",),
        ("fc", "pwd", "otp"),
        ends_session=True,
    ),
    Provider(
        "fip3-high",
        HIGH.key,
        Text("Fournisseur fictif de niveau élevé", "Fictitious provider of high level"),
        ("eidas3",),
        ("fc", "pop", "hwk", "pin"),
    ),
    Provider(
        "fip4-high",
        HIGH.key,
        Text("Fournisseur fictif en maintenance +", "Fictitious provider under maintenance +"),
        ("eidas2", "eidas3"),
        ("fc", "pop", "mfa", "pin"),
        active=False,
    ),
    Provider(
        "eidas-bridge",
        HIGH.key,
        Text("Passerelle européenne fictive", "Fictitious European bridge"),
        ("eidas2", "eidas3"),
        ("eidas",),
        eidas=True,
    ),
)

PROVIDERS: Mapping[str, Provider] = MappingProxyType({provider.uid: provider for provider in (*_LOW, *_HIGH)})
# Below this level a provider is disabled for a suspicious device (config/app.ts, minAcrForContextRequest).
TRUSTED_LEVEL = "eidas2"


class Choice(Struct, frozen=True, gc=False):
    """A provider on the mire, and whether it may be chosen there."""

    provider: Provider
    open: bool


def known(platform: Platform) -> tuple[Provider, ...]:
    """Every provider of that platform."""
    return _LOW if platform.key == LOW.key else _HIGH


def accepted(uid: str, registration: FranceConnect) -> bool:
    """Whether the filter of this client lets that provider through, be there one of that name or not."""
    return (uid in registration.idp_filter.list) != registration.idp_filter.exclude


def refused(uid: str, registration: FranceConnect) -> Refusal | None:
    """Why a citizen of this client is not sent to that provider, if so: filtered, then unknown, then disabled."""
    if not accepted(uid, registration):
        return refusals.PROVIDER_FILTERED
    provider = PROVIDERS.get(uid)
    if provider is None or provider.platform != registration.platform:
        return refusals.PROVIDER_UNKNOWN
    return None if provider.active else refusals.PROVIDER_DISABLED


def offered(registration: FranceConnect, acr: str, *, suspicious: bool) -> tuple[Choice, ...]:
    """What the mire shows: filtered ones are left out, those that cannot give the level stay and cannot be chosen."""
    least = max(acr, TRUSTED_LEVEL, key=rank) if suspicious else acr
    return tuple(
        Choice(provider, provider.active and provider.reaches(least))
        for provider in known(PLATFORMS[registration.platform])
        if provider.display and accepted(provider.uid, registration)
    )


def hinted(registration: FranceConnect) -> tuple[str, ...]:
    """Hints that this client may send: its own list when it has one, else every provider of the platform."""
    hints = registration.allowed_idp_hints
    return tuple(provider.uid for provider in known(PLATFORMS[registration.platform])) if hints is None else hints
