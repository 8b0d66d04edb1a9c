"""Each member falls into its own trap, where the careful client does not; and has no other defect."""

import json
import os
import pkgutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import fields
from itertools import pairwise
from pathlib import Path
from typing import Any

import httpx2
import pytest
from canteen_fixtures import Open
from canteen_steps import accept, etat, form_token, log_in, open_account, text_of
from honest_bench import ASSIETTE, CLIENT_SECRET, SPI, Bench, envelope, miswritten, unsigned
from joserfc import jws
from joserfc.jwk import ECKey, OctKey
from joserfc.jws import JWSRegistry
from joserfc.util import urlsafe_b64decode, urlsafe_b64encode
from starlette.responses import Response

import gallery
from conformance.checks import CHECKS
from gallery import MEMBERS
from gallery.by_hand import BY_HAND
from reference_client.patience import FIRST_PAUSE
from reference_client.practice import CAREFUL
from rulebook.platforms import LOW

# A civil status with nothing to correct.
CIVIL_STATUS = {
    "nom": "Le Breton",
    "prenoms": "Angéla",
    "sexe": "2",
    "naissance": "24/08/1962",
    "pays": "99100",
    "departement": "37",
    "commune": "261",
}

Fell = bool
Story = Callable[[Bench, httpx2.Client], Fell]


def asks(wrong: Callable[[dict[str, Any]], bool]) -> Story:
    """Two démarches begin: fell if one of their authorization requests is wrong."""

    def story(bench: Bench, citizen: httpx2.Client) -> Fell:
        for _ in range(2):
            log_in(citizen)
        return any(wrong(asked) for asked in bench.calls("authorize"))

    return story


def repeats(endpoint: str, name: str) -> Story:
    """Two whole démarches: fell if a value comes twice."""

    def story(bench: Bench, citizen: httpx2.Client) -> Fell:
        for _ in range(2):
            log_in(citizen)
            if etat(citizen.get("/information")) == "information":
                accept(citizen)
        values = [said[name] for said in bench.calls(endpoint)]
        assert len(values) > 1
        return len(set(values)) < len(values)

    return story


def calls(wrong: Callable[[dict[str, Any]], bool]) -> Story:
    """A whole démarche: fell if one of its calls to the tax API is wrong, or if there is none."""

    def story(bench: Bench, citizen: httpx2.Client) -> Fell:
        log_in(citizen)
        accept(citizen)
        return any(wrong(call) for call in bench.calls("assiettes")) or not bench.calls("assiettes")

    return story


def swallows(**hooks: Any) -> Story:
    """A login in which one object is false: fell if somebody is logged in all the same."""

    def story(bench: Bench, citizen: httpx2.Client) -> Fell:
        for name, hook in hooks.items():
            setattr(bench, name, hook)
        return etat(log_in(citizen)) == "connecte"

    return story


def asks_on(**hooks: Any) -> Story:
    """A login in which one object is false: fell if the userinfo is asked for all the same."""

    def story(bench: Bench, citizen: httpx2.Client) -> Fell:
        for name, hook in hooks.items():
            setattr(bench, name, hook)
        log_in(citizen)
        return bool(bench.calls("userinfo"))

    return story


def changes(**claims: Any) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """A hook that changes claims or parameters."""
    return lambda said: {**said, **claims}


def giving_up(bench: Bench, citizen: httpx2.Client) -> Fell:
    """The citizen gives up: fell if a code is exchanged."""
    bench.callback = lambda said: {"error": "access_denied", "state": said["state"], "iss": said["iss"]}
    log_in(citizen)
    return bool(bench.calls("token"))


def again(bench: Bench, citizen: httpx2.Client) -> Fell:
    """The same callback is presented again: fell if its code is exchanged again."""
    hops = log_in(citizen).history
    citizen.get(next(hop.url for hop in hops if "code=" in hop.url.query.decode()))
    return len(bench.calls("token")) > 1


