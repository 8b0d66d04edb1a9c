"""No refusal without an example: each record of the rulebook is provoked over HTTP, and answers by its own channel and status."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import httpx2
import pytest
from franceconnect_bench import (
    CALLBACK,
    PAGE,
    Browser,
    authorize_parameters,
    credentials,
    csrf,
    error_code,
    federator,
    habilitation,
    location,
    parameters,
    revocation_parameters,
    token_parameters,
)
from joserfc.jwk import RSAKey

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
AUTHORIZE, TOKEN, USERINFO, CHECKTOKEN, REVOCATION, END = (
    f"/api/v2/{name}" for name in ("authorize", "token", "userinfo", "checktoken", "token/revocation", "session/end")
)
Example = Callable[[Browser], object]


def asks(**changes: str | None) -> Example:
    """An authorization request."""
    return lambda browser: browser.authorize(**changes)


def exchanges(**changes: str | None) -> Example:
    """A token request for a code that nobody has, but for `changes`."""
    return lambda browser: browser.exchange("x" * 43, **changes)


def exchanges_well(**changes: str | None) -> Example:
    """A token request for a good code, but for `changes`."""
    return lambda browser: browser.exchange(browser.log_in()["code"], **changes)


def posts_pairs(path: str, *more: tuple[str, str]) -> Example:
    """A right token request and more pairs."""

    def sent(browser: Browser) -> object:
        pairs = [*token_parameters(browser.federator, "x").items(), *more]
        body = urlencode(pairs)
        return browser.post(path, content=body, headers={"Content-Type": "application/x-www-form-urlencoded"})

    return sent


def with_header(header: str, **changes: str | None) -> Example:
    """A token request with an Authorization header."""

    def sent(browser: Browser) -> object:
        data = token_parameters(browser.federator, "x", **changes)
        return browser.post(TOKEN, data=data, headers={"Authorization": header})

    return sent


def reads(authorization: str = "", **query: str) -> Example:
    """A userinfo request."""
    headers = {"Authorization": authorization} if authorization else {}
    return lambda browser: browser.get(USERINFO, headers=headers, params=query)


def reads_well(origin: str = "", seconds: float = 0, **query: str) -> Example:
    """A userinfo request with a good token, some time later."""

    def sent(browser: Browser) -> object:
        lease = browser.federator.lease("cantine")
        headers = {"Authorization": f"Bearer {browser.tokens()['access_token']}"}
        browser.federator.elapse(lease, seconds)
        return browser.get(USERINFO, headers=headers | ({"Origin": origin} if origin else {}), params=query)

    return sent


def checks(answer: httpx2.Response | None = None, **changes: str | None) -> Example:
    """A data provider's request, whose own key server answers `answer`."""

    def sent(browser: Browser) -> object:
        fc = browser.federator
        fc.jwks_answer = answer
        dgfip = fc.bench.worlds.of(fc.bench.place("default").space).dgfip
        right = {"token": "x", "client_id": dgfip.client_id, "client_secret": dgfip.client_secret}
        return browser.post(CHECKTOKEN, data={k: v for k, v in {**right, **changes}.items() if v is not None})

    return sent


def revokes(**changes: str | None) -> Example:
    """A revocation of a token that nobody has, but for `changes`."""
    return lambda browser: browser.revoke("x" * 43, **changes)


def revokes_foreign(browser: Browser) -> object:
    """A token given back by another client."""
    token = browser.tokens()["access_token"]
    browser.federator.register(habilitation("autre"))
    client_id, secret = credentials(browser.federator, "autre")
    return browser.revoke(token, client_id=client_id, client_secret=secret)


def revokes_json(browser: Browser) -> object:
    """A revocation that is no form."""
    return browser.post(REVOCATION, json=revocation_parameters(browser.federator, "x" * 43))


def leaves(**changes: str | None) -> Example:
    """A logout with a good hint, but for `changes`."""
    return lambda browser: browser.leave(browser.tokens()["id_token"], **changes)


def leaves_twice_told(browser: Browser) -> object:
    """A logout with two states."""
    return browser.get(f"{END}?id_token_hint=x&state=a&state=b", headers=PAGE)


def leaves_with(**claims: str) -> Example:
    """A logout whose hint was signed by nobody."""

    def sent(browser: Browser) -> object:
        told = {"aud": credentials(browser.federator)[0]} | claims
        parts = (urlsafe_b64encode(json.dumps(part).encode()).decode() for part in ({"alg": "ES256"}, told, "x"))
        return browser.leave(".".join(parts))

    return sent


def strictly_leaves(uri: str | None) -> Example:
    """A logout where https is wanted."""

    def sent(browser: Browser) -> object:
        fc = browser.federator
        fc.bench.spaces.make("default", 0, strict_urls=True)
        fc.register(habilitation())
        return browser.leave("x", post_logout_redirect_uri=uri)

    return sent


def disconnects(browser: Browser) -> object:
    """Through a provider that has no logout."""
    browser.log_in()
    return browser.post("/api/v2/client/disconnect-from-idp")


