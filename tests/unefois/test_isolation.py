"""Two leases on two applications of one space, and two spaces, do not see each other: faults, calendar, quota, exchanges."""

import time
from uuid import uuid4

import pytest
from raw_client import Control, RawClient, claims_of, delete, get, post, put

NEXT_YEAR = f"{time.gmtime().tm_year + 1}-12-31T00:00:00Z"


def last_taxed() -> int:
    """The last income year taxed today by the official calendar."""
    now = time.gmtime()
    return now.tm_year - (1 if (now.tm_mon, now.tm_mday) >= (7, 22) else 2)


class Pair:
    """Two applications that could disturb each other, each under a lease, and somebody to log in."""

    def __init__(self, left: Control, right: Control, names: tuple[str, str], tier: str = "50") -> None:
        self.clients = (left.register(names[0], tier), right.register(names[1], tier))
        self.leases = (left.lease(names[0]), right.lease(names[1]))
        self.login = left.login("celibataire")


@pytest.fixture(params=["two applications", "two spaces"])
def pair(request: pytest.FixtureRequest, bench_port: int) -> Pair:
    """Neighbours in one space; then the same application in two."""
    mark = uuid4().hex[:8]
    default = Control.of(bench_port)
    if request.param == "two applications":
        return Pair(default, default, (f"a-{mark}", f"b-{mark}"))
    other = Control.of(bench_port, f"space-{mark}")
    other.make(seed=7)
    return Pair(default, other, (f"a-{mark}", f"a-{mark}"))


def test_a_fault_strikes_its_own_lease_only(pair: Pair) -> None:
    """The disturbed application gets a foreign nonce, its neighbour its own."""
    post(f"{pair.leases[0]}/faults", json={"fault": "id_token.nonce.foreign"}).raise_for_status()
    disturbed, calm = (client.tokens(pair.login) for client in pair.clients)
    assert claims_of(disturbed["id_token"])["nonce"] != "n" * 32
    assert claims_of(calm["id_token"])["nonce"] == "n" * 32


def test_a_moved_calendar_is_moved_for_its_own_lease_only(pair: Pair) -> None:
    """The last year is not taxed yet for one, and is for the other."""
    year = last_taxed()
    put(f"{pair.leases[0]}/calendar", json={"taxation": {str(year): NEXT_YEAR}}).raise_for_status()
    late, usual = (client.assiettes(pair.login, year, client.apim_token()) for client in pair.clients)
    assert (late.status_code, late.json()["erreur"]["code"]) == (410, "4101")
    assert usual.status_code == 200


def test_somebody_is_late_for_one_lease_only(pair: Pair) -> None:
    """No data for one application; today moved past the day, there is; its neighbour always had them."""
    year = last_taxed()
    late = {"emissions": {pair.login: {str(year): NEXT_YEAR}}}
    put(f"{pair.leases[0]}/calendar", json=late).raise_for_status()
    asked = [client.assiettes(pair.login, year, client.apim_token()) for client in pair.clients]
    assert [answer.status_code for answer in asked] == [410, 200]
    assert asked[0].json()["erreur"]["code"] == "4101"
    soon = {"emissions": {pair.login: {str(year): NEXT_YEAR}}, "today": NEXT_YEAR[:10]}
    put(f"{pair.leases[0]}/calendar", json=soon).raise_for_status()
    client = pair.clients[0]
    assert client.assiettes(pair.login, year, client.apim_token()).status_code == 200


def test_each_quota_is_its_own(pair: Pair) -> None:
    """One application spends its fifty calls of the minute; its neighbour has spent none."""
    spender, neighbour = pair.clients
    token = spender.apim_token()
    statuses = [spender.assiettes(pair.login, last_taxed(), token).status_code for _ in range(51)]
    assert statuses.count(200) == 50
    assert statuses[-1] == 429
    assert neighbour.assiettes(pair.login, last_taxed(), neighbour.apim_token()).status_code == 200


def test_each_lease_reads_its_own_exchanges(pair: Pair) -> None:
    """What one application did is in its own journal, and nowhere in the other's."""
    for client in pair.clients:
        client.tokens(pair.login)
    seen = [get(f"{lease}/exchanges").raise_for_status().json() for lease in pair.leases]
    for exchanges, client in zip(seen, pair.clients, strict=True):
        asked = [exchange for exchange in exchanges if exchange["endpoint"] in {"authorize", "token"}]
        assert {exchange["application"] for exchange in exchanges} == {client.id_teleservice.lower()}
        assert [exchange["endpoint"] for exchange in asked] == ["authorize", "token"]
        assert all(exchange["request"]["url"].startswith(client.issuer) for exchange in asked)


