"""Ordered faults: each one alters one thing, is noted in the journal, and strikes only the lease that ordered it."""

import hashlib
import hmac
import json
import re
import time
from base64 import urlsafe_b64decode
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from typing import Any

import pytest
from franceconnect_bench import (
    LOGIN,
    PERSON,
    STATE,
    Browser,
    Federator,
    authorize_parameters,
    credentials,
    decoded,
    federator,
    habilitation,
    location,
    parameters,
)
from joserfc.jwk import ECKey

from mock_franceconnect.ports.forging import FORGED, sign
from mock_franceconnect.ports.keys import Keys
from mock_franceconnect.protocol import faults
from rulebook.faults import FAULTS, LOGIN_ENDPOINTS, Stage
from rulebook.formats.control import FaultOrder, On
from rulebook.formats.exchange import Exchange
from rulebook.platforms import LOW
from rulebook.redaction import Redactor
from scenarios.personas import residents
from simulator.journal import UNASSIGNED
from simulator.leases import JOURNAL, Lease

# What a login may order, delays and cuts apart: they have no default short enough here, and no connection to close.
BROUGHT = sorted(
    name
    for name, fault in FAULTS.items()
    if fault.by == "franceconnect" and fault.endpoint in LOGIN_ENDPOINTS and fault.stage is not Stage.TRANSPORT
)


def exchanged(fc: Federator, fault: str) -> tuple[dict[str, Any], Any, str]:
    """id_token claims and its journaled exchange under one fault, and the raw id_token."""
    lease = fc.lease("cantine", fault)
    browser = fc.browser()
    id_token = browser.tokens()["id_token"]
    return decoded(id_token)[1], fc.exchanges(lease.id)[-1], id_token


@pytest.mark.parametrize("algorithm", ["ES256", "RS256", "HS256"])
def test_a_broken_signature_is_a_good_one_by_a_stranger(algorithm: str) -> None:
    """Same header and kid as an honest token; only the key is not ours."""
    with federator(habilitation(id_token_alg=algorithm)) as fc:
        honest, _ = decoded(fc.browser().tokens()["id_token"])
        _, seen, id_token = exchanged(fc, "id_token.signature.broken")
        assert decoded(id_token)[0] == honest
        assert (seen.fault, seen.jwts[0].signature) == ("id_token.signature.broken", "invalid")


def test_a_missing_state_is_forged_all_the_same() -> None:
    """A client that sent none receives one."""
    with federator() as fc:
        fc.lease("cantine", "callback.state.forged")
        assert fc.browser().log_in(state="")["state"] == faults.FORGED_STATE


@pytest.mark.parametrize("fault", BROUGHT)
def test_a_persona_may_bring_its_fault_along(shared: Federator, fault: str) -> None:
    """Without any lease: who logs in chooses what goes wrong, at that endpoint only; the next citizen is served rightly."""
    world = shared.bench.worlds.of(shared.bench.place("default").space)
    world.add(PERSON.model_copy(update={"id": "anomalie", "login": "0123456780600", "fault": fault}))
    journal = _Journal(shared)
    _as_far_as_it_goes(shared.browser(), "0123456780600")
    assert {seen.endpoint: seen.fault for seen in journal.new() if seen.fault} == {FAULTS[fault].endpoint: fault}
    _as_far_as_it_goes(shared.browser(), LOGIN)
    seen = journal.new()
    assert [one.endpoint for one in seen][-2:] == ["token", "userinfo"]
    assert not [one for one in seen if one.fault]


class _Journal:
    """What nobody is judged on, from now on: reading it whole each time would decode every token again."""

    def __init__(self, fc: Federator) -> None:
        self._fc = fc
        found = fc.runner.run(fc.bench.store.read(JOURNAL.key("default", UNASSIGNED), 0, 0))
        self._read = found[-1][0] if found else 0

    def new(self) -> list[Exchange]:
        """Exchanges since the last time."""
        read = self._fc.journal.read("default", UNASSIGNED, Redactor(b"\0" * 32), after=self._read)
        found = self._fc.runner.run(read)
        self._read = found[-1].n if found else self._read
        return found


