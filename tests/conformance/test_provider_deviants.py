"""The provider plan proven the other way: one deviation at a time, and exactly the check that looks there fails."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import httpx2
import pytest
from franceconnect_bench import decoded
from joserfc import jws
from provider_bench import ProviderBench, provider_bench, results, unhappy

from conformance.provider.facts.discovery import MEMBERS, SERVERS
from mock_franceconnect.ports.keys import new_key
from rulebook.formats.report import Result

Change = Callable[[httpx2.Response], httpx2.Response]
PREFIX = "/api/v2"


@pytest.fixture(scope="module")
def bench() -> Iterator[ProviderBench]:
    """A simulator of FranceConnect."""
    with provider_bench() as made:
        yield made


# ------------------------------------------------------------------ ways to deviate
def _with(response: httpx2.Response, **changes: Any) -> httpx2.Response:
    parts: dict[str, Any] = {
        "status_code": response.status_code,
        "headers": response.headers.multi_items(),
        "content": response.content,
    }
    parts |= changes
    kept = [(name, value) for name, value in parts["headers"] if name.lower() != "content-length"]
    return httpx2.Response(parts["status_code"], headers=kept, content=parts["content"])


def status(code: int) -> Change:
    """Another status."""
    return lambda response: _with(response, status_code=code)


def header(name: str, value: str | None) -> Change:
    """Another value of a header, or none."""

    def change(response: httpx2.Response) -> httpx2.Response:
        kept = [(key, said) for key, said in response.headers.multi_items() if key.lower() != name]
        return _with(response, headers=kept if value is None else [*kept, (name, value)])

    return change


def also(name: str, value: str) -> Change:
    """One header more."""
    return lambda response: _with(response, headers=[*response.headers.multi_items(), (name, value)])


def in_header(name: str, old: str, new: str) -> Change:
    """Other words in every header of that name."""

    def change(response: httpx2.Response) -> httpx2.Response:
        said = [
            (key, re.sub(old, new, value) if key.lower() == name else value)
            for key, value in response.headers.multi_items()
        ]
        return _with(response, headers=said)

    return change


def words(old: str, new: str) -> Change:
    """Other words in the body."""
    return lambda response: _with(response, content=re.sub(old, new, response.text).encode())


def document(change: Callable[[dict[str, Any]], object]) -> Change:
    """Another JSON document."""

    def altered(response: httpx2.Response) -> httpx2.Response:
        told = response.json()
        change(told)
        return _with(response, content=json.dumps(told).encode())

    return altered


def if_good(change: Change) -> Change:
    """The same, of good answers only."""
    return lambda response: change(response) if response.status_code == 200 else response


def says(**members: Any) -> Change:
    """Other members of a JSON document."""
    return document(lambda told: told.update(members))


@dataclass(frozen=True, slots=True)
class Deviant:
    """What answers otherwise: requests whose method and path (query included) match `at`, under `family`, and what that must fail."""

    family: str
    at: str
    change: Change
    fails: str


def _deviate(deviant: Deviant) -> Callable[[httpx2.Request, httpx2.Response], httpx2.Response]:
    def alter(request: httpx2.Request, response: httpx2.Response) -> httpx2.Response:
        line = f"{request.method} {request.url.raw_path.decode().removeprefix(PREFIX)} {request.content.decode()}"
        line += "+authorization" if "authorization" in request.headers else ""
        return deviant.change(response) if re.match(deviant.at, line) else response

    return alter


DOCUMENT, KEYS = r"GET /\.well-known/openid-configuration ", "GET /jwks "
AUTHORIZE, RESUME = r"GET /authorize\?", "GET /authorize/"
GOOD_TOKEN = r"POST /token (?!.*(client_secret=faux|=faux)).*code=(?!c{43})"
USERINFO = "GET /userinfo "
SECOND = "https://juge.example.org/principal/second-retour"

DEVIANTS = (
    # discovery
    Deviant("op-decouverte", DOCUMENT, status(203), "OP-DISCOVERY-01"),
    Deviant("op-decouverte", DOCUMENT, header("content-type", "application/json"), "OP-DISCOVERY-02"),
    Deviant("op-decouverte", DOCUMENT, header("cache-control", "no-store"), "OP-DISCOVERY-03"),
    Deviant("op-decouverte", DOCUMENT, header("set-cookie", "a=b"), "OP-DISCOVERY-04"),
    Deviant("op-decouverte", DOCUMENT, says(introspection_endpoint="x"), "OP-DISCOVERY-05"),
    Deviant(
        "op-decouverte",
        DOCUMENT,
        document(lambda told: told["claims_supported"].append("rep_scope")),
        "OP-DISCOVERY-06",
    ),
    Deviant("op-decouverte", DOCUMENT, header("access-control-allow-origin", None), "OP-DISCOVERY-07"),
    # keys
    Deviant("op-cles", KEYS, status(203), "OP-JWKS-01"),
    Deviant("op-cles", KEYS, header("content-type", "application/json"), "OP-JWKS-02"),
    Deviant("op-cles", KEYS, header("cache-control", None), "OP-JWKS-03"),
    Deviant("op-cles", KEYS, document(lambda told: told["keys"][0].update(use="enc")), "OP-JWKS-04"),
    Deviant("op-cles", KEYS, document(lambda told: told["keys"][0].update(d="secret")), "OP-JWKS-05"),
    Deviant("op-cles", KEYS, document(lambda told: told["keys"][0].update(kid="1")), "OP-JWKS-06"),
    Deviant("op-cles", KEYS, header("access-control-allow-origin", None), "OP-JWKS-07"),
    # a login
    Deviant("op-connexion", AUTHORIZE, status(302), "OP-LOGIN-01"),
    Deviant("op-connexion", r"GET /interaction/[^/]+ ", header("content-type", "text/html"), "OP-LOGIN-03"),
    Deviant("op-connexion", r"GET /interaction/[^/]+ ", header("cache-control", None), "OP-LOGIN-04"),
    Deviant("op-connexion", "POST /redirect-to-idp", status(303), "OP-LOGIN-05"),
    Deviant("op-connexion", "GET /oidc-callback", status(303), "OP-LOGIN-07"),
    Deviant("op-connexion", "GET /interaction/.*/verify", status(303), "OP-LOGIN-08"),
    Deviant("op-connexion", "GET /interaction/.*/consent", status(203), "OP-LOGIN-09"),
    Deviant("op-connexion", "POST /login", status(302), "OP-LOGIN-10"),
    Deviant("op-connexion", RESUME, status(302), "OP-LOGIN-12"),
    Deviant("op-connexion", RESUME, in_header("location", r"^[^?]*", SECOND), "OP-LOGIN-13"),
    Deviant("op-connexion", RESUME, in_header("location", r"\?(.*)&(iss=.*)", r"?\2&\1"), "OP-LOGIN-14"),
    Deviant("op-connexion", RESUME, in_header("location", "state=[^&]*", "state=autre"), "OP-LOGIN-15"),
    Deviant("op-connexion", RESUME, in_header("location", "iss=.*", "iss=https%3A%2F%2Fautre"), "OP-LOGIN-16"),
    Deviant("op-connexion", RESUME, in_header("location", "code=.", "code=~"), "OP-LOGIN-17"),
    Deviant("op-connexion", AUTHORIZE, header("cache-control", None), "OP-LOGIN-18"),
    Deviant("op-connexion", r"GET /interaction/[^/]+ ", words('<html lang="en"', '<html lang="de"'), "OP-LOGIN-19"),
    Deviant("op-connexion", "GET /interaction/.*/consent", words('type="checkbox"', 'type="hidden"'), "OP-LOGIN-23"),
    # the exchange
    Deviant("op-jeton", GOOD_TOKEN, if_good(says(refresh_token="r")), "OP-TOKEN-02"),
    Deviant("op-jeton", GOOD_TOKEN, if_good(says(token_type="bearer")), "OP-TOKEN-04"),
    Deviant("op-jeton", GOOD_TOKEN, if_good(says(scope="openid")), "OP-TOKEN-06"),
    Deviant(
        "op-jeton", "POST /token .*secret=faux", words("invalid secret provided", "wrong secret"), "OP-TOKEN-SECRET"
    ),
    Deviant("op-jeton", "POST /token .*client_id=inconnu", status(400), "OP-TOKEN-CLIENT"),
    Deviant("op-jeton", "POST /token .*grant_type=refresh_token", words("Y04C2044", "Y0400000"), "OP-TOKEN-GRANT-TYPE"),
    Deviant("op-jeton", USERINFO, words("access token not found", "revoked"), "OP-TOKEN-REPLAY-REVOKES"),
    # cookies
    Deviant("op-cookies", AUTHORIZE, also("set-cookie", "pisteur=1; Path=/"), "OP-COOKIE-01"),
    Deviant("op-cookies", AUTHORIZE, in_header("set-cookie", "(fc_session_id=).", r"\1"), "OP-COOKIE-03"),
    Deviant("op-cookies", AUTHORIZE, in_header("set-cookie", "(fc_session_id=.*); HttpOnly", r"\1"), "OP-COOKIE-04"),
    Deviant("op-cookies", AUTHORIZE, in_header("set-cookie", "(fc_session_id=.*)Lax", r"\1None"), "OP-COOKIE-05"),
    Deviant("op-cookies", AUTHORIZE, in_header("set-cookie", "Max-Age=1800", "Max-Age=60"), "OP-COOKIE-06"),
    Deviant(
        "op-cookies", AUTHORIZE, in_header("set-cookie", "^(fc_session_id=.*)", r"\1; Domain=autre"), "OP-COOKIE-08"
    ),
    Deviant("op-cookies", AUTHORIZE, in_header("set-cookie", "^(_interaction=.*)Lax", r"\1None"), "OP-COOKIE-09"),
    Deviant(
        "op-cookies", AUTHORIZE, in_header("set-cookie", "^(_interaction_resume=.*)Lax", r"\1None"), "OP-COOKIE-13"
    ),
    Deviant("op-cookies", GOOD_TOKEN, header("set-cookie", "a=b"), "OP-COOKIE-11"),
    # userinfo
    Deviant("op-userinfo", USERINFO, header("content-type", "application/jwt"), "OP-USERINFO-02"),
    Deviant("op-userinfo", "GET /userinfo .{0}$", words("no access token provided\\)", "x)"), "OP-USERINFO-NO-TOKEN"),
    Deviant("op-userinfo", r"GET /userinfo\?access_token=[^&]* $", if_good(status(203)), "OP-USERINFO-13"),
    # authorization requests
    Deviant("op-autorisation", r"GET /authorize\?.*nonce=x{21}&?", status(200), "OP-AUTHORIZE-NONCE"),
    Deviant("op-autorisation", r"GET /authorize\?.*login_hint", words("Y030007", "Y030008"), "OP-AUTHORIZE-UNKNOWN"),
    Deviant("op-autorisation", r"GET /authorize\?.*nonce=n{22}(&|$| )", status(400), "OP-AUTHORIZE-TAKES-01"),
    Deviant(
        "op-autorisation",
        r"GET /authorize\?.*cnous_email",
        in_header("location", "&scope=[^&]*", ""),
        "OP-AUTHORIZE-SCOPE-NOT-ALLOWED",
    ),
    Deviant(
        "op-autorisation",
        r"GET /authorize\?.*idp_hint",
        in_header("location", "&state=undefined", ""),
        "OP-AUTHORIZE-IDP-HINT",
    ),
    Deviant(
        "op-autorisation",
        r"GET /authorize\?.*code\+token",
        in_header("location", "#", "?"),
        "OP-AUTHORIZE-RESPONSE-TYPE-FRAGMENT",
    ),
    Deviant(
        "op-autorisation",
        r"GET /authorize\?.*acr_values=eidas2",
        in_header("location", ".*", "https://juge.example.org/principal/retour?error=invalid_acr"),
        "OP-INTERACTION-ACR",
    ),
    Deviant("op-autorisation", "POST /authorize (?!.*inconnu)", status(503), "OP-AUTHORIZE-POST"),
    # pages out of order
    Deviant("op-interaction", "GET /interaction/court", status(404), "OP-INTERACTION-UID"),
    Deviant("op-interaction", "POST /redirect-to-idp .*csrfToken=x", status(403), "OP-IDP-CSRF"),
    Deviant(
        "op-interaction",
        r"GET /redirect-to-sp-with-error\?error=",
        in_header("location", "access_denied", "server_error"),
        "OP-GIVEN-UP",
    ),
    # revocation, checktoken
    Deviant(
        "op-revocation",
        r"POST /token/revocation .*token=t{43}",
        if_good(status(404)),
        "OP-REVOCATION-02",
    ),
    Deviant("op-revocation", "POST /token/revocation .*token_type_hint", status(200), "OP-REVOCATION-UNKNOWN"),
    Deviant("op-revocation", USERINFO, status(403), "OP-REVOCATION-03"),
    Deviant("op-checktoken", "POST /checktoken .*&x=y", status(200), "OP-CHECKTOKEN-MEMBER"),
    # the way out
    Deviant(
        "op-deconnexion",
        "POST /session/end/confirm",
        in_header("location", r"\?state=", "?iss=x&state="),
        "OP-LOGOUT-04",
    ),
    Deviant("op-deconnexion", "GET /session/end/success", words("déconnecté", "parti"), "OP-LOGOUT-06"),
    Deviant(
        "op-deconnexion",
        "GET /session/end.*id_token_hint=illisible",
        words("Y04FEDB9", "Y0400000"),
        "OP-LOGOUT-HINT-DECODE",
    ),
    # around
    Deviant("op-introuvable", "OPTIONS /userinfo", status(204), "OP-NOT-FOUND-10"),
    Deviant("op-introuvable", "GET  ", status(302), "OP-NOT-FOUND-20"),
    Deviant("op-introuvable", "GET /accessibilite", status(500), "OP-NOT-FOUND-22"),
    Deviant("op-entetes", GOOD_TOKEN, header("x-content-type-options", None), "OP-HEADER-02"),
    Deviant("op-entetes", r"GET /authorize\?(?!.*inconnu)", header("referrer-policy", None), "OP-HEADER-04"),
    Deviant("op-entetes", "POST /token .*secret=faux", header("x-frame-options", "DENY"), "OP-HEADER-03"),
    Deviant("op-entetes", USERINFO, header("strict-transport-security", None), "OP-HEADER-01"),
    Deviant("op-entetes", GOOD_TOKEN, header("x-powered-by", "Express"), "OP-HEADER-23"),
    Deviant(
        "op-entetes",
        r"GET /interaction/[^/]+ ",
        in_header("content-security-policy", "object-src", "worker-src"),
        "OP-HEADER-20",
    ),
    Deviant(
        "op-entetes",
        r"GET /interaction/[^/]+ ",
        in_header("content-security-policy", "script-src 'self'", "script-src 'unsafe-inline'"),
        "OP-HEADER-22",
    ),
    Deviant("op-pages", r"GET /authorize\?.*client_id=inconnu", header("content-type", "text/html"), "OP-PAGE-01"),
    Deviant(
        "op-pages",
        r"GET /authorize\?",
        words(r"[0-9a-f]{8}-[0-9a-f-]{27}", "0" * 8 + "-0000-4000-8000-" + "0" * 12),
        "OP-PAGE-03",
    ),
    Deviant("op-pages", r"GET /authorize\?.*client_id=inconnu", header("cache-control", None), "OP-PAGE-04"),
    # time
    Deviant("op-delais", USERINFO, words("grant not found", "grant expired"), "OP-WINDOW-02"),
    Deviant(
        "op-delais",
        "POST /token .*code=(?!c{43})",
        words("authorization code not found", "code expired"),
        "OP-WINDOW-04",
    ),
)


@pytest.mark.parametrize("deviant", DEVIANTS, ids=lambda deviant: deviant.fails)
def test_a_deviant_provider_fails_the_check_that_looks_there_and_no_other(
    deviant: Deviant, bench: ProviderBench
) -> None:
    """Status, header, word or order: one changes, one check fails."""
    found = unhappy(bench.judged(deviant.family, alter=_deviate(deviant)))
    assert {id_ for id_, result in found.items() if result is Result.FAIL} == {deviant.fails}


@pytest.mark.parametrize("name", [name for name, _ in (*MEMBERS, *SERVERS)])
def test_each_member_of_the_discovery_document_has_its_check(name: str, bench: ProviderBench) -> None:
    """A document that says something else of one member fails that member's check."""
    place = next(place for place, one in enumerate((*MEMBERS, *SERVERS)) if one[0] == name)
    expected = f"OP-DISCOVERY-{10 + place if place < len(MEMBERS) else 50 + place - len(MEMBERS)}"
    deviant = Deviant("op-decouverte", DOCUMENT, says(**{name: ["autre"]}), expected)
    failed = set(unhappy(bench.judged("op-decouverte", alter=_deviate(deviant))))
    # 05: a member that this platform's document has not; 08: the issuer's path.
    assert failed - {"OP-DISCOVERY-05", "OP-DISCOVERY-08"} == {expected}