def elsewhere(bench: Bench, citizen: httpx2.Client) -> Fell:
    """The callback is opened by a browser that asked for nothing: fell if its code is exchanged."""
    citizen.follow_redirects = False
    sent = log_in(citizen).headers["location"]
    back = citizen.get(sent).headers["location"]
    citizen.cookies.clear()
    citizen.get(back)
    return bool(bench.calls("token"))


def unknown_error(bench: Bench, citizen: httpx2.Client) -> Fell:
    """An error that no document names comes back: fell if a code is exchanged."""
    bench.callback = lambda said: {"error": "erreur_inconnue", "state": said["state"], "iss": said["iss"]}
    log_in(citizen)
    return bool(bench.calls("token"))


def out_of_order(bench: Bench, citizen: httpx2.Client) -> Fell:
    """The exchange fails: fell if nothing is explained."""
    bench.token_answer = (500, b"boom")
    return etat(log_in(citizen)) != "erreur"


def without_code(bench: Bench, citizen: httpx2.Client) -> Fell:
    """The callback brings no code: fell if nothing is explained."""
    bench.callback = lambda said: {"state": said["state"], "iss": said["iss"]}
    return etat(log_in(citizen)) != "refus"


def in_plain_json(bench: Bench, citizen: httpx2.Client) -> Fell:
    """The userinfo comes as JSON that nobody signed: fell if somebody is logged in."""
    bench.userinfo_type = "application/json"
    bench.forge_userinfo = lambda message: urlsafe_b64decode(message.split(".")[1].encode()).decode()
    return etat(log_in(citizen)) == "connecte"


def adds_to_the_tokens(bench: Bench, citizen: httpx2.Client) -> Fell:
    """The answer to a code says more than is known: fell if nobody is logged in."""
    bench.tokens = changes(refresh_token="r")
    return etat(log_in(citizen)) != "connecte"


def demanding(bench: Bench, citizen: httpx2.Client) -> Fell:
    """The header demands an extension that nobody knows, under a true signature: fell if somebody is logged in."""
    algorithm = JWSRegistry(algorithms=["ES256"]).get_alg("ES256")

    def forge(message: str) -> str:
        header = {"alg": "ES256", "kid": bench.key.kid, "crit": ["x"], "x": True}
        said = urlsafe_b64encode(json.dumps(header).encode()) + b"." + message.split(".")[1].encode()
        return (said + b"." + urlsafe_b64encode(algorithm.sign(said, bench.key))).decode()

    bench.forge_id_token = forge
    return etat(log_in(citizen)) == "connecte"


def rotated(bench: Bench, citizen: httpx2.Client) -> Fell:
    """A new key signs, published that instant: fell if it is not read."""
    log_in(citizen)
    bench.key = ECKey.generate_key("P-256", {"kid": "kid-2", "use": "sig", "alg": "ES256"})
    return etat(log_in(citizen)) != "connecte"


def turns_away(**claims: Any) -> Story:
    """A userinfo that is unusual and right: fell if nobody is logged in."""

    def story(bench: Bench, citizen: httpx2.Client) -> Fell:
        bench.userinfo = changes(**claims)
        return etat(log_in(citizen)) != "connecte"

    return story


def in_html(bench: Bench, citizen: httpx2.Client) -> Fell:
    """A given name of HTML: fell if the page has it as it came."""
    bench.userinfo = changes(given_name="<script>alert(1)</script>")
    return "<script>alert(1)" in log_in(citizen).text


def late_year(bench: Bench, citizen: httpx2.Client) -> Fell:
    """The last year is not taxed: fell if there is no result."""
    bench.api = {2024: bench.api[2025]}
    log_in(citizen)
    return etat(accept(citizen)) != "resultat"


def another_year(bench: Bench, citizen: httpx2.Client) -> Fell:
    """The notice of the year before is served: fell if the page says it is of the last year."""
    bench.api = {2024: bench.api[2025]}
    log_in(citizen)
    return "Année des revenus 2025" in text_of(accept(citizen))


def down(bench: Bench, citizen: httpx2.Client) -> Fell:
    """The tax API is down: fell if a price is shown."""
    bench.api = {2025: (500, {})}
    log_in(citizen)
    return etat(accept(citizen)) == "resultat"


