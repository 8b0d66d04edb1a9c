"""Hostile values, call by call, in every operation of the tax API: the documented refusal, and never a notice."""

import hmac
import time
from base64 import urlsafe_b64encode
from typing import Any
from urllib.parse import parse_qs

import httpx2
import orjson
import pytest
from gateway_bench import CORRELATION, PATH, Gateway, habilitation
from joserfc import jwt
from joserfc.jwk import RSAKey

from rulebook.refusals.edge import LONGEST_HEAD
from rulebook.resources import ASSIETTES, LEP, RESOURCES, Mode, Resource
from rulebook.tax_scopes import TAX_SCOPES

BY_SPI = [pytest.param(resource, id=resource.endpoint) for resource in RESOURCES]
BY_YEAR = [pytest.param(resource, id=resource.endpoint) for resource in RESOURCES if "annrev" in resource.parameters]
EVERY = [
    pytest.param(resource, mode, id=f"{resource.endpoint}-{mode.name.lower()}")
    for resource in RESOURCES
    for mode in resource.modes
]
NO_SPI = [
    "012345678978",
    "01234567897890",
    "012345678978A",
    "+123456789789",
    "-123456789789",
    "٠١٢٣٤٥٦٧٨٩٧٨٩",
    "𝟎" * 13,
]
NO_YEAR = ["0", "-1", "99999", "deux-mille", "20 24", "２０２４", "2024.0", "1e3"]
NO_DEPARTEMENT = ["13", "1300", "000", "2C0", "abc", "٠١٢", "-13"]


@pytest.fixture
def gateway() -> Gateway:
    """A contract with everything."""
    found = Gateway()
    found.contract(resources=tuple(resource.scope for resource in RESOURCES), scopes=tuple(TAX_SCOPES), tier="none")
    found.double.consents("openid", *TAX_SCOPES)
    return found


