"""The SFiP and the R2P as served, held against the files that the DGFiP publishes, when they lie beside the repository."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from gateway_bench import Gateway
from search_bench import ANNE_LISE, BY_SPI, PATH, Searcher

from mock_api_impot.app.application import ENDPOINTS
from mock_api_impot.protocol import r2p, sfip
from rulebook.etat_civil import R2P_CRITERIA, SFIP_CRITERIA
from rulebook.fields import FIELDS
from rulebook.refusal import Refusal
from rulebook.refusals import gateway
from rulebook.refusals import sfip as records
from rulebook.refusals.stated import STATED
from rulebook.sfip import INFORMATION, MEDIA_TYPE
from scenarios.population.population import Population

SHARED = Path(__file__).parents[2].parent / "shared/contract"
FILES = {"sfip": SHARED / "api-sfip.openapi.json", "r2p": SHARED / "api-r2p.openapi.json"}
SERVICES = {service.path: service for service in sfip.SERVICES}
SEARCHES = {operation.search.path: operation.search for operation in r2p.OPERATIONS}

pytestmark = pytest.mark.skipif(
    not all(file.exists() for file in FILES.values()),
    reason="the DGFiP's OpenAPI files are not beside the repository (../shared/contract)",
)


@pytest.fixture(scope="module")
def published() -> Mapping[str, Any]:
    """Both documents."""
    return {name: json.loads(file.read_text(encoding="utf-8")) for name, file in FILES.items()}


def _parameters(document: Mapping[str, Any], path: str, where: str) -> dict[str, bool]:
    """Names of the parameters of an operation, and whether each is required."""
    shared = document.get("components", {}).get("parameters", {})
    stated = document["paths"][path]["get"]["parameters"]
    told = [shared[one["$ref"].rpartition("/")[2]] if "$ref" in one else one for one in stated]
    return {one["name"]: one["required"] for one in told if one["in"] == where}


def test_every_published_operation_is_ours_and_no_other(published: Mapping[str, Any]) -> None:
    """Three and three."""
    assert set(published["sfip"]["paths"]) == set(SERVICES)
    assert set(published["r2p"]["paths"]) == set(SEARCHES)
    assert published["sfip"]["servers"][0]["url"].endswith("/sfip/v1")
    assert published["r2p"]["basePath"] == "/r2p/v1"
    served = {path for _, path in ENDPOINTS if path.startswith(("/sfip/", "/r2p/"))}
    assert served == {one.route for one in SERVICES.values()} | {one.route for one in SEARCHES.values()}


@pytest.mark.parametrize("path", SERVICES)
def test_the_sfip_asks_for_what_is_published(published: Mapping[str, Any], path: str) -> None:
    """Scopes, parameters in their order, and the téléservice that is required wherever a person is looked for."""
    service = SERVICES[path]
    scopes = [
        said["Authorization"] for said in published["sfip"]["paths"][path]["get"]["security"] if "Authorization" in said
    ]
    assert scopes == ([[service.scope]] if service.scope else [])
    of_a_person = service is not INFORMATION
    assert list(_parameters(published["sfip"], path, "query")) == (list(SFIP_CRITERIA) if of_a_person else [])
    headers = {"Authorization", "X-Correlation-ID"} | ({"ID_Teleservice"} if of_a_person else set())
    assert _parameters(published["sfip"], path, "header") == dict.fromkeys(headers, True)


@pytest.mark.parametrize("path", SERVICES)
def test_the_sfip_refuses_with_what_is_published(published: Mapping[str, Any], path: str) -> None:
    """Each published status but the success, with its code and its sentence, is given by a record; the sentence of the right is its description."""
    told = {
        (status, content["example"]["erreur"]["code"], content["example"]["erreur"]["message"])
        for status, answer in published["sfip"]["paths"][path]["get"]["responses"].items()
        for media_type, content in answer["content"].items()
        if media_type == MEDIA_TYPE and "erreur" in content["example"]
    }
    service = SERVICES[path]
    given = {
        *sfip.refusals(service),
        records.TECHNICAL_ERROR,
        *([records.UNAVAILABLE] if service is INFORMATION else ()),
    }
    own = [refusal for refusal in given if refusal not in gateway.ALL and refusal is not STATED]
    assert told == {
        _shown(refusal) for refusal in own if refusal.description != "L'accès à cette ressource est non autorisé"
    }
    described = published["sfip"]["paths"][path]["get"]["responses"].get("403", {}).get("description")
    assert described in {None, records.KEY_NOT_CONTRACTED.description}


def _shown(refusal: Refusal) -> tuple[str, int, str]:
    status = "default" if refusal is records.TECHNICAL_ERROR else str(refusal.status)
    return status, int(refusal.code), refusal.description


def test_the_sfip_answers_with_what_is_published(published: Mapping[str, Any], gateway: Gateway) -> None:
    """The media type, and the members of the examples; the data have the names of the API Impôt particulier."""
    bank = Searcher(gateway)
    for path, service in SERVICES.items():
        (content,) = published["sfip"]["paths"][path]["get"]["responses"]["200"]["content"].items()
        media_type, stated = content
        answer = bank.ask(service.route.format(**PATH), "" if service is INFORMATION else ANNE_LISE)
        assert (answer.status_code, answer.headers["content-type"]) == (200, media_type)
        assert set(stated["example"]) <= set(answer.json()) <= {*FIELDS, *stated["example"]}


@pytest.mark.parametrize("path", SEARCHES)
def test_the_r2p_asks_for_what_is_published(published: Mapping[str, Any], path: str) -> None:
    """Scope, parameters in their order, required ones, two headers."""
    search, operation = SEARCHES[path], published["r2p"]["paths"][path]["get"]
    assert operation["x-scope"] == search.scope
    told = _parameters(published["r2p"], path, "query")
    assert list(told) == list(search.criteria)
    assert [name for name, required in told.items() if required] == (["nom", "prenom"] if search.criteria else [])
    assert set(search.criteria) <= set(R2P_CRITERIA)
    assert _parameters(published["r2p"], path, "header") == {"Authorization": True, "X-Correlation-ID": True}


@pytest.mark.parametrize("path", SEARCHES)
def test_the_r2p_refuses_with_what_is_published(published: Mapping[str, Any], path: str) -> None:
    """403 and 404 with the published sentences; 401 is the gateway's; only a malformed request (400) is beyond the file."""
    told = {
        int(status): said["description"] for status, said in published["r2p"]["paths"][path]["get"]["responses"].items()
    }
    own = {refusal for refusal in r2p.refusals(SEARCHES[path]) if refusal not in gateway.ALL}
    assert {refusal.status for refusal in own} == {400} | (set(told) - {200, 401})
    assert all(told[refusal.status] == refusal.description for refusal in own if refusal.status in told)


