"""What a contract, and the citizen's consent where there is one, open of a resource: fields, lines, income years."""

from functools import lru_cache
from typing import TypeVar

from msgspec import Struct

from mock_api_impot.protocol.consent import Active, Consent
from rulebook.formats.habilitation import ApiImpot
from rulebook.resources import Resource
from rulebook.tax_scopes import TAX_SCOPES, income_years, lines, paths, specific_lines, specific_paths

T = TypeVar("T")

# What FranceConnect can ask a citizen for. What it does not offer cannot be consented to, and stays as the contract has it.
_OFFERED = tuple(row.name for row in TAX_SCOPES.values() if row.franceconnect)


class Rights(Struct, frozen=True):
    """Scopes and specific requirements of a contract. `consented` are the citizen's scopes; None when nothing is cut to them."""

    scopes: tuple[str, ...]
    specific: tuple[str, ...] = ()
    consented: frozenset[str] | None = None

    def paths(self, resource: Resource) -> frozenset[str]:
        """Paths that are opened in a body of that resource."""
        return _paths(self, resource)

    def lines(self) -> frozenset[str]:
        """Lines of a notice that are opened, by their codeLigne."""
        return _lines(self)

    def years(self, resource: Resource, last: int) -> frozenset[int]:
        """Income years that are opened of that resource, when `last` is the last one available."""
        return _years(self, resource, last)


def rights(contract: ApiImpot, consent: Consent | None, *, intersect: bool) -> Rights:
    """The rights of one call; `intersect` cuts the contract to what the citizen consented to.

    On by default in every space (assumption: the 2020 documentation says so, nothing later does): a client that lives with less also
    lives with more, the contrary would hide an unasked consent.
    """
    consented = consent.scopes if intersect and isinstance(consent, Active) else None
    return Rights(contract.scopes, contract.specific_requirements, consented)


def _cut(contracted: frozenset[T], offered: frozenset[T], consented: frozenset[T]) -> frozenset[T]:
    return (contracted - offered) | (contracted & consented)


# An application asks for the same things again and again.
@lru_cache(maxsize=512)
def _paths(own: Rights, resource: Resource) -> frozenset[str]:
    mine = paths(own.scopes, resource) | specific_paths(own.specific, resource)
    if own.consented is None:
        return mine
    return _cut(mine, paths(_OFFERED, resource), paths(own.consented, resource))


@lru_cache(maxsize=512)
def _lines(own: Rights) -> frozenset[str]:
    mine = lines(own.scopes) | specific_lines(own.specific)
    return mine if own.consented is None else _cut(mine, lines(_OFFERED), lines(own.consented))


@lru_cache(maxsize=512)
def _years(own: Rights, resource: Resource, last: int) -> frozenset[int]:
    mine = income_years(own.scopes, resource, last)
    if own.consented is None:
        return mine
    return _cut(mine, income_years(_OFFERED, resource, last), income_years(own.consented, resource, last))
