"""By civil status: whose contract a call falls under, what a recipe may say of somebody, where a fault strikes; then real clients."""

import re
from pathlib import Path

import pytest
from judge_journeys import (
    CLIENT,
    GATEWAY,
    HABILITATION,
    apim_token,
    application,
    at_client,
    call,
    exchange,
    journey,
    page,
)
from judged_client import HURRIED, canteen
from pairs_etat_civil import SEARCHER, SFIP, r2p, sfip

from conformance.agreement import disagreements
from conformance.apis import closed
from conformance.checks import CHECKS
from conformance.checks.tables import everywhere
from conformance.journey import Journey
from conformance.modules import MODULES
from conformance.personas import words
from conformance.plans import PLANS, choose, goal
from conformance.reading import visible
from rulebook.duty import Capability
from rulebook.formats.exchange import Exchange
from rulebook.formats.report import Result
from scenarios.personas import catalogue
from unefois import reference

CIVIL = Capability.API_ETAT_CIVIL
FAULT = "assiettes.response.404"


def _asks(*made: Exchange) -> Journey:
    return journey(*made, habilitation=SEARCHER)


def _result(id_: str, *made: Exchange) -> Result:
    return CHECKS[id_].judge(_asks(*made)).result


# ------------------------------------------------------------------ one contract an API
# Check, calls, whether they keep its duty.
HELD: list[tuple[str, tuple[Exchange, ...], bool]] = [
    ("API-CORRELATION-01a", (sfip(1),), True),
    ("API-CORRELATION-01a", (sfip(1, x_correlation_id=""),), False),
    ("API-CORRELATION-02a", (sfip(1), r2p(1)), False),
    ("API-TELESERVICE-01a", (sfip(1), call(2)), True),
    ("API-TELESERVICE-01a", (sfip(1, id_teleservice="CANTINE"),), False),
    ("API-TELESERVICE-01a", (call(1, id_teleservice="SFIP_CANTINE"),), False),
    ("API-RESSOURCE-01a", (sfip(1), r2p(2), call(3)), True),
    ("API-RESSOURCE-01a", (sfip(1, service="02GA/departement/130/annrev/2024/bareme/2026"),), False),
    ("API-RESSOURCE-01a", (sfip(1, service="02ZZ"),), False),
    ("API-RESSOURCE-01a", (r2p(1, "/personne", "r2p_personne"),), False),
    ("API-JETON-04a", (apim_token(1, scope="sfip_donnees_fiscales_usagers"),), True),
    ("API-JETON-04a", (apim_token(1, scope="sfip_lep"),), False),
    ("API-JETON-04a", (apim_token(1, scope="api_r2p_recherche_personne_physique"),), False),
    ("API-JETON-04a", (apim_token(1, scope="fichier_des_comptes"),), True),
    ("API-QUOTA-02a", (sfip(1), sfip(2, who="nom=AUTRE")), True),
    ("API-QUOTA-02a", (sfip(1), sfip(2)), False),
    ("API-ERREUR-03a", (sfip(1, 404), sfip(2, 404)), False),
]


@pytest.mark.parametrize(("id_", "made", "kept"), HELD, ids=[f"{row[0]} {n}" for n, row in enumerate(HELD)])
def test_a_call_is_held_to_the_contract_of_its_own_api(id_: str, made: tuple[Exchange, ...], kept: bool) -> None:
    """Identifier, scope and resource are those of the SFiP for the SFiP; the R2P wants no identifier at all."""
    assert _result(id_, *made) in ({Result.PASS} if kept else {Result.FAIL, Result.WARNING})


def test_an_api_that_wants_no_identifier_is_not_asked_for_one() -> None:
    """Nothing is owed, nothing is broken, and a control is not left unjudged for it."""
    assert _result("API-TELESERVICE-01a", r2p(1)) is Result.NOT_APPLICABLE


