"""How long a code, a grant and a token live; needs time to be moved."""

from conformance.provider.fact import Fact, just
from conformance.provider.facts.refusing import seen
from conformance.provider.readers import status
from rulebook import documents
from rulebook.refusals import token
from rulebook.refusals import userinfo as refusals
from rulebook.source import Text

ALL: tuple[Fact, ...] = (
    Fact(
        "OP-WINDOW-01",
        Text("Userinfo répond encore à 29 s", "Userinfo still answers at 29 s"),
        documents.engine("Grant"),
        status("window.userinfo_29"),
        just(200),
    ),
    seen(
        "OP-WINDOW-02",
        refusals.GRANT_GONE,
        Text("à 31 s un jeton qui vaut 60 s", "at 31 s a token that is good for 60 s"),
        "window.userinfo_31",
    ),
    seen("OP-WINDOW-03", refusals.TOKEN_UNKNOWN, Text("à 61 s le jeton", "the token at 61 s"), "window.userinfo_61"),
    seen("OP-WINDOW-04", token.CODE_UNKNOWN, Text("un code de 31 s", "a code that is 31 s old"), "old_code.token"),
)
