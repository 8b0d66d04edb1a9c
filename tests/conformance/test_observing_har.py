"""A browser's recording, alone: what it shows is judged, what it hides is not, whatever it holds obeys nobody, and its secrets stay in it."""

import base64
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from judge_journeys import CLIENT, HABILITATION, ISSUER, application
from observed import entry, har, told

from conformance.judging import Judged
from conformance.observing.judging import Choices, observe
from conformance.observing.recorded import issuer_of
from conformance.observing.sources import Browser
from conformance.observing.subject import Subject
from conformance.reports import html, junit
from conformance.reports import json as report_json
from rulebook.duty import Capability
from rulebook.formats.exchange import Exchange
from rulebook.formats.habilitation import Credentials
from rulebook.formats.har import MOST_ENTRIES, Har
from rulebook.formats.reading import Unreadable, read_json

APPLICATION = application(Capability.FRANCECONNECT, Capability.API_FRANCECONNECT, Capability.API_SPI)
ASKED = (
    f"{ISSUER}/authorize?response_type=code&client_id=cid&redirect_uri={CLIENT}/retour&scope=openid%20given_name"
    f"&state={'s' * 32}&nonce={'n' * 32}&acr_values=eidas1"
)
CODE, SESSION = "code-de-FranceConnect-0123456789", "session-secrete-0123456789"
BACK = f"{CLIENT}/retour?code={CODE}&state={'s' * 32}"
RESULT = "<html><title>Tarif</title><main data-etat=resultat>12 €</main></html>"


def observed(*entries: dict[str, Any]) -> Judged:
    """Judge that recording, alone."""
    return observe(Subject(HABILITATION, APPLICATION), None, [Browser(read_json(Har, har(*entries)))], Choices())


def visit(**cookie: str) -> tuple[dict[str, Any], ...]:
    """A citizen logs in and is served, among other traffic."""
    return (
        entry(f"{CLIENT}/", text="<html><body>Bonjour</body></html>", second=0),
        entry(f"{CLIENT}/style.css", kind="text/css", got={"referrer-policy": "unsafe-url"}, second=1),
        entry("https://mesure.example/pixel?jeton=secret", kind="text/html", second=1),
        entry(ASKED, 303, got={"location": f"{ISSUER}/interaction/x"}, kind="x-unknown", second=2),
        entry(BACK, 303, got={"location": "/tarif", **cookie}, kind="x-unknown", second=3),
        entry(f"{CLIENT}/tarif", text=RESULT, got={"cache-control": "no-store"}, second=4),
    )


def test_a_recording_shows_what_passed_by_the_browser() -> None:
    """The authorization request, the pages, the caches; not the server's own calls. The issuer is the one the browser was sent to."""
    judged = observed(*visit(**{"set-cookie": f"session={SESSION}; HttpOnly; SameSite=Lax\ngone=; Max-Age=0"}))
    results = told(judged)
    assert {results[duty] for duty in ("FS-NONCE-01", "FS-ACR-01", "API-CACHE-01", "FS-COOKIE-01", "FS-PAGE-01")} == {
        "PASS"
    }
    assert {results[duty] for duty in ("FS-TOKEN-01", "API-CORRELATION-01", "FS-SECRET-01")} == {"SKIPPED"}
    assert judged.exit_code == 0
    assert [e.endpoint for e in judged.exchanges] == ["client", "franceconnect", "client", "client"]
    assert [seen.oracle for seen in judged.observations] == ["none", "result"]
    assert judged.report.issuer == ISSUER
    written = "".join(one.model_dump_json() for one in (*judged.exchanges, *judged.observations))
    for secret in (CODE, SESSION, "jeton=secret"):
        assert secret not in written


def test_what_a_recording_shows_broken_is_broken() -> None:
    """A short nonce, a token in an address, a result that caches keep."""
    wrong = (
        entry(ASKED.replace("n" * 32, "court"), 400, text="<html>Y030007</html>"),
        entry(f"{CLIENT}/suite?access_token=abcdefghijklmnop", text=RESULT, got={"cache-control": "public"}, second=1),
    )
    judged = observed(*wrong)
    results = told(judged)
    assert (results["FS-NONCE-01"], results["API-TRACE-01"], results["API-CACHE-01"]) == ("FAIL", "FAIL", "WARNING")
    assert judged.exit_code == 1