# ------------------------------------------------------------------ tokens, signed again
Claims = dict[str, Any]


def _resigned(bench: ProviderBench, compact: str, change: Callable[[Claims, Claims], object], *, foreign: bool) -> str:
    header_, claims = decoded(compact)
    change(header_, claims)
    key = new_key("ES256") if foreign else bench.federator.bench.place("default").keys.signing_key("ES256")
    return jws.serialize_compact(header_, json.dumps(claims).encode(), key, ["ES256"])


TOKENS: tuple[tuple[str, Callable[[Claims, Claims], object], set[str]], ...] = (
    ("typ", lambda header_, _: header_.update(typ="JWT"), {"OP-ID-TOKEN-01"}),
    ("kid", lambda header_, _: header_.update(kid="autre"), {"OP-ID-TOKEN-03", "OP-ID-TOKEN-04"}),
    ("at_hash", lambda _, claims: claims.update(at_hash="x"), {"OP-ID-TOKEN-05"}),
    ("aud", lambda _, claims: claims.update(aud=[claims["aud"]]), {"OP-ID-TOKEN-06"}),
    ("iss", lambda _, claims: claims.update(iss="https://autre"), {"OP-ID-TOKEN-07"}),
    ("nonce", lambda _, claims: claims.update(nonce="autre"), {"OP-ID-TOKEN-08"}),
    ("acr", lambda _, claims: claims.update(acr="eidas2"), {"OP-ID-TOKEN-09"}),
    ("exp", lambda _, claims: claims.update(exp=claims["iat"] + 3600), {"OP-ID-TOKEN-10"}),
    ("auth_time", lambda _, claims: claims.update(auth_time=claims["iat"] + 5), {"OP-ID-TOKEN-12"}),
)


