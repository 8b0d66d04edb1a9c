"""Eight runs at once on one bench do not see each other: each report is about its own application, and exactly the wrong ones fail."""

import contextlib
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

from judged_client import QUICK, Canteen, canteen

from conformance.journey import parameter
from conformance.judging import Judged
from gallery import MEMBERS
from reference_client.practice import CAREFUL

MODULES = ("fs-nonce-etranger", "api-panne")
# Three of the eight are wrong, each in its own way: in its control, and in each of the disturbed modules.
WRONG = {1: "correlation-constante", 4: "nonce-ignore", 6: "panne-en-zero"}
PATIENT = replace(QUICK, arm=30, step=30)


def test_eight_runs_on_one_bench_do_not_see_each_other(bench_port: int) -> None:
    """Same duties, same number of exchanges as its careful neighbours, no exchange of theirs; faults struck their own lease only."""
    with contextlib.ExitStack() as running, ThreadPoolExecutor(8) as pool:
        clients = [
            running.enter_context(
                canteen(bench_port, f"huit-{n}", MEMBERS[WRONG[n]].practice if n in WRONG else CAREFUL)
            )
            for n in range(8)
        ]
        together = Barrier(8)
        runs = list(pool.map(lambda client: _judged(client, together), clients))
    for n, (client, judged) in enumerate(zip(clients, runs, strict=True)):
        failed = [duty.id for duty in judged.report.duties if duty.result == "FAIL"]
        assert failed == ([MEMBERS[WRONG[n]].duty] if n in WRONG else []), n
        assert judged.exit_code == (1 if n in WRONG else 0), n
        _holds_only_its_own(client, judged)
    careful = [_shape(judged) for n, judged in enumerate(runs) if n not in WRONG]
    assert careful == careful[:1] * len(careful)
    assert _overlap(runs)


def _judged(client: Canteen, together: Barrier) -> Judged:
    together.wait(30)
    return client.judged(*MODULES, limits=PATIENT)


def _holds_only_its_own(client: Canteen, judged: Judged) -> None:
    """Its client, its credentials, its leases, its marks."""
    id_, base = client.habilitation.id, client.application.base_url
    assert {e.application for e in judged.exchanges} == {id_}
    told = "".join(one.model_dump_json() for one in (*judged.exchanges, *judged.observations))
    assert [f"huit-{n}" for n in range(8) if f"huit-{n}" in told] == [id_]
    for exchange in judged.exchanges:
        if exchange.endpoint == "client":
            assert exchange.request.url.startswith(base)
    assert len({parameter("client_id")(e) for e in judged.exchanges if e.endpoint == "authorize"}) == 1
    leases = {
        module.id: {e.lease for e in judged.exchanges if e.module == module.id} for module in judged.report.modules
    }
    assert {len(held) for held in leases.values()} == {1}
    faults = {e.module: e.fault for e in judged.exchanges if e.fault}
    assert faults == {"fs-nonce-etranger": "id_token.nonce.foreign", "api-panne": "assiettes.response.500"}


def _shape(judged: Judged) -> Counter[tuple[str | None, str]]:
    """How many exchanges of each kind each module saw."""
    return Counter((e.module, e.endpoint) for e in judged.exchanges)


def _overlap(runs: list[Judged]) -> bool:
    """All of them were under way at one instant: else nothing was tried."""
    return max(judged.report.started_at for judged in runs) < min(judged.exchanges[-1].at for judged in runs)
