"""The way out: the chain of pages, its end, and what is refused there."""

from conformance.provider.answer import query
from conformance.provider.ask import HTML, STATE, Ask, changed
from conformance.provider.fact import Fact, just
from conformance.provider.facts.refusing import Trial, at_the_edges, refuses_in, seen
from conformance.provider.readers import landed, of, status
from rulebook import documents
from rulebook.refusals import logout as refusals
from rulebook.refusals import userinfo
from rulebook.source import Text

SCENE = "logout"
_SOURCE = documents.engine("déconnexion")
_END, _FIRST, _LAST = "leaving.end", "leaving.first", "farewell.end"


_refused = refuses_in(SCENE)


def _end(**changes: str | None) -> Ask:
    return changed("session_end", HTML, **changes)


TRIALS: tuple[Trial, ...] = (
    *at_the_edges(SCENE, "session_end", refusals.ALL, skip=(refusals.REDIRECT_URI_STRICT,)),
    _refused(
        refusals.TWICE,
        "un paramètre répété",
        "a repeated parameter",
        Ask("session_end", more=(("state", STATE),), headers=HTML),
    ),
    _refused(
        refusals.UNKNOWN,
        "un paramètre hors de sa liste",
        "a parameter outside its list",
        Ask("session_end", more=(("x", "y"),), headers=HTML),
    ),
    _refused(
        refusals.HINT_DECODE,
        "un id_token_hint illisible",
        "an unreadable id_token_hint",
        _end(id_token_hint="illisible"),
    ),
    _refused(
        refusals.AUDIENCE,
        "un id_token_hint d'un client inconnu",
        "an id_token_hint of an unknown client",
        _end(id_token_hint="{foreign_hint}"),
    ),
    _refused(
        refusals.CLIENT_ID,
        "un client_id qui n'est pas celui du hint",
        "a client_id that is not the hint's",
        _end(client_id="inconnu"),
    ),
    _refused(
        refusals.HINT_SIGNATURE,
        "un id_token_hint mal signé",
        "a badly signed id_token_hint",
        _end(id_token_hint="{forged_hint}"),
    ),
    _refused(
        refusals.UNREGISTERED,
        "une adresse de retour non déclarée",
        "an unregistered return address",
        _end(post_logout_redirect_uri="https://ailleurs.example.org/"),
    ),
)
ALL: tuple[Fact, ...] = (
    Fact(
        "OP-LOGOUT-01",
        Text("/session/end est une page qui se soumet", "/session/end is a page that sends itself"),
        _SOURCE,
        of(_FIRST, lambda answer: [answer.status, answer.media_type]),
        just([200, "text/html"]),
    ),
    Fact(
        "OP-LOGOUT-02",
        Text("La chaîne finit par une 303", "The chain ends with a 303"),
        _SOURCE,
        status(_END),
        just(303),
    ),
    Fact(
        "OP-LOGOUT-03",
        Text("à la post_logout_redirect_uri", "at the post_logout_redirect_uri"),
        _SOURCE,
        landed(_END),
        lambda setting: setting.post_logout_redirect_uri,
    ),
    Fact(
        "OP-LOGOUT-04",
        Text("avec state seul : ni iss, ni erreur", "with state alone: no iss, no error"),
        _SOURCE,
        of(_END, lambda answer: dict(query(answer.location))),
        just({"state": STATE}),
    ),
    seen(
        "OP-LOGOUT-05",
        userinfo.TOKEN_UNKNOWN,
        Text("un jeton d'avant la déconnexion", "a token from before the logout"),
        "leaving.userinfo",
    ),
    Fact(
        "OP-LOGOUT-06",
        Text(
            "Sans adresse de retour, une page 200 dit que c'est fait",
            "Without return address, a page 200 says that it is done",
        ),
        _SOURCE,
        of(_LAST, lambda answer: [answer.status, answer.media_type, "déconnecté" in answer.text]),
        just([200, "text/html", True]),
    ),
    Fact(
        "OP-LOGOUT-07",
        Text("Un navigateur sans session passe aussi", "A browser without session passes too"),
        _SOURCE,
        landed("stranger.end"),
        lambda setting: setting.post_logout_redirect_uri,
    ),
    Fact(
        "OP-LOGOUT-08",
        Text("Le refus est du JSON pour une machine", "The refusal is JSON for a machine"),
        _SOURCE,
        of(
            "logout.machine", lambda answer: [answer.status, answer.media_type, answer.members.get("error_description")]
        ),
        just([400, "application/json", "post_logout_redirect_uri not registered (undefined)"]),
    ),
    *(trial.fact for trial in TRIALS),
)