def test_cookies_that_were_left_out_are_not_judged() -> None:
    """Browsers export without them by default: nothing is known of the session then."""
    results = told(observed(*visit()))
    assert {results[duty] for duty in ("FS-COOKIE-01", "FS-COOKIE-02", "FS-SESSION-01")} == {"NOT_APPLICABLE"}


def test_stated_secrets_are_hidden_without_a_bench() -> None:
    """The habilitation states them: a page of the recording that shows one does not leave with it."""
    secret = "un-secret-de-trente-deux-caracteres"
    fixed = Credentials(client_id="c", client_secret=secret, apim_key="k", apim_secret=secret)
    stated = HABILITATION.model_copy(update={"credentials": fixed})
    page = har(entry(f"{CLIENT}/", text=f"<html><body>config {secret} fin</body></html>"))
    judged = observe(Subject(stated, APPLICATION), None, [Browser(read_json(Har, page))], Choices())
    assert judged.exchanges
    assert secret not in "".join(one.model_dump_json() for one in (*judged.exchanges, *judged.observations))


def test_bodies_are_read_as_they_were_sent() -> None:
    """Forms, in text or in members; pages in base64, or in nothing that can be read."""
    page = base64.b64encode(RESULT.encode()).decode()
    hidden = {**entry(f"{CLIENT}/b", text="%%%", second=2)}
    hidden["response"]["content"]["encoding"] = "base64"
    coded = {**entry(f"{CLIENT}/a", text=page, second=1)}
    coded["response"]["content"]["encoding"] = "base64"
    parts = entry(f"{CLIENT}/c", form="", second=3)
    parts["request"]["postData"] = {"params": [{"name": "spi", "value": "0123456789789"}]}
    judged = observed(entry(f"{CLIENT}/f", form="a=1&mot_de_passe=x&password=tres-secret-012345"), coded, hidden, parts)
    first, second, third, fourth = judged.exchanges
    assert first.request.form is not None
    assert [value.startswith("h:") for _name, value in first.request.form] == [False, True, True]
    assert (second.response.text, third.response.text) == (RESULT, None)
    assert fourth.request.form == (("spi", "0123456789789"),)


def test_a_recording_of_somebody_else_shows_nothing() -> None:
    """And says which address was looked for."""
    judged = observed(entry("https://ailleurs.example/"))
    assert judged.exchanges == ()
    assert judged.report.modules[0].reason is not None
    assert CLIENT in judged.report.modules[0].reason.fr
    assert judged.exit_code == 0


def test_an_issuer_is_known_by_what_it_is_asked() -> None:
    """Not by a path alone; and one that comes back to the client, before a login of the same browser elsewhere."""
    elsewhere = entry("https://x.example/authorize?client_id=a&response_type=code&redirect_uri=https://y.example/back")
    assert (
        issuer_of(read_json(Har, har(entry("https://x.example/authorize?client_id=a"), entry(ASKED))), CLIENT) == ISSUER
    )
    assert issuer_of(read_json(Har, har(elsewhere, entry(ASKED))), CLIENT) == ISSUER
    assert issuer_of(read_json(Har, har(elsewhere)), CLIENT) == "https://x.example"
    assert issuer_of(read_json(Har, har(entry(f"{CLIENT}/"))), CLIENT) == ""


@pytest.mark.parametrize("back", ["http://[", "//[", "http://a%E2%84%80b/"])
def test_an_issuer_is_known_although_a_request_names_no_address_to_come_back_to(back: str) -> None:
    """It is none of the client's; the other requests are read all the same."""
    lost = entry(f"https://x.example/authorize?client_id=a&response_type=code&redirect_uri={back}")
    assert issuer_of(read_json(Har, har(lost, entry(ASKED))), CLIENT) == ISSUER
    assert issuer_of(read_json(Har, har(lost)), CLIENT) == "https://x.example"


