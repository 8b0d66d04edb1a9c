"""What /checktoken refuses to a data provider."""

from conformance.provider.ask import Ask, changed
from conformance.provider.fact import Fact, just
from conformance.provider.facts.refusing import Trial, at_the_edges, refused
from conformance.provider.readers import of
from rulebook import documents
from rulebook.refusals import checktoken as refusals
from rulebook.source import Text

SCENE = "checktoken"
TRIALS: tuple[Trial, ...] = (
    *at_the_edges(SCENE, "checktoken", refusals.ALL),
    refused(
        SCENE, refusals.MEMBER, Text("un membre de trop", "a member too many"), Ask("checktoken", more=(("x", "y"),))
    ),
    refused(SCENE, refusals.CLIENT, Text("un fournisseur inconnu", "an unknown provider"), changed("checktoken")),
)
ALL: tuple[Fact, ...] = (
    *(trial.fact for trial in TRIALS),
    Fact(
        "OP-CHECKTOKEN-01",
        Text("Ses refus sont du JSON, sans error_uri", "Its refusals are JSON, without error_uri"),
        documents.engine("checktoken"),
        of("checktoken.OP-CHECKTOKEN-CLIENT-1", lambda answer: [answer.media_type, sorted(answer.members)]),
        just(["application/json", ["error", "error_description"]]),
    ),
)
