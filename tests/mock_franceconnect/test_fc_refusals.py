"""No refusal without an example: each record of the rulebook is provoked over HTTP, and answers by its own channel and status."""

from collections.abc import Callable
from typing import Any

import httpx2
import pytest
from franceconnect_bench import (
    CALLBACK,
    PAGE,
    error_code,
    federator,
    location,
)
from joserfc.jwk import RSAKey
from refused_gestures import (
    END,
    REVOCATION,
    TOKEN,
    Example,
    agrees,
    agrees_twice,
    asks,
    checks,
    chooses,
    comes_back,
    confirms,
    disconnects,
    european,
    exchanges,
    exchanges_well,
    filtered,
    foreign_code,
    grant_gone,
    in_a_strict_space,
    leaves,
    leaves_twice_told,
    leaves_with,
    lost,
    origin,
    posted,
    posts_pairs,
    reads,
    reads_well,
    replays,
    resumes,
    revokes,
    revokes_foreign,
    revokes_json,
    sends_twice,
    strictly_leaves,
    twice,
    twice_back,
    two_tabs,
    types_in,
    visits,
    with_header,
)

from rulebook.platforms import HIGH, LOW
from rulebook.refusal import Channel
from rulebook.refusals import (
    REFUSALS,
    authorize,
    checktoken,
    identity,
    interaction,
    logout,
    revocation,
    token,
    userinfo,
)

