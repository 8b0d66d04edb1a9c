"""FranceConnect's refusals as data: unique, sourced, and coherent with their channel."""

import re

import pytest

from rulebook.refusal import Channel, Refusal
from rulebook.refusals import (
    REFUSALS,
    authorize,
    checktoken,
    identity,
    interaction,
    logout,
    revocation,
    token,
    userinfo,
)
from rulebook.source import Basis

TABLES = (
    authorize.ALL,
    interaction.ALL,
    identity.ALL,
    token.ALL,
    userinfo.ALL,
    checktoken.ALL,
    revocation.ALL,
    logout.ALL,
)
# What no source says.
ASSUMED = {"FC-REVOCATION-MEDIA-TYPE", "FC-CHECKTOKEN-EUROPEAN"}
OURS = tuple(refusal for table in TABLES for refusal in table)


def test_ids_are_unique_and_found() -> None:
    """No id hides another."""
    assert len({refusal.id for refusal in OURS}) == len(OURS)
    assert all(REFUSALS[refusal.id] is refusal for refusal in OURS)


@pytest.mark.parametrize("refusal", OURS, ids=lambda refusal: refusal.id)
def test_each_record_is_coherent(refusal: Refusal) -> None:
    """A Y-code, a status of its channel, OAuth members where the channel carries them, and somebody who says so."""
    assert re.fullmatch(r"FC-[A-Z-]+", refusal.id)
    assumed = refusal.id in ASSUMED
    assert refusal.source.basis in ({Basis.ASSUMPTION} if assumed else {Basis.OBSERVED, Basis.CODE})
    if refusal.channel is Channel.TEXT:
        assert (refusal.status, refusal.code) == (500, "")
        return
    assert re.fullmatch(r"Y[0-9A-F]{6,7}", refusal.code)
    if refusal.channel is Channel.REDIRECT:
        assert refusal.status in {302, 303}
    else:
        assert 400 <= refusal.status <= 504
    if refusal.channel in {Channel.REDIRECT, Channel.JSON}:
        assert refusal.error
        assert refusal.description


@pytest.mark.parametrize(
    ("id_", "code"),
    [
        ("FC-AUTHORIZE-NONCE", "Y030007"),
        ("FC-AUTHORIZE-CLIENT", "Y04EA6EF"),
        ("FC-AUTHORIZE-REDIRECT-URI-UNREGISTERED", "Y04C013C"),
        ("FC-AUTHORIZE-TWO-FAULTS", "Y040001"),
        ("FC-AUTHORIZE-CLAIMS-AMR", "Y100009"),
        ("FC-INTERACTION-STEP", "Y420001"),
        ("FC-INTERACTION-SESSION", "Y190001"),
        ("FC-TOKEN-SECRET", "Y0434A7B"),
        ("FC-TOKEN-CODE-CONSUMED", "Y0416228"),
        ("FC-USERINFO-GRANT", "Y0489D15"),
        ("FC-CHECKTOKEN-MEMBER", "Y100013"),
        ("FC-NOT-FOUND", "Y000404"),
        ("FC-REVOCATION-TOKEN", "Y000400"),
        ("FC-REVOCATION-FOREIGN", "Y0466776"),
        ("FC-LOGOUT-HINT", "Y000400"),
        ("FC-LOGOUT-HINT-DECODE", "Y04FEDB9"),
        ("FC-LOGOUT-CLIENT-ID", "Y0467882"),
        ("FC-LOGOUT-AUDIENCE", "Y0429C91"),
        ("FC-LOGOUT-HINT-SIGNATURE", "Y045AFAE"),
        ("FC-LOGOUT-UNREGISTERED", "Y04CFAEF"),
        ("FC-LOGOUT-CONFIRM-LOST", "Y047B9D9"),
        ("FC-LOGOUT-CONFIRM-XSRF", "Y04976CE"),
    ],
)
def test_codes_are_those_of_the_fact_sheet(id_: str, code: str) -> None:
    """Copied by hand from the recorded answers."""
    assert REFUSALS[id_].code == code


def test_a_channel_that_must_not_redirect_never_does() -> None:
    """What is wrong with the client or its address is shown to the citizen, not sent to somebody."""
    for refusal in authorize.ALL:
        if refusal.parameter in {"client_id", "redirect_uri"}:
            assert refusal.channel is Channel.PAGE
