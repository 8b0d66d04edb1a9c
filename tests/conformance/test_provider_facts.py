"""A fact comes to a verdict by values alone: the real one's, ours by name, or neither."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.provider import plan
from conformance.provider.answer import Answer, Pairs
from conformance.provider.fact import Fact, Known, Material, Setting, exactly, judged, just
from conformance.provider.facts.refusing import at_the_edges
from conformance.provider.readers import as_said, shape, status
from conformance.provider.tokens import genuine, parts
from rulebook.differences import DIFFERENCES
from rulebook.formats.report import Result
from rulebook.platforms import LOW, PLATFORMS
from rulebook.refusals import authorize, token
from rulebook.source import Basis, Source, Text

HERE = "https://fc.example.org/api/v2"
SETTING = Setting(HERE, LOW, "moi", "https://moi.example.org/retour", "https://moi.example.org/", ("openid",))
SOURCE = Source(Basis.OBSERVED, "test", "test")
KNOWN = DIFFERENCES["SIM-ASSETS"]


def answer(status_: int = 200, text: str = "", headers: Pairs = (), url: str = f"{HERE}/authorize") -> Answer:
    """One answer, by what matters of it."""
    return Answer(7, "GET", url, status_, headers, text)


def verdict_of(found: int) -> tuple[Result, str | None]:
    """What a fact that wants 404, and knows our 200, says of a status."""
    fact = Fact("OP-X-01", Text("x", "x"), SOURCE, status("a.b"), just(404), (Known(KNOWN, exactly(200)),))
    verdict, difference = judged(fact, Material(SETTING, {"a.b": answer(found)}))
    assert verdict.exchanges == (7,)
    return verdict.result, difference.id if difference else None


def test_the_real_value_passes_ours_passes_by_name_another_fails() -> None:
    """Three values, three ends."""
    assert verdict_of(404) == (Result.PASS, None)
    assert verdict_of(200) == (Result.PASS, "SIM-ASSETS")
    assert verdict_of(500) == (Result.FAIL, None)


@pytest.mark.parametrize("why", [Result.SKIPPED, Result.INCONCLUSIVE, Result.SUITE_ERROR])
def test_an_answer_that_is_missing_gives_the_reason_of_its_scene(why: Result) -> None:
    """Nothing to read is never a pass."""
    fact = Fact("OP-X-01", Text("x", "x"), SOURCE, status("a.b"), just(404))
    verdict, _ = judged(fact, Material(SETTING, {}, {"a": (why, Text("parce que", "because"))}))
    assert (verdict.result, verdict.received.fr) == (why, "parce que")


def test_a_step_that_a_played_scene_never_reached_fails() -> None:
    """A provider that skips a hop is not the real one."""
    fact = Fact("OP-X-01", Text("x", "x"), SOURCE, status("a.b"), just(404))
    assert judged(fact, Material(SETTING, {}))[0].result is Result.FAIL


def test_refusals_are_read_on_each_channel() -> None:
    """Page, redirect, fragment, JSON, text: the shape is that of the record, whatever differs each time."""
    page = answer(400, '<!doctype html><dd id="code">Y030007</dd>', (("content-type", "text/html"),))
    assert shape(page) == as_said(authorize.NONCE)(SETTING)
    assert shape(page) != as_said(authorize.CLIENT)(SETTING)
    error = "error=invalid_request&error_description=could+not+parse+the+claims+parameter+JSON&state=s"
    back = f"https://moi.example.org/retour?{error}&iss=https%3A%2F%2Ffc.example.org%2Fapi%2Fv2"
    assert shape(answer(303, headers=(("location", back),))) == as_said(authorize.CLAIMS_JSON, state="s")(SETTING)
    in_fragment = answer(303, headers=(("location", back.replace("?", "#")),))
    assert shape(in_fragment) == as_said(authorize.CLAIMS_JSON, state="s", where="fragment")(SETTING)
    uri = "https://docs.partenaires.franceconnect.gouv.fr/fs/fs-technique/fs-technique-erreurs/?code=Y0434A7B&id="
    document = {
        "error": "invalid_client",
        "error_description": "client authentication failed (invalid secret provided)",
        "error_uri": f"{uri}3f0c2a51-7a0e-4b53-9a53-0d7d3a2a4c11",
    }
    assert shape(answer(401, json.dumps(document))) == as_said(token.SECRET)(SETTING)
    assert shape(answer(401, json.dumps({**document, "error_uri": uri}))) != as_said(token.SECRET)(SETTING)
    crash = answer(500, "Internal Server Error", (("content-type", "text/plain; charset=utf-8"),))
    assert shape(crash) == as_said(authorize.POST_CRASH)(SETTING)


def test_edges_go_to_the_first_refusal_that_takes_them() -> None:
    """An absent scope is the whitelist's business, an empty one the engine's."""
    trials = {trial.fact.id: trial for trial in at_the_edges("authorize", "authorize", authorize.ALL)}
    asked = {
        id_: [dict(ask.changes)["scope"] for _, ask in trials[id_].asks]
        for id_ in ("OP-AUTHORIZE-SCOPE", "OP-AUTHORIZE-SCOPE-OPENID")
    }
    assert asked == {"OP-AUTHORIZE-SCOPE": [None], "OP-AUTHORIZE-SCOPE-OPENID": ["", "openidx"]}
    nonces = [dict(ask.changes)["nonce"] for _, ask in trials["OP-AUTHORIZE-NONCE"].asks]
    assert nonces == [None, "", "n" * 0 + "x" * 21]


def test_cookies_are_read_with_their_attributes() -> None:
    """Names in lower case, flags empty, several headers apart."""
    headers = (("set-cookie", "a=1; Path=/; HttpOnly"), ("Set-Cookie", "b=2; SameSite=Lax"))
    first, second = answer(headers=headers).cookies
    assert (first.name, first.value, first.attributes) == ("a", "1", {"path": "/", "httponly": ""})
    assert second.attributes == {"samesite": "Lax"}


def test_a_signature_is_not_the_cookie_that_it_signs() -> None:
    """The real service's cookies, its signatures first: each fact reads the one that it names, and no difference is seen."""
    rules = "Path=/; HttpOnly; Secure; SameSite"
    sent = (
        f"_interaction_resume.sig=s; {rules}=None",
        f"_interaction.sig=s; {rules}=None",
        f"_interaction_resume=r; {rules}=Lax",
        f"_interaction=i; {rules}=Lax",
        f"fc_session_id=s%3A{'a' * 64}.x; {rules}=Lax; Domain=fc.example.org; Max-Age=1800",
    )
    read = {"login.authorize": answer(303, headers=tuple(("set-cookie", one) for one in sent))}
    for number in ("01", "02", "03", "04", "05", "06", "07", "08", "09", "13"):
        verdict, difference = judged(plan.FACTS[f"OP-COOKIE-{number}"], Material(SETTING, read))
        assert (verdict.result, difference) == (Result.PASS, None), number


