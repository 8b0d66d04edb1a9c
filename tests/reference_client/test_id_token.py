"""Each rule of the id_token, at its edges, with plain values."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference_client import id_token, userinfo
from reference_client.id_token import CHECKS, Expected, refuse_unless
from reference_client.outcome import Refused

NOW = 1_790_000_000
GOOD: Mapping[str, Any] = {
    "sub": "b6048e95bb134ec5b1d1e1fa69f287172e91722b9354d637a1bcf2ebb0fd2ef5v1",
    "auth_time": NOW,
    "acr": "eidas1",
    "nonce": "n" * 43,
    "aud": "client",
    "exp": NOW + 60,
    "iat": NOW,
    "iss": "http://localhost:8701/api/v2",
}
EXPECTED = Expected("http://localhost:8701/api/v2", "client", now=NOW, nonce="n" * 43, subject=GOOD["sub"])
ABSENT = object()

WRONG: list[tuple[str, str, list[object]]] = [
    ("iss", "issuer_is_franceconnect", [ABSENT, None, "", "https://mallory.example", EXPECTED.issuer + "/"]),
    ("aud", "audience_is_us", [ABSENT, None, "", "other", ["other"], ["client", "other"], {"client": 1}]),
    ("exp", "not_expired", [ABSENT, None, NOW - 10, NOW - 60, 0, "9999999999", True]),
    ("iat", "issued_recently", [ABSENT, None, NOW + 11, NOW - 301, "now", False]),
    ("nbf", "holds_already", [None, "", NOW + 11, "now", True]),
    ("nonce", "nonce_is_ours", [ABSENT, None, "", "n" * 42, "N" * 43, "é" * 43, ["n" * 43]]),
    ("acr", "level_is_enough", [ABSENT, None, "", "eidas0", "EIDAS1", "eidas", ["eidas1"]]),
    ("sub", "subject_is_present", [ABSENT, None, "", 12]),
]


def claims(name: str, value: object) -> dict[str, Any]:
    """Good claims but for one."""
    return {key: kept for key, kept in {**GOOD, name: value}.items() if kept is not ABSENT}


def test_a_good_id_token_passes() -> None:
    """The happy path, and an audience written as a list of us alone."""
    refuse_unless(GOOD, EXPECTED, CHECKS, of="id_token")
    refuse_unless(claims("aud", ["client"]), EXPECTED, CHECKS, of="id_token")


@pytest.mark.parametrize(
    ("name", "rule", "value"), [(name, rule, value) for name, rule, all_ in WRONG for value in all_]
)
def test_a_wrong_claim_is_refused_by_its_own_rule(name: str, rule: str, value: object) -> None:
    """One claim wrong, the rule of that claim refuses, under its own name."""
    with pytest.raises(Refused) as caught:
        refuse_unless(claims(name, value), EXPECTED, CHECKS, of="id_token")
    assert caught.value.rule == f"id_token.{rule}"


def test_no_rule_is_left_untested() -> None:
    """A rule added to the table must come with its wrong values."""
    assert {rule for _, rule, _ in WRONG} == {check.__name__ for check in CHECKS}


@pytest.mark.parametrize(
    ("claim", "value"), [("exp", NOW - 9), ("iat", NOW + 10), ("iat", NOW - 300), ("nbf", NOW + 10)]
)
def test_clocks_may_differ_a_little(claim: str, value: int) -> None:
    """Ten seconds of difference hurt nobody."""
    refuse_unless(claims(claim, value), EXPECTED, CHECKS, of="id_token")


def test_a_level_higher_than_asked_is_enough_and_a_lower_one_is_not() -> None:
    """Levels are ordered."""
    assert id_token.level_is_enough(claims("acr", "eidas3"), replace(EXPECTED, level="eidas2"))
    assert not id_token.level_is_enough(claims("acr", "eidas1"), replace(EXPECTED, level="eidas2"))


def test_userinfo_must_be_about_the_person_who_logged_in() -> None:
    """Another subject, or none, is refused."""
    refuse_unless(GOOD, EXPECTED, userinfo.CHECKS, of="userinfo")
    for value in ("somebody-else", None, ABSENT):
        with pytest.raises(Refused, match="same_person"):
            refuse_unless(claims("sub", value), EXPECTED, userinfo.CHECKS, of="userinfo")


def test_userinfo_may_leave_its_end_out_but_not_be_over() -> None:
    """No `exp` is fine; a past one is not."""
    refuse_unless(claims("exp", ABSENT), EXPECTED, userinfo.CHECKS, of="userinfo")
    with pytest.raises(Refused, match="not_expired"):
        refuse_unless(claims("exp", NOW - 60), EXPECTED, userinfo.CHECKS, of="userinfo")


@given(
    st.dictionaries(
        st.sampled_from(sorted(GOOD)), st.none() | st.integers() | st.text("n1é") | st.lists(st.just("client"))
    )
)
def test_any_nonsense_is_refused_and_never_crashes(nonsense: dict[str, Any]) -> None:
    """Whatever the claims hold, the outcome is a pass or a `Refused`."""
    try:
        refuse_unless(nonsense, EXPECTED, CHECKS, of="id_token")
    except Refused:
        return
    assert nonsense["nonce"] == EXPECTED.nonce