def answers(status: int, body: Any, *, good: bool = False) -> Story:
    """The tax API answers so: fell if a price is shown, or is not when the answer was good."""

    def story(bench: Bench, citizen: httpx2.Client) -> Fell:
        bench.api = {2025: (status, body)}
        log_in(citizen)
        return (etat(accept(citizen)) == "resultat") is not good

    return story


def typed(bench: Bench, citizen: httpx2.Client) -> Fell:
    """The citizen types a tax number: fell if it is in an address."""
    del bench
    open_account(citizen)
    page = accept(citizen, "/compte", spi=SPI)
    return any(SPI in str(response.url) for response in (*page.history, page))


def exchanges(wrong: Callable[[dict[str, Any]], bool], of: str = "token") -> Story:
    """A login: fell if one of its exchanges of a code (`of`: of its requests there) is wrong."""

    def story(bench: Bench, citizen: httpx2.Client) -> Fell:
        log_in(citizen)
        assert bench.calls(of)
        return any(wrong(said) for said in bench.calls(of))

    return story


def reads(wrong: Callable[[httpx2.Response], bool]) -> Story:
    """A whole démarche: fell if one of the pages or redirects that the browser met is wrong."""

    def story(bench: Bench, citizen: httpx2.Client) -> Fell:
        seen: list[httpx2.Response] = []

        def read(response: httpx2.Response) -> None:
            response.read()
            seen.append(response)

        citizen.event_hooks = {"response": [read]}
        del bench
        log_in(citizen)
        citizen.get("/information")
        accept(citizen)
        ours = [response for response in seen if not response.url.path.startswith("/api/v2")]
        assert ours
        return any(wrong(response) for response in ours)

    return story


def cookie_lacks(attribute: str) -> Story:
    """Fell if a cookie of the démarche does not say `attribute`."""
    return reads(lambda page: any(attribute not in said.lower() for said in page.headers.get_list("set-cookie")))


def posts_first(bench: Bench, citizen: httpx2.Client) -> Fell:
    """The button is pressed: fell if a form leads to FranceConnect."""
    del bench
    return 'method="post"' in citizen.get("/franceconnect/connexion", follow_redirects=False).text


def keeps_its_session(bench: Bench, citizen: httpx2.Client) -> Fell:
    """Somebody logs in: fell if the session is the one that was there before."""
    del bench
    citizen.get("/compte")
    before = {cookie.value for cookie in citizen.cookies.jar}
    log_in(citizen)
    return bool(before & {cookie.value for cookie in citizen.cookies.jar})


def asks_for_tokens(wrong: Callable[[list[dict[str, Any]]], bool]) -> Story:
    """Two whole démarches: fell if its requests of gateway tokens are wrong."""

    def story(bench: Bench, citizen: httpx2.Client) -> Fell:
        for _ in range(2):
            log_in(citizen)
            accept(citizen)
        return wrong(bench.calls("apim"))

    return story


def stale(bench: Bench, citizen: httpx2.Client) -> Fell:
    """The gateway token is refused once: fell if there is no result."""
    bench.refuse_api_tokens = 1
    log_in(citizen)
    return etat(accept(citizen)) != "resultat"


def insists(bench: Bench, citizen: httpx2.Client) -> Fell:
    """The last year is not taxed: fell if it is asked for twice."""
    late_year(bench, citizen)
    asked = [call["annee"] for call in bench.calls("assiettes")]
    return len(set(asked)) < len(asked)


def counts(most: int, start: Callable[[httpx2.Client], httpx2.Response], path: str, **form: str) -> Story:
    """A whole démarche: fell if it makes more than so many calls."""

    def story(bench: Bench, citizen: httpx2.Client) -> Fell:
        start(citizen)
        accept(citizen, path, **form)
        return len(bench.calls("assiettes")) > most

    return story


