"""What a téléservice, a data provider or a citizen does that FranceConnect refuses: one gesture each, to be given a browser."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import httpx2
from franceconnect_bench import (
    PAGE,
    Browser,
    authorize_parameters,
    credentials,
    csrf,
    habilitation,
    location,
    parameters,
    revocation_parameters,
    token_parameters,
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
