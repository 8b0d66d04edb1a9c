"""Secrets planted in every request of a journey, right and wrong, are in nothing that leaves: pages, journal, console, outputs, reports."""

import json
import re
from base64 import b64encode
from collections.abc import Iterator, MutableMapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import httpx2
import pytest
from alive import Alive, alive
from judged_client import ASGI, canteen
from raw_client import _TLS, Control, get, post, put

from reference_client.practice import CAREFUL

REDIRECT = "http://localhost:9/retour"
PLATFORMS = {"low": (1, "eidas1"), "high": (2, "eidas2")}
COOKIE = re.compile(r"^([\w]+)=([^;]{16,})")


@pytest.fixture(scope="module")
def bench() -> Iterator[Alive]:
    """A bench whose outputs are ours to read."""
    with alive() as started:
        yield started


@dataclass(slots=True)
class Journey:
    """One téléservice and one citizen's browser; whatever must not leave is in `planted`, by name, as soon as it exists."""

    issuer: str
    client_id: str
    acr: str
    planted: dict[str, str]
    pages: list[str] = field(default_factory=list)

    def call(self, browser: httpx2.Client, method: str, url: str, **more: Any) -> httpx2.Response:
        """One request of the browser; its pages are kept, its cookies are secrets."""
        answer = browser.request(method, url, **more)
        self.pages.append(answer.text)
        for cookie in answer.headers.get_list("set-cookie"):
            if (found := COOKIE.match(cookie)) and "_interaction" not in found[1]:  # that one's value is an address
                self.planted[f"cookie {found[1]} {len(self.planted)}"] = found[2]
        return answer

    def walk(self) -> str:
        """Log in, with a wrong CSRF token on the way; the code."""
        asked = {
            "client_id": self.client_id, "response_type": "code", "scope": "openid email", "redirect_uri": REDIRECT,
            "acr_values": self.acr, "state": "s" * 32, "nonce": "n" * 32,
        }  # fmt: skip
        with httpx2.Client(verify=_TLS) as browser:
            page = self.call(browser, "GET", str(httpx2.URL(f"{self.issuer}/authorize", params=asked)))
            for _ in range(14):
                if page.is_redirect:
                    target = str(page.next_request.url) if page.next_request else ""
                    if target.startswith(REDIRECT):
                        self.planted["code"] = parse_qs(urlsplit(target).query)["code"][0]
                        return self.planted["code"]
                    page = self.call(browser, "GET", target)
                else:
                    page = self.submit(browser, page)
        raise AssertionError(page.text)

    def submit(self, browser: httpx2.Client, page: httpx2.Response) -> httpx2.Response:
        """The page's main form, as a citizen would send it."""
        form = re.search(r'<form id="(mire|information)"[^>]*action="([^"]+)"', page.text)
        if form is None:
            state = re.search(r'name="state" value="([^"]+)"', page.text)
            login = re.search(r'name="login" value="(\d{13})"', page.text)
            assert state, page.text
            assert login, page.text
            return self.call(browser, "POST", str(page.url), data={"state": state[1], "login": login[1]})
        csrf = re.search(r'name="csrfToken" value="([^"]+)"', page.text)
        assert csrf, page.text
        self.planted[f"csrf {form[1]}"] = csrf[1]
        provider = re.search(r'name="providerUid" value="([^"]+)"', page.text)
        data = {"csrfToken": csrf[1], **({"providerUid": provider[1]} if provider else {"accept": "1"})}
        return self.call(browser, "POST", str(page.url.join(form[2])), data=data)

    # ------------------------------------------------------------ the téléservice
    def right(self, code: str) -> dict[str, str]:
        """A token request."""
        return {
            "grant_type": "authorization_code", "code": code, "redirect_uri": REDIRECT,
            "client_id": self.client_id, "client_secret": self.planted["client_secret"],
        }  # fmt: skip

    def stray(self, code: str) -> None:
        """Every secret, each where it has no business: all of it refused."""
        url, right, secret = f"{self.issuer}/token", self.right(code), self.planted["client_secret"]
        password = self.planted["password"]
        form = "&".join(f"{name}={quote(told)}" for name, told in right.items())
        basic = b64encode(f"{self.client_id}:{password}".encode()).decode()
        self.planted["basic"] = basic
        for sent in (
            {"json": right},
            {"content": form, "headers": {"Content-Type": "text/plain"}},
            {"content": form},
            {"content": json.dumps(right)[:-3], "headers": {"Content-Type": "application/json"}},
            {"files": {name: (None, told) for name, told in right.items()}},
            {"data": right, "headers": {"Authorization": f"Basic {basic}"}},
            {"data": right | {"client_secret": password}},
            {"data": {"clientSecret": secret, "motdepasse": secret, "client_id": self.client_id}},
            {"data": right, "headers": {"Origin": "https://evil.example", "X-Jeton": secret}},
            {"data": right | {"x": "x" * 200_000}},
            {"data": right, "headers": {"X-Long": secret * 900}},
            {"params": right},
        ):
            assert post(url, **sent).status_code >= 400
        for path in (
            "authorize",
            "checktoken",
            "token/revocation",
            "login",
            "redirect-to-idp",
            f"{secret}",
            "session/end/confirm",
        ):
            post(f"{self.issuer}/{path}", data=right, headers={"Cookie": f"fc_session_id={password};a={secret}"})
        get(f"{self.issuer}/authorize?{form}", headers={"Referer": f"{REDIRECT}?code={code}"})
        get(f"{self.issuer}/userinfo", headers={"Authorization": f"Bearer {secret}, {password}"})
        get(f"{self.issuer}/session/end?id_token_hint={secret}")

    def redeem(self, code: str) -> None:
        """Tokens, read and given back; then replayed."""
        told = post(f"{self.issuer}/token", data=self.right(code)).raise_for_status().json()
        token, id_token = told["access_token"], told["id_token"]
        self.planted |= {"access_token": token, "id_token signature": id_token.rpartition(".")[2]}
        client = {name: self.right(code)[name] for name in ("client_id", "client_secret")}
        userinfo = get(f"{self.issuer}/userinfo", headers={"Authorization": f"Bearer {token}"}).raise_for_status().text
        self.planted["userinfo signature"] = userinfo.rpartition(".")[2]
        get(f"{self.issuer}/userinfo?access_token={token}", headers={"Accept": "text/html"})
        get(f"{self.issuer}/userinfo/{token}", headers={"X-Jeton": token})
        post(f"{self.issuer}/checktoken", json={"token": token, **client})
        post(f"{self.issuer}/token", data=self.right(code))
        post(f"{self.issuer}/token/revocation", data={"token": token, **client})
        get(f"{self.issuer}/session/end?id_token_hint={id_token}", headers={"Accept": "text/html"})