def confirms(xsrf: str, *, asked: bool) -> Example:
    """The engine's last form."""

    def sent(browser: Browser) -> object:
        if asked:
            browser.leave(browser.tokens()["id_token"])
        return browser.post(f"{END}/confirm", data={"xsrf": xsrf}, headers=PAGE)

    return sent


def chooses(**changes: str) -> Example:
    """A choice on the mire."""

    def sent(browser: Browser) -> object:
        page = browser.get(location(browser.authorize()))
        return browser.post(
            "/api/v2/redirect-to-idp", data={"csrfToken": csrf(page), "providerUid": "fip1-low"} | changes
        )

    return sent


def comes_back(**changes: str) -> Example:
    """A return from the provider."""

    def sent(browser: Browser) -> object:
        callback = location(browser.identify(location(browser.choose(location(browser.authorize())))))
        return browser.get("/api/v2/oidc-callback", params=parameters(callback) | changes)

    return sent


def agrees(token: str) -> Example:
    """A consent with that CSRF token."""

    def sent(browser: Browser) -> object:
        browser.get(browser.to_consent())
        return browser.post("/api/v2/login", data={"csrfToken": token})

    return sent


def agrees_twice(browser: Browser) -> object:
    """A consent given again."""
    data = {"csrfToken": csrf(browser.get(browser.to_consent()))}
    browser.post("/api/v2/login", data=data)
    return browser.post("/api/v2/login", data=data)


def sends_twice(browser: Browser) -> object:
    """A provider chosen again from the same page."""
    page = browser.get(location(browser.authorize()))
    data = {"csrfToken": csrf(page), "providerUid": "fip1-low"}
    browser.post("/api/v2/redirect-to-idp", data=data)
    return browser.post("/api/v2/redirect-to-idp", data=data)


def twice_back(browser: Browser) -> object:
    """The return from the provider, refreshed."""
    callback = location(browser.identify(location(browser.choose(location(browser.authorize())))))
    browser.get(callback)
    return browser.get(callback)


def resumes(browser: Browser) -> object:
    """The engine's resume, twice."""
    page = browser.get(browser.to_consent())
    resume = location(browser.post("/api/v2/login", data={"csrfToken": csrf(page)}))
    browser.get(resume)
    return browser.get(resume)


def visits(how: Callable[[Browser, str], object]) -> Example:
    """Something done with the address of the mire."""
    return lambda browser: how(browser, location(browser.authorize()))


def lost(browser: Browser, mire: str) -> object:
    """Time moves so that the session slides and the interaction dies."""
    lease = browser.federator.lease("cantine")
    browser.federator.elapse(lease, 1700)
    browser.get(mire)
    browser.federator.elapse(lease, 200)
    return browser.get(mire)


def two_tabs(browser: Browser, mire: str) -> object:
    """Another authorization, then the first mire."""
    browser.authorize()
    return browser.get(mire)


def posted(**changes: str | None) -> Example:
    """An authorization by POST."""
    return lambda browser: browser.post(AUTHORIZE, data=authorize_parameters(browser.federator, **changes))


def twice(name: str) -> Example:
    """An authorization with one parameter twice."""

    def sent(browser: Browser) -> object:
        pairs = [*authorize_parameters(browser.federator).items(), (name, "x")]
        return browser.get(AUTHORIZE, params=pairs)

    return sent


def in_a_strict_space(browser: Browser) -> object:
    """http://localhost where https is wanted."""
    fc = browser.federator
    fc.bench.spaces.make("default", 0, strict_urls=True)
    fc.register(habilitation())
    return browser.authorize(redirect_uri="http://localhost:8704/retour")


def replays(browser: Browser) -> object:
    """A code used twice."""
    code = browser.log_in()["code"]
    browser.exchange(code)
    return browser.exchange(code)


def grant_gone(browser: Browser) -> object:
    """The grant is gone and the code is not: only a hand in the store does it so precisely."""
    fc = browser.federator
    code = browser.log_in()["code"]
    store: Any = fc.bench.store
    entries = store._entries
    for key in [key for key in entries if key.kind == "low/Grant"]:
        del entries[key]
    return browser.exchange(code)


def foreign_code(browser: Browser) -> object:
    """The code of another application."""
    fc = browser.federator
    fc.register(habilitation("piscine"))
    client_id, secret = credentials(fc, "piscine")
    return browser.exchange(browser.log_in()["code"], client_id=client_id, client_secret=secret)


def filtered(browser: Browser) -> object:
    """A provider that this client hides."""
    browser.federator.register(habilitation(idp_filter={"exclude": False, "list": ("fip1-low",)}))
    return chooses(providerUid="fip2-low")(browser)


def types_in(**changes: str | None) -> Example:
    """An identity typed in at the provider's."""
    return lambda browser: browser.typed(**changes)


def european(browser: Browser) -> object:
    """A data provider asks about somebody whom the RNIPP does not know."""
    consent = location(browser.typed("eidas-bridge"))
    code = parameters(location(browser.agree(consent)))["code"]
    return browser.checktoken(browser.exchange(code).json()["access_token"])


def origin(browser: Browser) -> object:
    """A token request from a page."""
    return browser.post(TOKEN, data=token_parameters(browser.federator, "x"), headers={"Origin": "https://x.example"})


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
