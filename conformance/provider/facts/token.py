"""The token answer, and what /token refuses, in the engine's words. Source: franceconnect fact sheet A.5 and L."""

import re

from conformance.provider.ask import Ask, changed
from conformance.provider.fact import YES, Fact, Read, just
from conformance.provider.facts.refusing import Trial, refused, seen
from conformance.provider.readers import as_said, header, member, of, status
from rulebook import documents
from rulebook.refusal import Refusal
from rulebook.refusals import token as refusals
from rulebook.refusals import userinfo
from rulebook.source import Text

SCENE = "token"
_SOURCE = documents.engine("token")
_OK = "token.success"
_OPAQUE = re.compile(r"[A-Za-z0-9_-]{43}")
_MEMBERS = ["access_token", "expires_in", "id_token", "scope", "token_type"]
_ORIGIN = "https://ailleurs.example.org"


def _token(**changes: str | None) -> Ask:
    return changed("token", **changes)


def _refused(refusal: Refusal, fr: str, en: str, *asks: Ask, **values: str) -> Trial:
    return refused(SCENE, refusal, Text(fr, en), *asks, wants=as_said(refusal, **values))


def _basic(value: str) -> tuple[tuple[str, str], ...]:
    return (("authorization", value),)


TRIALS: tuple[Trial, ...] = (
    _refused(refusals.MEDIA_TYPE, "un corps JSON", "a JSON body", Ask("token", as_json=True)),
    _refused(
        refusals.AUTH_TWICE,
        "un client_id répété",
        "a repeated client_id",
        Ask("token", more=(("client_id", "{client_id}"),)),
        parameter="client_id",
    ),
    _refused(
        refusals.TWO_MECHANISMS,
        "deux preuves d'identité du client",
        "two proofs of who the client is",
        Ask("token", headers=_basic("Basic {basic}")),
    ),
    _refused(
        refusals.AUTHORIZATION_HEADER,
        "un en-tête Authorization illisible",
        "an unreadable Authorization header",
        Ask("token", (("client_secret", None),), headers=_basic("Basic ?")),
    ),
    _refused(
        refusals.CLIENT_ID_MISMATCH,
        "deux client_id différents",
        "two different client_ids",
        Ask("token", (("client_secret", None),), headers=_basic("Basic {foreign_basic}")),
    ),
    _refused(
        refusals.NO_AUTH,
        "une requête sans client",
        "a request without client",
        _token(client_id=None, client_secret=None),
    ),
    _refused(refusals.CLIENT, "un client inconnu", "an unknown client", _token(client_id="inconnu")),
    _refused(
        refusals.ORIGIN,
        "une requête d'un navigateur (Origin)",
        "a browser's request (Origin)",
        Ask("token", headers=(("origin", _ORIGIN),)),
        origin=_ORIGIN,
    ),
    _refused(
        refusals.MECHANISM,
        "un client sans secret",
        "a client without secret",
        _token(client_secret=None),
        _token(client_secret=""),
    ),
    _refused(refusals.SECRET, "un secret faux", "a wrong secret", _token(client_secret="faux" * 10)),
    _refused(
        refusals.GRANT_TYPE_MISSING,
        "l'absence de grant_type",
        "a missing grant_type",
        _token(grant_type=None),
        _token(grant_type=""),
    ),
    _refused(refusals.GRANT_TYPE, "un autre grant_type", "another grant_type", _token(grant_type="refresh_token")),
    _refused(
        refusals.TWICE,
        "un code répété",
        "a repeated code",
        Ask("token", more=(("code", "{code}"),)),
        parameter="code",
    ),
    _refused(
        refusals.BOTH_MISSING,
        "l'absence de code et de redirect_uri",
        "missing code and redirect_uri",
        _token(code=None, redirect_uri=None),
    ),
    _refused(refusals.CODE_MISSING, "l'absence de code", "a missing code", _token(code=None), _token(code="")),
    _refused(
        refusals.REDIRECT_URI_MISSING,
        "l'absence de redirect_uri, quand plusieurs sont déclarées",
        "a missing redirect_uri, several being registered",
        _token(redirect_uri=None),
    ),
    _refused(refusals.CODE_UNKNOWN, "un code inconnu", "an unknown code", _token()),
)
# With a code that a citizen has just brought: none of these burns it.
WITH_CODE: tuple[Trial, ...] = (
    _refused(
        refusals.VERIFIER_FORMAT,
        "un code_verifier trop court",
        "a code_verifier that is too short",
        _token(code_verifier="court"),
        bound="minimum",
        length="43",
    ),
    _refused(refusals.VERIFIER, "un code_verifier", "a code_verifier", _token(code_verifier="v" * 43)),
    _refused(
        refusals.REDIRECT_URI,
        "une autre redirect_uri",
        "another redirect_uri",
        _token(redirect_uri="{redirect_uri}/autre"),
    ),
)


def _shaped(name: str) -> Read:
    return of(_OK, lambda answer: bool(_OPAQUE.fullmatch(str(answer.members.get(name)))))


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
