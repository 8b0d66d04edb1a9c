"""Redaction: no planted secret survives, equal secrets still look equal, and doing it twice changes nothing."""

import json
import re
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook import escaped
from rulebook.formats.exchange import Exchange, Jwt, Request, Response
from rulebook.formats.observation import Observation
from rulebook.redaction import Redactor

KEY = bytes(range(32))
SECRET = "Zk3bQm9xVt-PLANTED_secret-0123456789abcdefg"
OTHER = "Aa1bQm9xVt-ANOTHER_secret-0123456789abcdefg"
opaque = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-", min_size=16, max_size=64)


def exchange(request: Request | None = None, response: Response | None = None) -> Exchange:
    """One exchange around a request and an answer."""
    return Exchange(
        n=1,
        at=0.0,
        space="default",
        by="dgfip",
        endpoint="assiettes",
        request=request or Request(method="GET", url="http://localhost:8703/"),
        response=response or Response(status=200),
    )


HERE = "http://localhost:8704/callback"
# Where protocols put secrets, in requests and in answers.
ASKED: dict[str, Callable[[str], dict[str, Any]]] = {
    "query": lambda secret: {"url": f"{HERE}?state=abc&{urlencode({'code': secret})}"},
    "fragment": lambda secret: {"url": f"{HERE}#{urlencode({'access_token': secret})}"},
    "form": lambda secret: {"form": (("a", "b"), ("client_secret", secret))},
    "authorization": lambda secret: {"headers": (("Authorization", secret),)},
    "bearer": lambda secret: {"headers": (("authorization", f"Bearer {secret}"),)},
    "cookie": lambda secret: {"headers": (("cookie", f"lang=fr; sid={secret}; path={secret}"),)},
    "nameless cookie": lambda secret: {"headers": (("cookie", secret),)},
    "x-franceconnect-oauth dressed": lambda secret: {"headers": (("X-FranceConnect-OAuth", f"Bearer {secret}"),)},
    "x-franceconnect-oauth": lambda secret: {"headers": (("X-FranceConnect-OAuth", secret),)},
    "referer": lambda secret: {"headers": (("referer", f"{HERE}?id_token_hint={secret}"),)},
    "form as text": lambda secret: {"text": f"client_id=x&client_secret={secret}&code=y"},
    "broken json": lambda secret: {"text": '{"client_secret": "' + secret},
    "multipart": lambda secret: {"text": f'form-data; name="client_secret"\r\n\r\n{secret}\r\n--'},
    "query of old": lambda secret: {"url": f"{HERE}?a=b;code={secret}"},
}
ANSWERED: dict[str, Callable[[str], dict[str, Any]]] = {
    "json": lambda secret: {"json": {"access_token": secret, "expires_in": 60}},
    "nested": lambda secret: {"json": [{"a": {"Refresh_Token": secret}}]},
    "set-cookie": lambda secret: {"headers": (("Set-Cookie", f"sid={secret}; Path=/; HttpOnly; SameSite=Lax"),)},
    "location": lambda secret: {"headers": (("Location", f"{HERE}?{urlencode({'code': secret, 'state': 's'})}"),)},
    "hidden": lambda secret: {"text": f'<input type="hidden" name="csrfToken" value="{secret}">'},
}
everywhere = pytest.mark.parametrize("place", [*ASKED, *ANSWERED])


def planted(place: str, secret: str) -> Exchange:
    """An exchange that carries `secret` in that place."""
    if place in ASKED:
        return exchange(Request(**{"method": "POST", "url": HERE} | ASKED[place](secret)))
    return exchange(response=Response(status=200, **ANSWERED[place](secret)))


@everywhere
@given(secret=opaque)
def test_no_planted_secret_survives(place: str, secret: str) -> None:
    """Wherever the protocols put it, only its mark leaves."""
    left = Redactor(KEY).exchange(planted(place, "~" + secret)).model_dump_json()
    assert "~" + secret not in left
    assert Redactor(KEY).mark("~" + secret) in left


@everywhere
@given(secret=opaque)
def test_redacting_twice_changes_nothing(place: str, secret: str) -> None:
    """A bundle may be redacted again, by another redactor of the same run."""
    once = Redactor(KEY).exchange(planted(place, secret))
    assert Redactor(KEY).exchange(once) == once


@given(one=opaque, two=opaque)
def test_equality_is_kept_within_a_run_and_lost_across_runs(one: str, two: str) -> None:
    """Equal secrets have equal marks under one key, and nothing in common under another."""
    redactor = Redactor(KEY)
    assert (redactor.mark(one) == redactor.mark(two)) == (one == two)
    assert redactor.mark(one) == Redactor(KEY).mark(one)
    assert redactor.mark(one) != Redactor(KEY[::-1]).mark(one)


