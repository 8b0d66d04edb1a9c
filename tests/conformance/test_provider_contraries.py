"""Every fact of the provider plan read the other way: of answers that are right but for one thing, the fact about that thing fails."""

import json
import re
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from franceconnect_bench import decoded
from provider_bench import Altered, ProviderBench, Reading, provider_bench, read

from conformance.provider.answer import Answer
from conformance.provider.fact import Material, judged
from conformance.provider.facts.headers import HELMET
from conformance.provider.plan import FACTS
from rulebook.formats.report import Result


@pytest.fixture(scope="module")
def bench() -> Iterator[ProviderBench]:
    """A simulator of FranceConnect."""
    with provider_bench() as made:
        yield made


@pytest.fixture(scope="module")
def reading(bench: ProviderBench) -> Reading:
    """What it answers to every scene."""
    return read(bench)


# ------------------------------------------------------------------ one thing otherwise
def status(code: int) -> Altered:
    """Another status."""
    return lambda answer: replace(answer, status=code)


def header(name: str, value: str | None) -> Altered:
    """Another value of a header, or none."""

    def alter(answer: Answer) -> Answer:
        kept = tuple((key, said) for key, said in answer.headers if key.lower() != name)
        return replace(answer, headers=kept if value is None else (*kept, (name, value)))

    return alter


def leads(old: str, new: str) -> Altered:
    """Another address to go to."""
    return lambda answer: header("location", re.sub(old, new, answer.header("location") or ""))(answer)


def words(old: str, new: str) -> Altered:
    """Other words in the body."""
    return lambda answer: replace(answer, text=re.sub(old, new, answer.text))


def says(**members: Any) -> Altered:
    """Other members of a JSON document."""
    return lambda answer: replace(answer, text=json.dumps({**answer.members, **members}))


def _token(part: int, compact: str, members: dict[str, Any]) -> str:
    said, parts = decoded(compact)[part], compact.split(".")
    parts[part] = urlsafe_b64encode(json.dumps({**said, **members}).encode()).decode().rstrip("=")
    return ".".join(parts)


def claims(part: int = 1, /, **members: Any) -> Altered:
    """An id_token that says something else, in its header (0) or its claims (1)."""
    return lambda answer: says(id_token=_token(part, answer.members["id_token"], members))(answer)


def _unsigned(compact: str) -> str:
    return f"{compact.rpartition('.')[0]}.{'A' * 86}"


def unsigned(answer: Answer) -> Answer:
    """Under nobody's signature: its body when that is a token, else its id_token."""
    if answer.members:
        return says(id_token=_unsigned(answer.members["id_token"]))(answer)
    return replace(answer, text=_unsigned(answer.text))


def instead(another: Answer, number: int) -> Altered:
    """Another answer altogether, in that one's place."""
    return lambda _: replace(another, n=number)


