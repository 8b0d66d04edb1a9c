"""A token given back, and what /token/revocation refuses."""

from conformance.provider.ask import Ask
from conformance.provider.fact import Fact, just
from conformance.provider.facts.refusing import Trial, at_the_edges, refused, seen
from conformance.provider.readers import of
from rulebook import documents
from rulebook.refusals import revocation as refusals
from rulebook.refusals import userinfo
from rulebook.source import Text

SCENE = "revocation"
_SOURCE = documents.engine("revocation")
TRIALS: tuple[Trial, ...] = (
    *at_the_edges(SCENE, "revocation", refusals.ALL),
    refused(
        SCENE,
        refusals.UNKNOWN,
        Text("un membre de trop", "a member too many"),
        Ask("revocation", more=(("token_type_hint", "access_token"),)),
    ),
    refused(
        SCENE,
        refusals.TWICE,
        Text("un membre répété", "a repeated member"),
        Ask("revocation", more=(("token", "t" * 43),)),
    ),
)
ALL: tuple[Fact, ...] = (
    Fact(
        "OP-REVOCATION-01",
        Text("Rendre son jeton donne 200, sans corps", "Giving one's token back gives 200, no body"),
        _SOURCE,
        of("revoked.revocation", lambda answer: [answer.status, answer.text]),
        just([200, ""]),
    ),
    Fact(
        "OP-REVOCATION-02",
        Text("Un jeton inconnu aussi", "So does an unknown token"),
        _SOURCE,
        of("revocation.unknown", lambda answer: [answer.status, answer.text]),
        just([200, ""]),
    ),
    seen("OP-REVOCATION-03", userinfo.TOKEN_UNKNOWN, Text("un jeton rendu", "a token given back"), "revoked.userinfo"),
    *(trial.fact for trial in TRIALS),
    seen(
        "OP-REVOCATION-FOREIGN",
        refusals.FOREIGN,
        Text("le jeton d'un autre", "somebody else's token"),
        "foreign.revocation",
    ),
)