OURS = (
    *authorize.ALL,
    *interaction.ALL,
    *identity.ALL,
    *token.ALL,
    *userinfo.ALL,
    *checktoken.ALL,
    *revocation.ALL,
    *logout.ALL,
)
_N = str(RSAKey.generate_key(2048).as_dict(private=False)["n"])
EXAMPLES: dict[str, Example] = {
    "FC-AUTHORIZE-ACR-VALUES-TWICE": twice("acr_values"),
    "FC-AUTHORIZE-TWICE": twice("state"),
    "FC-AUTHORIZE-UNKNOWN": asks(code_challenge="x"),
    "FC-AUTHORIZE-CLIENT-ID": asks(client_id=""),
    "FC-AUTHORIZE-ACR-VALUES": asks(acr_values=None),
    "FC-AUTHORIZE-RESPONSE-TYPE": asks(response_type=None),
    "FC-AUTHORIZE-NONCE": asks(nonce="n" * 21),
    "FC-AUTHORIZE-STATE": asks(state=None),
    "FC-AUTHORIZE-REDIRECT-URI": asks(redirect_uri="example.com"),
    "FC-AUTHORIZE-REDIRECT-URI-HTTPS": in_a_strict_space,
    "FC-AUTHORIZE-SCOPE": asks(scope=None),
    "FC-AUTHORIZE-PROMPT": asks(prompt="none"),
    "FC-AUTHORIZE-POST-CLIENT": posted(client_id="inconnu"),
    "FC-AUTHORIZE-POST": posted(),
    "FC-AUTHORIZE-CLIENT": asks(client_id="inconnu"),
    "FC-AUTHORIZE-RESPONSE-TYPE-EMPTY": asks(response_type=""),
    "FC-AUTHORIZE-RESPONSE-TYPE-UNSUPPORTED": asks(response_type="token"),
    "FC-AUTHORIZE-SCOPE-NOT-ALLOWED": asks(scope="openid cnam_caisse"),
    "FC-AUTHORIZE-SCOPE-OPENID": asks(scope="email"),
    "FC-AUTHORIZE-TWO-FAULTS": asks(scope="email", redirect_uri="https://ailleurs.example.org"),
    "FC-AUTHORIZE-REDIRECT-URI-UNREGISTERED": asks(redirect_uri="https://ailleurs.example.org"),
    "FC-AUTHORIZE-CLAIMS-JSON": asks(claims="{"),
    "FC-AUTHORIZE-CLAIMS-OBJECT": asks(claims="1"),
    "FC-AUTHORIZE-CLAIMS-EMPTY": asks(claims="{}"),
    "FC-AUTHORIZE-CLAIMS-USERINFO": asks(claims='{"userinfo": []}'),
    "FC-AUTHORIZE-CLAIMS-ID-TOKEN": asks(claims='{"id_token": null}'),
    "FC-AUTHORIZE-CLAIMS-AMR": asks(claims='{"id_token": {"amr": {"essential": true}}}'),
    "FC-AUTHORIZE-IDP-HINT": asks(idp_hint="inconnu"),
    "FC-INTERACTION-UID": lambda browser: browser.get("/api/v2/interaction/court"),
    "FC-INTERACTION-SESSION": visits(lambda browser, mire: browser.federator.browser().get(mire)),
    "FC-INTERACTION-STEP": twice_back,
    "FC-INTERACTION-STEP-UNKNOWN": lambda browser: browser.get("/api/v2/oidc-callback"),
    "FC-INTERACTION-CONTENT": visits(two_tabs),
    "FC-INTERACTION-LOST": visits(lost),
    "FC-INTERACTION-ACR": lambda browser: browser.get(
        location(browser.get(location(browser.authorize(acr_values="eidas2"))))
    ),
    "FC-IDP-CSRF-MISSING": chooses(csrfToken=""),
    "FC-IDP-CSRF-NONE": lambda browser: browser.post("/api/v2/redirect-to-idp", data={"csrfToken": "x"}),
    "FC-IDP-CSRF-USED": sends_twice,
    "FC-IDP-CSRF": chooses(csrfToken="x"),
    "FC-IDP-MISSING": chooses(providerUid=""),
    "FC-IDP-UNKNOWN": chooses(providerUid="inconnu"),
    "FC-IDP-FILTERED": filtered,
    "FC-IDP-DISABLED": chooses(providerUid="fip4-low"),
    "FC-IDENTITY-GIVEN-NAME": types_in(given_name=""),
    "FC-IDENTITY-FAMILY-NAME": types_in(family_name="F" * 257),
    "FC-IDENTITY-BIRTHDATE": types_in(birthdate="1977-00-03"),
    "FC-IDENTITY-GENDER": types_in(gender="F"),
    "FC-IDENTITY-BIRTHCOUNTRY": types_in(birthcountry="France"),
    "FC-IDENTITY-BIRTHPLACE": types_in(birthplace="Paris"),
    "FC-IDENTITY-EMAIL": types_in(email=""),
    "FC-IDP-NO-SUB": types_in(ennui="E020005"),
    "FC-IDP-TOKEN-SET": types_in(ennui="Y020030"),
    "FC-IDP-TOKEN": types_in(ennui="Y020026"),
    "FC-IDP-USERINFO": types_in(ennui="E020009"),
    "FC-LEVEL-LOW": types_in(niveau="eidas0"),
    "FC-LEVEL-NOT-ALLOWED": types_in(niveau="eidas2"),
    "FC-RNIPP-ONE-ECHO": types_in(given_name="Ada_E010004"),
    "FC-RNIPP-SEVERAL-ECHOES": types_in(given_name="Ada_E010006"),
    "FC-RNIPP-MARRIED-NAME": types_in(given_name="Ada_E010007"),
    "FC-RNIPP-NO-ECHO": types_in(given_name="Ada_E010008"),
    "FC-RNIPP-REJECTED": types_in(given_name="Ada_E010009"),
    "FC-RNIPP-SLOW": types_in(given_name="Ada_E010011"),
    "FC-RNIPP-DOWN": types_in(given_name="Ada_E010012"),
    "FC-RNIPP-GARBLED": types_in(given_name="Ada_E010013"),
    "FC-RNIPP-DECEASED": types_in(given_name="Ada_E010015"),
    "FC-ACCOUNT-BLOCKED": types_in(ennui="Y180001"),
    "FC-ACCOUNT-PROVIDER-BLOCKED": types_in(ennui="Y100011"),
    "FC-CALLBACK-NO-STATE": comes_back(state=""),
    "FC-CALLBACK-STATE": comes_back(state="x"),
    "FC-CALLBACK-NO-CODE": comes_back(code=""),
    "FC-CALLBACK-CODE": comes_back(code="x"),
    "FC-LOGIN-CSRF-MISSING": agrees(""),
    "FC-LOGIN-CSRF-NONE": lambda browser: browser.post("/api/v2/login", data={"csrfToken": "x"}),
    "FC-LOGIN-CSRF-USED": agrees_twice,
    "FC-LOGIN-CSRF": agrees("x"),
    "FC-RESUME-COOKIE": resumes,
    "FC-RESUME-LOST": visits(lambda browser, mire: browser.get(mire.replace("interaction", "authorize"))),
    "FC-RESUME-OTHER": visits(lambda browser, _: browser.get("/api/v2/authorize/" + "u" * 43)),
    "FC-GIVEN-UP": lambda browser: browser.get("/api/v2/redirect-to-sp-with-error", params={"redirect_uri": CALLBACK}),
    "FC-GIVEN-UP-NOWHERE": lambda browser: browser.get("/api/v2/redirect-to-sp-with-error"),
    "FC-NOT-FOUND": lambda browser: browser.get("/nulle-part"),
    "FC-TOKEN-MEDIA-TYPE": lambda browser: browser.post(TOKEN, json={}),
    "FC-TOKEN-AUTH-TWICE": posts_pairs(TOKEN, ("client_id", "x")),
    "FC-TOKEN-AUTHORIZATION-HEADER": with_header("Bearer x", client_secret=None),
    "FC-TOKEN-AUTHORIZATION-PAIR": with_header("Basic eA=="),
    "FC-TOKEN-AUTHORIZATION-ENCODING": with_header("Basic JTp5"),
    "FC-TOKEN-CLIENT-ID-MISMATCH": with_header("Basic eDp5", client_secret=None),
    "FC-TOKEN-AUTHORIZATION-SECRET": with_header("Basic eDo=", client_id=None),
    "FC-TOKEN-TWO-MECHANISMS": with_header("Basic eDp5", client_id=None),
    "FC-TOKEN-NO-AUTH": exchanges(client_id=None),
    "FC-TOKEN-CLIENT": exchanges(client_id="inconnu"),
    "FC-TOKEN-ORIGIN": origin,
    "FC-TOKEN-MECHANISM": exchanges(client_secret=None),
    "FC-TOKEN-SECRET": exchanges(client_secret="x"),
    "FC-TOKEN-GRANT-TYPE-MISSING": exchanges(grant_type=None),
    "FC-TOKEN-GRANT-TYPE": exchanges(grant_type="password"),
    "FC-TOKEN-TWICE": posts_pairs(TOKEN, ("redirect_uri", "x")),
    "FC-TOKEN-BOTH-MISSING": exchanges(code=None, redirect_uri=None),
    "FC-TOKEN-CODE-MISSING": exchanges(code=None),
    "FC-TOKEN-REDIRECT-URI-MISSING": exchanges(redirect_uri=None),
    "FC-TOKEN-CODE-UNKNOWN": exchanges(),
    "FC-TOKEN-CODE-FOREIGN": foreign_code,
    "FC-TOKEN-GRANT-GONE": grant_gone,
    "FC-TOKEN-VERIFIER-SHORT": exchanges_well(code_verifier="v" * 42),
    "FC-TOKEN-VERIFIER-LONG": exchanges_well(code_verifier="v" * 129),
    "FC-TOKEN-VERIFIER-CHARACTERS": exchanges_well(code_verifier="é" * 43),
    "FC-TOKEN-VERIFIER": exchanges_well(code_verifier="v" * 43),
    "FC-TOKEN-REDIRECT-URI": exchanges_well(redirect_uri=f"{CALLBACK}/"),
    "FC-TOKEN-CODE-CONSUMED": replays,
    "FC-USERINFO-TWICE": lambda browser: browser.get("/api/v2/userinfo?access_token=x&access_token=y"),
    "FC-USERINFO-NO-TOKEN": reads(),
    "FC-USERINFO-TWO-MECHANISMS": reads("Bearer x", access_token="x"),
    "FC-USERINFO-HEADER": reads("Bearer"),
    "FC-USERINFO-SCHEME": reads("Basic x"),
    "FC-USERINFO-TOKEN": reads("Bearer x"),
    "FC-USERINFO-SCOPE": reads_well(scope="openid profile"),
    "FC-USERINFO-ORIGIN": reads_well(origin="https://x.example.org"),
    "FC-USERINFO-GRANT": reads_well(seconds=31),
    "FC-CHECKTOKEN-MEMBER": checks(autre="x"),
    "FC-CHECKTOKEN-TOKEN": checks(token=None),
    "FC-CHECKTOKEN-CLIENT-ID": checks(client_id=""),
    "FC-CHECKTOKEN-CLIENT-SECRET": checks(client_secret=None),
    "FC-CHECKTOKEN-CLIENT": checks(client_id="inconnu"),
    "FC-CHECKTOKEN-SECRET": checks(client_secret="x"),
    "FC-CHECKTOKEN-JWKS-UNREACHABLE": checks(httpx2.Response(503)),
    "FC-CHECKTOKEN-JWKS-FORMAT": checks(httpx2.Response(200, text="?")),
    "FC-CHECKTOKEN-NO-KEY": checks(httpx2.Response(200, json={"keys": []})),
    "FC-CHECKTOKEN-KEY-IMPORT": checks(
        httpx2.Response(200, json={"keys": [{"use": "enc", "alg": "ECDH-ES", "kty": "EC", "crv": "P-256"}]})
    ),
    "FC-CHECKTOKEN-ENCRYPTION": checks(
        httpx2.Response(200, json={"keys": [{"use": "enc", "alg": "ECDH-ES", "kty": "RSA", "n": _N, "e": "AQAB"}]})
    ),
    "FC-CHECKTOKEN-EUROPEAN": european,
    "FC-REVOCATION-TWICE": lambda browser: browser.post(REVOCATION, data={"token": ["x", "y"]}),
    "FC-REVOCATION-UNKNOWN": revokes(token_type_hint="access_token"),
    "FC-REVOCATION-TOKEN": revokes(token=None),
    "FC-REVOCATION-CLIENT-ID": revokes(client_id=None),
    "FC-REVOCATION-CLIENT-SECRET": revokes(client_secret=None),
    "FC-REVOCATION-MEDIA-TYPE": revokes_json,
    "FC-REVOCATION-FOREIGN": revokes_foreign,
    "FC-LOGOUT-TWICE": leaves_twice_told,
    "FC-LOGOUT-UNKNOWN": leaves(autre="x"),
    "FC-LOGOUT-HINT": leaves(id_token_hint=None),
    "FC-LOGOUT-REDIRECT-URI": leaves(post_logout_redirect_uri="example.com"),
    "FC-LOGOUT-REDIRECT-URI-HTTPS": strictly_leaves("http://localhost:8704/"),
    "FC-LOGOUT-HINT-DECODE": leaves(id_token_hint="x"),
    "FC-LOGOUT-CLIENT-ID": leaves(client_id="x"),
    "FC-LOGOUT-AUDIENCE": leaves_with(aud="inconnu"),
    "FC-LOGOUT-HINT-SIGNATURE": leaves_with(),
    "FC-LOGOUT-UNREGISTERED": leaves(post_logout_redirect_uri="https://ailleurs.example.org/"),
    "FC-LOGOUT-DISCONNECT": disconnects,
    "FC-LOGOUT-CONFIRM-LOST": confirms("x", asked=False),
    "FC-LOGOUT-CONFIRM-XSRF": confirms("x", asked=True),
    "FC-LOGOUT-SUCCESS-CLIENT": lambda browser: browser.get(f"{END}/success?client_id=x", headers=PAGE),
}


