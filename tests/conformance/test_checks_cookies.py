"""Sessions and cookies, where their checks draw the line: which cookie is one, which is renewed, which comes back."""

import time
from dataclasses import replace
from typing import Any

import pytest
from check_pairs import screen
from judge_journeys import CLIENT, ISSUER, at_client, exchange, journey, page

from conformance.checks import CHECKS
from conformance.journey import Journey
from rulebook.formats.exchange import Exchange
from rulebook.formats.report import Result

_SESSION = "villefictive_8704=h:00000000000000a1"


def result(check: str, seen: Journey) -> Result:
    """What the check says of it."""
    return CHECKS[check].judge(seen).result


def answering(*lines: tuple[str, str], n: int = 1, text: str = "<html></html>", **rest: Any) -> Exchange:
    """A page with those header lines, in order, repeated ones included."""
    made = at_client(n, f"{CLIENT}/page", text=text, **rest)
    return made.model_copy(update={"response": made.response.model_copy(update={"headers": lines})})


# ------------------------------------------------------------------ FS-SESSION-01
def logged_in(sent: str, *lines: str) -> Journey:
    """A citizen comes back with those cookies, and the answer sets (or takes back) others."""
    url = f"{CLIENT}/retour?code=h:0000000000000001&state=s"
    back = at_client(1, url, status=303, location="/", headers={"cookie": sent})
    answer = back.response.model_copy(update={"headers": tuple(("set-cookie", line) for line in lines)})
    return journey(back.model_copy(update={"response": answer}), page(2, "connected"))


_A, _B, _VISIT = "=h:00000000000000a1", "=h:00000000000000a2", "derniere_visite=h:00000000000000d1; HttpOnly"


@pytest.mark.parametrize(
    ("sent", "lines", "says"),
    [
        (_SESSION, (_VISIT,), Result.WARNING),
        (f"sessionid{_A}", (_VISIT, f"sessionid{_A}"), Result.WARNING),
        (f"sessionid{_A}; derniere_visite{_A}", (_VISIT,), Result.WARNING),
        (f"PHPSESSID{_A}; oidc_state{_A}", ("oidc_state=; Max-Age=0", _VISIT), Result.WARNING),
        (_SESSION, (f"villefictive_8704{_B}", _VISIT), Result.PASS),
        (f"sessionid{_A}; bandeau{_A}", (f"sessionid{_B}",), Result.PASS),
        (f"visiteur{_A}; bandeau{_A}", (f"visiteur{_B}",), Result.PASS),
        (f"avant{_A}", (f"authToken{_B}",), Result.PASS),
        (f"oidc_state{_A}", (f"visiteur{_B}",), Result.PASS),
        (f"avant{_A}; bandeau{_A}", ("avant=; Expires=Thu, 01-Jan-1970 00:00:01 GMT", f"visiteur{_B}"), Result.PASS),
    ],
)
def test_a_new_cookie_beside_a_session_that_stays_renews_nothing(
    sent: str, lines: tuple[str, ...], says: Result
) -> None:
    """What is replaced must be the session, as far as its name, or the others, tell."""
    assert result("FS-SESSION-01a", logged_in(sent, *lines)) is says


_CORRELATION = ".AspNetCore.Correlation.x1"


@pytest.mark.parametrize(
    ("sent", "lines", "says"),
    [
        # A framework's values are not its login; its identifier is, whatever is new beside it.
        (f".AspNetCore.Session{_A}; {_CORRELATION}{_A}", (f".AspNetCore.Cookies{_B}",), Result.PASS),
        (f".AspNetCore.Session{_A}", (_VISIT,), Result.WARNING),
        (f"ASP.NET_SessionId{_A}", (f".ASPXAUTH{_B}",), Result.PASS),
        (f"ASP.NET_SessionId{_A}", (_VISIT,), Result.WARNING),
        (f"PHPSESSID{_A}", (f"session_start_date{_B}",), Result.WARNING),
        (f"__Host-PHPSESSID{_A}", (f"user_token{_B}",), Result.WARNING),
        (f"JSESSIONID{_A}", (f"didomi_token{_B}",), Result.WARNING),
        (f"_mairie_session{_A}", (f"last_login{_B}",), Result.WARNING),
        (f"mairie{_A}", (f"didomi_token{_B}",), Result.WARNING),
        # What stands before the client is no session, and hides none.
        (f"ARRAffinity{_A}; ARRAffinitySameSite{_A}", (f".AspNetCore.Cookies{_B}",), Result.PASS),
        (f"SERVERID{_A}; oidc_state{_A}", (f"espace_citoyen{_B}",), Result.PASS),
        (f"AWSALB{_A}; AWSALBCORS{_A}; auth_nonce{_A}", (f"mairie{_B}",), Result.PASS),
        (f"BIGipServer~mairie~pool{_A}; INGRESSCOOKIE{_A}; route{_A}", (f"mairie{_B}",), Result.PASS),
        (f"route{_A}; mairie{_A}", (f"route{_B}",), Result.WARNING),
        # A login that is not done yet.
        (f"login_state{_A}", (f"mairie{_B}",), Result.PASS),
        (f"mod_auth_openidc_state_a1{_A}", (f"mod_auth_openidc_session{_B}",), Result.PASS),
        (f"mairie{_A}", (f"login_state{_B}",), Result.WARNING),
        (f"session_state{_A}", (_VISIT,), Result.WARNING),
    ],
)
def test_a_frameworks_cookie_is_known_before_any_word(sent: str, lines: tuple[str, ...], says: Result) -> None:
    """Its name says what it holds, and a word in another name may not outweigh it."""
    assert result("FS-SESSION-01a", logged_in(sent, *lines)) is says


