"""The token answer, and codes that are another's or used again."""

from conformance.provider.fact import YES, Fact, Read, just
from conformance.provider.facts.refusing import seen
from conformance.provider.facts.token_refusals import TRIALS, WITH_CODE
from conformance.provider.readers import header, member, of, opaque, status
from rulebook import documents
from rulebook.refusals import token as refusals
from rulebook.refusals import userinfo
from rulebook.source import Text

_SOURCE = documents.engine("token")
_OK = "token.success"
_MEMBERS = ["access_token", "expires_in", "id_token", "scope", "token_type"]


def _shaped(name: str) -> Read:
    return of(_OK, lambda answer: opaque(answer.members.get(name)))


ALL: tuple[Fact, ...] = (
    Fact("OP-TOKEN-01", Text("Un code donne 200", "A code gives 200"), _SOURCE, status(_OK), just(200)),
    Fact(
        "OP-TOKEN-02",
        Text("La réponse a cinq membres", "The answer has five members"),
        _SOURCE,
        of(_OK, lambda answer: sorted(answer.members)),
        just(_MEMBERS),
    ),
    Fact(
        "OP-TOKEN-03",
        Text("Le jeton vaut 60 s", "The token is good for 60 s"),
        _SOURCE,
        member(_OK, "expires_in"),
        just(60),
    ),
    Fact(
        "OP-TOKEN-04",
        Text("Le jeton est Bearer", "The token is Bearer"),
        _SOURCE,
        member(_OK, "token_type"),
        just("Bearer"),
    ),
    Fact(
        "OP-TOKEN-05",
        Text("Le jeton d'accès a 43 caractères", "The access token has 43 characters"),
        _SOURCE,
        _shaped("access_token"),
        YES,
    ),
    Fact(
        "OP-TOKEN-06",
        Text("Les scopes sont ceux demandés", "Scopes are those asked"),
        _SOURCE,
        member(_OK, "scope"),
        just("openid identite_pivot email"),
    ),
    Fact(
        "OP-TOKEN-07",
        Text("La réponse est du JSON", "The answer is JSON"),
        _SOURCE,
        header(_OK, "content-type"),
        just("application/json; charset=utf-8"),
    ),
    Fact(
        "OP-TOKEN-08",
        Text("Elle ne se garde pas", "It may not be kept"),
        _SOURCE,
        header(_OK, "cache-control"),
        just("no-store"),
    ),
    Fact("OP-TOKEN-09", Text("Sans Pragma", "Without Pragma"), _SOURCE, header(_OK, "pragma"), just(None)),
    Fact(
        "OP-TOKEN-10",
        Text("HTTP Basic passe aussi", "HTTP Basic passes too"),
        _SOURCE,
        status("basic.success"),
        just(200),
    ),
    Fact(
        "OP-TOKEN-11",
        Text(
            "Un refus sans en-tête Authorization n'a pas de WWW-Authenticate",
            "A refusal without Authorization header has no WWW-Authenticate",
        ),
        _SOURCE,
        header("token.OP-TOKEN-SECRET-1", "www-authenticate"),
        just(None),
    ),
    Fact(
        "OP-TOKEN-12",
        Text("Un refus d'un Basic faux porte un défi Basic", "A refused Basic carries a Basic challenge"),
        _SOURCE,
        of("token.wrong_basic", lambda answer: (answer.header("www-authenticate") or "").partition(",")[0]),
        lambda setting: f'Basic realm="{setting.issuer}"',
    ),
    Fact(
        "OP-TOKEN-13",
        Text("Un refus reste du JSON pour qui préfère le HTML", "A refusal stays JSON for who prefers HTML"),
        _SOURCE,
        of("token.html", lambda answer: answer.media_type),
        just("application/json"),
    ),
    *(trial.fact for trial in (*TRIALS, *WITH_CODE)),
    seen(
        "OP-TOKEN-CODE-FOREIGN",
        refusals.CODE_FOREIGN,
        Text("le code d'un autre", "somebody else's code"),
        "foreign.token",
    ),
    seen(
        "OP-TOKEN-CODE-CONSUMED",
        refusals.CODE_CONSUMED,
        Text("un code déjà échangé", "a code already exchanged"),
        "replay.second",
    ),
    seen(
        "OP-TOKEN-CODE-THIRD",
        refusals.CODE_UNKNOWN,
        Text("un code échangé deux fois", "a code exchanged twice"),
        "replay.third",
    ),
    seen(
        "OP-TOKEN-REPLAY-REVOKES",
        userinfo.TOKEN_UNKNOWN,
        Text("le jeton d'un code rejoué", "the token of a replayed code"),
        "replay.userinfo",
    ),
)