def _code(answer: httpx2.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["erreur"]["code"]


@pytest.mark.parametrize("resource", BY_SPI)
def test_what_is_no_tax_number(gateway: Gateway, resource: Resource) -> None:
    """12 or 14 digits, letters, signs, digits of other alphabets: 400, 4001."""
    for spi in NO_SPI:
        assert _code(gateway.ask(resource, Mode.SPI, {"spi": spi})) == (400, "4001"), spi


@pytest.mark.parametrize("resource", BY_YEAR)
def test_what_is_no_year(gateway: Gateway, resource: Resource) -> None:
    """400, 4002; a year of four digits that nobody declared is only gone."""
    for annee in NO_YEAR:
        assert _code(gateway.ask(resource, Mode.SPI, {"annrev": annee})) == (400, "4002"), annee
    for annee in ("0000", "1789", "9999"):
        assert _code(gateway.ask(resource, Mode.SPI, {"annrev": annee})) == (410, "4101"), annee


def test_what_is_no_department_and_no_scale(gateway: Gateway) -> None:
    """400: 4007 and 4002."""
    for departement in NO_DEPARTEMENT:
        assert _code(gateway.ask(LEP, Mode.SPI, {"departement": departement})) == (400, "4007"), departement
    for bareme in NO_YEAR:
        assert _code(gateway.ask(LEP, Mode.SPI, {"bareme": bareme})) == (400, "4002"), bareme


@pytest.mark.parametrize(("resource", "mode"), EVERY)
def test_segments_that_would_climb(gateway: Gateway, resource: Resource, mode: Mode) -> None:
    """Dots and slashes, plain or encoded, lead to a refusal: never to another resource, nor to another citizen."""
    path = resource.route(mode).format(**PATH)
    headers = gateway.headers(x_franceconnect_oauth="t" * 43)
    for hostile in ("%2e%2e", "..%2f..%2ftoken", "%2F", "..;", "%00", "a%0d%0aX-Y:%20z", "%c0%af"):
        for name in ("spi", "annrev"):
            if PATH[name] in path:
                answer = gateway.client.get(path.replace(PATH[name], hostile, 1), headers=headers)
                assert answer.status_code in {400, 403, 404, 405}, (hostile, answer.text)
                assert "rfr" not in answer.text


# ------------------------------------------------------------------ headers
NAMES = ("Authorization", "X-Correlation-ID", "ID_Teleservice", "X-FranceConnect-OAuth")


@pytest.mark.parametrize(("resource", "mode"), EVERY)
@pytest.mark.parametrize("name", NAMES[:3])
def test_a_header_sent_twice_opens_nothing(gateway: Gateway, resource: Resource, mode: Mode, name: str) -> None:
    """None of two is picked, be they equal."""
    good = _good(gateway, resource)
    answer = gateway.client.get(resource.route(mode).format(**PATH), headers=[*good.items(), (name, good[name])])
    assert answer.status_code >= 400, answer.text
    assert "rfr" not in answer.text


def test_two_consents_are_shown_to_franceconnect_as_they_came(gateway: Gateway) -> None:
    """Which of two citizens is meant is not for the gateway to choose: together they are no token."""
    good = _good(gateway, ASSIETTES)
    twice = [*good.items(), ("X-FranceConnect-OAuth", "u" * 43)]
    gateway.client.get(ASSIETTES.route(Mode.FRANCECONNECT).format(**PATH), headers=twice)
    asked = parse_qs(next(request for request in gateway.double.seen if request.content).content.decode())
    assert asked["token"] == [f"{'t' * 43}, {'u' * 43}"]


def _good(gateway: Gateway, resource: Resource) -> dict[str, str]:
    """The four headers of a good call."""
    form = {"grant_type": "client_credentials", "scope": resource.scope}
    return {
        "Authorization": f"Bearer {gateway.ask_token(form).json()['access_token']}",
        "X-Correlation-ID": CORRELATION,
        "ID_Teleservice": "CANTINE",
        "X-FranceConnect-OAuth": "t" * 43,
    }


@pytest.mark.parametrize("name", NAMES)
def test_a_header_of_a_megabyte(gateway: Gateway, name: str) -> None:
    """431, and the journal keeps none of it."""
    headers = {**gateway.headers(), name: "x" * 1_000_000}
    answer = gateway.client.get("/impotparticulier/1.0/situations/ir/assiettes/annrev/2024", headers=headers)
    assert answer.status_code == 431
    assert len(gateway.exchanges()[-1].model_dump_json()) < LONGEST_HEAD


# ------------------------------------------------------------------ tokens
def _claims(gateway: Gateway, **changes: Any) -> dict[str, Any]:
    now = int(time.time())
    known = {"azp": gateway.application.credentials.apim_key, "scope": "RessourceIR", "exp": now + 600, "iat": now}
    return {**known, **changes}


def _forged(gateway: Gateway) -> dict[str, str]:
    keys = gateway.bench.keys(gateway.space)
    payload = urlsafe_b64encode(orjson.dumps(_claims(gateway))).rstrip(b"=").decode()
    head = {"typ": "at+jwt", "kid": "unefois-apim-default"}
    none = urlsafe_b64encode(orjson.dumps({**head, "alg": "none"})).rstrip(b"=").decode()
    public = keys._signing.as_pem(private=False)
    hs256 = urlsafe_b64encode(orjson.dumps({**head, "alg": "HS256"})).rstrip(b"=").decode()
    confused = f"{hs256}.{payload}"
    mac = hmac.digest(public, confused.encode(), "sha256")
    other = RSAKey.generate_key(2048)
    good = keys.sign(_claims(gateway))
    return {
        "none": f"{none}.{payload}.",
        "none, with a signature": f"{none}.{payload}.{good.rpartition('.')[2]}",
        "another key": jwt.encode({**head, "alg": "RS256"}, _claims(gateway), other, algorithms=["RS256"]),
        "HS256 with the public key": f"{confused}.{urlsafe_b64encode(mac).rstrip(b'=').decode()}",
        "another audience": keys.sign(_claims(gateway, azp="quelqu-un-d-autre", aud="quelqu-un-d-autre")),
        "no audience": keys.sign({name: value for name, value in _claims(gateway).items() if name != "azp"}),
        "expired": keys.sign(_claims(gateway, exp=int(time.time()) - 1)),
        "expiry of text": keys.sign(_claims(gateway, exp="demain")),
        "another space's": gateway.bench.keys(gateway.spaces.make("autre", 1)).sign(_claims(gateway)),
        "cut": good[:-2],
        "three dots": "a.b.c",
    }


def test_forged_tokens(gateway: Gateway) -> None:
    """Other keys, other audience, `none`: 401, 900901, each; the good one passes."""
    for how, token in _forged(gateway).items():
        assert _code(gateway.by_spi(authorization=f"Bearer {token}")) == (401, "900901"), how
    assert gateway.by_spi(authorization=f"Bearer {gateway.token()}").status_code == 200


def test_somebody_elses_contract(gateway: Gateway) -> None:
    """A token of another application under the canteen's identifier: 403, 4031."""
    other = gateway.world.register(habilitation("autre", id_teleservice="AUTRE"))
    answer = gateway.by_spi(authorization=f"Bearer {gateway.token(other)}", ID_Teleservice="CANTINE")
    assert _code(answer) == (403, "4031")