def _id_tokens(bench: ProviderBench, change: Callable[[Claims, Claims], object], *, foreign: bool = False) -> Change:
    def altered(response: httpx2.Response) -> httpx2.Response:
        told = response.json()
        header_, claims = decoded(told["id_token"]) if "id_token" in told else ({}, {})
        if header_.get("alg") != "ES256" or "amr" in claims:
            return response
        told["id_token"] = _resigned(bench, told["id_token"], change, foreign=foreign)
        return _with(response, content=json.dumps(told).encode())

    return altered


@pytest.mark.parametrize(("what", "change", "fails"), TOKENS, ids=lambda one: one if isinstance(one, str) else "")
def test_a_deviant_id_token_fails_the_check_that_looks_there(
    what: str, change: Callable[[Claims, Claims], object], fails: set[str], bench: ProviderBench
) -> None:
    """Header or claim: one changes, in a token that is signed as it should be."""
    del what
    deviant = Deviant("op-id-token", GOOD_TOKEN, _id_tokens(bench, change), "")
    assert set(unhappy(bench.judged("op-id-token", alter=_deviate(deviant)))) == fails


def test_a_token_signed_by_somebody_else_fails_the_signature_check(bench: ProviderBench) -> None:
    """Under our own kid."""
    deviant = Deviant("op-id-token", GOOD_TOKEN, _id_tokens(bench, lambda _, __: None, foreign=True), "")
    assert set(unhappy(bench.judged("op-id-token", alter=_deviate(deviant)))) == {"OP-ID-TOKEN-04"}