def leave(citizen: httpx2.Client) -> httpx2.Response:
    """Log in and press the button of the way out: where the browser is sent."""
    page = log_in(citizen)
    return citizen.post("/deconnexion", data={"csrf": form_token(page)}, follow_redirects=False)


def leaves_without_token(bench: Bench, citizen: httpx2.Client) -> Fell:
    """The citizen leaves: fell if FranceConnect is not told whose session it is."""
    del bench
    sent = leave(citizen)
    assert "/session/end?" in sent.headers["location"]
    return "id_token_hint=ey" not in sent.headers["location"]


def leaves_by(wrong: Callable[[dict[str, Any]], bool]) -> Story:
    """The citizen leaves: fell if what FranceConnect is asked is wrong."""

    def story(bench: Bench, citizen: httpx2.Client) -> Fell:
        citizen.get(leave(citizen).headers["location"], follow_redirects=False)
        (asked,) = bench.calls("session_end")
        return wrong(asked)

    return story


def leaves_open(bench: Bench, citizen: httpx2.Client) -> Fell:
    """The citizen leaves: fell if their page still opens."""
    del bench
    leave(citizen)
    return etat(citizen.get("/identite")) == "connecte"


def returns_unasked(bench: Bench, citizen: httpx2.Client) -> Fell:
    """The way out ends with another state: fell if it is not refused."""
    del bench
    leave(citizen)
    return etat(citizen.get("/franceconnect/deconnexion", params={"state": "s" * 43})) != "refus"


def without_rest(bench: Bench, citizen: httpx2.Client) -> Fell:
    """The tax API is out of service: fell if it is asked again at once."""
    asked: list[float] = []

    def refuse(_: int) -> Response:
        asked.append(time.monotonic())
        return Response(status_code=503)

    bench.disturb = refuse
    log_in(citizen)
    accept(citizen)
    assert len(asked) > 1
    return min(second - first for first, second in pairwise(asked)) < FIRST_PAUSE


def found_by_nobody(bench: Bench, citizen: httpx2.Client) -> Fell:
    """The civil status names nobody: fell if a price is shown."""
    bench.last = (404, envelope(40433))
    open_account(citizen)
    return etat(accept(citizen, "/etat-civil", **CIVIL_STATUS)) == "resultat"


def by_our_secret(message: str) -> str:
    """The same message, signed with the secret that the client shares with FranceConnect."""
    header, payload = {"alg": "HS256"}, message.split(".")[1]
    claims = urlsafe_b64decode(payload.encode())
    return jws.serialize_compact(header, claims, OctKey.import_key(CLIENT_SECRET), algorithms=["HS256"])


