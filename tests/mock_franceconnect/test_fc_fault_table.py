"""Every fault of FranceConnect, both ways: with the order one thing is wrong, exactly as the row says; without it nothing is."""

import hashlib
import hmac
import json
from base64 import urlsafe_b64decode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx2
import pytest
from fault_rows import (
    ANSWERS,
    APART,
    CALLBACKS,
    DOCUMENTS,
    GONE,
    HEADERS,
    ID_TOKENS,
    LOGOUTS,
    NOTHING,
    OTHER,
    ROWS,
    SIGNED,
    TRANSPORTS,
    USERINFOS,
)
from franceconnect_bench import Browser, Federator, credentials, federator
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, Key, RSAKey
from joserfc.jws import JWSRegistry

from rulebook.faults import FAULTS
from rulebook.formats.control import FaultOrder, LeaseRequest
from rulebook.platforms import HIGH, LOW
from simulator.leases import Lease

OURS = sorted(name for name, fault in FAULTS.items() if fault.by == "franceconnect")
SOON = 5
# What `invalid_acr` says on each platform: the levels of that one, and one that it lacks.
LEVEL_REFUSED = {
    "low": "acr_value is not valid, should be equal one of these values, expected eidas1, got eidas3",
    "high": "acr_value is not valid, should be equal one of these values, expected eidas2,eidas3, got eidas1",
}
WAIT = 0.2


@dataclass
class Told:
    """What a client was told on one journey, endpoint by endpoint, as far as it came."""

    answers: dict[str, httpx2.Response] = field(default_factory=dict)
    again: bytes = b""  # the keys, read again at the end

    @cached_property
    def callback(self) -> tuple[tuple[str, str], ...]:
        """Parameters of the callback, wherever they are."""
        parts = urlsplit(self.answers["authorize_resume"].headers["location"])
        return tuple(parse_qsl(parts.query or parts.fragment, keep_blank_values=True))

    @property
    def code(self) -> str:
        """The code that was issued."""
        codes = [value for name, value in self.callback if name == "code" and len(value) == 43]
        return next((code for code in codes if not code.startswith("code-que-nul")), "")

    def document(self, endpoint: str) -> dict[str, Any]:
        """A JSON answer."""
        found: dict[str, Any] = json.loads(self.answers[endpoint].content)
        return found

    def compact(self, jwt: str) -> str:
        """The token of that name."""
        return str(self.document("token")["id_token"]) if jwt == "id_token" else self.answers["userinfo"].text


def header(compact: str) -> dict[str, Any]:
    """The header of a token."""
    return dict(json.loads(raw(compact, 0)))


def claims(compact: str) -> dict[str, Any]:
    """The claims of a token."""
    return dict(json.loads(raw(compact, 1)))


def raw(compact: str, part: int) -> bytes:
    """One part of a token, decoded."""
    return urlsafe_b64decode(compact.split(".")[part] + "===")


# ------------------------------------------------------------------ the journey
def walk(fc: Federator) -> Told:
    """Read the documents, log in, exchange, ask who it is, log out; whatever is cut short is not in the answers."""
    told, browser = Told(), fc.browser()
    answers = told.answers
    _ask(answers, "discovery", browser, "GET", "/api/v2/.well-known/openid-configuration")
    _ask(answers, "jwks", browser, "GET", "/api/v2/jwks")
    answers["authorize_resume"] = browser.agree(browser.to_consent())
    if not answers["authorize_resume"].is_redirect or not told.code:
        return told
    form = {
        "grant_type": "authorization_code",
        "code": told.code,
        "redirect_uri": "https://cantine.example.org/retour",
        "client_id": credentials(fc)[0],
        "client_secret": credentials(fc)[1],
    }
    _ask(answers, "token", browser, "POST", "/api/v2/token", data=form)
    if (bearer := _member(answers.get("token"), "access_token")) is not None:
        _ask(answers, "userinfo", browser, "GET", "/api/v2/userinfo", headers={"Authorization": f"Bearer {bearer}"})
    if (hint := _member(answers.get("token"), "id_token")) is not None and browser.leave(hint).status_code == 200:
        answers["session_end_confirm"] = browser.log_out(hint)
    told.again = browser.get("/api/v2/jwks").content if "jwks" in answers else b""
    return told


def _ask(
    answers: dict[str, httpx2.Response], endpoint: str, browser: Browser, method: str, path: str, **kw: Any
) -> None:
    try:
        answers[endpoint] = browser.request(method, path, **kw)
    except AssertionError:  # this transport has no connection to close: it complains of an answer without an end
        return


def _member(answer: httpx2.Response | None, name: str) -> str | None:
    try:
        found = json.loads(answer.content)[name] if answer is not None else None
    except (ValueError, KeyError, TypeError):
        return None
    return found if isinstance(found, str) else None