# Fact, answer that it reads, what is otherwise there.
CONTRARIES: tuple[tuple[str, str, Altered], ...] = (
    ("OP-LOGIN-02", "login.authorize", leads("/interaction/.*", "/interaction/court")),
    ("OP-LOGIN-11", "login.login", leads("/authorize/.*", "/authorize/court")),
    ("OP-LOGIN-20", "sso.again", leads("/verify", "")),
    ("OP-LOGIN-21", "sso.afterwards", leads("$", "/verify")),
    ("OP-LOGIN-22", "login.consent", words("</form>", '<input type="checkbox"></form>')),
    ("OP-DISCOVERY-04", "discovery.document", header("set-cookie", "a=b")),
    ("OP-COOKIE-11", "token.success", header("set-cookie", "a=b")),
    ("OP-HEADER-22", "login.mire", header("content-security-policy", "default-src 'self' 'unsafe-inline'")),
    ("OP-HEADER-23", "token.userinfo", header("x-powered-by", "Express")),
    ("OP-TOKEN-01", "token.success", status(201)),
    ("OP-TOKEN-03", "token.success", says(expires_in=3600)),
    ("OP-TOKEN-05", "token.success", says(access_token="x" * 42)),
    ("OP-TOKEN-07", "token.success", header("content-type", "application/json")),
    ("OP-TOKEN-08", "token.success", header("cache-control", None)),
    ("OP-TOKEN-09", "token.success", header("pragma", "no-cache")),
    ("OP-TOKEN-10", "basic.success", status(401)),
    ("OP-TOKEN-11", "token.OP-TOKEN-SECRET-1", header("www-authenticate", "Basic")),
    ("OP-TOKEN-12", "token.wrong_basic", header("www-authenticate", None)),
    ("OP-TOKEN-13", "token.html", header("content-type", "text/html")),
    ("OP-ID-TOKEN-02", "token.success", claims(0, alg="RS256")),
    ("OP-ID-TOKEN-11", "token.success", claims(sub="A" * 64 + "v1")),
    ("OP-ID-TOKEN-13", "amr.token", claims(sub="autre")),
    ("OP-ID-TOKEN-14", "twin.token", claims(sub="autre")),
    ("OP-ID-TOKEN-16", "amr.token", claims(amr="pwd")),
    ("OP-ID-TOKEN-17", "amr.token", claims(sid="x")),
    ("OP-ID-TOKEN-18", "full.token", claims(amr=["pwd"])),
    ("OP-ID-TOKEN-20", "rs256.token", claims(0, alg="ES256")),
    ("OP-ID-TOKEN-21", "rs256.token", unsigned),
    ("OP-ID-TOKEN-22", "hs256.token", claims(0, alg="ES256")),
    ("OP-ID-TOKEN-23", "hs256.token", unsigned),
    ("OP-USERINFO-01", "token.userinfo", status(201)),
    ("OP-USERINFO-03", "token.userinfo", header("cache-control", "no-cache")),
    ("OP-USERINFO-05", "token.userinfo", unsigned),
    ("OP-USERINFO-15", "userinfo.OP-USERINFO-NO-TOKEN-1", header("www-authenticate", "Bearer")),
    ("OP-USERINFO-20", "rs256.userinfo", unsigned),
    ("OP-USERINFO-21", "hs256.userinfo", unsigned),
    ("OP-REVOCATION-01", "revoked.revocation", words("^", "{}")),
    ("OP-CHECKTOKEN-01", "checktoken.OP-CHECKTOKEN-CLIENT-1", says(error_uri="x")),
    ("OP-LOGOUT-01", "leaving.first", status(302)),
    ("OP-LOGOUT-02", "leaving.end", status(302)),
    ("OP-LOGOUT-03", "leaving.end", leads(r"\?", r"/?")),
    ("OP-LOGOUT-07", "stranger.end", leads(r"\?", r"/?")),
    ("OP-LOGOUT-08", "logout.machine", header("content-type", "text/html")),
    ("OP-NOT-FOUND-21", "edges.css", status(403)),
    ("OP-NOT-FOUND-23", "edges.client_keys", status(404)),
    *((f"OP-HEADER-{place:02}", "token.success", header(name, None)) for place, (name, _) in enumerate(HELMET, 1)),
    ("OP-PAGE-02", "authorize.OP-AUTHORIZE-CLIENT-1", header("location", "https://juge.example.org/")),
    ("OP-WINDOW-01", "window.userinfo_29", status(401)),
)


@pytest.mark.parametrize(("id_", "name", "alter"), CONTRARIES, ids=[id_ for id_, *_ in CONTRARIES])
def test_a_fact_fails_of_an_answer_that_is_otherwise_there(
    id_: str, name: str, alter: Altered, reading: Reading
) -> None:
    """It passes of the answer as it was."""
    assert reading.one(id_, name, lambda answer: answer)[0] is Result.PASS
    assert reading.one(id_, name, alter)[0] is Result.FAIL


