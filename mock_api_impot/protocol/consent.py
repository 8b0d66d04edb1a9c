"""What FranceConnect says of the citizen's token, and what the citizen's consent leaves of a contract."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from rulebook.scopes import DATA
from scenarios.pivot import Pivot


@dataclass(frozen=True, slots=True)
class Active:
    """A live consent: for which service provider (its client_id), to which scopes, of whom."""

    audience: str
    scopes: frozenset[str]
    identity: Pivot = field(repr=False)


@dataclass(frozen=True, slots=True)
class Inactive:
    """The token has expired, was revoked, or never was."""


@dataclass(frozen=True, slots=True)
class Unavailable:
    """FranceConnect did not answer, or what it answered cannot be trusted; `because` is for the log of the bench."""

    because: str


Consent = Active | Inactive | Unavailable

_STATE_OF_DECLARANTS = tuple(
    f"dgfip_{name}{declarant}" for declarant in ("Dec1", "Dec2") for name in ("nmNai", "nmUsa", "prnm", "dateNais")
)
# Scopes that FranceConnect still offers under a name that DataPass no longer has. Assumption: they open the same fields.
_LEGACY: dict[str, tuple[str, ...]] = {
    "dgfip_nbpac": ("dgfip_pac_nbPac",),
    "dgfip_decl": _STATE_OF_DECLARANTS,
}
_PREFIX = "dgfip_"


def consented(scopes: Iterable[str]) -> frozenset[str]:
    """Tax scopes among `scopes`, legacy names included under the name of today."""
    tax = [scope for scope in scopes if scope.startswith(_PREFIX)]
    return frozenset(tax).union(*(_LEGACY.get(scope, ()) for scope in tax))


def rights(contracted: Iterable[str], consent: Consent | None, *, intersect: bool) -> frozenset[str]:
    """DataPass scopes that open fields and years to this call.

    Without FranceConnect, the contract's. With it, and where the bench intersects, those of them that the citizen consented to; a
    scope that FranceConnect does not offer cannot be consented to, and stays.
    """
    if not intersect or not isinstance(consent, Active):
        return frozenset(contracted)
    given = consented(consent.scopes)
    return frozenset(scope for scope in contracted if scope in given or scope not in DATA)