def _as_far_as_it_goes(browser: Browser, login: str) -> None:
    """A client that believes everything."""
    answer = browser.agree(browser.to_consent(login))
    code = next((value for value in re.findall(r"[?&#]code=([^&]+)", answer.headers.get("location", ""))), None)
    if code is None:
        return
    token = browser.exchange(code)
    if token.status_code == 200 and token.text.startswith("{") and token.text.endswith("}"):
        browser.userinfo(token.json().get("access_token", "aucun"))


@pytest.fixture(scope="module")
def shared() -> Iterator[Federator]:
    """One bench for many."""
    with federator() as fc:
        yield fc


def test_two_leases_do_not_see_each_others_faults_time_nor_exchanges() -> None:
    """Two applications of one space."""
    with federator(habilitation(), habilitation("piscine")) as fc:
        wrong = fc.lease("cantine", "id_token.nonce.foreign")
        right = fc.lease("piscine")
        client_id, secret = credentials(fc, "piscine")
        theirs = fc.browser()
        callback = _callback(theirs, client_id)
        fc.elapse(wrong, 3600)
        ours = theirs.exchange(callback["code"], client_id=client_id, client_secret=secret)
        assert decoded(ours.json()["id_token"])[1]["nonce"] == "n" * 32
        assert decoded(fc.browser().tokens()["id_token"])[1]["nonce"] != "n" * 32
        assert {seen.application for seen in fc.exchanges(wrong.id)} == {"cantine"}
        assert {seen.application for seen in fc.exchanges(right.id)} == {"piscine"}


def test_two_spaces_do_not_see_each_others_faults() -> None:
    """The same application id, in another space."""
    with federator() as fc:
        fc.bench.spaces.make("essai", 0)
        fc.register(habilitation(), "essai")
        fc.lease("cantine", "callback.state.forged", space="essai")
        assert fc.browser().log_in()["state"] == STATE
        assert not fc.exchanges(space="essai")


def _callback(browser: Browser, client_id: str) -> dict[str, str]:
    consent = browser.to_consent(client_id=client_id)
    return parameters(location(browser.agree(consent)))


def test_the_journal_of_a_lease_has_the_whole_journey_in_order() -> None:
    """Every hop says its endpoint and its application."""
    with federator() as fc:
        lease = fc.lease("cantine")
        browser = fc.browser()
        tokens = browser.tokens()
        browser.userinfo(tokens["access_token"])
        browser.checktoken(tokens["access_token"])
        assert [seen.endpoint for seen in fc.exchanges(lease.id)] == [
            "authorize",
            "interaction",
            "redirect_to_idp",
            "provider",
            "oidc_callback",
            "verify",
            "consent",
            "login",
            "authorize_resume",
            "token",
            "userinfo",
            "checktoken",
        ]
        assert authorize_parameters(fc)["client_id"] in fc.exchanges(lease.id)[0].request.url


def test_a_ring_inspects_its_own_tokens_and_nobody_elses() -> None:
    """Valid, invalid, none; and what is no token is nothing."""
    ours, theirs = Keys(LOW.signing), Keys(LOW.signing)
    signed = ours.sign({"sub": "x"}, "ES256", "")
    seen, foreign = ours.inspect(signed, ""), theirs.inspect(signed, "")
    assert seen is not None
    assert foreign is not None
    assert (seen.signature, seen.kid_known, foreign.signature, foreign.kid_known) == ("valid", True, "invalid", False)
    assert ours.inspect("ceci n'est pas un jeton", "") is None


# ------------------------------------------------------------------ what the table of faults leaves out
def test_the_same_callback_is_delivered_twice_by_a_page() -> None:
    """In a frame, then as a whole, by a refresh that needs no script; the code is good once."""
    with federator() as fc:
        lease = fc.lease("cantine", "callback.delivered.twice")
        browser = fc.browser()
        page = browser.agree(browser.to_consent())
        assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
        framed = re.search(r'<iframe id="premiere" src="([^"]+)"', page.text)
        refreshed = re.search(r'http-equiv="refresh" content="1; url=([^"]+)"', page.text)
        link = re.search(r'<a id="seconde" href="([^"]+)"', page.text)
        assert framed
        assert refreshed
        assert link
        assert framed[1] == refreshed[1] == link[1]
        assert "frame-src *" in page.headers["content-security-policy"]
        callback = parameters(unescape(framed[1]))
        assert list(callback) == ["code", "state", "iss"]
        assert browser.exchange(callback["code"]).status_code == 200
        assert browser.exchange(callback["code"]).json()["error"] == "invalid_grant"
        assert {seen.fault for seen in fc.exchanges(lease.id)} == {None, "callback.delivered.twice"}


