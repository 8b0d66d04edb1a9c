"""The control API: every route, right and wrong, in our own sentences."""

import time
from collections.abc import AsyncIterator
from typing import Any

import httpx2
import pytest
from raw_client import KEY, habilitation

from rulebook.formats.persona import Persona
from scenarios.personas import catalogue
from unefois.composition import compose
from unefois.control.app import create_app
from unefois.settings import BenchSettings

DEFAULT = "/control/spaces/default"


@pytest.fixture
async def http() -> AsyncIterator[httpx2.AsyncClient]:
    """The control port of a bench of its own."""
    transport = httpx2.ASGITransport(app=create_app(compose(BenchSettings())))
    async with httpx2.AsyncClient(transport=transport, base_url="http://localhost:8700") as client:
        yield client


async def lease(http: httpx2.AsyncClient, **more: Any) -> str:
    """A lease on an application declared for it."""
    await http.put(f"{DEFAULT}/habilitations/a", json=habilitation("a"))
    answer = await http.post(f"{DEFAULT}/leases", json={"application": "a", "module": "m", "key": KEY, **more})
    assert answer.status_code == 201
    return f"{DEFAULT}/leases/{answer.json()['id']}"


async def test_health_says_what_it_is(http: httpx2.AsyncClient) -> None:
    """A judge looks for this name before anything else, and for the time."""
    said = (await http.get("/control/health")).json()
    assert said["name"] == "unefois"
    assert said["now"] == pytest.approx(time.time(), abs=5)


async def test_a_space_is_made_shown_and_made_again(http: httpx2.AsyncClient) -> None:
    """Its addresses carry its name; made again, its world starts from the new seed."""
    made = await http.put("/control/spaces/s1", json={"seed": 3})
    assert made.json()["issuer"] == "http://localhost:8701/s/s1/api/v2"
    assert (await http.get("/control/spaces/s1")).json() == made.json()
    before = (await http.put("/control/spaces/s1/habilitations/a", json=habilitation("a"))).json()["credentials"]
    await http.put("/control/spaces/s1", json={"seed": 4})
    assert (await http.get("/control/spaces/s1/habilitations/a")).status_code == 404
    after = (await http.put("/control/spaces/s1/habilitations/a", json=habilitation("a"))).json()["credentials"]
    assert before != after


async def test_no_application_is_declared_without_a_modality(http: httpx2.AsyncClient) -> None:
    """A draft of one may leave it empty, for the form to refuse; a bench may not."""
    contract = {"modality": [], "id_teleservice": "T", "resources": ["RessourceIR"], "scopes": ["dgfip_rfr"]}
    answer = await http.put(f"{DEFAULT}/habilitations/a", json={**habilitation("a"), "api_impot": contract})
    assert answer.status_code == 400
    assert "api_impot.modality : au moins 1 élément(s)" in answer.text
    assert (await http.get(f"{DEFAULT}/habilitations/a")).status_code == 404


async def test_credentials_are_the_same_tomorrow(http: httpx2.AsyncClient) -> None:
    """Seed and id decide them; stated ones win."""
    first = (await http.put(f"{DEFAULT}/habilitations/a", json=habilitation("a"))).json()
    assert (await http.get(f"{DEFAULT}/habilitations/a")).json() == first
    stated = {"client_id": "c", "client_secret": "s" * 32, "apim_key": "k", "apim_secret": "t"}
    body = {**habilitation("a"), "credentials": stated}
    assert (await http.put(f"{DEFAULT}/habilitations/a", json=body)).json()["credentials"] == stated


async def test_somebody_is_let_in_and_forgotten_by_a_reset(http: httpx2.AsyncClient) -> None:
    """A persona given at run time can log in until the space is reset."""
    newcomer = catalogue()[0].model_copy(update={"id": "nouvelle", "login": "1900000099999"})
    body = newcomer.model_dump_json(exclude_none=True)
    assert (await http.post(f"{DEFAULT}/personas", content=body)).status_code == 201
    found = (await http.get(f"{DEFAULT}/personas")).json()
    assert [Persona.model_validate(one, strict=False).id for one in found if one["login"] == "1900000099999"] == [
        "nouvelle"
    ]
    assert (await http.post(f"{DEFAULT}/reset")).status_code == 204
    assert len((await http.get(f"{DEFAULT}/personas")).json()) == len(catalogue())