def test_a_session_that_stays_is_named() -> None:
    """The verdict says which cookie it is about."""
    assert "villefictive_8704" in CHECKS["FS-SESSION-01a"].judge(logged_in(_SESSION, _VISIT)).received.fr


def at_franceconnect() -> Exchange:
    """FranceConnect sets a cookie of its own."""
    made = exchange(0, "driver", "franceconnect", f"{ISSUER}/authorize", answer={"set-cookie": f"fc_session_id{_B}"})
    return made.model_copy(update={"at": 1.0})


def test_the_cookies_of_franceconnect_are_not_the_clients() -> None:
    """A browser sends them to the client too, when both are on one host: they stay, and are nobody's session."""
    seen = logged_in(f"{_SESSION}; fc_session_id{_B}", f"villefictive_8704{_B}")
    with_its_own = replace(seen, exchanges=(at_franceconnect(), *seen.exchanges))
    assert result("FS-SESSION-01a", with_its_own) is Result.PASS
    lost = visited(f"s{_A}; SameSite=Strict", sent=f"s{_A}; fc_session_id{_B}")
    lost = replace(lost, exchanges=(at_franceconnect(), *lost.exchanges))
    assert result("FS-COOKIE-02a", lost) is Result.WARNING


# ------------------------------------------------------------------ FS-COOKIE-02
def visited(*before: str, sent: str = "", after: tuple[str, ...] = ()) -> Journey:
    """A first page sets cookies, FranceConnect sends the citizen back, and the answer sets others."""
    home = answering(*(("Set-Cookie", line) for line in before))
    url = f"{CLIENT}/retour?code=h:0000000000000001&state=s"
    back = at_client(2, url, status=303, location="/", headers={"cookie": sent} if sent else {})
    lines = tuple(("Set-Cookie", line) for line in after)
    return journey(home, back.model_copy(update={"response": back.response.model_copy(update={"headers": lines})}))


@pytest.mark.parametrize(
    ("seen", "says"),
    [
        (visited(f"s{_A}; SameSite=Lax", sent=f"s{_A}"), None),
        (visited(f"s{_A}; SAMESITE = lax", sent=f"s{_A}"), None),
        (visited(f"s{_A}; SameSite=None; Secure", sent=f"s{_A}"), "None"),
        (visited(f"s{_A}; SameSite", sent=f"s{_A}"), "sans SameSite"),
        (visited(f"s{_A}; SameSite=Oui", sent=f"s{_A}"), "sans SameSite"),
        (visited(f"s{_A}; SameSite=Lax; SameSite=None", sent=f"s{_A}"), "None"),
        (visited(f"s{_A}; SameSite=Strict", sent=f"s{_A}"), "perdu au retour"),
        # The one that holds the request comes too, or nothing is known of one that came.
        (visited(f"s{_A}; SameSite=Strict", f"p{_A}; SameSite=Lax", sent=f"s{_A}; p{_A}"), None),
        (visited(f"s{_A}; SameSite=Strict", sent=f"s{_A}; ailleurs{_A}"), None),
        # One request to FranceConnect, in case its answer comes by POST from another site; it must still say something.
        (visited(f"{_CORRELATION}{_A}; SameSite=None; Secure", sent=f"s{_A}"), None),
        (visited(f".AspNetCore.OpenIdConnect.Nonce.CfDJ8-sid-{_A}; SameSite=None", sent=f"s{_A}"), None),
        (visited(f"auth_nonce{_A}; SameSite=None", sent=f"s{_A}"), None),
        (visited(f"s{_A}; SameSite=Lax", f"ARRAffinitySameSite{_A}; SameSite=None", sent=f"s{_A}"), None),
        # A session of after the login comes back from nowhere.
        (visited(f"p{_A}; SameSite=Lax", sent=f"p{_A}", after=(f"s{_B}; SameSite=Strict",)), None),
        (visited(after=(f"s{_B}; SameSite=Strict",)), None),
    ],
)
def test_same_site_protects_the_session_and_does_not_lose_it(seen: Journey, says: str | None) -> None:
    """`None` and unknown words protect nothing; `Strict` is wrong for all that came back from FranceConnect, and for it alone."""
    verdict = CHECKS["FS-COOKIE-02a"].judge(seen)
    assert verdict.result is (Result.PASS if says is None else Result.WARNING)
    assert says is None or f"s : {'sans SameSite' if says.startswith('sans') else 'SameSite='}" in verdict.received.fr
    assert says is None or says in verdict.received.fr


