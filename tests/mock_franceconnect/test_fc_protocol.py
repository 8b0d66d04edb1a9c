"""The pure part, with plain values: subjects, levels, addresses, claims, steps, and what a lost race does."""

import asyncio
import hashlib
from base64 import b64encode
from urllib.parse import parse_qsl, urlsplit

import pytest
from franceconnect_bench import CALLBACK, PERSON, csrf, federator, token_parameters
from hypothesis import given
from hypothesis import strategies as st

from mock_franceconnect.ports.memory import Memory
from mock_franceconnect.protocol import claims_parameter, faults
from mock_franceconnect.protocol.addresses import registered, with_parameters
from mock_franceconnect.protocol.decisions import Parameters, Writes
from mock_franceconnect.protocol.faults.table import twin
from mock_franceconnect.protocol.identity import acr
from mock_franceconnect.protocol.identity.citizens import Citizen, told
from mock_franceconnect.protocol.identity.subject import identity_hash, sub
from mock_franceconnect.protocol.interaction import DECIDE
from mock_franceconnect.protocol.parameters import Message
from mock_franceconnect.protocol.records import Grant
from mock_franceconnect.protocol.steps import AFTER
from rulebook.formats.control import FaultOrder
from rulebook.platforms import LOW
from simulator.store import MemoryStore


def test_the_sub_is_the_published_formula() -> None:
    """sha256 of entity + base64(sha256(identity)) + secret, in hexadecimal, then v1."""
    identity = b64encode(hashlib.sha256(b"Angela Claire LouiseDUBOIS1962-08-24female7510799100").digest()).decode()
    assert identity_hash(PERSON.identity) == identity
    expected = hashlib.sha256(f"entite{identity}secret".encode()).hexdigest() + "v1"
    said = told(PERSON.login, PERSON.identity, PERSON.idp)
    assert sub(Citizen(PERSON.login, "fip1-low", "eidas1", (), said, PERSON.identity), "entite", "secret") == expected


def test_accents_are_hashed_as_latin_1_and_a_foreign_birthplace_does_not_count() -> None:
    """Node's "binary" keeps the low byte of each unit."""
    accents = PERSON.identity.model_copy(update={"family_name": "ÉTÉ", "given_name": "Zoë"})
    digest = hashlib.sha256("ZoëÉTÉ1962-08-24female7510799100".encode("latin-1")).digest()
    assert identity_hash(accents) == b64encode(digest).decode()
    outside = PERSON.identity.model_copy(update={"family_name": "Œuvré"})  # Œ is U+0152: only 0x52 remains
    digest = hashlib.sha256("Angela Claire LouiseRuvré1962-08-24female7510799100".encode("latin-1")).digest()
    assert identity_hash(outside) == b64encode(digest).decode()
    abroad = PERSON.identity.model_copy(update={"birthplace": "N'importe", "birthcountry": "99350"})
    nowhere = abroad.model_copy(update={"birthplace": ""})
    assert identity_hash(abroad) == identity_hash(nowhere)


@pytest.mark.parametrize(
    ("acr_values", "asked"),
    [
        ("eidas1", "eidas1"),
        ("eidas3 eidas2", "eidas2"),
        ("inconnu eidas3", "eidas3"),
        ("", "eidas1"),
        ("inconnu", "eidas1"),
        ("eidas3" + " " * 59, "eidas1"),
        ("eidas3" + " " * 58, "eidas3"),
    ],
)
def test_the_level_asked_is_the_lowest_known(acr_values: str, asked: str) -> None:
    """Unknown words do not count; 65 characters are not read at all."""
    assert acr.asked(acr_values, LOW) == asked


@given(st.lists(st.tuples(st.text(min_size=1, max_size=8), st.text(max_size=20)), max_size=5))
def test_parameters_put_on_an_address_come_back_from_it(pairs: list[tuple[str, str]]) -> None:
    """Whatever they hold, and the address keeps what it had."""
    address = with_parameters("https://a.example/cb?x=1", tuple(pairs))
    assert parse_qsl(urlsplit(address).query, keep_blank_values=True) == [("x", "1"), *pairs]
    fragment = with_parameters("https://a.example", (("x", "1"),), fragment=True)
    assert fragment == "https://a.example/#x=1"


@pytest.mark.parametrize(
    ("uri", "same"),
    [
        (CALLBACK, True),
        ("https://CANTINE.example.org/retour", True),
        ("https://cantine.example.org:443/retour", True),
        ("HTTPS://cantine.example.org/retour", True),
        ("https://cantine.example.org:444/retour", False),
        ("https://cantine.example.org/Retour", False),
        ("https://cantine.example.org/retour/", False),
        ("https://cantine.example.org/retour?x=1", False),
        ("https://cantine.example.org:abc/retour", False),
        ("https://cantine.example.org:0/retour", False),
        ("https://cantine.example.org/retour#ailleurs", False),
        ("https://quelqu-un@cantine.example.org/retour", False),
        ("https://evil.example\\@cantine.example.org/retour", False),
        ("https://cantine.example.org.evil.example/retour", False),
    ],
)
def test_a_redirect_uri_is_compared_parsed(uri: str, same: bool) -> None:
    """Host case and default port do not matter, everything else does."""
    assert registered(uri, (CALLBACK,)) is same