def test_each_api_has_a_pace_of_its_own() -> None:
    """Fifty a minute of one and fifty of another are not a hundred of either."""
    fifty = [call(n).model_copy(update={"at": 1 + n / 100}) for n in range(50)]
    searches = [r2p(n, at=1 + n / 100) for n in range(50)]
    many = [sfip(n, at=1 + n / 1000) for n in range(500)]
    assert _result("API-QUOTA-01a", *fifty, *searches, *many) is Result.PASS
    assert _result("API-QUOTA-01a", *fifty, *searches, r2p(51, at=1.6)) is Result.FAIL


def test_the_state_of_a_service_is_no_call_about_somebody() -> None:
    """Asking whether the SFiP is up is owed nothing: no citizen is in it."""
    health = exchange(1, "dgfip", "sfip_information", f"{SFIP}/information")
    elsewhere = exchange(2, "dgfip", "not_found", f"{GATEWAY}/autre/v1/personne")
    assert _asks(health, elsewhere).api_calls() == ()


# ------------------------------------------------------------------ words, aims, plan
def test_words_are_those_that_the_sfip_reads() -> None:
    """Born in France, overseas, abroad: the department and the commune within it, or neither."""
    people = {persona.id: persona for persona in catalogue()}
    said = words(people["homonyme-nantes"])
    assert (said["nom"], said["prenoms"], said["prenom"], said["sexe"]) == ("CARTIGNOL", "Paul Henri", "Paul", "1")
    assert (said["naissance"], said["naissance_iso"]) == ("23/05/1979", "1979-05-23")
    assert (said["pays"], said["departement"], said["commune"], said["commune_insee"]) == (
        "99100",
        "44",
        "109",
        "44109",
    )
    abroad = words(people["nee-a-l-etranger"])
    assert (abroad["departement"], abroad["commune"], abroad["commune_insee"]) == ("", "", "")
    there = people["homonyme-nantes"].identity.model_copy(update={"birthplace": "97411"})
    overseas = words(people["homonyme-nantes"].model_copy(update={"identity": there}))
    assert (overseas["departement"], overseas["commune"]) == ("974", "11")


def test_a_fault_is_ordered_wherever_a_contract_lets_a_call_through() -> None:
    """At the resources and the sister APIs about somebody, whatever the client calls; and nowhere that its contracts leave shut."""
    ordered = {order.endpoint for order in everywhere(FAULT)}
    assert {"assiettes", "factures", "lep", "sfip_donnees", "sfip_lep", "r2p_spi", "r2p_personne"} <= ordered
    assert "sfip_information" not in ordered
    shut = closed(reference.habilitation())
    assert ordered - shut == {"assiettes", "sfip_donnees"}
    assert ordered - closed(HABILITATION) == {"assiettes"}


def test_the_plan_is_about_civil_status_only() -> None:
    """Its control, its own stories, and what may fail on any API."""
    chosen = choose(PLANS["etat-civil"], application(*Capability))
    assert {one.parcours for one in chosen} == {"etat_civil"}
    assert next(one.module.id for one in chosen) == "api-etat-civil"
    assert {"api-panne", "api-jeton-revoque", "api-etat-civil-personne", "api-etat-civil-plusieurs"} <= {
        one.module.id for one in chosen
    }
    assert goal("etat_civil", (CIVIL,)) == "result"


def test_every_duty_of_an_api_that_a_machine_judges_is_judged_on_that_parcours() -> None:
    """What the register says of any API is judged by civil status too, but for what only a year, or FranceConnect, can tell."""
    told = [module for module in MODULES.values() if "etat_civil" in module.parcours]
    here = {check.duty.id for module in told for check in module.checks}
    owed = {check.duty.id for check in CHECKS.values() if CIVIL in check.duty.applies}
    assert owed - here == {"API-ERREUR-05", "FS-PAGE-03"}