def test_the_same_code_is_recognised_from_callback_to_token() -> None:
    """What the judge needs: the code of the redirect is the code of the form."""
    redactor = Redactor(KEY)
    callback = redactor.exchange(planted("location", SECRET))
    token = redactor.exchange(exchange(Request(method="POST", url="http://x/token", form=(("code", SECRET),))))
    mark = redactor.mark(SECRET)
    assert token.request.form == (("code", mark),)
    assert dict(callback.response.headers)["Location"] == f"http://localhost:8704/callback?code={mark}&state=s"


def test_what_is_no_secret_stays_readable() -> None:
    """State, nonce, scopes, statuses and cookie attributes are evidence."""
    url = "http://localhost:8701/api/v2/authorize?scope=openid%20email&state=abc&nonce=n-0S6_WzA2Mj&client_id=x"
    seen = exchange(
        Request(method="GET", url=url, headers=(("X-Correlation-ID", "2f1c1b9e-5f0a-4c1e-9f52-0d8a1a3b7c11"),)),
        Response(status=302, headers=(("set-cookie", "sid=; Path=/; Max-Age=0"),), json={"rfr": 21600}),
    )
    assert Redactor(KEY).exchange(seen) == seen


@pytest.mark.parametrize("code", [900901, "900901", "4101"], ids=repr)
def test_the_number_of_an_error_is_no_secret(code: int | str) -> None:
    """DGFiP errors hold a member `code` too: the judge must read it."""
    seen = exchange(response=Response(status=401, json={"erreur": {"code": code, "message": "Invalid Credentials"}}))
    assert Redactor(KEY).exchange(seen) == seen


def test_an_authorization_code_in_json_is_a_secret() -> None:
    """A client's own page may post its code as JSON."""
    seen = exchange(Request(method="POST", url="http://x/", json={"code": SECRET}))
    assert Redactor(KEY).exchange(seen).request.json_body == {"code": Redactor(KEY).mark(SECRET)}


def compact(*parts: str) -> str:
    """A token made of its decoded parts, header first."""
    return ".".join(urlsafe_b64encode(part.encode()).decode().rstrip("=") for part in parts)


def test_the_claims_of_a_token_lose_the_secrets_met() -> None:
    """The `jti` of an introspection is the access token itself, which the same request carried."""
    claims = {"token_introspection": {"active": True, "jti": SECRET, "sub": OTHER}}
    told = Jwt(where="token_introspection", header={}, claims=claims, signature="valid", kid_known=True)
    asked = exchange(Request(method="POST", url=HERE, form=(("token", SECRET),)))
    left = Redactor(KEY).exchange(asked.model_copy(update={"jwts": (told,)})).jwts[0].claims
    assert left == {"token_introspection": {"active": True, "jti": Redactor(KEY).mark(SECRET), "sub": OTHER}}


def test_a_signed_token_keeps_its_claims_and_loses_its_signature() -> None:
    """Whoever reads a journal may see what a token says, never present it."""
    jws = compact(json.dumps({"alg": "ES256"}), json.dumps({"sub": "x"}), "signature of sixty-four bytes")
    head, _, signature = jws.rpartition(".")
    redactor = Redactor(KEY)
    once = redactor.exchange(exchange(response=Response(status=200, text=f"token: {jws}, bye"))).response.text
    assert once == f"token: {head}.{redactor.mark(signature)}, bye"
    assert redactor.text(once) == Redactor(KEY).text(once) == once


def test_an_encrypted_token_keeps_its_header_only() -> None:
    """The five parts of a JWE: one is public."""
    jwe = compact('{"alg":"RSA-OAEP"}', "key", "iv", "ciphertext", "tag")
    header, _, rest = jwe.partition(".")
    assert Redactor(KEY).text(jwe) == f"{header}.{Redactor(KEY).mark(rest)}"


def test_an_unsigned_token_is_left_whole() -> None:
    """`alg: none` has no signature to hide."""
    unsigned = compact('{"alg":"none"}', '{"sub":"x"}') + "."
    assert Redactor(KEY).text(unsigned) == unsigned


def test_a_signature_cannot_hide_behind_a_forged_mark() -> None:
    """Only a mark in the place of the signature is taken for one."""
    jws = compact('{"alg":"ES256"}', '{"sub":"x"}', "signature of sixty-four bytes")
    assert jws not in Redactor(KEY).text(f"{jws}:0123456789abcdef")