STORIES: dict[str, Story] = {
    "jeton-en-direct": asks(lambda asked: asked["response_type"] != "code"),
    "parametre-de-trop": asks(lambda asked: "code_challenge" in asked),
    "scope-sans-openid": asks(lambda asked: "openid" not in asked["scope"].split()),
    "scope-de-trop": asks(lambda asked: "revenus" in asked["scope"].split()),
    "niveau-non-dit": asks(lambda asked: "acr_values" not in asked),
    "nonce-court": asks(lambda asked: len(asked["nonce"]) < 22),
    "nonce-constant": repeats("authorize", "nonce"),
    "state-court": asks(lambda asked: len(asked["state"]) < 22),
    "state-constant": repeats("authorize", "state"),
    "state-ignore": swallows(callback=changes(state="s" * 43)),
    "state-de-tous": elsewhere,
    "state-reutilise": again,
    "erreur-ignoree": unknown_error,
    "panne-muette": out_of_order,
    "sorte-de-jeton-ignoree": swallows(tokens=changes(token_type="mac")),
    "extension-ignoree": demanding,
    "cles-gardees": rotated,
    "niveau-ignore": swallows(id_token=changes(acr="eidas0")),
    "userinfo-aud-ignore": swallows(userinfo=changes(aud="somebody-else")),
    "userinfo-exp-ignore": swallows(userinfo=changes(exp=int(time.time()) - 3600)),
    "prenoms-comptes": turns_away(given_name="Jean-Noël Marie Ange Gaël"),
    "inconnu-refuse": turns_away(role="administrateur"),
    "identite-en-html": in_html,
    "retour-iss-ignore": swallows(callback=changes(iss="https://mallory.example")),
    "retour-iss-absent": swallows(callback=lambda said: {"code": said["code"], "state": said["state"]}),
    "code-avant-erreur": swallows(callback=changes(error="server_error")),
    "renoncement-ignore": giving_up,
    "code-rejoue": repeats("token", "code"),
    "signature-ignoree": swallows(forge_id_token=miswritten),
    "userinfo-signature-ignoree": swallows(forge_userinfo=miswritten),
    "alg-none-accepte": swallows(forge_id_token=unsigned),
    "secret-pour-cle": swallows(forge_id_token=by_our_secret),
    "nonce-ignore": swallows(id_token=changes(nonce="n" * 43)),
    "iss-ignore": swallows(id_token=changes(iss="https://mallory.example")),
    "aud-ignore": swallows(id_token=changes(aud="somebody-else")),
    "exp-ignore": swallows(id_token=changes(exp=int(time.time()) - 3600)),
    "nbf-ignore": swallows(id_token=changes(nbf=int(time.time()) + 3600)),
    "userinfo-sub-ignore": swallows(userinfo=changes(sub="0" * 64 + "v1")),
    "correlation-sans-tirets": calls(lambda call: "-" not in call["x-correlation-id"]),
    "correlation-constante": repeats("assiettes", "x-correlation-id"),
    "teleservice-perdu": calls(lambda call: "id_teleservice" not in call),
    "jeton-fc-habille": calls(lambda call: call["x-franceconnect-oauth"].startswith("Bearer")),
    "ressource-hors-contrat": calls(lambda call: "assiettes" not in call["path"]),
    "annee-hors-contrat": calls(lambda call: call["annee"] not in {2024, 2025}),
    "annee-sans-repli": late_year,
    "panne-en-zero": down,
    "droit-en-zero": answers(403, envelope(4031)),
    "absent-en-zero": answers(200, {name: value for name, value in ASSIETTE.items() if name != "rfr"}),
    "champs-connus": answers(200, {**ASSIETTE, "champNouveau": {"a": 1}}, good=True),
    "spi-dans-adresse": typed,
    "retour-approche": asks(lambda asked: asked["redirect_uri"].endswith("/")),
    "niveau-d-ailleurs": asks(lambda asked: asked["acr_values"] != "eidas1"),
    "prompt-muet": asks(lambda asked: "prompt" in asked),
    "identite-par-claims": asks(lambda asked: "claims" in asked),
    "fournisseur-impose": asks(lambda asked: "idp_hint" in asked),
    "identite-superflue": asks(lambda asked: "gender" in asked["scope"].split()),
    "donnee-hors-contrat": asks(lambda asked: "dgfip_nbpac" in asked["scope"]),
    "demande-postee": posts_first,
    "code-en-json": exchanges(lambda said: "json" in said["content-type"], of="token_sent"),
    "retour-change": exchanges(lambda said: not said["redirect_uri"].endswith("/franceconnect/retour")),
    "jeton-a-rafraichir": exchanges(lambda said: said["grant_type"] != "authorization_code"),
    "secret-dans-adresse": exchanges(lambda said: "client_secret" in said["query"], of="token_sent"),
    "secret-en-tete": exchanges(lambda said: "authorization" in said, of="token_sent"),
    "jeton-dans-adresse-userinfo": exchanges(lambda said: "access_token" in said["query"], of="userinfo"),
    "session-gardee": keeps_its_session,
    "cookie-lisible": cookie_lacks("httponly"),
    "cookie-sans-samesite": cookie_lacks("samesite"),
    "trace-technique": reads(lambda page: "Traceback" in page.text),
    "mentions-absentes": reads(lambda page: "<main" in page.text and "/mentions" not in page.text),
    "impots-tus": reads(lambda page: "=information" in page.text.replace('"', "") and "fiscal" not in page.text),
    "referent-bavard": reads(lambda page: page.headers.get("referrer-policy") == "unsafe-url"),
    "resultat-en-cache": reads(lambda page: "public" in page.headers.get("cache-control", "") and "<main" in page.text),
    "jeton-dans-adresse": reads(lambda page: "A" * 43 in f"{page.url} {page.headers.get('location')}"),
    "jeton-sur-la-page": reads(lambda page: "A" * 43 in page.text),
    "revenu-dans-adresse": reads(lambda page: "24000" in f"{page.url} {page.headers.get('location')}"),
    "jeton-cru-eternel": stale,
    "jeton-jetable": asks_for_tokens(lambda asked: len(asked) > 1),
    "jeton-par-mot-de-passe": asks_for_tokens(lambda asked: "client_credentials" not in asked[0]["body"]),
    "jeton-trop-large": asks_for_tokens(lambda asked: "RessourceIFI" in asked[0]["body"]),
    "annee-redemandee": insists,
    "phrase-lue": late_year,
    "relance-aussitot": without_rest,
    "etat-civil-devine": found_by_nobody,
    "appels-en-rafale": counts(1, open_account, "/compte", spi=SPI),
    "appel-double": counts(1, open_account, "/compte", spi=SPI),
    "deconnexion-sans-jeton": leaves_without_token,
    "deconnexion-approchee": leaves_by(lambda asked: asked["post_logout_redirect_uri"].endswith("/")),
    "sortie-d-autrui": returns_unasked,
    "sortie-nue": leaves_by(lambda asked: "state" not in asked),
    "userinfo-sans-preuve": in_plain_json,
    "retour-muet": without_code,
    "parts-en-demis": answers(200, {**ASSIETTE, "nbPart": 6.75}, good=True),
    "reponse-comptee": adds_to_the_tokens,
    "annee-deduite": another_year,
    "id-token-vide": asks_on(id_token=lambda _: {}),
    "id-token-facultatif": asks_on(tokens=lambda said: {n: v for n, v in said.items() if n != "id_token"}),
    "userinfo-vide": swallows(userinfo=lambda _: {}),
    "sub-facultatif": swallows(id_token=lambda said: {n: v for n, v in said.items() if n != "sub"}),
    "session-ouverte": leaves_open,
}


