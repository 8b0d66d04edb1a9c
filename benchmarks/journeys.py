"""Whole logins, as a browser and then the téléservice's server go through them, page by page."""

import itertools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import quote

import orjson
from wire import Browser, Failed

_CSRF = re.compile(rb'name="csrfToken" value="([^"]+)"')
_XSRF = re.compile(rb'name="xsrf" value="([^"]+)"')
_PROVIDER = re.compile(rb'name="providerUid" value="([^"]+)"')
_NONCE = "n" * 32
_STATE = "s" * 32
# What the page looks at to answer as to a browser.
_PAGE = "accept: text/html\r\n"


class Journey(Protocol):
    """One login, from nothing to the identity, and the requests that it takes."""

    requests: int

    async def login(self, browser: Browser) -> str:
        """The id_token of somebody new in that browser."""
        ...


@dataclass
class FranceConnect:
    """Twelve requests: ten of the browser (the identity provider's two among them), two of the téléservice's server."""

    client_id: str
    secret: str
    redirect_uri: str
    goodbye: str
    scope: str
    logins: "itertools.cycle[str]"
    requests: int = 12

    async def login(self, browser: Browser) -> str:
        """Authorize, choose a provider, say who one is, agree, exchange the code, read the identity."""
        tokens = await self.tokens(browser)
        userinfo = await browser.get("/api/v2/userinfo", f"authorization: Bearer {tokens['access_token']}\r\n")
        return _signed(userinfo.body, str(tokens["id_token"]))

    async def tokens(self, browser: Browser) -> Mapping[str, str]:
        """The same up to the exchange of the code."""
        browser.forget()
        mire = await browser.get((await browser.get(self._authorize())).location, _PAGE)
        chosen = {"csrfToken": mire.hidden(_CSRF), "providerUid": mire.hidden(_PROVIDER)}
        provider = (await browser.post("/api/v2/redirect-to-idp", chosen)).location
        await browser.get(provider, _PAGE)
        who = {"state": _parameter(provider, "state"), "login": next(self.logins)}
        callback = (await browser.post(provider.partition("?")[0], who)).location
        verify = (await browser.get(callback)).location
        information = await browser.get((await browser.get(verify)).location, _PAGE)
        agreed = {"csrfToken": information.hidden(_CSRF), "accept": "1"}
        resume = (await browser.post("/api/v2/login", agreed)).location
        code = _parameter((await browser.get(resume)).location, "code")
        exchanged = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self.redirect_uri,
            "client_id": self.client_id,
            "client_secret": self.secret,
        }
        found: Mapping[str, str] = orjson.loads((await browser.post("/api/v2/token", exchanged)).body)
        return found

    async def logout(self, browser: Browser, id_token: str) -> None:
        """The whole way out: the pages send themselves until the téléservice is back."""
        back = quote(self.goodbye, safe="")
        page = await browser.get(
            f"/api/v2/session/end?id_token_hint={id_token}&post_logout_redirect_uri={back}&state={_STATE}", _PAGE
        )
        if b"disconnect-from-idp" in page.body:
            away = (await browser.post("/api/v2/client/disconnect-from-idp", {})).location
            page = await browser.get((await browser.get(away)).location, _PAGE)
        elif b"logout-callback" in page.body:
            page = await browser.get("/api/v2/client/logout-callback", _PAGE)
        left = await browser.post("/api/v2/session/end/confirm", {"xsrf": page.hidden(_XSRF), "logout": "yes"})
        if not 300 <= left.status < 400:
            raise Failed(f"{left.status} {left.body[:500]!r}")

    def _authorize(self) -> str:
        return (
            f"/api/v2/authorize?response_type=code&client_id={self.client_id}&acr_values=eidas1&nonce={_NONCE}"
            f"&state={_STATE}&redirect_uri={quote(self.redirect_uri, safe='')}&scope={quote(self.scope)}"
        )


@dataclass
class Panva:
    """Nine requests: its own login and consent pages, no provider choice, no second server."""

    requests: int = 9

    async def login(self, browser: Browser) -> str:
        """Authorize, log in, agree, exchange the code, read the identity."""
        browser.forget()
        page = (
            await browser.get(
                "/auth?response_type=code&client_id=bench&redirect_uri=http%3A%2F%2Flocalhost%2Fcallback"
                f"&scope=openid%20profile%20email&state={_STATE}&nonce={_NONCE}"
            )
        ).location
        for form in ({"prompt": "login", "login": "angela", "password": "x"}, {"prompt": "consent"}):
            await browser.get(page, _PAGE)
            page = (await browser.get((await browser.post(page, form)).location)).location
        exchanged = {
            "grant_type": "authorization_code",
            "code": _parameter(page, "code"),
            "redirect_uri": "http://localhost/callback",
            "client_id": "bench",
            "client_secret": "bench-secret-bench-secret-bench-secret",
        }
        tokens = orjson.loads((await browser.post("/token", exchanged)).body)
        userinfo = await browser.get("/me", f"authorization: Bearer {tokens['access_token']}\r\n")
        return _signed(userinfo.body, str(tokens["id_token"]))


def _parameter(address: str, name: str) -> str:
    """A parameter of an address, of which nothing has to be decoded."""
    return re.split(rf"[?&]{name}=", address)[1].partition("&")[0]


def _signed(userinfo: bytes, id_token: str) -> str:
    """The id_token, once the identity came, signed too."""
    if userinfo.count(b".") != 2:
        raise Failed(repr(userinfo[:500]))
    return id_token