def test_each_refusal_has_an_example_and_each_example_a_refusal() -> None:
    """Silence is impossible."""
    assert set(EXAMPLES) == {refusal.id for refusal in OURS}


@pytest.mark.parametrize("id_", EXAMPLES)
def test_each_refusal_answers_by_its_channel(id_: str) -> None:
    """The journal names it; status, channel, code and words are those of its record."""
    refusal = REFUSALS[id_]
    with federator(platform=HIGH if id_ == "FC-CHECKTOKEN-EUROPEAN" else LOW) as fc:
        answer = EXAMPLES[id_](fc.browser())
        assert isinstance(answer, httpx2.Response)
        streams = [fc.exchanges(), *(fc.exchanges(key.id) for key in _journals(fc.bench.store))]
        assert id_ in {seen.refused_by for stream in streams for seen in stream}
        assert answer.status_code == refusal.status
        match refusal.channel:
            case Channel.PAGE:
                assert error_code(answer) == refusal.code
            case Channel.REDIRECT:
                assert f"error={refusal.error}" in location(answer)
            case Channel.JSON:
                assert answer.json()["error"] == refusal.error
                assert ("error_uri" in answer.json()) == (refusal.endpoint != "checktoken")
            case _:
                assert answer.headers["content-type"].startswith("text/plain")