# ------------------------------------------------------------------ which cookies are judged
@pytest.mark.parametrize(
    "name",
    [
        "itineraire",
        "routeur",
        "server_identity",
        "mission_locale_8704",
        "mission_locale_session",
        "langon_compte",
        "lang_session",
        "thematique",
        "consentis",
    ],
)
def test_a_cookie_is_judged_although_its_name_holds_a_harmless_word(name: str) -> None:
    """A word is taken for itself, where frameworks put it."""
    seen = journey(screen("", answer={"set-cookie": f"{name}{_A}"}))
    assert result("FS-COOKIE-01a", seen) is Result.WARNING


@pytest.mark.parametrize(
    "name",
    [
        "csrftoken", "XSRF-TOKEN", "_csrf", "__Host-authjs.csrf-token", ".AspNetCore.Antiforgery.x1", "lang", "langue", "django_language",
        "locale", "NEXT_LOCALE", "userLocale", "theme", "dsfr-theme", "themeMode", "cookie_consent", "CookieConsent", "cookieconsent_status",
        "SERVERID", "AWSALB", "AWSALBTGCORS", "ARRAffinity", "BIGipServerpool_8704", "INGRESSCOOKIE", "route", "__cf_bm", "didomi_token",
        "consentement", "tarteaucitron", "_pk_id.1.abcd", "matomo_ignore",
    ],
)  # fmt: skip
def test_a_harmless_cookie_is_known_by_its_name(name: str) -> None:
    """Language, look, consent, protection of forms, audience, balancing of load."""
    seen = journey(screen("", answer={"set-cookie": f"{name}{_A}"}))
    assert result("FS-COOKIE-01a", seen) is Result.NOT_APPLICABLE


@pytest.mark.parametrize(
    "end",
    [
        "; Max-Age=-1",
        "; Max-Age=00",
        pytest.param(f"; Max-Age=-{'9' * 5_000}", id="older than any number"),
        "; Expires=Wed, 31 Dec 1969 23:59:59 GMT",
        "; Expires=Thu, 01-Jan-1970 00:00:10 GMT",
        "; Expires=Thu, 01-Jan-70 00:00:01 GMT",
    ],
)
def test_a_cookie_is_taken_back_as_each_server_does(end: str) -> None:
    """Nothing is asked of it then."""
    seen = journey(screen("", answer={"set-cookie": f"s{_A}{end}"}))
    assert result("FS-COOKIE-01a", seen) is Result.NOT_APPLICABLE
    kept = journey(screen("", answer={"set-cookie": f"s{_A}; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT"}))
    assert result("FS-COOKIE-01a", kept) is Result.WARNING


@pytest.mark.parametrize("check", ["FS-COOKIE-01a", "FS-COOKIE-02a"])
def test_an_age_without_end_is_an_age(check: str) -> None:
    """Longer than a number may be written: the cookie stays, and is judged as any other."""
    ages = (f"; Max-Age={'9' * 5_000}", "; Max-Age=60")
    endless, minute = (journey(screen("", answer={"set-cookie": f"s{_A}{age}"})) for age in ages)
    assert result(check, endless) is result(check, minute)
    assert result(check, endless) is not Result.SUITE_ERROR


def test_a_name_without_end_is_read_at_once() -> None:
    """A client may call its cookie anything."""
    began = time.perf_counter()
    assert result("FS-COOKIE-01a", journey(screen("", answer={"set-cookie": "cookie" * 5000 + _A}))) is Result.WARNING
    assert time.perf_counter() - began < 1
