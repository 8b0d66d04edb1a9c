"""Somebody stated in a few words at run time, met on real ports: logged in on FranceConnect, known to the tax API."""

import time
from uuid import uuid4

from raw_client import Control, claims_of, get, post


def test_a_newcomer_logs_in_and_has_their_notice(bench_port: int) -> None:
    """The names are the stated ones, the rest is completed; both platforms speak of the same person."""
    control = Control.of(bench_port, f"s-{uuid4().hex[:8]}")
    control.make()
    client = control.register("cantine")
    stated = {
        "id": "agent",
        "identity": {"family_name": "ÉNONCÉE", "given_name_array": ["Marie Ange", "Zoé"], "gender": "female"},
        "foyer": [{"declaration": {"1AJ": 24000}, "situation": {"sit_fam": "C", "enfants": {"F": 1}}}],
    }
    login = post(f"{control.url}/personas", json=stated).raise_for_status().json()["login"]
    consent = client.tokens(login)["access_token"]
    userinfo = claims_of(get(f"{client.issuer}/userinfo", headers={"Authorization": f"Bearer {consent}"}).text)
    assert (userinfo["family_name"], userinfo["given_name"]) == ("ÉNONCÉE", "Marie Ange Zoé")
    annee = time.gmtime().tm_year - 2  # opened by one of the two scopes, on whichever day this runs
    answer = client.call(f"/situations/ir/assiettes/annrev/{annee}", client.apim_token(), consent)
    assert answer.json() == {"rfr": 21600, "nbPart": 1.5}