def _journals(store: Any) -> list[Any]:
    streams = store._streams
    return [key for key in streams if key.kind == "journal"]


ELSEWHERE: tuple[tuple[str, Callable[[str | None], Example]], ...] = (
    ("FC-CHECKTOKEN-TOKEN", lambda edge: checks(token=edge)),
    ("FC-CHECKTOKEN-CLIENT-ID", lambda edge: checks(client_id=edge)),
    ("FC-CHECKTOKEN-CLIENT-SECRET", lambda edge: checks(client_secret=edge)),
    ("FC-REVOCATION-TOKEN", lambda edge: revokes(token=edge)),
    ("FC-REVOCATION-CLIENT-ID", lambda edge: revokes(client_id=edge)),
    ("FC-REVOCATION-CLIENT-SECRET", lambda edge: revokes(client_secret=edge)),
    ("FC-LOGOUT-HINT", lambda edge: leaves(id_token_hint=edge)),
    ("FC-LOGOUT-REDIRECT-URI", lambda edge: leaves(post_logout_redirect_uri=edge)),
    ("FC-LOGOUT-REDIRECT-URI-HTTPS", strictly_leaves),
    ("FC-IDP-MISSING", lambda edge: chooses(providerUid=edge or "")),
    *((refusal.id, lambda edge, name=str(refusal.parameter): types_in(**{name: edge})) for refusal in identity.CLAIMS),
    ("FC-INTERACTION-UID", lambda edge: lambda browser: browser.get(f"/api/v2/interaction/{edge or '%20'}")),
)
EDGES = [
    pytest.param(id_, make(edge), edge, id=f"{id_}-{number}")
    for id_, make in ELSEWHERE
    if (constraint := REFUSALS[id_].constraint)
    for number, edge in enumerate(constraint.edges())
]


@pytest.mark.parametrize(("id_", "example", "edge"), EDGES)
def test_each_constraint_is_kept_at_its_edges(id_: str, example: Example, edge: str | None) -> None:
    """Refused by that record if and only if its constraint does not accept the value."""
    constraint = REFUSALS[id_].constraint
    assert constraint
    with federator() as fc:
        example(fc.browser())
        assert (fc.last().refused_by == id_) is not constraint.accepts(edge)


def test_only_authorize_and_these_have_constraints() -> None:
    """A constraint that nobody walks along is a promise that nobody keeps."""
    walked = {id_ for id_, _ in ELSEWHERE} | {refusal.id for refusal in authorize.ALL}
    assert {refusal.id for refusal in OURS if refusal.constraint} <= walked
