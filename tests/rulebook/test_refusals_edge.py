"""What is refused before any protocol, and every 5xx that the bench answers on purpose."""

from pathlib import Path

from rulebook.refusals import REFUSALS, edge
from rulebook.source import Basis

# By hand: a 5xx that is not here is a mistake of ours, whatever the rulebook says of it.
SERVED = {
    "FC-AUTHORIZE-ACR-VALUES-TWICE": 500,
    "FC-AUTHORIZE-POST-CLIENT": 500,
    "FC-AUTHORIZE-POST": 500,
    "FC-INTERACTION-LOST": 500,
    "FC-IDP-UNKNOWN": 500,
    "FC-CALLBACK-CODE": 502,
    "FC-GIVEN-UP-NOWHERE": 500,
    "FC-CHECKTOKEN-JWKS-UNREACHABLE": 500,
    "FC-CHECKTOKEN-JWKS-FORMAT": 500,
    "FC-CHECKTOKEN-NO-KEY": 500,
    "FC-IDP-DISABLED": 500,
    "FC-IDP-NO-SUB": 500,
    "FC-IDP-TOKEN-SET": 500,
    "FC-IDP-TOKEN": 502,
    "FC-IDP-USERINFO": 502,
    "FC-LEVEL-LOW": 500,
    "FC-RNIPP-SLOW": 504,
    "FC-RNIPP-DOWN": 504,
    "FC-CHECKTOKEN-KEY-IMPORT": 500,
    "FC-CHECKTOKEN-ENCRYPTION": 500,
    "FC-CHECKTOKEN-EUROPEAN": 500,
    "FC-LOGOUT-DISCONNECT": 500,
    "DGFIP-IR-FC-UNAVAILABLE": 503,
    "DGFIP-IR-TECHNICAL": 500,
    "DGFIP-GW-SUSPENDED": 503,
    "DGFIP-SFIP-TECHNICAL": 500,
    "EDGE-BUSY": 503,
}


def test_every_5xx_that_is_served_is_listed() -> None:
    """Those of the real services, as read or recorded, and the few that are assumed."""
    assert {id_: refusal.status for id_, refusal in REFUSALS.items() if refusal.status >= 500} == SERVED
    rules = (Path(__file__).parents[2] / "docs" / "rules.md").read_text(encoding="utf-8")
    assert all(f"| {id_} |" in rules for id_ in SERVED)


def test_limits_of_the_edge_are_assumptions_and_listed_as_such() -> None:
    """Nobody knows the real ones."""
    assert {refusal.id: refusal.status for refusal in edge.ALL} == {
        "EDGE-BODY": 413,
        "EDGE-HEAD": 431,
        "EDGE-BUSY": 503,
    }
    assert {refusal.source.basis for refusal in edge.ALL} == {Basis.ASSUMPTION}
    rules = (Path(__file__).parents[2] / "docs" / "rules.md").read_text(encoding="utf-8")
    assumptions = rules.partition("## Assumptions")[2]
    assert all(refusal.id in assumptions for refusal in edge.ALL)
