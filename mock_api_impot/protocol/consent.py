"""What FranceConnect says of the citizen's token."""

from collections.abc import Iterable

from msgspec import Struct

from scenarios.pivot import Pivot

_PREFIX = "dgfip_"


class Active(Struct, frozen=True):
    """A live consent: for which service provider (its client_id), to which scopes, of whom."""

    audience: str
    scopes: frozenset[str]
    identity: Pivot

    def __repr__(self) -> str:
        """The identity is the citizen's."""
        return f"Active(audience={self.audience!r}, scopes={sorted(self.scopes)!r})"


class Inactive(Struct, frozen=True):
    """The token has expired, was revoked, or never was."""


class Unavailable(Struct, frozen=True):
    """FranceConnect did not answer, or what it answered cannot be trusted; `because` is for the log of the bench."""

    because: str


Consent = Active | Inactive | Unavailable


def of_taxes(scopes: Iterable[str]) -> frozenset[str]:
    """Those that are about tax data."""
    return frozenset(scope for scope in scopes if scope.startswith(_PREFIX))