USERINFOS: tuple[tuple[str, Callable[[Claims, Claims], object], set[str]], ...] = (
    ("typ", lambda header_, _: header_.update(typ="JWT"), {"OP-USERINFO-04"}),
    (
        "claim",
        lambda _, claims: claims.update(phone_number="0"),
        {"OP-USERINFO-06", "OP-USERINFO-11", "OP-USERINFO-14", "OP-USERINFO-16"},
    ),
    ("aud", lambda _, claims: claims.update(aud=[claims["aud"]]), {"OP-USERINFO-07"}),
    ("iss", lambda _, claims: claims.update(iss="https://autre"), {"OP-USERINFO-08"}),
    ("exp", lambda _, claims: claims.update(exp=claims["iat"] + 3600), {"OP-USERINFO-09"}),
    ("exp of no token", lambda _, claims: claims.update(exp=claims["iat"] + 30), {"OP-USERINFO-09"}),
    ("sub", lambda _, claims: claims.update(sub="autre"), {"OP-USERINFO-10"}),
    (
        "data",
        lambda _, claims: claims.update(dgfip_rfr=1),
        {"OP-USERINFO-06", "OP-USERINFO-11", "OP-USERINFO-12", "OP-USERINFO-14", "OP-USERINFO-16"},
    ),
)


