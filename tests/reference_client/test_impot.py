"""The tax API: how a call is worded, and what each answer means."""

import contextlib
import json
from typing import Any

import pytest
from honest_bench import envelope
from hypothesis import example, given
from hypothesis import strategies as st

from reference_client import apim, impot
from reference_client.impot import Call, Consent, Spi
from reference_client.outcome import Kind, Trouble


def test_each_mode_has_its_address() -> None:
    """The SPI is in the address in SPI mode and nowhere in FranceConnect mode."""
    assert impot.path(Consent("t"), 2025) == "/impotparticulier/1.0/situations/ir/assiettes/annrev/2025"
    assert (
        impot.path(Spi("0123456789789"), 2024)
        == "/impotparticulier/1.0/spi/0123456789789/situations/ir/assiettes/annrev/2024"
    )


def test_headers_say_who_calls_and_with_whose_consent() -> None:
    """The four headers of the DGFiP; the FranceConnect token is raw, and absent in SPI mode."""
    said = impot.headers(Call(Consent("fc-token"), "CANTINE", "apim-token", "id-1"))
    assert said["Authorization"] == "Bearer apim-token"
    assert said["X-Correlation-ID"] == "id-1"
    assert said["ID_Teleservice"] == "CANTINE"
    assert said["Accept"] == "application/json, application/prs.dgfip.part.situations.ir.assiettes.v1+json"
    assert said["X-FranceConnect-OAuth"] == "fc-token"
    assert "X-FranceConnect-OAuth" not in impot.headers(Call(Spi("0" * 13), "CANTINE", "apim-token", "id-1"))


def test_correlation_ids_are_never_the_same() -> None:
    """One call, one id."""
    assert len({impot.new_correlation_id() for _ in range(100)}) == 100


@pytest.mark.parametrize(
    "content",
    [
        *(b"", b"<html>", b"[]", b'{"rfr": NaN}', b'\xff{"rfr": 1000}', b'{"rfr": 1' + b"0" * 5000),
        *(b'{"nbPart": 1e9999999999999999999}', b'{"nbPart": 1e401}', b'{"nbPart": -1e-401}'),
        *(b'{"rfr": 1, "rfr": 1}', b'{"rev": {"a": 1, "a": 2}}'),
    ],
)
def test_a_200_that_is_no_json_object_is_an_error(content: bytes) -> None:
    """Neither is a number that JSON does not know, or that nobody can write."""
    with pytest.raises(Trouble) as caught:
        impot.read(200, content)
    assert caught.value.kind is Kind.API_ANSWER


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (410, envelope(4101), Kind.NO_YEAR),
        (410, envelope("4101"), Kind.NO_YEAR),
        (410, envelope(4102), Kind.UNKNOWN_TAXPAYER),
        (410, {}, Kind.NOTHING_GIVEN),
        (410, "<html>", Kind.NOTHING_GIVEN),
        (410, envelope(4109), Kind.NOTHING_GIVEN),
        (204, "", Kind.NOTHING_GIVEN),
        (416, envelope(4101), Kind.API_ANSWER),
        (400, envelope(4001, "format SPI incorrect"), Kind.BAD_SPI),
        (400, envelope(4002), Kind.API_REQUEST),
        (400, envelope(910000), Kind.API_REQUEST),
        (400, "", Kind.API_REQUEST),
        (401, envelope(900901), Kind.API_TOKEN),
        (401, "<html>", Kind.API_TOKEN),
        (403, envelope(4031), Kind.API_RIGHTS),
        (403, envelope(900910), Kind.API_RIGHTS),
        (403, "", Kind.API_RIGHTS),
        (404, envelope(900906), Kind.API_REQUEST),
        (404, {}, Kind.API_REQUEST),
        (406, "", Kind.API_REQUEST),
        (408, "", Kind.API_DOWN),
        (429, envelope(900804), Kind.API_QUOTA),
        (429, "", Kind.API_QUOTA),
        (500, "boom", Kind.API_DOWN),
        (503, envelope(101503), Kind.API_DOWN),
        (509, "", Kind.API_DOWN),
        (302, "", Kind.API_ANSWER),
    ],
)
def test_each_error_has_its_own_meaning(status: int, body: Any, kind: Kind) -> None:
    """With its envelope or without. Only 410 with 4101 means "nothing for this year"."""
    content = body.encode() if isinstance(body, str) else json.dumps(body).encode()
    with pytest.raises(Trouble) as caught:
        impot.read(status, content)
    assert caught.value.kind is kind


@given(st.integers(100, 599), st.binary())
@example(200, b"{}")
@example(200, b"[1]")
def test_any_answer_is_fields_or_a_trouble(status: int, content: bytes) -> None:
    """Whatever comes back, nothing else is raised."""
    with contextlib.suppress(Trouble):
        assert isinstance(impot.read(status, content), dict)


def test_a_person_never_prints() -> None:
    """Neither SPI nor tokens show in a representation, which is what logs and debuggers print."""
    assert "0123456789789" not in repr(Spi("0123456789789"))
    assert "secret" not in repr(Call(Consent("secret-fc"), "CANTINE", "secret-apim", "id"))


@pytest.mark.parametrize(
    ("status", "content", "kind"),
    [
        (401, b'{"error": "invalid_client"}', Kind.API_TOKEN),
        (400, b'{"error": "invalid_scope"}', Kind.API_RIGHTS),
        (429, b"", Kind.API_QUOTA),
        (502, b"", Kind.API_DOWN),
        (200, b"<html>", Kind.API_ANSWER),
        (200, b'{"access_token": "t"}', Kind.API_ANSWER),
        (200, b'{"expires_in": 3600}', Kind.API_ANSWER),
        (200, b'{"access_token": "", "expires_in": 3600}', Kind.API_ANSWER),
        (200, b'{"access_token": "a\\r\\nX: y", "expires_in": 3600}', Kind.API_ANSWER),
        (200, '{"access_token": "é", "expires_in": 3600}'.encode(), Kind.API_ANSWER),
    ],
)
def test_the_gateway_token_answer_has_meanings_too(status: int, content: bytes, kind: Kind) -> None:
    """Bad credentials, quota, fault, nonsense, a token that no header can carry."""
    with pytest.raises(Trouble) as caught:
        apim.read(status, content)
    assert caught.value.kind is kind


def test_no_gateway_token_is_believed_for_ever() -> None:
    """A lifetime that no clock can add is a day."""
    assert apim.read(200, b'{"access_token": "t", "expires_in": 1' + b"0" * 400 + b"}") == apim.Grant("t", 86_400)