@pytest.mark.parametrize("secret", ["h:" + SECRET, "h:0123", "h:"])
def test_a_secret_that_looks_like_a_mark_is_marked(secret: str) -> None:
    """A client chooses its cookies: a prefix is no way out."""
    assert Redactor(KEY).mark(secret) not in {"", secret}


def test_a_secret_met_once_is_found_in_pages_headers_and_forms() -> None:
    """Free text, other headers and other members lose the secrets met so far."""
    redactor = Redactor(KEY)
    redactor.mark(SECRET)
    seen = exchange(
        Request(method="POST", url=f"http://x/p/{SECRET}?note={SECRET}", form=(("note", SECRET),)),
        Response(status=200, headers=(("x-debug", f"t={SECRET}"), ("x-other", f"{OTHER}")), text=f"<p>{SECRET}</p>"),
    )
    left = redactor.exchange(seen).model_dump_json()
    assert SECRET not in left
    assert OTHER in left


UUID = "0e1c9d3a-5b7f-4a2e-8c6d-9f0b1a2c3d4e"
LONG = "Bq7" + "_x-Z" * 20
GLUED = ("espace-citoyen-ville-de-lyon-{}-x-y-z_a_b_c", "CANT-{}", "{}-1", "ref_{}_fin", "a-b~{}+c", "{0}-{0}", "x--{}")


@pytest.mark.parametrize("glued", GLUED)
@pytest.mark.parametrize("secret", [SECRET, UUID])
def test_a_secret_glued_to_a_word_is_found(secret: str, glued: str) -> None:
    """Joined by what tokens are made of too: by whom it was met, and by whom knows its mark only."""
    bench, judge = Redactor(KEY), Redactor(KEY)
    mark = bench.mark(secret)
    judge.learn(mark)
    for redactor in (bench, judge):
        assert redactor.text(f"dossier {glued.format(secret)}, merci") == f"dossier {glued.format(mark)}, merci"


@pytest.mark.parametrize("glued", ["v1{}", "{}fin", "a{0}{0}b", "code=x/{}", "-".join("mots") * 9 + "{}-x"])
@pytest.mark.parametrize("secret", [SECRET, UUID, LONG, "abc/def+ghi/jkl/mno=="])
def test_a_secret_that_was_met_is_found_inside_any_word(secret: str, glued: str) -> None:
    """Glued to letters, with as many joints as one likes; of two that begin alike, the longer."""
    redactor = Redactor(KEY)
    mark = redactor.mark(secret)
    redactor.mark(secret[:-1])
    assert redactor.text(glued.format(secret)) == glued.format(mark)


def entities(text: str) -> str:
    """As templates escape attributes, in decimal and in hexadecimal by turns."""
    return text.replace("-", "&#45;").replace("_", "&#x5F;").replace("Z", "&#090").replace("+", "&plus;")


def javascript(text: str) -> str:
    """As `escapejs` does, and others."""
    return text.replace("-", "\\u002D").replace("_", "\\x5f").replace("Z", "\\u{5a}").replace("/", "\\/")


def percent(text: str) -> str:
    """All of it, in either case."""
    return "".join(f"%{ord(char):02x}" if char.isdigit() else f"%{ord(char):02X}" for char in text)


def twice(text: str) -> str:
    """Whatever was escaped is escaped again; each in its turn, and figures of old among them."""
    again = text.replace("9", "&amp;#57;").replace("-", "\\\\u002d").replace("_", "%255F").replace("Z", "\\132")
    return again.replace("Q", "&amp;#x51;").replace("L", "%254c").replace("V", "\\\\x56").replace("E", "\\u0045")


SPELLINGS = (entities, javascript, percent, twice)
AROUND = (
    "{}",
    "t%3A{}%26",
    "t={}%26",
    "Bearer%20{}",
    "&quot;{}&quot;",
    "\\n{}\\n",
    "CANT-{}",
    "x&amp;{} y",
    "%7B{}",
    "{}:{}",
)


@pytest.mark.parametrize("spelled", SPELLINGS)
@pytest.mark.parametrize("around", AROUND)
def test_a_secret_is_found_however_a_page_spells_it(around: str, spelled: Callable[[str], str]) -> None:
    """By whom it was met, and by whom knows its mark only; what stands around the word stays to the letter."""
    bench, judge = Redactor(KEY), Redactor(KEY)
    mark = bench.mark(SECRET)
    judge.learn(mark)
    page, hidden = (f"<a&b> 100% {around.replace('{}', word)} \\o/" for word in (spelled(SECRET), mark))
    for redactor in (bench, judge):
        assert redactor.text(page) == hidden
        assert redactor.text(hidden) == hidden