@pytest.mark.parametrize(
    ("lax", "none", "fails"),
    [("_interaction_resume", "_interaction", "09"), ("_interaction", "_interaction_resume", "13")],
)
def test_one_cookie_does_not_answer_for_the_other_that_its_name_begins(lax: str, none: str, fails: str) -> None:
    """Whichever comes first."""
    sent = tuple(("set-cookie", f"{name}=x; SameSite={how}") for name, how in ((lax, "Lax"), (none, "None")))
    fact = plan.FACTS[f"OP-COOKIE-{fails}"]
    for headers in (sent, sent[::-1]):
        verdict, _ = judged(fact, Material(SETTING, {"login.authorize": answer(303, headers=headers)}))
        assert verdict.result is Result.FAIL


@given(st.text())
def test_whatever_stands_for_a_token_is_read_without_a_crash(text: str) -> None:
    """A provider may answer anything."""
    header, claims = parts(text)
    assert isinstance(header, dict)
    assert isinstance(claims, dict)
    assert not genuine(text, {"keys": []})


@given(st.text(), st.integers(200, 599))
def test_whatever_is_answered_has_a_shape(text: str, code: int) -> None:
    """A shape is plain data, fit for a report."""
    assert json.dumps(shape(answer(code, text)))


# ------------------------------------------------------------------ what is not there, read where something is
class _Everything(dict[str, Answer]):
    """Whatever the step, the same answer."""

    def __init__(self, one: Answer) -> None:
        super().__init__({"": one})
        self._one = one

    def get(self, key: str, default: object = None) -> Answer:
        """That answer."""
        del key, default
        return self._one


def _setting(platform: str) -> Setting:
    here = PLATFORMS[platform]
    return Setting(HERE, here, "moi", "https://moi.example.org/retour", "https://moi.example.org/", ("openid",))


FACTS = [
    (platform, fact)
    for platform in PLATFORMS
    for family in plan.FAMILIES
    for fact in family.facts
    if platform in fact.platforms
]
DOWN = {
    "blank": answer(500),
    "gateway": answer(502, "<html><body>Bad Gateway</body></html>", (("content-type", "text/html"),)),
    "nobody": answer(0),
}


@pytest.mark.parametrize("answered", list(DOWN))
def test_a_fact_that_reads_nothing_never_passes(answered: str) -> None:
    """Absent, no, none, empty: of a provider that is down, each of them is true, and proves nothing."""
    passed = [
        (platform, fact.id)
        for platform, fact in FACTS
        if judged(fact, Material(_setting(platform), _Everything(DOWN[answered])))[0].result is Result.PASS
    ]
    assert passed == []
    wanted = [fact.wants(_setting(platform)) for platform, fact in FACTS]
    assert sum(not one for one in wanted) > 10  # such facts exist


def test_what_a_document_lacks_is_read_in_that_document() -> None:
    """A page served in place of a JSON document, of a token or of a set of keys has none of their members either."""
    page = answer(200, "<html><body>oops</body></html>", (("content-type", "text/html"),))
    about = ("OP-DISCOVERY-", "OP-JWKS-", "OP-ID-TOKEN-")
    passed = {
        fact.id
        for platform, fact in FACTS
        if fact.id.startswith(about)
        and judged(fact, Material(_setting(platform), _Everything(page)))[0].result is Result.PASS
    }
    assert passed == {"OP-DISCOVERY-01", "OP-DISCOVERY-04", "OP-JWKS-01"}  # a status, a header


def test_a_fact_without_an_answer_to_read_is_no_pass() -> None:
    """A reader that looks at nothing at all is a slip of ours."""
    fact = Fact("OP-X-01", Text("x", "x"), SOURCE, lambda _: None, just(None))
    assert judged(fact, Material(SETTING, {"a.b": answer()}))[0].result is Result.FAIL