def _userinfos(bench: ProviderBench, change: Callable[[Claims, Claims], object]) -> Change:
    def altered(response: httpx2.Response) -> httpx2.Response:
        if response.status_code != 200 or decoded(response.text)[0]["alg"] != "ES256":
            return response
        return _with(response, content=_resigned(bench, response.text, change, foreign=False).encode())

    return altered


@pytest.mark.parametrize(("what", "change", "fails"), USERINFOS, ids=lambda one: one if isinstance(one, str) else "")
def test_a_deviant_userinfo_fails_the_checks_that_look_there(
    what: str, change: Callable[[Claims, Claims], object], fails: set[str], bench: ProviderBench
) -> None:
    """The same for userinfo, which several checks read with several sets of scopes."""
    del what
    deviant = Deviant("op-userinfo", r"GET /userinfo", _userinfos(bench, change), "")
    assert set(unhappy(bench.judged("op-userinfo", alter=_deviate(deviant)))) == fails


def test_an_unlisted_difference_fails_where_a_listed_one_passes(bench: ProviderBench) -> None:
    """The check knows our deviation by its very value: another one is nobody's."""
    other = Deviant("op-cles", KEYS, document(lambda told: [key.update(kid="x") for key in told["keys"]]), "OP-JWKS-06")
    assert unhappy(bench.judged("op-cles", alter=_deviate(other))) == {"OP-JWKS-06": Result.FAIL}