def test_a_contract_is_wanted() -> None:
    """SFiP or R2P; without either, and without a recipe, both are told."""
    client = application(CIVIL)
    said = " ".join(problem.fr for problem in disagreements(client, journey().context.habilitation))
    assert "déclare api_etat_civil, l'habilitation n'a pas [sfip]" in said
    assert not [one for one in disagreements(client, SEARCHER) if "sfip" in one.fr]
    bare = client.model_copy(update={"driver": client.driver.model_copy(update={"http": type(client.driver.http)()})})
    assert any("[driver.http.etat_civil]" in one.fr for one in disagreements(bare, SEARCHER))


# ------------------------------------------------------------------ the two refusals
_TYPED = "<label>Votre numéro fiscal <input name=n></label>"


@pytest.mark.parametrize(
    ("oracle", "html", "result"),
    [
        ("none", _TYPED, Result.PASS),
        ("none", "<p>N° fiscal</p><input type=tel>", Result.PASS),
        ("none", "<p>Essayez ainsi.</p><a href='/compte'>Avec votre numéro fiscal</a>", Result.PASS),
        ("none", "<p>Donnez votre numéro fiscal <a href='/ailleurs'>ici</a>.</p>", Result.PASS),
        ("none", "<p>Donnez votre numéro fiscal.</p><a href='/numero-fiscal'>Continuer</a>", Result.PASS),
        ("none", "<p>Numéro fiscal</p><form action='/spi'><div><button>Continuer</button></div></form>", Result.PASS),
        ("none", "<p>Numéro fiscal introuvable.</p><a href='/'>Accueil</a>", Result.WARNING),
        ("none", "<p>Donnez-nous votre numéro fiscal.</p>", Result.WARNING),
        ("none", "<p>Numéro fiscal inconnu.</p><input type=hidden name=t><input type=checkbox>", Result.WARNING),
        ("none", "<p>Bonjour</p><input name=nom>", Result.WARNING),
        ("result", _TYPED, Result.WARNING),
    ],
)
def test_a_page_that_asks_for_the_number_is_what_is_wanted(oracle: str, html: str, result: Result) -> None:
    """Whatever the oracle makes of it, unless it shows a result: it says the number, and has where to give it."""
    before = at_client(0, f"{CLIENT}/compte", text=f"<html>{_TYPED}</html>")
    shown = at_client(
        2, f"{CLIENT}/suite", text=f"<html>{html}<footer><a href='/mentions'>Mentions</a></footer></html>"
    )
    seen = page(3, oracle, text=visible(html))  # type: ignore[arg-type]
    told = journey(before, sfip(1, 404, FAULT), shown, seen, fault=FAULT)
    assert CHECKS["API-ETATCIVIL-02a"].judge(told).result is result


@pytest.mark.parametrize("demarche", ["cantine", "stationnement"])
def test_the_careful_client_demonstrates_the_plan(bench_port: int, demarche: str) -> None:
    """On a real bench: each story was told of the SFiP."""
    only = () if demarche == "cantine" else ("api-panne", "api-etat-civil-personne")  # the whole plan once is enough
    with canteen(bench_port, f"ec-{demarche}", HURRIED, demarche) as client:
        judged = client.judged(*only, plan=PLANS["etat-civil"])
    assert [module.id for module in judged.report.modules if module.result != "PASS"] == []
    assert judged.exit_code == 0
    struck = {e.endpoint for e in judged.exchanges if e.fault}
    assert "sfip_donnees" in struck
    assert struck <= {"sfip_donnees", "apim_token"}


def test_the_words_of_the_guide_are_those_of_recipes() -> None:
    """`docs/formats` tells every word, and no other."""
    page = (Path(__file__).parents[2] / "docs/formats/README.md").read_text(encoding="utf-8")
    table = page.partition("| Word | Is |")[2].partition("## ")[0]
    assert set(re.findall(r"`\{(\w+)\}`", table)) == {*words(catalogue()[0]), "annee"}