# ------------------------------------------------------------------ nobody vouches for it
HOSTILE = "<script>window.obeyed=1</script>\x1b[31m\x00\u202e]]>&\"'"


@pytest.mark.parametrize(
    "got",
    [
        {"location": "http://[::1"},
        {"location": f"{CLIENT}/{HOSTILE}"},
        {"set-cookie": HOSTILE},
        {"cache-control": HOSTILE, HOSTILE: HOSTILE},
        {"referrer-policy": "unsafe-url", "cookie": "=;=;"},
    ],
    ids=str,
)
def test_a_hostile_recording_is_judged_and_reported(got: dict[str, str]) -> None:
    """Scripts in titles, texts and headers, addresses that are none: a report as any other, no error of ours."""
    page = f"<title>{HOSTILE}</title>{HOSTILE}<main data-etat=resultat>{HOSTILE}"
    judged = observed(entry(f"{CLIENT}/{HOSTILE}", text=page, got=got, sent={"referer": "http://[", **got}), *visit())
    assert "SUITE_ERROR" not in {check.result for module in judged.report.modules for check in module.checks}
    assert judged.exit_code in {0, 1}
    text = html.render(judged.report, judged.exchanges, judged.observations)
    assert "<script" not in text
    assert "\x1b" not in text + junit.render(judged.report) + report_json.render(judged.report)
    for line in report_json.lines(judged.exchanges).splitlines():
        Exchange.model_validate_json(line)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "JSON illisible"),
        ("{", "JSON illisible"),
        ("[" * 100_000, "JSON illisible"),
        ('{"log": {"entries": [NaN]}}', "JSON illisible"),
        ("[]", "table"),
        ("{}", "log"),
        ('{"log": {}}', "log.entries"),
        ('{"log": {"entries": 3}}', "liste"),
        (har(entry("http://[::1")), "adresse"),
        (har({**entry(CLIENT), "startedDateTime": "hier"}), "instant"),
        (har({**entry(CLIENT), "startedDateTime": "9999-12-31T23:59:59"}), "fuseau"),
        (har(entry(CLIENT, 99999)), "999"),
        (har({**entry(CLIENT), "request": None}), "table"),
    ],
)
def test_what_is_no_recording_is_refused_with_its_place(text: str, says: str) -> None:
    """A sentence, in both languages, and never a traceback."""
    with pytest.raises(Unreadable) as refused:
        read_json(Har, text)
    problem = refused.value.problems[0]
    assert says in problem.located("visite.har")
    assert problem.located("visite.har", "en")


def test_a_recording_without_end_is_refused() -> None:
    """So many requests are more than one visit."""
    with pytest.raises(Unreadable):
        read_json(Har, har(*[entry(CLIENT)] * (MOST_ENTRIES + 1)))


WORD = st.text(max_size=30) | st.sampled_from(
    [HOSTILE, "http://[", CLIENT, ASKED, BACK, "session=x; HttpOnly", "\ud800"]
)


@given(st.lists(st.tuples(WORD, WORD, WORD, st.integers(0, 999)), max_size=4))
def test_any_recording_that_is_read_is_judged(rows: list[tuple[str, str, str, int]]) -> None:
    """Whatever its texts: no error of ours, and nothing that breaks a file."""
    entries = [
        entry(
            f"{CLIENT}/{a}" if n % 2 else a,
            status,
            text=b,
            got={"set-cookie": c, "location": a, "cache-control": b},
            sent={"cookie": c},
        )
        for n, (a, b, c, status) in enumerate(rows)
    ]
    try:
        recording = read_json(Har, json.dumps({"log": {"entries": entries}}))
    except Unreadable:
        return
    judged = observe(Subject(HABILITATION, APPLICATION), None, [Browser(recording)], Choices())
    assert judged.exit_code in {0, 1}
    report_json.lines(judged.exchanges).encode()