def test_the_previous_id_token_is_replayed_to_the_same_client_only() -> None:
    """Byte for byte the one of the last login; before any login, one that is twenty seconds older with another nonce."""
    with federator(habilitation(), habilitation("piscine")) as fc:
        client_id, secret = credentials(fc, "piscine")
        theirs = _callback(fc.browser(), client_id)["code"]
        fc.browser().exchange(theirs, client_id=client_id, client_secret=secret)
        lease = fc.lease("cantine", "id_token.replayed")
        invented = decoded(fc.browser().tokens()["id_token"])[1]
        at = fc.exchanges(lease.id)[-1].at
        assert abs(invented["iat"] + 20 - at) < 3
        assert invented["exp"] - invented["iat"] == 60
        assert invented["aud"] == credentials(fc)[0]
        assert invented["nonce"] == faults.FOREIGN_NONCE
        space = fc.bench.place("default").space
        fc.runner.run(fc.bench.leases.end(space, lease.id))
        previous = fc.browser().tokens(nonce="p" * 32)["id_token"]
        again = fc.lease("cantine", "id_token.replayed")
        assert [fc.browser().tokens()["id_token"] for _ in range(2)] == [previous, previous]
        assert fc.exchanges(again.id)[-1].fault == "id_token.replayed"


@pytest.mark.parametrize("algorithm", ["RS256", "HS256"])
@pytest.mark.parametrize("name", sorted(FORGED))
def test_every_forgery_suits_every_algorithm(rings: dict[str, Keys], algorithm: str, name: str) -> None:
    """A client registered for another algorithm gets a forgery too; only what would change nothing is not called one."""
    keys = rings["ours"]
    made = sign(keys, {"sub": "x", "aud": "y"}, algorithm, "s" * 43, (FaultOrder(fault=name),))
    what = name.partition(".")[2]
    nothing = algorithm == "HS256" and what in {"kid.rotated", "kid.missing", "alg.downgraded"}
    assert made.fault == (None if nothing else name)
    assert nothing == (made.compact == keys.sign({"sub": "x", "aud": "y"}, algorithm, "s" * 43))


@pytest.fixture(scope="module")
def rings() -> dict[str, Keys]:
    """One ring, whose RSA key is slow to make."""
    return {"ours": Keys(LOW.signing)}


def test_the_public_key_may_be_taken_for_a_secret_as_a_jwk_too() -> None:
    """Some libraries keep keys as JSON: the order says in which form."""
    keys = Keys(LOW.signing)
    order = FaultOrder(fault="id_token.alg.confused", parameters={"key": "jwk"})
    said, _, signature = sign(keys, {"sub": "x"}, "ES256", "", (order,)).compact.rpartition(".")
    public = keys.jwks[len(b'{"keys":[') :].partition(b"}")[0] + b"}"
    assert urlsafe_b64decode(signature + "==") == hmac.new(public, said.encode(), hashlib.sha256).digest()


def test_foreign_and_strange_keys_keep_the_shape_of_keys() -> None:
    """Foreign: the same kid and members, another key. Extra: unknown kinds first, then the right ones."""
    right = {
        "keys": [
            {"kty": "EC", "kid": "a", "crv": "P-256", "x": "x", "y": "y"},
            {"kty": "RSA", "kid": "b", "n": "ab" * 171, "e": "AQAB"},
        ]
    }
    answer = faults.Answer(200, "application/jwk-set+json", json.dumps(right).encode())
    foreign = json.loads(faults.RESPONSE["jwks.keys.foreign"](answer, {}).body)["keys"]
    assert [(key["kid"], sorted(key)) for key in foreign] == [(key["kid"], sorted(key)) for key in right["keys"]]
    assert all(told != key for told, key in zip(foreign, right["keys"], strict=True))
    ECKey.import_key(foreign[0])
    extra = json.loads(faults.RESPONSE["jwks.keys.extra"](answer, {}).body)["keys"]
    assert extra[-2:] == right["keys"]
    assert {key["kty"] for key in extra[:-2]} > {"INCONNU"}