@pytest.mark.parametrize("spelled", SPELLINGS)
def test_the_signature_of_a_spelled_token_is_hidden(spelled: Callable[[str], str]) -> None:
    """Nobody met it before."""
    jws = compact('{"alg":"ES256"}', '{"sub":"x"}', "signature>of?sixty-four~bytes")
    left = Redactor(KEY).text(spelled(jws) + "%0A")
    assert jws.rpartition(".")[2] not in left
    assert Redactor(KEY).mark(jws.rpartition(".")[2]) in left
    assert Redactor(KEY).text(left) == left


@given(st.text("-_Z9&#;x45%2dDu\\{}.: eyJ", max_size=80))
def test_spellings_are_no_trap(text: str) -> None:
    """Whatever looks like an escape: what says no secret stays to the letter, and twice is once."""
    once = Redactor(KEY).text(text)
    assert Redactor(KEY).text(once) == once
    assert "eyJ" in text or escaped.replaced(text, re.compile("[a-z]+"), str) == text


PASSWORDS = ("password", "Passwd", "mot_de_passe", "motDePasse", "user[password]", "j_pwd", "mdp", "user_pass")
TICKETS = ("pass_sport", "pass-sport", "passSport", "pass_culture[numero]", "mot_de_passe_oublie", "motDePasseOublie")
JOINED = ("userPwd", "newMdp", "mdpNouveau", "PassWord", "passCode", "userPass", "user[pass]", "pass2", "pass-confirm")


@pytest.mark.parametrize("name", PASSWORDS + JOINED)
def test_a_password_is_one_under_any_usual_name(name: str) -> None:
    """Short as it may be: in a form, in JSON, in an address."""
    seen = exchange(
        Request(method="POST", url=f"{HERE}?{urlencode({name: 'tre5court'})}", form=((name, "tre5court"),)),
        Response(status=200, json={name: "tre5court"}),
    )
    assert "tre5court" not in Redactor(KEY).exchange(seen).model_dump_json()


@pytest.mark.parametrize("name", ["passage", "compass", "passeport", "pwdless", *TICKETS])
def test_what_only_begins_like_a_password_stays(name: str) -> None:
    """A pass is also a ticket."""
    seen = exchange(Request(method="POST", url=HERE, form=((name, "lisible"),)))
    assert Redactor(KEY).exchange(seen) == seen


def test_a_secret_marked_elsewhere_is_recognised_by_its_mark() -> None:
    """The judge never sees an access token, but the bench marked it with the same key: a page that prints it is hidden all the same."""
    judge, bench = Redactor(KEY), Redactor(KEY)
    judge.learn(bench.exchange(planted("json", SECRET)).model_dump_json())
    page = exchange(response=Response(status=200, text=f"<a href='/p/{SECRET}?t={SECRET}'>{SECRET}</a> {OTHER}"))
    left = judge.exchange(page).model_dump_json()
    assert SECRET not in left
    assert left.count(bench.mark(SECRET)) == 3
    assert OTHER in left


def test_an_observation_leaves_without_secrets() -> None:
    """Address, title and text."""
    redactor = Redactor(KEY)
    mark = redactor.mark(SECRET)
    seen = Observation(
        n=1, at=0.0, driver="http", step="start", url=f"{HERE}/{SECRET}", status=200, title=SECRET, text=f"a {SECRET} b"
    )
    left = redactor.observation(seen)
    assert (left.url, left.title, left.text) == (f"{HERE}/{mark}", mark, f"a {mark} b")


# Names that nobody promised, in a request.
INVENTED: dict[str, dict[str, Any]] = {
    "form": {"form": (("clientSecret", SECRET),)},
    "query": {"url": f"{HERE}?state=abc&jeton={SECRET}"},
    "json": {"json": {"jeton": SECRET, "liste": [SECRET]}},
    "header": {"headers": (("X-Jeton", SECRET),)},
    "text": {"text": f'name="secretClient"\r\n\r\n{SECRET}\r\n--'},
    "path": {"url": f"http://localhost:8701/api/v2/userinfo/{SECRET}"},
    "path before its header": {
        "url": f"http://localhost:8701/p/{SECRET[:20]}",
        "headers": (("Authorization", f"Bearer {SECRET[:20]}"),),
    },
}