@given(st.text(max_size=60) | st.recursive(st.none() | st.booleans(), st.lists, max_leaves=4).map(repr))
def test_no_claims_parameter_breaks_the_reader(text: str) -> None:
    """Refused, or read without surprise."""
    if claims_parameter.broken(text) is None:
        claims_parameter.asks_amr(text)
        claims_parameter.is_endless(text, LOW)


def test_deeply_nested_claims_are_not_json() -> None:
    """A parser that gives up is a refusal, not a crash."""
    refusal = claims_parameter.broken("[" * 100_000)
    assert refusal is not None
    assert refusal.id == "FC-AUTHORIZE-CLAIMS-JSON"


@pytest.mark.parametrize(
    ("claims", "asked"),
    [
        ('{"id_token": {"amr": {"essential": true}}}', True),
        ('{"id_token": {"amr": {"essential": false}}}', False),
        ('{"id_token": {"amr": null}}', False),
        ('{"userinfo": {"amr": {"essential": true}}}', False),
        ("", False),
    ],
)
def test_amr_is_asked_in_one_way_only(claims: str, asked: bool) -> None:
    """Essential, in the id_token."""
    assert claims_parameter.asks_amr(claims) is asked


def test_messages_tell_absent_from_empty_and_twice() -> None:
    """The whitelist and the engine do not look in the same way."""
    message = Message((("a", ""), ("b", "1"), ("b", "2")))
    assert (message.get("a"), message.get("c"), message.filled("a")) == ("", None, "")
    assert (message.twice(), message.twice(frozenset({"a"}))) == ("b", None)


def test_every_page_has_its_row_of_steps() -> None:
    """A page without a row could be reached from anywhere."""
    assert set(AFTER) == set(DECIDE)


def test_faults_of_another_table_change_nothing() -> None:
    """Each stage applies its own, in order, and says the last one."""
    parameters: Parameters = (("state", "a"), ("iss", "b"))
    right = faults.Redirect(parameters, LOW)
    assert faults.altered(right, (FaultOrder(fault="id_token.exp.past"),), faults.REDIRECTS) == (right, None)
    both = (FaultOrder(fault="callback.state.forged"), FaultOrder(fault="callback.iss.foreign"))
    wrong = (("state", "b"), ("iss", "https://federateur-etranger.example/api/v2?b"))
    assert faults.altered(right, both, faults.REDIRECTS) == (faults.Redirect(wrong, LOW), "callback.iss.foreign")


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("9b2c4f70-1a3e-4d5f-8a6b-0c1d2e3f4a5b", "8a3d4e71-0b2f-4c6e-9b5a-1d0c3f2e4b6a"),
        ("Zz09_-~.", "Yy18_-~."),
        ("4747", "4747-etranger-4747"),
    ],
    ids=["a UUID stays one", "letters and digits keep their kind", "what has no twin is drawn out"],
)
def test_a_twin_has_the_form_of_the_right_one(right: str, wrong: str) -> None:
    """Never the right one itself."""
    assert twin(right) == wrong


def test_of_what_is_not_said_nothing_is_made() -> None:
    """Two orders on one claim: the second finds none, and does not strike."""
    orders = (FaultOrder(fault="id_token.aud.missing"), FaultOrder(fault="id_token.aud.foreign"))
    assert faults.altered({"aud": "a"}, orders, faults.CLAIMS) == ({}, "id_token.aud.missing")


def test_a_record_that_changed_meanwhile_stops_the_commit() -> None:
    """Two requests read the same grant; the second to write is told so, and nothing of it is written."""

    async def race() -> tuple[bool, bool, Grant | None]:
        store = MemoryStore()
        grant = Grant("g", "cantine", "s", 1.0)
        await Memory(store, "default", LOW).commit(Writes((grant,)), "cantine")
        first, second = Memory(store, "default", LOW), Memory(store, "default", LOW)
        assert await first.get(Grant, "g") == await second.get(Grant, "g") == grant
        won = await first.commit(Writes(drops=(grant,)), "cantine")
        late = await second.commit(Writes((grant,)), "cantine")
        return won, late, await Memory(store, "default", LOW).get(Grant, "g")

    assert asyncio.run(race()) == (True, False, None)


def test_a_code_exchanged_twice_at_once_gives_one_token() -> None:
    """Two requests in flight: one is granted, the other is told that the code was consumed."""
    with federator() as fc:
        browser = fc.browser()
        code = browser.log_in()["code"]

        async def both() -> list[int]:
            asked = token_parameters(fc, code)
            answers = await asyncio.gather(*(browser._client.post("/api/v2/token", data=asked) for _ in range(2)))
            return sorted(answer.status_code for answer in answers)

        assert fc.runner.run(both()) == [200, 400]


def test_two_clicks_on_continue_finish_once() -> None:
    """The second finds its token used."""
    with federator() as fc:
        browser = fc.browser()
        data = {"csrfToken": csrf(browser.get(browser.to_consent()))}

        async def both() -> list[int]:
            answers = await asyncio.gather(*(browser._client.post("/api/v2/login", data=data) for _ in range(2)))
            return sorted(answer.status_code for answer in answers)

        assert fc.runner.run(both()) == [303, 401]