# Those that wait longer than a test, or whose defect is what they are registered for, are shown by the judge alone.
TOLD = [name for name, member in MEMBERS.items() if member.practice != CAREFUL and member.page_within is None]


@pytest.mark.parametrize("name", TOLD)
def test_a_member_falls_into_its_trap(bench: Bench, open_canteen: Open, name: str) -> None:
    """Its own story, and the client is wrong."""
    assert STORIES[name](bench, open_canteen(MEMBERS[name].practice)), "the wrong client was right"


@pytest.mark.parametrize("name", TOLD)
def test_the_careful_client_does_not_fall(bench: Bench, open_canteen: Open, name: str) -> None:
    """What the member does wrong, the reference does right."""
    assert not STORIES[name](bench, open_canteen(CAREFUL))


# Traps of one member, and the others: a member must fall into its own only.
REFUSALS = [name for name in TOLD if MEMBERS[name].module.startswith("fs-") and MEMBERS[name].module != "fs-parcours"]


@pytest.mark.parametrize("trap", REFUSALS)
@pytest.mark.parametrize("name", [name for name in REFUSALS if "signature" in name or "alg" in name or "state" in name])
def test_a_member_falls_into_no_other_trap(bench: Bench, open_canteen: Open, name: str, trap: str) -> None:
    """Those whose decisions are neighbours are tried in each other's traps."""
    assert STORIES[trap](bench, open_canteen(MEMBERS[name].practice)) is (name == trap)


@pytest.mark.parametrize("name", [name for name in TOLD if not MEMBERS[name].module.endswith(("-parcours", "-spi"))])
def test_nobody_is_wrong_undisturbed(bench: Bench, open_canteen: Open, name: str) -> None:
    """A member whose defect shows under a fault does the whole démarche well without it: its control succeeds."""
    citizen = open_canteen(MEMBERS[name].practice)
    assert etat(log_in(citizen)) == "connecte"
    assert etat(accept(citizen)) == "resultat"
    assert [call["annee"] for call in bench.calls("assiettes")] == [2025]