def _order(fc: Federator, lease: Lease, order: FaultOrder) -> None:
    """That order, and no other."""
    space = fc.bench.place("default").space
    fc.runner.run(fc.bench.leases.change(space, lease.id, lambda held: replace(held, orders=(order,))))


def test_a_scheduled_fault_strikes_between_two_instants() -> None:
    """Outside its window the same order lets everybody be served rightly."""
    with federator() as fc:
        lease = fc.lease("cantine")
        now = time.time()
        windows = [On.model_validate({"until": now - 1}), On.model_validate({"from": now - 1, "until": now + 60})]
        struck = []
        for window in windows:
            _order(fc, lease, FaultOrder(fault="id_token.nonce.foreign", on=window))
            struck.append(decoded(fc.browser().tokens()["id_token"])[1]["nonce"] != "n" * 32)
        assert struck == [False, True]


def test_an_error_instead_of_the_exchange_does_not_consume_the_code() -> None:
    """The client that tries again, once the gateway answers, is served."""
    with federator() as fc:
        lease = fc.lease("cantine")
        _order(fc, lease, FaultOrder(fault="token.response.503", on=On(first=1)))
        browser = fc.browser()
        code = browser.log_in()["code"]
        assert [browser.exchange(code).status_code for _ in range(3)] == [503, 200, 400]
        assert [seen.fault for seen in fc.exchanges(lease.id)[-3:]] == ["token.response.503", None, None]
        assert [seen.refused_by for seen in fc.exchanges(lease.id)[-3:]] == [None, None, "FC-TOKEN-CODE-CONSUMED"]


def test_a_refusal_that_was_ordered_is_not_called_the_clients_fault() -> None:
    """It is worded as the real one, but `refused_by` is for what the client did wrong."""
    with federator() as fc:
        lease = fc.lease("cantine", "token.response.invalid_client")
        refused = fc.browser().exchange(fc.browser().log_in()["code"])
        assert refused.json()["error"] == "invalid_client"
        assert fc.exchanges(lease.id)[-1].refused_by is None


def test_a_fault_that_changes_nothing_is_not_said_delivered() -> None:
    """The téléservice did not ask for a given name: nobody can poison it."""
    with federator() as fc:
        lease = fc.lease("cantine", "userinfo.given_name.markup")
        browser = fc.browser()
        browser.userinfo(browser.tokens(scope="openid email")["access_token"])
        assert fc.exchanges(lease.id)[-1].fault is None


SHIPPED = {one.id: one for one in residents() if one.fault}


def test_shipped_anomalies_are_of_every_stage_and_come_last() -> None:
    """Who looks at the list sees plain people first; the trait finds the others."""
    assert {FAULTS[one.fault].stage for one in SHIPPED.values()} == set(Stage)
    assert all("anomalie" in one.traits for one in SHIPPED.values())
    assert len({one.fault for one in SHIPPED.values()}) == len(SHIPPED)
    assert [one.id for one in residents()][-len(SHIPPED) :] == sorted(SHIPPED)


@pytest.mark.parametrize("name", sorted(name for name in SHIPPED if "lent" not in name and "coupee" not in name))
def test_logging_in_as_a_shipped_anomaly_is_enough(shared: Federator, name: str) -> None:
    """On a bench that several people share, nobody holds any lease."""
    journal = _Journal(shared)
    _as_far_as_it_goes(shared.browser(), SHIPPED[name].login)
    assert [seen.fault for seen in journal.new() if seen.fault] == [SHIPPED[name].fault]


@pytest.mark.parametrize("fault", ["token.transport.silence", "userinfo.transport.cut"])
def test_a_persona_may_cut_the_connection(shared: Federator, fault: str) -> None:
    """The edge learns of it once the code or the token says who logged in."""
    world = shared.bench.worlds.of(shared.bench.place("default").space)
    world.add(PERSON.model_copy(update={"id": "coupure", "login": "0123456781601", "fault": fault}))
    journal = _Journal(shared)
    with pytest.raises(AssertionError):  # this transport complains of an answer without an end
        _as_far_as_it_goes(shared.browser(), "0123456781601")
    assert [(seen.endpoint, seen.fault) for seen in journal.new() if seen.fault] == [(FAULTS[fault].endpoint, fault)]