async def test_somebody_is_stated_in_a_few_words(http: httpx2.AsyncClient) -> None:
    """The rest is completed: a login is given, the same statement again replaces, and a trait finds them."""
    stated = {
        "id": "agent",
        "traits": ["contractuel"],
        "foyer": [{"declaration": {"1AJ": 24000}, "situation": {"sit_fam": "C"}}],
    }
    answer = await http.post(f"{DEFAULT}/personas", json=stated)
    assert answer.status_code == 201
    login = answer.json()["login"]
    assert answer.json() == {"id": "agent", "login": login}
    assert (await http.post(f"{DEFAULT}/personas", json=stated)).json()["login"] == login
    (found,) = (await http.get(f"{DEFAULT}/personas", params={"trait": "CONTRACT"})).json()
    assert found["login"] == login
    assert found["identity"]["family_name"]
    # Worked by hand: one wage of 24 000, income 2023 and 2024.
    figures = {foyer["annee"]: foyer["avis"]["mntRevbareme"] for foyer in found["foyer"]}
    assert (figures[2023], figures[2024]) == (1134, 1111)
    other = (await http.post(f"{DEFAULT}/personas", json={**found, "id": "autre", "login": "0600000455655"})).json()
    assert other == {"id": "autre", "login": "0600000455655"}


@pytest.mark.parametrize(
    ("stated", "path", "sentence"),
    [
        ({"id": "x", "login": "1900000001017"}, "login", "pourrait être réel"),
        ({"id": "x", "login": "1900000001792"}, "login", "est déjà celui de celibataire : énoncez-en un autre"),
        ({"id": "celibataire"}, "id", "est déjà celui du SPI 1900000001792 : choisissez-en un autre"),
        ({"id": "x", "foyer": [], "identity": {"birthdate": "2999-01-01"}}, "identity.birthdate", "après aujourd'hui"),
        (
            {"id": "x", "foyer": [{"situation": {"sit_fam": "M"}}]},
            "foyer.1.situation.sit_fam",
            "sans second déclarant",
        ),
    ],
)
async def test_who_cannot_be_is_refused_with_the_reason(
    http: httpx2.AsyncClient, stated: dict[str, Any], path: str, sentence: str
) -> None:
    """Located, and nobody is let in."""
    before = len((await http.get(f"{DEFAULT}/personas")).json())
    answer = await http.post(f"{DEFAULT}/personas", json=stated)
    assert answer.status_code == 400
    (problem,) = answer.json()["problems"]
    assert problem["path"] == path
    assert sentence in problem["says"]
    assert len((await http.get(f"{DEFAULT}/personas")).json()) == before


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "word"),
    [
        ("GET", "/control/spaces/nowhere", None, 404, "nowhere"),
        ("PUT", "/control/spaces/a b", {}, 400, "a b"),
        ("PUT", "/control/spaces/x", {"sed": 1}, 400, "seed"),
        ("PUT", "/control/spaces/x", "not json", 400, "JSON"),
        ("GET", f"{DEFAULT}/habilitations/nobody", None, 404, "nobody"),
        ("PUT", f"{DEFAULT}/habilitations/b", habilitation("a"), 400, "« a »"),
        ("PUT", f"{DEFAULT}/habilitations/a", {"id": "a"}, 400, "organisation"),
        ("POST", f"{DEFAULT}/personas", {"id": "x", "logn": "1"}, 400, "login"),
        ("PUT", f"{DEFAULT}/calendar", {"taxation": {"2024": "2025-07-22T00:00:00"}}, 400, "2024"),
        ("PUT", f"{DEFAULT}/calendar", {"emissions": {"12": {}}}, 400, "emissions"),
        ("PUT", f"{DEFAULT}/calendar", {"emissions": {"3999999700512": {"24": "2026-03-01T00:00:00Z"}}}, 400, "24"),
        ("PUT", f"{DEFAULT}/calendar", {"emissions": {"3999999700512": {"2024": "2026-03-01"}}}, 400, "2024"),
        ("POST", "/control/spaces/nowhere/imports", {"files": [{"name": "a", "text": ""}]}, 404, "nowhere"),
        ("GET", f"{DEFAULT}/exchanges", None, 400, "unassigned"),
        ("POST", f"{DEFAULT}/leases", {"application": "no", "module": "m", "key": KEY}, 404, "no"),
        ("POST", f"{DEFAULT}/leases", {"application": "a", "module": "m", "key": "k"}, 400, "key"),
        ("GET", f"{DEFAULT}/leases/none/exchanges", None, 404, "bail"),
        ("DELETE", f"{DEFAULT}/leases/none", None, 404, "bail"),
        ("POST", f"{DEFAULT}/leases/none/faults", {"fault": "id_token.alg.none"}, 404, "bail"),
    ],
)
async def test_what_cannot_be_done_is_said(  # noqa: PLR0917  (a table)
    http: httpx2.AsyncClient, method: str, path: str, body: Any, status: int, word: str
) -> None:
    """With the status of HTTP and a sentence that names the place."""
    content = body if isinstance(body, str) else None
    answer = await http.request(method, path, json=None if content else body, content=content)
    assert answer.status_code == status
    assert word in answer.json()["detail"]