@dataclass
class Bench:
    """A platform, and what an undisturbed journey is told there."""

    fc: Federator
    right: Told

    def under(self, fault: str, **parameters: Any) -> tuple[Told, dict[str, str]]:
        """What a journey is told under that order, and what the journal says was disturbed."""
        lease = self._hold(FaultOrder(fault=fault, parameters=parameters))
        try:
            return walk(self.fc), {seen.endpoint: seen.fault for seen in self.fc.exchanges(lease.id) if seen.fault}
        finally:
            self.fc.runner.run(self.fc.bench.leases.end(self.fc.bench.place("default").space, lease.id))

    def _hold(self, order: FaultOrder) -> Lease:
        """A lease on the whole space: discovery and keys are asked by nobody in particular."""
        self.right.answers["jwks"] = self.fc.browser().get("/api/v2/jwks")  # some faults publish keys
        space, leases = self.fc.bench.place("default").space, self.fc.bench.leases
        wanted = LeaseRequest(application="cantine", module="anomalies", exclusive=True, key="0" * 64)
        lease = self.fc.runner.run(leases.take(space, wanted))
        return self.fc.runner.run(leases.change(space, lease.id, lambda held: replace(held, orders=(order,))))


@pytest.fixture(scope="module", params=[LOW, HIGH], ids=["low", "high"])
def bench(request: pytest.FixtureRequest) -> Iterator[Bench]:
    """Both platforms."""
    with federator(platform=request.param) as fc:
        yield Bench(fc, walk(fc))


# ------------------------------------------------------------------ what a row demands
def becomes(right: Mapping[str, Any], told: Mapping[str, Any], changes: Mapping[str, Any], drawn: str = "") -> None:
    """`told` is `right` with `changes` and nothing else; members named in `drawn` are new each time."""
    if changes is NOTHING:
        assert told == {}
        return
    for name in {*right, *told, *changes}:
        if name not in changes:
            assert name in told, name
            assert name in drawn.split() or near(told[name], right[name]), name
        elif changes[name] is GONE:
            assert name not in told, name
            assert name in right, name
        elif changes[name] is OTHER:
            assert name in told, name
            assert told[name] != right.get(name), name
        else:
            assert name in told, name
            expected = changes[name](right[name]) if callable(changes[name]) else changes[name]
            assert near(told[name], expected), name
            assert not near(told[name], right.get(name, GONE)), name


def near(told: Any, expected: Any) -> bool:
    """Equal, but for the minute that may pass between two journeys when it is a stamp."""
    if isinstance(expected, str) and expected.isdigit() and isinstance(told, str) and told.isdigit():
        told, expected = int(told), int(expected)
    if type(told) is type(expected) is int and expected > 1_000_000_000:
        return abs(told - expected) <= 120
    return type(told) is type(expected) and bool(told == expected)


def holds(name: str, right: Told, told: Told, fc: Federator) -> None:
    """The row of that name, and nothing more."""
    endpoint = FAULTS[name].endpoint
    if name in CALLBACKS:
        here = fc.bench.place("default").here
        known = {"code": told.code, "iss": here.issuer, "levels": LEVEL_REFUSED[here.platform.key]}
        assert list(told.callback) == [(key, value.format(**known)) for key, value in CALLBACKS[name]]
        location = urlsplit(told.answers["authorize_resume"].headers["location"])
        assert bool(location.fragment) == (name == "callback.response.fragment")
        assert f"{location.scheme}://{location.netloc}{location.path}" == "https://cantine.example.org/retour"
    elif name in LOGOUTS:
        location = urlsplit(told.answers["session_end_confirm"].headers["location"])
        assert tuple(parse_qsl(location.query)) == LOGOUTS[name]
    elif name in ID_TOKENS:
        becomes(claims(right.compact("id_token")), claims(told.compact("id_token")), ID_TOKENS[name])
        assert verified(told.compact("id_token"), right.answers["jwks"].content)
    elif name in USERINFOS:
        becomes(claims(right.compact("userinfo")), claims(told.compact("userinfo")), USERINFOS[name])
        assert verified(told.compact("userinfo"), right.answers["jwks"].content)
    elif name in ANSWERS:
        status, media_type, body = ANSWERS[name]
        answer = told.answers[endpoint]
        assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (status, media_type)
        assert body(right.answers[endpoint].content, answer.content)
        assert (answer.content, answer.headers["content-type"]) != (
            right.answers[endpoint].content,
            right.answers[endpoint].headers["content-type"],
        )
        assert (answer.headers.get("location") == "https://federateur-etranger.example/api/v2/token") == (status == 307)
    elif name in DOCUMENTS:
        becomes(right.document(endpoint), told.document(endpoint), DOCUMENTS[name], "access_token id_token")
        assert told.answers[endpoint].headers["content-type"] == right.answers[endpoint].headers["content-type"]
    elif name in SIGNED:
        forged(name, right, told, fc)