def leaks(planted: dict[str, str], told: dict[str, str]) -> list[str]:
    """Which secret is where."""
    return [f"{name} in {where}" for name, secret in planted.items() for where, text in told.items() if secret in text]


@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize("fault", ["", "transport.cut"])
def test_a_whole_journey_leaves_nothing_behind(bench: Alive, platform: str, fault: str) -> None:
    """Login, refusals, crashes and faults: neither the journal of the lease, nor the stray exchanges, nor the console, nor the outputs."""
    control = Control.of(bench.port)
    id_ = f"plante-{platform}-{fault or 'sans'}".replace(".", "-").replace("_", "-")
    planted = {
        name: f"{name}-PLANTED-{platform}-{fault}-0123456789abcdefghijkl".replace(".", "-")
        for name in ("client_secret", "apim_secret", "password")
    }
    credentials = {"client_id": f"id-of-{id_}", "apim_key": f"apim-{id_}"} | {
        n: planted[n] for n in ("client_secret", "apim_secret")
    }
    declared = {
        "format": 1,
        "id": id_,
        "organisation": {"siret": "0" * 14, "name": "Ville fictive"},
        "franceconnect": {
            "platform": platform, "title": "Cantine", "entity_id": id_, "redirect_uris": [REDIRECT], "scopes": ["openid", "email"],
        },
        "credentials": credentials,
    }  # fmt: skip
    put(f"{control.url}/habilitations/{id_}", json=declared).raise_for_status()
    lease = control.lease(id_)
    if fault:
        order = {"fault": fault, "on": {"endpoint": "userinfo"} if fault.startswith("transport") else {}}
        post(f"{lease}/faults", json=order).raise_for_status()
    port, acr = PLATFORMS[platform]
    journey = Journey(f"http://localhost:{bench.port + port}/api/v2", credentials["client_id"], acr, planted)
    code = journey.walk()
    journey.stray(code)
    try:
        journey.redeem(code)
    except httpx2.RemoteProtocolError:
        assert fault == "transport.cut"
    told = {
        "exchanges": get(f"{lease}/exchanges").raise_for_status().text,
        "unassigned": get(f"{control.url}/exchanges?unassigned=1").raise_for_status().text,
        "console": get(f"http://localhost:{bench.port}/").raise_for_status().text,
        "outputs": bench.said(),
    }
    assert told["exchanges"].count('"endpoint":"token"') >= 5
    assert leaks(planted, told) == []
    kept = {name: secret for name, secret in planted.items() if not name.startswith("csrf")}  # forms carry that one
    assert leaks(kept, dict(zip(map(str, range(len(journey.pages))), journey.pages, strict=True))) == []