def test_the_r2p_answers_with_what_is_published(published: Mapping[str, Any], bank: Searcher) -> None:
    """Hundreds of people: published names, each value a text; together they have every member that our world knows."""
    definitions, seen = published["r2p"]["definitions"], set[str]()
    token = bank.under(r2p={"tier": "none"}).token()
    for who in filter(None, map(Population(0).individu, range(300))):
        answer = bank.ask(f"/r2p/v1/personne/{who.spi}", authorization=token, ID_Teleservice=None)
        seen |= _read(definitions, "PersonneReponseEnveloppe", answer.json())
    number = bank.ask("/r2p/v1/personne/spi", ANNE_LISE, ID_Teleservice=None).json()
    assert _read(definitions, "IdentifiantEnveloppe", number) == {"IdentifiantReponse.spi"}
    assert BY_SPI["spi"] == number["identifiant"]["spi"]
    declared = {
        f"{name}.{member}"
        for name in ("IdentifiantReponse", "EtatCivilReponse", "AdresseReponse")
        for member in definitions[name]["properties"]
    }
    # No street has a code, nobody a given name of usage, and no notice of the population goes to a collectivity.
    unknown = {
        "AdresseReponse.cdVoie",
        "EtatCivilReponse.lbPrenomUsage",
        "AdresseReponse.cdTOM",
        "AdresseReponse.lbTOM",
    }
    assert declared - seen == unknown


def _read(definitions: Mapping[str, Any], name: str, value: Mapping[str, Any]) -> set[str]:
    """The published members that hold a text in `value`; any other name or type fails."""
    found: set[str] = set()
    for member, inner in value.items():
        schema = definitions[name]["properties"][member]
        if "$ref" in schema:
            found |= _read(definitions, schema["$ref"].rpartition("/")[2], inner)
        else:
            assert (schema["type"], type(inner)) == ("string", str)
            found.add(f"{name}.{member}")
    return found
