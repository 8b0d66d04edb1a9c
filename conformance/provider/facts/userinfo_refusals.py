"""What /userinfo refuses: without a good token, then with one."""

from conformance.provider.ask import Ask
from conformance.provider.facts.refusing import Trial, refuses_in
from rulebook.refusals import userinfo as refusals

SCENE = "userinfo"
_ORIGIN = "https://ailleurs.example.org"


_refused = refuses_in(SCENE)


def _with(value: str, *more: tuple[str, str]) -> Ask:
    return Ask("userinfo", headers=(("authorization", value), *more))


_TOKEN = ("access_token", "{access_token}")
_BEARER = "Bearer {access_token}"
TRIALS: tuple[Trial, ...] = (
    _refused(refusals.NO_TOKEN, "une requête sans jeton", "a request without token", Ask("userinfo")),
    _refused(
        refusals.HEADER,
        "un en-tête Authorization mal formé",
        "a malformed Authorization header",
        _with("Bearer"),
        _with("Bearer a b"),
    ),
    _refused(refusals.SCHEME, "un autre schéma que Bearer", "another scheme than Bearer", _with("Basic abc")),
    _refused(refusals.TOKEN_UNKNOWN, "un jeton inconnu", "an unknown token", _with("Bearer " + "t" * 43)),
)
# With a token that is good.
WITH_TOKEN: tuple[Trial, ...] = (
    _refused(
        refusals.TWICE,
        "un jeton répété",
        "a repeated token",
        Ask("userinfo", more=(_TOKEN, _TOKEN)),
        parameter="access_token",
    ),
    _refused(
        refusals.TWO_MECHANISMS,
        "un jeton donné de deux façons",
        "a token given in two ways",
        Ask("userinfo", more=(_TOKEN,), headers=(("authorization", _BEARER),)),
    ),
    _refused(
        refusals.SCOPE,
        "un scope que le jeton n'a pas",
        "a scope that the token has not",
        Ask("userinfo", more=(("scope", "openid gender"),), headers=(("authorization", _BEARER),)),
    ),
    _refused(
        refusals.ORIGIN,
        "une requête d'un navigateur (Origin)",
        "a browser's request (Origin)",
        _with(_BEARER, ("origin", _ORIGIN)),
        origin=_ORIGIN,
    ),
)