def forged(name: str, right: Told, told: Told, fc: Federator) -> None:  # noqa: C901  (one case a forgery)
    """The header that the row says, and a signature that only whom it says can verify."""
    jwt, _, what = name.partition(".")
    compact = told.compact(jwt)
    if what == "compact.malformed":
        assert compact == "ceci-n-est-pas-un-jeton"
        return
    changes, who = HEADERS[what]
    becomes(header(right.compact(jwt)), header(compact), changes)
    assert verified(compact, right.answers["jwks"].content) == (who == "before")
    assert verified(compact, told.again) == (who in {"before", "after"})
    if what not in {"payload.tampered", "payload.list", "payload.text"}:
        becomes(claims(right.compact(jwt)), claims(compact), {})
    said, _, signature = compact.rpartition(".")
    match what:
        case "alg.none" | "alg.none_disguised" | "signature.stripped":
            assert signature == ""
        case "signature.truncated":
            assert 0 < len(signature) <= len(right.compact(jwt).rpartition(".")[2]) // 2
        case "signature.broken" | "kid.unknown" | "jku.foreign":
            assert len(signature) == len(right.compact(jwt).rpartition(".")[2])
        case "alg.confused":
            keys = json.loads(right.answers["jwks"].content)["keys"]
            public = ECKey.import_key(next(key for key in keys if key["alg"] == "ES256")).as_pem(private=False)
            assert raw(compact, 2) == hmac.new(public, said.encode(), hashlib.sha256).digest()
        case "alg.downgraded":
            assert raw(compact, 2) == hmac.new(credentials(fc)[1].encode(), said.encode(), hashlib.sha256).digest()
        case "jwk.embedded":
            assert verified(compact, json.dumps({"keys": [header(compact)["jwk"]]}).encode())
        case "payload.tampered":
            becomes(claims(right.compact(jwt)), claims(compact), {"sub": OTHER})
        case "payload.list":
            (only,) = json.loads(raw(compact, 1))
            becomes(claims(right.compact(jwt)), only, {})
        case "payload.text":
            assert raw(compact, 1).decode() == "ceci n'est pas du JSON"
        case _:
            assert what in {"kid.missing", "kid.rotated", "crit.unknown"}


def verified(compact: str, jwks: bytes) -> bool:
    """Whether a published key signed it: the one of its kid, or any of its algorithm when it names none."""
    said, _, signature = compact.rpartition(".")
    head = header(compact)
    named = [key for key in json.loads(jwks)["keys"] if head.get("kid", key["kid"]) == key["kid"]]
    keys = [_imported(key) for key in named if key["alg"] == head["alg"]]
    return any(_signed_by(key, head["alg"], said, signature) for key in keys)


def _imported(key: dict[str, Any]) -> Key:
    return ECKey.import_key(key) if key["kty"] == "EC" else RSAKey.import_key(key)


def _signed_by(key: Key, algorithm: str, said: str, signature: str) -> bool:
    try:
        return bool(JWSRegistry.algorithms[algorithm].verify(said.encode(), urlsafe_b64decode(signature + "==="), key))
    except (JoseError, ValueError):
        return False


# ------------------------------------------------------------------ the tests
def test_every_fault_has_a_row() -> None:
    """A name without a test is a name without a meaning."""
    assert set(OURS) == ROWS


@pytest.mark.parametrize("name", [name for name in OURS if name not in TRANSPORTS | APART])
def test_one_thing_is_wrong_exactly_as_the_row_says(bench: Bench, name: str) -> None:
    """The journal names the fault at its endpoint, and nowhere else."""
    told, disturbed = bench.under(name)
    assert disturbed == {FAULTS[name].endpoint: name}
    holds(name, bench.right, told, bench.fc)


@pytest.mark.parametrize("name", [name for name in OURS if name not in TRANSPORTS | APART])
def test_without_the_order_nothing_is_wrong(bench: Bench, name: str) -> None:
    """The row does not hold of an undisturbed journey."""
    with pytest.raises((AssertionError, ValueError)):
        holds(name, bench.right, bench.right, bench.fc)


@pytest.mark.parametrize("name", sorted(TRANSPORTS))
def test_a_connection_is_slow_or_cut_where_the_name_says(bench: Bench, name: str) -> None:
    """What is slow comes whole; what is cut does not come."""
    endpoint, _, manner = name.split(".")
    slow = manner in {"delay", "drip"}
    told, disturbed = bench.under(name, **({"seconds": WAIT} if slow else {}))
    assert disturbed == {endpoint: name}
    assert (endpoint in told.answers) == slow
    if slow and endpoint in {"discovery", "jwks"}:
        assert told.answers[endpoint].content == bench.right.answers[endpoint].content
    assert endpoint in bench.right.answers
