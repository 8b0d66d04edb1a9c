"""The bench's client: what it says when the bench says no, and a lease that outlives a slow client."""

import time

import pytest
from judged_client import text_page
from served import served
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from conformance import bench as module
from conformance.bench import Bench, BenchError
from rulebook.formats.control import LeaseRequest

REQUEST = LeaseRequest(application="cantine", module="m", key="0" * 64)


def test_a_lease_is_renewed_while_the_client_takes_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """A call under the lease now and then, and none once it has ended."""
    calls: list[str] = []

    async def take(_: Request) -> Response:
        return JSONResponse({"id": "L"}, 201)

    async def under(request: Request) -> Response:
        calls.append(request.method)
        return JSONResponse([]) if request.method == "GET" else Response(status_code=204)

    app = Starlette(
        routes=[
            Route("/control/spaces/default/leases", take, methods=["POST"]),
            Route("/control/spaces/default/leases/L", under, methods=["DELETE"]),
            Route("/control/spaces/default/leases/L/exchanges", under),
        ]
    )
    monkeypatch.setattr(module, "RENEW_EVERY", 0.02)
    with served(app) as url:
        bench = Bench(url)
        with bench.lease("default", REQUEST):
            time.sleep(0.2)
        ended = len(calls)
        time.sleep(0.1)
        bench.close()
    assert calls.count("GET") >= 2
    assert calls[-1] == "DELETE"
    assert len(calls) == ended


def test_the_benchs_own_sentence_is_passed_on() -> None:
    """`detail` of a refusal, with its status; the text when there is no such member."""

    async def held(_: Request) -> Response:
        return JSONResponse({"detail": "Déjà tenu par fs-parcours.", "held_by": ["fs-parcours"]}, 409)

    async def broken(_: Request) -> Response:
        return Response("panne", 500)

    app = Starlette(
        routes=[
            Route("/control/spaces/default/leases", held, methods=["POST"]),
            Route("/control/spaces/default", broken),
        ]
    )
    with served(app) as url:
        bench = Bench(url)
        with pytest.raises(BenchError, match="Déjà tenu par fs-parcours") as raised, bench.lease("default", REQUEST):
            pass
        assert raised.value.status == 409
        with pytest.raises(BenchError, match="panne"):
            bench.space("default")
        bench.close()


def test_a_page_is_no_sentence_of_a_bench() -> None:
    """FranceConnect's port given for the control's: one sentence in both languages, and none of its HTML."""
    with served(text_page("<title>Erreur Y000404</title>", 404)) as url:
        bench = Bench(url)
        with pytest.raises(BenchError) as raised:
            bench.health()
        bench.close()
    said = raised.value.says
    assert said.fr == f"Banc : {url} répond, mais ce n'est pas l'adresse de contrôle d'un banc unefois"
    assert said.en == f"Bench: {url} answers, but it is not the control address of an unefois bench"


def test_nobody_there_is_said_in_both_languages() -> None:
    """With the address that was tried."""
    bench = Bench("http://127.0.0.1:9")
    with pytest.raises(BenchError) as raised:
        bench.health()
    bench.close()
    assert raised.value.says.fr.startswith("Banc : rien ne répond à http://127.0.0.1:9")
    assert raised.value.says.en.startswith("Bench: nothing answers at http://127.0.0.1:9")


def test_a_name_is_one_part_of_the_path() -> None:
    """Whatever a user calls a space, no other route of the bench is reached."""
    asked: list[str] = []

    async def any_path(request: Request) -> Response:
        asked.append(request.scope["raw_path"].decode())
        return JSONResponse({"detail": "inconnu"}, 404)

    with served(Starlette(routes=[Route("/{rest:path}", any_path)])) as url:
        bench = Bench(url)
        with pytest.raises(BenchError, match="inconnu"):
            bench.space("a/../b?c")
        bench.close()
    assert asked == ["/control/spaces/a%2F..%2Fb%3Fc"]


def test_token_is_sent_as_bearer() -> None:
    """What the bench asks for when it listens beyond loopback."""
    seen: list[str] = []

    async def health(request: Request) -> Response:
        seen.append(request.headers.get("authorization", ""))
        return JSONResponse({"name": "unefois"})

    with served(Starlette(routes=[Route("/control/health", health)])) as url:
        for token in ("", "jeton"):
            bench = Bench(url, token)
            bench.health()
            bench.close()
    assert seen == ["", "Bearer jeton"]