@pytest.mark.parametrize("place", INVENTED)
def test_what_looks_like_a_secret_is_hidden_under_any_name(place: str) -> None:
    """A client that misspells `client_secret`, or puts its token where nobody reads it, still leaves no secret behind."""
    asked = Request(**{"method": "POST", "url": HERE} | INVENTED[place])
    seen = exchange(asked).model_copy(update={"endpoint": "not_found"})
    left = Redactor(KEY).exchange(seen)
    assert SECRET[:20] not in left.model_dump_json()
    assert Redactor(KEY).exchange(left) == left


def test_evidence_that_looks_opaque_stays_readable() -> None:
    """A state and a nonce are judged on what they are; an interaction is found by its address; answers are not requests."""
    query = f"state={SECRET}&nonce={OTHER}&client_id={SECRET}&idp_hint=5c2cf1a4-7d5e-4b0e-9d8e-1f2a3b4c5d6e"
    asked = Request(
        method="GET",
        url=f"http://localhost:8701/api/v2/interaction/{OTHER}?{query}",
        headers=(("X-Correlation-ID", "2f1c1b9e-5f0a-4c1e-9f52-0d8a1a3b7c11"),),
    )
    seen = exchange(asked, Response(status=200, json={"keys": [{"x": SECRET}]}))
    assert Redactor(KEY).exchange(seen) == seen


def test_a_scheme_stays_in_sight_even_where_none_should_be() -> None:
    """`X-FranceConnect-OAuth` wants the bare token: a `Bearer` before it must show, and the token keep its mark."""
    left = Redactor(KEY).exchange(planted("x-franceconnect-oauth dressed", SECRET))
    assert left.request.headers == (("X-FranceConnect-OAuth", f"Bearer {Redactor(KEY).mark(SECRET)}"),)


def test_short_values_are_not_chased_in_free_text() -> None:
    """The password "123" is marked where it is a password, not inside every number."""
    redactor = Redactor(KEY)
    assert redactor.mark("123").startswith("h:")
    assert redactor.text("montant : 123 euros") == "montant : 123 euros"


@pytest.mark.parametrize("address", ["http://[", "http://[::1", "//[x]:y/?code=" + SECRET])
def test_an_address_that_is_none_does_not_break_the_journal(address: str) -> None:
    """A client may send anything as Referer: its exchange stays readable, without its secrets."""
    seen = exchange(Request(method="GET", url=address, headers=(("referer", address),)))
    assert SECRET not in Redactor(KEY).exchange(seen).model_dump_json()


def test_endless_json_is_cut() -> None:
    """A client may nest until Python gives up: its exchange can still be read."""
    deep: Any = SECRET
    for _ in range(400):
        deep = [deep]
    left = Redactor(KEY).exchange(exchange(Request(method="POST", url=HERE, json=deep))).model_dump_json()
    assert "[…]" in left
    assert SECRET not in left


SPELLED = ("&#45;", "-&#45;", "eyJ&#45;", "%2D", "a%", "%2", "&#", "&amp", "\\u002D", "\\", "a\\x", "a-&#45;.")


@pytest.mark.parametrize("piece", ["eyJ-", "eyJ.", "code=", "a.b.", 'name="csrf" ', "h:0123456789abcdef", *SPELLED])
def test_long_texts_are_read_once(piece: str) -> None:
    """A body at the limit of the journal, made to be read over and over, is redacted in no time that anybody would notice."""
    text = piece * (65_536 // len(piece))
    redactor = Redactor(KEY)
    for length in range(16, 1_000):
        redactor.mark((piece * length)[:length] + "Z")
    began = time.process_time()
    redactor.text(text)
    assert time.process_time() - began < 1.0  # a tenth of it or less; read over and over, minutes


@pytest.mark.parametrize("piece", ["a-", "ab-", "abcdef_", "-" * 16, "a" * 16 + "-"])
def test_the_work_grows_as_the_word_does(piece: str) -> None:
    """With marks made elsewhere, what may be a secret is tried: as many times in each stretch of a word, however long it is."""
    redactor = Redactor(KEY)
    redactor.learn(Redactor(KEY).mark(SECRET))
    spent = []
    for length in (8_192, 65_536):
        began = time.process_time()
        redactor.text(piece * (length // len(piece)))
        spent.append(time.process_time() - began)
    assert spent[1] < 24 * spent[0] + 0.1  # eight times; each span tried, sixty-four


@given(st.text(max_size=80))
def test_any_text_is_redacted_and_stays_so(text: str) -> None:
    """No text makes the redactor fail, and twice is once."""
    once = Redactor(KEY).text(text)
    assert Redactor(KEY).text(once) == once
