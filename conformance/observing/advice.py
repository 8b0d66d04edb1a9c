"""What to tell at once of a request that the bench refused: why, and what to mend. The observation goes on."""

from conformance import configuration
from rulebook.formats.exchange import Exchange
from rulebook.refusals import REFUSALS
from rulebook.source import Text


def advice(exchange: Exchange) -> Text | None:
    """Why the bench refused it; None when it did not."""
    refusal = REFUSALS.get(exchange.refused_by or "")
    if refusal is None:
        return None
    if known := configuration.mend(exchange):
        return known
    who = f"{refusal.id} (unefois explain {refusal.id})"
    if refusal.parameter and refusal.constraint:
        wanted = refusal.constraint.explain()
        return Text(
            f"refusé : {who} ; {refusal.parameter} : {wanted.fr}", f"refused: {who}; {refusal.parameter}: {wanted.en}"
        )
    said = refusal.description or refusal.code
    return (
        Text(f"refusé : {who} ; {said}", f"refused: {who}; {said}")
        if said
        else Text(f"refusé : {who}", f"refused: {who}")
    )
