"""What /token refuses, in the engine's words: without a code, then with one that none of it burns."""

from conformance.provider.ask import Ask, changed
from conformance.provider.facts.refusing import Trial, refuses_in
from rulebook.refusals import token as refusals

SCENE = "token"
_ORIGIN = "https://ailleurs.example.org"


def _token(**changes: str | None) -> Ask:
    return changed("token", **changes)


_refused = refuses_in(SCENE)


def _basic(value: str) -> tuple[tuple[str, str], ...]:
    return (("authorization", value),)


def _by_header(value: str) -> Ask:
    """The client named by a header, its secret not in the body."""
    return Ask("token", (("client_secret", None),), headers=_basic(value))


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
        "un en-tête Authorization mal formé",
        "a malformed Authorization header",
        _by_header("Basic"),
        _by_header("Bearer abc"),
    ),
    _refused(
        refusals.AUTHORIZATION_PAIR, "un Basic sans deux-points", "a Basic without colon", _by_header("Basic eA==")
    ),
    _refused(
        refusals.AUTHORIZATION_ENCODING,
        "un Basic mal encodé",
        "a badly encoded Basic",
        _by_header("Basic {bad_encoding}"),
    ),
    _refused(
        refusals.AUTHORIZATION_SECRET, "un Basic sans secret", "a Basic without secret", _by_header("Basic {no_secret}")
    ),
    _refused(
        refusals.CLIENT_ID_MISMATCH,
        "deux client_id différents",
        "two different client_ids",
        _by_header("Basic {foreign_basic}"),
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
        refusals.VERIFIER_SHORT, "un code_verifier court", "a short code_verifier", _token(code_verifier="v" * 42)
    ),
    _refused(refusals.VERIFIER_LONG, "un code_verifier long", "a long code_verifier", _token(code_verifier="v" * 129)),
    _refused(
        refusals.VERIFIER_CHARACTERS,
        "un code_verifier aux caractères interdits",
        "a code_verifier with forbidden characters",
        _token(code_verifier="é" * 43),
    ),
    _refused(refusals.VERIFIER, "un code_verifier", "a code_verifier", _token(code_verifier="v" * 43)),
    _refused(
        refusals.REDIRECT_URI,
        "une autre redirect_uri",
        "another redirect_uri",
        _token(redirect_uri="{redirect_uri}/autre"),
    ),
)