def test_elapsed_time_ages_its_own_application_only(pair: Pair) -> None:
    """Sixty seconds later for one, its code is gone; the other's is good."""
    codes = [client.callback(pair.login)["code"] for client in pair.clients]
    post(f"{pair.leases[0]}/elapse", json={"seconds": 60}).raise_for_status()
    aged, young = (client.exchange(code) for client, code in zip(pair.clients, codes, strict=True))
    assert (aged.status_code, aged.json()["error"]) == (400, "invalid_grant")
    assert young.status_code == 200


def test_an_application_is_held_by_one_module_at_a_time(pair: Pair) -> None:
    """A second taker is told who holds it; once given back, it can be taken."""
    space, _, id_ = pair.leases[0].partition("/leases/")
    control = Control(space)
    application = get(f"{pair.leases[0]}/exchanges")
    assert application.status_code == 200
    name = pair.clients[0].id_teleservice.lower()
    refused = control.take(name)
    assert refused.status_code == 409
    assert f"m-{name}" in refused.json()["detail"]
    delete(pair.leases[0]).raise_for_status()
    assert control.take(name).status_code == 201
    assert get(f"{space}/leases/{id_}/exchanges").status_code == 404


def test_a_fault_without_credentials_wants_the_whole_space(bench_port: int) -> None:
    """A delay on the keys would reach everybody: only an exclusive lease may order it, and nobody else lives there then."""
    space = Control.of(bench_port, f"space-{uuid4().hex[:8]}")
    space.make()
    client = space.register("seul")
    order = {"fault": "transport.delay", "on": {"endpoint": "jwks"}, "parameters": {"seconds": 0.3}}
    shared = space.lease("seul")
    assert post(f"{shared}/faults", json=order).status_code == 409
    delete(shared).raise_for_status()
    alone = space.lease("seul", exclusive=True)
    space.register("voisin")
    assert space.take("voisin").status_code == 409
    post(f"{alone}/faults", json=order).raise_for_status()
    assert get(f"{client.issuer}/jwks").elapsed.total_seconds() >= 0.3
    seen = get(f"{alone}/exchanges").json()
    assert [exchange["fault"] for exchange in seen if exchange["endpoint"] == "jwks"] == ["transport.delay"]


def test_calls_that_no_lease_explains_are_kept_apart(bench_port: int) -> None:
    """A client that calls another bench, or a wrong resource, is found again under `unassigned`, without its secrets."""
    space = Control.of(bench_port, f"space-{uuid4().hex[:8]}")
    space.make()
    client: RawClient = space.register("libre")
    client.tokens(space.login("celibataire"))
    found = get(f"{space.url}/exchanges?unassigned=1").raise_for_status()
    assert "token" in {exchange["endpoint"] for exchange in found.json()}
    assert client.credentials["client_secret"] not in found.text


def test_calls_after_a_lease_are_hidden_with_the_key_of_its_run(bench_port: int) -> None:
    """So a run recognises, between two of its modules, a token that it saw; another run's key says nothing."""
    space = Control.of(bench_port, f"space-{uuid4().hex[:8]}")
    space.make()
    client: RawClient = space.register("tardif")
    lease = space.lease("tardif")
    token = client.tokens(space.login("celibataire"))["access_token"]
    (mark,) = {
        e["response"]["json"]["access_token"] for e in get(f"{lease}/exchanges").json() if e["endpoint"] == "token"
    }
    delete(lease).raise_for_status()

    def bearers() -> list[str]:
        get(f"{client.issuer}/userinfo", headers={"Authorization": f"Bearer {token}"})
        seen = get(f"{space.url}/exchanges?unassigned=1").json()
        return [dict(e["request"]["headers"])["authorization"] for e in seen if e["endpoint"] == "userinfo"]

    assert bearers() == [f"Bearer {mark}"]
    other = space.lease("tardif", key="f" * 64)
    get(f"{other}/exchanges").raise_for_status()
    delete(other).raise_for_status()
    assert mark not in "".join(bearers())


def test_a_resource_that_does_not_exist_is_told_to_its_caller_s_lease(bench_port: int) -> None:
    """The judge must see what a client asks beyond its contract, even where the gateway knows no such path."""
    space = Control.of(bench_port, f"space-{uuid4().hex[:8]}")
    space.make()
    client = space.register("curieux")
    lease = space.lease("curieux")
    answer = get(
        f"{client.gateway}/impotparticulier/1.0/situations/tp/assiettes/annrev/2024",
        headers={"Authorization": f"Bearer {client.apim_token()}"},
    )
    assert answer.status_code == 404
    assert "not_found" in {exchange["endpoint"] for exchange in get(f"{lease}/exchanges").json()}
