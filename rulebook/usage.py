"""What a démarche may declare to use of what it receives, and what its scopes give it beyond that. Pure.

A name is a field of a body of the tax API (``rfr``, ``aft``), one member of an object (``pac.nbPac``), one line of a notice
(``facture.1830``, or ``facture`` for all of them), or a claim of FranceConnect.
"""

from collections.abc import Iterable

from rulebook.fields import DECLARANT_FIELDS, FIELDS, HOUSING_FIELDS, PERIOD_FIELDS
from rulebook.platforms import PLATFORMS
from rulebook.tax_scopes import LINE, TAX_SCOPES, is_specific_requirement, leaves

_LINES = LINE.removesuffix(".")
_OPENED = frozenset(path for row in TAX_SCOPES.values() for path in row.paths)
# Told whatever the scopes: which of several notices that is, on which days.
_ALWAYS = frozenset(PERIOD_FIELDS)
FIELD_NAMES: tuple[str, ...] = tuple(
    sorted({*FIELDS, *DECLARANT_FIELDS, *HOUSING_FIELDS, *PERIOD_FIELDS, *_OPENED, _LINES})
)
CLAIM_NAMES: tuple[str, ...] = tuple(
    dict.fromkeys(claim for platform in PLATFORMS.values() for claims in platform.identity.values() for claim in claims)
)
# FranceConnect gives it to whoever logs in, and no account can do without it.
_SUBJECT = "sub"
# What may be received and not used: all but it.
GIVEN_CLAIMS: tuple[str, ...] = tuple(claim for claim in CLAIM_NAMES if claim != _SUBJECT)


def is_field(name: str) -> bool:
    """Whether the tax API has something of that name."""
    return name in FIELD_NAMES or is_specific_requirement(name)


def data(scope: str) -> frozenset[str]:
    """What a tax scope opens, leaf by leaf; a scope of years opens nothing by itself."""
    row = TAX_SCOPES.get(scope)
    if row is None:
        return frozenset()
    return frozenset((*(leaf for path in row.paths for leaf in leaves(path)), *(f"{LINE}{line}" for line in row.lines)))


def idle_scopes(scopes: Iterable[str], fields: Iterable[str]) -> tuple[str, ...]:
    """Tax scopes of which none of what they open is among the declared `fields`."""
    used = _leaves(fields)
    return tuple(
        scope for scope in scopes if (opened := data(scope)) and not any(_is_in(leaf, used) for leaf in opened)
    )


def idle_identity(scopes: Iterable[str], claims: Iterable[str], platform: str) -> tuple[str, ...]:
    """Identity scopes of which no claim is among the declared `claims`."""
    used, gives = frozenset((*claims, _SUBJECT)), PLATFORMS[platform].identity
    return tuple(scope for scope in scopes if scope in gives and used.isdisjoint(gives[scope]))


def closed_fields(fields: Iterable[str], scopes: Iterable[str], requirements: Iterable[str] = ()) -> tuple[str, ...]:
    """Declared `fields` that neither `scopes` nor specific `requirements` open, not even in part."""
    opened = frozenset(leaf for scope in scopes for leaf in data(scope)) | _leaves(requirements)
    return tuple(
        name for name in fields if name not in _ALWAYS and not any(_is_in(leaf, _leaves((name,))) for leaf in opened)
    )


def closed_claims(claims: Iterable[str], scopes: Iterable[str], platform: str) -> tuple[str, ...]:
    """Declared `claims` that no scope gives."""
    given = frozenset((*PLATFORMS[platform].claims_of(scopes), _SUBJECT))
    return tuple(claim for claim in claims if claim not in given)


def undeclared_claims(claims: Iterable[str], scopes: Iterable[str], platform: str) -> tuple[str, ...]:
    """Claims that `scopes` give and that are not declared; never the subject."""
    used = frozenset((*claims, _SUBJECT))
    return tuple(claim for claim in PLATFORMS[platform].claims_of(scopes) if claim not in used)


def undeclared_fields(
    fields: Iterable[str], scopes: Iterable[str], requirements: Iterable[str] = ()
) -> tuple[str, ...]:
    """Fields of a notice that the contract opens, and of which nothing is declared, in the order of the schemas."""
    opened = frozenset(leaf for scope in scopes for leaf in data(scope)) | _leaves(requirements)
    tops = frozenset(leaf.partition(".")[0] for leaf in opened)
    declared = frozenset(name.partition(".")[0] for name in fields)
    return tuple(field for field in FIELDS if field in tops and field not in declared)


def _leaves(names: Iterable[str]) -> frozenset[str]:
    return frozenset(leaf for name in names for leaf in leaves(name))


def _is_in(leaf: str, used: frozenset[str]) -> bool:
    return leaf in used or (leaf.startswith(LINE) and _LINES in used)