def test_each_duty_has_its_wrong_client() -> None:
    """Every duty but those that say why in both languages, and every member has its story; two break one duty where different stories show it."""
    judged = {check.duty.id for check in CHECKS.values()}
    assert {member.duty for member in MEMBERS.values()} == judged - set(BY_HAND)
    assert judged >= set(BY_HAND)
    assert all(fr and en for fr, en in BY_HAND.values())
    assert len({(member.duty, member.module) for member in MEMBERS.values()}) == len(MEMBERS)
    assert set(STORIES) == set(TOLD)


def test_every_wrong_client_is_listed_under_the_name_of_its_module() -> None:
    """A module that the list forgets would be judged by nobody."""
    modules = {one.name for one in pkgutil.iter_modules(gallery.__path__)} - {"__main__", "by_hand", "member"}
    assert {name.replace("-", "_") for name in MEMBERS} == modules


def test_what_is_constant_has_the_length_of_what_is_drawn() -> None:
    """Nothing but never changing is wrong with it, as it says itself."""
    nonce, state = MEMBERS["nonce-constant"].practice.new_nonce(), MEMBERS["state-constant"].practice.new_state()
    assert (len(nonce), len(state)) == (len(CAREFUL.new_nonce()), len(CAREFUL.new_state())) == (43, 43)


# One decision that shows in several places: how many.
SPREAD = {
    "state-de-tous": 2,  # where it remembers is where it looks
    "id-token-vide": 2,  # what it does not read it does not check
    "id-token-facultatif": 3,  # what it does without it neither reads nor checks
    "userinfo-vide": 2,  # the same of the userinfo
    "sub-facultatif": 3,  # what need not be there is not missed, nor compared
    "sortie-nue": 2,  # what was not sent cannot be compared
    "userinfo-sans-preuve": 2,  # what it lets come is what it reads
    "annee-deduite": 3,  # what its token opens is what it calls, and once
}


@pytest.mark.parametrize("name", list(MEMBERS))
def test_a_member_differs_by_one_decision(name: str) -> None:
    """One field of its practice is not the careful one, or one of its habilitation, or both for one reason; two sentences say what is wrong."""
    member = MEMBERS[name]
    different = [f.name for f in fields(CAREFUL) if getattr(member.practice, f.name) != getattr(CAREFUL, f.name)]
    # A tax scope is written in two sections: it is one grant.
    otherwise = {key for section in member.registered.values() for key in section}
    assert different or otherwise
    assert len(different) <= SPREAD.get(name, 1)
    assert len(otherwise) <= 1
    assert member.fr.endswith(".")
    assert member.en.endswith(".")


def test_the_scope_that_one_asks_too_many_exists() -> None:
    """A scope that FranceConnect does not know would be ignored, and prove nothing."""
    assert "email" in LOW.scopes


def run(*arguments: str) -> "subprocess.CompletedProcess[str]":
    """The command, to its end."""
    root = Path(gallery.__file__).parents[1]
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("FC_", "API", "ID_"))}
    return subprocess.run(
        [sys.executable, "-P", "-m", "gallery", *arguments],
        env={**environ, "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
        cwd=root,
    )


def test_the_command_lists_its_members() -> None:
    """Without a name, all of them, with the duty that each one breaks."""
    shown = run()
    assert shown.returncode == 0
    assert [line.split()[:2] for line in shown.stdout.splitlines()] == [
        [name, member.duty] for name, member in MEMBERS.items()
    ]


def test_the_command_refuses_what_it_does_not_know() -> None:
    """An unknown member, or a missing setting, ends with code 2 and a sentence."""
    assert run("unknown").returncode == 2
    shown = run("nonce-ignore")
    assert shown.returncode == 2
    assert "FC_ISSUER" in shown.stderr
