"""Whatever a client sends, the gateway answers with something it planned."""

import httpx2
from gateway_bench import CORRELATION, SPI, Gateway
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rulebook.refusals.edge import LONGEST_BODY

GATEWAY = Gateway()
GATEWAY.contract(tier="none")
TOKEN = GATEWAY.token()
PLANNED = {200, 400, 401, 403, 404, 410, 429}
WORD = st.text(st.characters(codec="utf-8"), max_size=20)
HEADER = st.binary(max_size=60).map(lambda raw: bytes(byte for byte in raw if byte >= 32 and byte != 127).strip())
FEW = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])


def _quoted(word: str) -> str:
    return "".join(f"%{byte:02X}" for byte in word.encode())


@FEW
@given(WORD | st.from_regex(r"\d{13}", fullmatch=True), WORD | st.integers(0, 99999).map(str))
def test_any_number_and_year(spi: str, annee: str) -> None:
    """No number and no year breaks the service."""
    path = f"/impotparticulier/1.0/spi/{_quoted(spi)}/situations/ir/assiettes/annrev/{_quoted(annee)}"
    answer = GATEWAY.client.get(path, headers=GATEWAY.headers(authorization=f"Bearer {TOKEN}"))
    assert answer.status_code in PLANNED
    if answer.status_code != 200:
        assert set(answer.json()["erreur"]) == {"code", "message", "horodatage"}


@FEW
@given(HEADER, HEADER, HEADER, HEADER)
def test_any_headers(authorization: bytes, correlation: bytes, teleservice: bytes, consent: bytes) -> None:
    """No header breaks the gateway, and none of these opens it."""
    headers = [
        (b"Authorization", b"Bearer " + authorization),
        (b"X-Correlation-ID", correlation),
        (b"ID_Teleservice", teleservice),
        (b"X-FranceConnect-OAuth", consent),
    ]
    answer = GATEWAY.client.get("/impotparticulier/1.0/situations/ir/assiettes/annrev/2024", headers=headers)
    assert answer.status_code in PLANNED - {200}
    headers[0] = (b"Authorization", f"Bearer {TOKEN}".encode())
    answer = GATEWAY.client.get("/impotparticulier/1.0/situations/ir/assiettes/annrev/2024", headers=headers)
    assert answer.status_code in PLANNED - {200}


@FEW
@given(st.binary(max_size=200), HEADER)
def test_any_token_request(body: bytes, authorization: bytes) -> None:
    """No body and no credentials break /token, and none of these gets a token."""
    headers = [(b"content-type", b"application/x-www-form-urlencoded"), (b"Authorization", b"Basic " + authorization)]
    answer = GATEWAY.client.post("/token", content=body, headers=headers)
    assert answer.status_code in {400, 401}


@FEW
@given(st.lists(st.sampled_from((".", "eyJ", "e30", "a", "=", "-")), max_size=12).map("".join))
def test_any_token(compact: str) -> None:
    """What is nearly a token is no token, to the gateway and to the journal."""
    answer = GATEWAY.by_spi(authorization=f"Bearer {compact}")
    assert answer.status_code == 401
    GATEWAY.exchanges()


def test_a_body_too_long_is_refused_by_the_edge() -> None:
    """413, whatever the framework would say."""
    form = {"content-type": "application/x-www-form-urlencoded"}
    assert GATEWAY.client.post("/token", content=b"a=" + b"x" * LONGEST_BODY, headers=form).status_code == 413


def test_a_header_sent_twice_is_not_picked_from() -> None:
    """Two X-Correlation-ID are not a UUID, even when each is."""
    path = f"/impotparticulier/1.0/spi/{SPI}/situations/ir/assiettes/annrev/2024"
    good = GATEWAY.headers(authorization=f"Bearer {TOKEN}")
    answer: httpx2.Response = GATEWAY.client.get(path, headers=[*good.items(), ("X-Correlation-ID", CORRELATION)])
    assert answer.json()["erreur"]["code"] == "910000"


def test_a_slash_too_many_is_another_resource() -> None:
    """The gateway redirects nobody: a path with a slash at its end is unknown."""
    path = f"/impotparticulier/1.0/spi/{SPI}/situations/ir/assiettes/annrev/2024/"
    answer = GATEWAY.client.get(path, follow_redirects=False)
    assert (answer.status_code, answer.json()["erreur"]["code"]) == (404, "900906")
