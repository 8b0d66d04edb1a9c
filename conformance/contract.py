"""What a contract opens of a notice, as the rulebook says it."""

from rulebook.formats.habilitation import ApiImpot
from rulebook.resources import FACTURES, NOTICES
from rulebook.tax_scopes import lines, paths, specific_lines, specific_paths


def opened(contract: ApiImpot) -> frozenset[str]:
    """Top members of a notice that the contract may be given: `rfr`, `pac`, `rev`… and `facture` when it has lines."""
    granted = [resource for resource in NOTICES if resource.scope in contract.resources]
    found = {
        path.partition(".")[0]
        for resource in granted
        for path in (*paths(contract.scopes, resource), *specific_paths(contract.specific_requirements, resource))
    }
    listed = lines(contract.scopes) | specific_lines(contract.specific_requirements)
    return frozenset(found | ({"facture"} if FACTURES in granted and listed else set()))
