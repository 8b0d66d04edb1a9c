"""Clients that compare everything, and badly: each way of comparing believes a false value that a module sends it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest
from joserfc.jwk import KeySet
from judged_client import canteen

from gallery.member import without
from reference_client import id_token, signed, userinfo
from reference_client.authorization import Pending
from reference_client.callback import Callback
from reference_client.discovery import Provider
from reference_client.id_token import Check, Expected
from reference_client.outcome import BadCallback
from reference_client.practice import CAREFUL, Practice
from reference_client.signed import Claims

# What is said, what is right.
Same = Callable[[str, str], bool]

_CONTAINED = (
    "fs-state-rallonge",
    "fs-nonce-etranger",
    "fs-aud-etranger",
    "fs-aud-liste-etrangere",
    "fs-acr-inconnu",
    "fs-sub-etranger",
    "fs-userinfo-aud-etranger",
    "fs-userinfo-iss-etranger",
)
_BEGINS = ("fs-retour-iss-approchant", "fs-iss-approchant")
_ENDS = ("fs-retour-iss-etranger", "fs-iss-etranger")
_PART = ("fs-state-tronque", "fs-aud-tronque", "fs-nonce-vide")
_SHAPE = ("fs-state-contrefait", "fs-userinfo-sub-etranger")
_ALL = (*_CONTAINED, *_BEGINS, *_ENDS, *_PART, *_SHAPE)

WAYS: Mapping[str, tuple[Same, tuple[str, ...]]] = {
    "equal": (lambda said, right: said == right, ()),
    "begins": (lambda said, right: said.startswith(right), (*_CONTAINED, *_BEGINS)),
    "ends": (lambda said, right: said.endswith(right), (*_CONTAINED, *_ENDS)),
    "holds": (lambda said, right: right in said, (*_CONTAINED, *_BEGINS, *_ENDS)),
    # `said in (right)`: the comma that would make a list of it was forgotten.
    "is held": (lambda said, right: said in right, _PART),
    "shape": (lambda said, right: len(said) == len(right), _SHAPE),
}


def _claim(name: str, right: str, same: Same) -> Check:
    """Whether that claim is what is expected, as this client compares."""

    def check(claims: Claims, expected: Expected) -> bool:
        said, known = claims.get(name), getattr(expected, right)
        return isinstance(said, str) and (same(known, said) if name == "sub" else same(said, known))

    return check


def _audience(same: Same) -> Check:
    def check(claims: Claims, expected: Expected) -> bool:
        said = claims.get("aud", [])
        return any(same(one, expected.client_id) for one in ([said] if isinstance(said, str) else said))

    return check


def comparing(same: Same) -> Practice:
    """The careful client, but for how it compares."""
    lazy: Mapping[Check, Check] = {
        id_token.issuer_is_franceconnect: _claim("iss", "issuer", same),
        id_token.audience_is_us: _audience(same),
        id_token.nonce_is_ours: _claim("nonce", "nonce", same),
        id_token.level_is_enough: _claim("acr", "level", same),
        userinfo.same_person: _claim("sub", "subject", same),
    }

    def pending_of(callback: Callback, pendings: Mapping[str, Pending], now: float) -> Pending:
        del now
        for state, pending in pendings.items():
            if same(callback.state or "", state):
                return pending
        raise BadCallback("callback.state_is_ours")

    def check_issuer(callback: Callback, provider: Provider) -> None:
        if callback.iss is None or not same(callback.iss, provider.issuer):
            raise BadCallback("callback.issuer_is_franceconnect")

    return replace(
        CAREFUL,
        pending_of=pending_of,
        check_issuer=check_issuer,
        id_token_checks=tuple(lazy.get(check, check) for check in id_token.CHECKS),
        userinfo_checks=tuple(lazy.get(check, check) for check in userinfo.CHECKS),
    )


def _failed(port: int, name: str, practice: Practice, *modules: str) -> set[str]:
    """Which of those modules that client fails; it passes the others, and the journey that nothing disturbs."""
    with canteen(port, name, practice) as client:
        judged = client.judged(*modules)
    results = {module.id: module.result for module in judged.report.modules}
    assert set(results.values()) <= {"PASS", "FAIL"}
    assert results["fs-parcours"] == "PASS"
    return {module for module, result in results.items() if result == "FAIL"}


@pytest.mark.parametrize("way", WAYS)
def test_a_lazy_comparison_believes_something_false(bench_port: int, way: str) -> None:
    """And a whole one believes nothing false."""
    same, believed = WAYS[way]
    modules = believed or _ALL
    assert _failed(bench_port, f"compare-{list(WAYS).index(way)}", comparing(same), *modules) == set(believed)


def _tolerant(claims: Claims, expected: Expected) -> bool:
    """An hour, as for a clock that was not told of the summer."""
    return id_token.not_expired(claims, replace(expected, now=expected.now - 3600))


def _any_none(message: str, keys: KeySet) -> Claims:
    """It refuses `none`, and what it verifies with takes any other spelling for it."""
    said: Any = signed.header_of(message).get("alg")
    if said != "none" and str(said).lower() == "none":
        return signed.claims_of(message)
    return signed.verify(message, keys)


def test_a_tolerance_of_an_hour_and_none_spelt_otherwise_are_seen(bench_port: int) -> None:
    """An expired id_token is believed, and one that nobody signed."""
    checks = (*without(id_token.CHECKS, id_token.not_expired, id_token.issued_recently), _tolerant)
    practice = replace(CAREFUL, id_token_checks=checks, verify_id_token=_any_none)
    modules = ("fs-exp-depasse", "fs-alg-none-deguise")
    assert _failed(bench_port, "tolerant", practice, *modules) == set(modules)