@pytest.mark.parametrize(
    ("verb", "body", "word"),
    [
        ("faults", {"fault": "id_token.odd"}, "inconnue"),
        ("faults", {"fault": "transport.cut"}, "endpoint"),
        ("faults", {"fault": "id_token.alg.none", "on": {"from": 20, "until": 10}}, "`until` est après `from`"),
        ("elapse", {"seconds": -1}, "seconds"),
        ("elapse", {}, "seconds"),
    ],
)
async def test_what_a_lease_cannot_do_is_said(http: httpx2.AsyncClient, verb: str, body: Any, word: str) -> None:
    """The order is refused, the lease stays."""
    held = await lease(http)
    answer = await http.post(f"{held}/{verb}", json=body)
    assert answer.status_code == 400
    assert word in answer.json()["detail"]
    assert (await http.get(f"{held}/exchanges")).json() == []


@pytest.mark.parametrize(("language", "word"), [("fr", "Espace inconnu : nulle"), ("en", "Unknown space: nulle")])
async def test_the_console_of_a_space_that_does_not_exist_says_so(
    http: httpx2.AsyncClient, language: str, word: str
) -> None:
    """In the language of the page."""
    answer = await http.get("/", params={"space": "nulle", "lang": language})
    assert answer.status_code == 404
    assert word in answer.text


async def test_the_published_contract_lists_every_route(http: httpx2.AsyncClient) -> None:
    """OpenAPI names the routes of the control API, and the shape of each body."""
    published = (await http.get("/control/openapi.json")).json()
    under = "/control/spaces/{space}"
    assert set(published["paths"]) == {
        "/control/health",
        "/control/contracts/dgfip.openapi.json",
        under,
        *(f"{under}/{name}" for name in ("personas", "imports", "calendar", "exchanges", "keys", "reset")),
        *(f"{under}/{name}" for name in ("leases", "leases/{lease}")),
        f"{under}/habilitations/{{application}}",
        f"{under}/data-providers/{{uid}}",
        *(f"{under}/leases/{{lease}}/{name}" for name in ("exchanges", "calendar", "elapse", "faults")),
    }
    body = published["paths"][f"{under}/leases"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    assert "redaction" in body["description"]


async def test_a_waiting_reader_gets_the_first_exchange(http: httpx2.AsyncClient) -> None:
    """Nothing within the wait is an empty list, not an error."""
    held = await lease(http)
    assert (await http.get(f"{held}/exchanges?wait=0.05")).json() == []