def test_another_cookie_s_domain_is_not_the_session_s(bench: ProviderBench) -> None:
    """What the session's cookie lacks is still our difference, by its name."""
    other = in_header("set-cookie", "^(_interaction=.*)", r"\1; Domain=localhost")
    judged = bench.judged("op-cookies", alter=_deviate(Deviant("op-cookies", AUTHORIZE, other, "")))
    assert results(judged)["OP-COOKIE-08"].difference == "SIM-COOKIE-DOMAIN"


def test_the_real_service_s_own_value_passes_without_a_name(bench: ProviderBench) -> None:
    """Pointed at the real thing, the plan sees no difference where there is none."""
    real = Deviant("op-cles", KEYS, words("simulateur:", "pkcs11:"), "")
    judged = bench.judged("op-cles", alter=_deviate(real))
    assert unhappy(judged) == {}
    assert [one.id for one in judged.report.differences if one.seen] == []


def test_silence_is_inconclusive(bench: ProviderBench) -> None:
    """A provider that stops answering is not judged by what it did not say."""

    def alter(request: httpx2.Request, response: httpx2.Response) -> httpx2.Response:
        if request.url.path.endswith("/jwks"):
            raise httpx2.ConnectError("gone", request=request)
        return response

    judged = bench.judged("op-cles", alter=alter)
    assert set(unhappy(judged).values()) == {Result.INCONCLUSIVE}
    assert judged.exit_code == 4


UNREADABLE: tuple[tuple[str, Change], ...] = (
    ("redirects", in_header("location", r".+", "//[")),
    ("forms", words('action="[^"]*"', 'action="//["')),
    ("links", words('href="[^"]*"', 'href="http://[x"')),
    ("documents", if_good(lambda response: _with(response, content=b"[" * 100_000))),
)


@pytest.mark.parametrize("change", [change for _, change in UNREADABLE], ids=[name for name, _ in UNREADABLE])
def test_what_cannot_be_read_is_the_providers_defect(change: Change, bench: ProviderBench) -> None:
    """Whatever it writes for an address or a document: every fact is judged, some fail or have nothing to read, and none is our error."""
    judged = bench.judged(alter=lambda _, response: change(response))
    found = set(unhappy(judged).values())
    assert found & {Result.FAIL, Result.SKIPPED}
    assert Result.SUITE_ERROR not in found
    assert judged.exit_code == 1


def test_a_redirect_to_no_address_fails_the_facts_that_read_it(bench: ProviderBench) -> None:
    """It says so; a login that is stopped there is no reason to look away."""
    deviant = Deviant("op-connexion", r"GET /authorize\?", in_header("location", r".+", "//["), "")
    found = results(bench.judged("op-connexion", alter=_deviate(deviant)))["OP-LOGIN-02"]
    assert (found.result, found.received.fr) == (Result.FAIL, "redirection vers une adresse illisible")


def test_an_issuer_that_is_no_address_fails_its_fact(bench: ProviderBench) -> None:
    """And is no error of ours."""
    deviant = Deviant("op-decouverte", r"GET /.well-known", says(issuer="http://["), "")
    found = unhappy(bench.judged("op-decouverte", alter=_deviate(deviant)))
    assert found["OP-DISCOVERY-08"] is Result.FAIL
    assert Result.SUITE_ERROR not in found.values()