# ------------------------------------------------------------------ the real service, where ours is known to differ
AS_THERE: tuple[tuple[str, str, Altered], ...] = (
    ("OP-LOGIN-06", "login.choose", header("location", "https://fi.example.org/authorize")),
    ("OP-COOKIE-12", "login.login", header("set-cookie", "trustedDevice=x; SameSite=Strict")),
    ("OP-HEADER-21", "login.mire", header("content-security-policy", "style-src 'self' https://actifs.example.org")),
    ("OP-PAGE-05", "authorize.OP-AUTHORIZE-CLIENT-1", words("(?i)simulateur", "")),
    ("OP-PAGE-06", "login.mire", words("(?i)simulateur", "")),
)


@pytest.mark.parametrize(("id_", "name", "alter"), AS_THERE, ids=[id_ for id_, *_ in AS_THERE])
def test_either_value_passes_and_ours_only_by_its_name(id_: str, name: str, alter: Altered, reading: Reading) -> None:
    """A question with two answers, both known."""
    result, difference = reading.one(id_, name, lambda answer: answer)
    assert (result, difference is None) == (Result.PASS, False)
    assert reading.one(id_, name, alter) == (Result.PASS, None)


def test_names_of_cookies_that_depend_on_a_space_are_ours_by_name(reading: Reading) -> None:
    """What the default space of the first platform does not do."""
    assert reading.one("OP-COOKIE-02", "login.authorize", lambda answer: answer) == (Result.PASS, None)
    _, difference = reading.one(
        "OP-COOKIE-02", "login.authorize", header("set-cookie", "_interaction_low_a=x; Path=/s/a")
    )
    assert difference is not None


def test_a_cookie_without_secure_fails_where_all_is_https(reading: Reading) -> None:
    """In plain http it is our known difference."""
    there = replace(reading.material.setting, issuer="https://fc.example.org/api/v2")
    assert judged(FACTS["OP-COOKIE-07"], Material(there, reading.material.answers))[0].result is Result.FAIL


def test_facts_about_two_answers_fail_when_these_are_alike(reading: Reading) -> None:
    """A session that is not renewed, a sub that two entities share."""
    answers = reading.material.answers
    for id_, name, like in (
        ("OP-COOKIE-10", "again.authorize", "login.authorize"),
        ("OP-ID-TOKEN-15", "other.token", "token.success"),
    ):
        assert reading.one(id_, name, instead(answers[like], answers[name].n))[0] is Result.FAIL


# ------------------------------------------------------------------ every fact, on every answer that it reads
CRUDE: tuple[Altered, ...] = (
    lambda answer: status(answer.status + 1)(answer),
    lambda answer: replace(answer, headers=()),
    lambda answer: replace(answer, text="autre"),
    header("location", "https://ailleurs.example.org/"),
)
# Facts that know both answers to their question, or that want a header to be absent: rows above prove them.
UNSHAKEN = {id_ for id_, *_ in AS_THERE} | {"OP-COOKIE-02"}
UNSHAKEN |= {"OP-COOKIE-11", "OP-DISCOVERY-04", "OP-HEADER-23", "OP-TOKEN-09", "OP-TOKEN-11"}


def test_what_nothing_crude_can_show_has_its_row() -> None:
    """No fact is without an answer that fails it, or that it takes for another's."""
    assert UNSHAKEN - {id_ for id_, *_ in (*CONTRARIES, *AS_THERE)} == {"OP-COOKIE-02"}  # a test of its own


@pytest.mark.parametrize("id_", [id_ for id_ in FACTS if id_ not in UNSHAKEN])
def test_a_fact_fails_of_each_answer_that_it_reads(id_: str, reading: Reading) -> None:
    """None of the requests of a trial goes unread."""
    names = reading.names(id_)
    assert names
    for name in names:
        assert Result.FAIL in {reading.one(id_, name, alter)[0] for alter in CRUDE}, name