def test_a_judged_client_leaves_nothing_behind(bench: Alive, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Faults and refusals included: reports, journal, outputs, the client's own pages and its logs at their most talkative."""
    planted: dict[str, str] = {}
    pages: list[str] = []

    async def keeps(http: Any, provider: Any, settings: Any, code: str) -> Any:
        planted[f"code {len(planted)}"] = code
        tokens = await CAREFUL.redeem(http, provider, settings, code)
        planted[f"access_token {len(planted)}"] = tokens.access_token
        planted[f"id_token {len(planted)}"] = tokens.id_token.rpartition(".")[2]
        return tokens

    caplog.set_level("DEBUG", logger="reference_client")
    with canteen(bench.port, "plantee", replace(CAREFUL, redeem=keeps)) as client:
        known = client.bench.register("default", client.habilitation)
        planted |= {"client_secret": known.client_secret, "apim_secret": known.apim_secret}
        client.wrapper = lambda app: _watched(app, planted, pages)
        judged = client.judged("fs-signature-fausse", "api-spi", out=tmp_path / "r")
        unassigned = get(f"{Control.of(bench.port).url}/exchanges?unassigned=1").raise_for_status().text
    assert {module.result for module in judged.report.modules} == {"PASS"}
    assert {name.partition(" ")[0] for name in planted} >= {"code", "access_token", "id_token", "cookie"}
    told = {file.name: file.read_text(encoding="utf-8") for file in (tmp_path / "r").iterdir()}
    spis = {f"spi {spi}": spi for spi in re.findall(r"\b[0-3]\d{9}(?:5[1-9]\d|[6-9]\d\d)\b", told["exchanges.jsonl"])}
    assert spis
    assert leaks(planted, told | {"unassigned": unassigned, "outputs": bench.said()}) == []
    client_side = {"pages": "".join(pages), "logs": caplog.text}
    kept = {name: secret for name, secret in planted.items() if not name.startswith("cookie")} | spis
    assert leaks(kept, client_side) == []


def _watched(app: ASGI, planted: dict[str, str], pages: list[str]) -> ASGI:
    """The client as it is; its cookies are secrets, and its pages are kept."""

    async def answer(scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:
        async def hears(message: MutableMapping[str, Any]) -> None:
            for name, value in message.get("headers", ()):
                if name == b"set-cookie" and (found := COOKIE.match(value.decode())):
                    planted[f"cookie {len(planted)}"] = found[2]
            pages.append(message.get("body", b"").decode())
            await send(message)

        await app(scope, receive, hears)

    return answer
