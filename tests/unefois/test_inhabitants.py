"""Somebody of the population on real ports: found with `unefois people --count`, logged in on FranceConnect, known to the tax API."""

import json
from uuid import uuid4

import pytest
from command_line import typed
from raw_client import Control, claims_of, get, put

SEED, ANNEE = 5, 2024


@pytest.mark.parametrize("trait", ["marié", "parent isolé"])
def test_whoever_is_listed_logs_in_and_has_the_notice_of_the_list(bench_port: int, trait: str) -> None:
    """In a space of that seed: the identity of the row, then its figures, with the citizen's token and by SPI."""
    (row,) = json.loads(typed(*f"people --count 1 --seed {SEED} --annee {ANNEE} --json --trait".split(), trait).stdout)
    control = Control.of(bench_port, f"s-{uuid4().hex[:8]}")
    control.make(SEED)
    put(f"{control.url}/calendar", json={"today": f"{ANNEE + 1}-12-31"}).raise_for_status()
    client = control.register("cantine")
    consent = client.tokens(row["spi"])["access_token"]
    userinfo = claims_of(get(f"{client.issuer}/userinfo", headers={"Authorization": f"Bearer {consent}"}).text)
    assert (userinfo["family_name"], userinfo["given_name"]) == (row["family_name"], row["given_name"])
    token = client.apim_token()
    answers = (
        client.call(f"/situations/ir/assiettes/annrev/{ANNEE}", token, consent),
        client.assiettes(row["spi"], ANNEE, token),
    )
    assert [answer.json() for answer in answers] == [{"rfr": row["rfr"], "nbPart": row["nbPart"]}] * 2
