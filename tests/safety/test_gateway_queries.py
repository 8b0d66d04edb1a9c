"""Whatever stands in the query of the SFiP or the R2P, or in their paths, the answer is one that was planned, and tells of one person at most."""

import asyncio
import json
from dataclasses import dataclass
from functools import partial

import pytest
from gateway_bench import CORRELATION, SPI, Gateway
from hostile import Answer, asked, searched
from hostile_words import percent, value, word
from hypothesis import given
from hypothesis import strategies as st
from search_bench import ANNE_LISE, ARLES, Searcher

from mock_api_impot.app.application import ENDPOINTS
from rulebook.etat_civil import R2P_CRITERIA, SFIP_CRITERIA
from rulebook.redaction import Redactor
from rulebook.refusals import REFUSALS, edge
from rulebook.sfip import MEDIA_TYPE
from simulator.journal import UNASSIGNED
from simulator.spaces import DEFAULT

CIVIL = ANNE_LISE | ARLES | {"adrLibelleVoie": "DES OLIVIERS", "adrNumVoie": "12"}
NUMBER = {"spi": SPI, "naisDate": "02/08/1973"}
# What each route reads, so that the search goes further than its door. A route that is not here fails a test.
READS: dict[str, dict[str, str]] = {
    "/sfip/v1/information": {},
    "/sfip/v1/demandeDeService/02AA/personne": CIVIL | NUMBER,
    "/sfip/v1/demandeDeService/02GA/departement/*/annrev/*/bareme/*/personne": CIVIL | NUMBER,
    "/r2p/v1/personne": CIVIL,
    "/r2p/v1/personne/spi": ANNE_LISE,
    "/r2p/v1/personne/*": {},
}
NAMES = sorted({*SFIP_CRITERIA, *R2P_CRITERIA, "inconnu", "__proto__", "nom%00", "%6Eom", "nom[]", ""})
SEGMENTS = (
    st.sampled_from(["130", "2A0", "987", "2024", "2025", "0000", "9999", SPI, "%2e%2e", "%00", "%FF", "%C2%B2"])
    | value
)
SHAPES = {"sfip": MEDIA_TYPE, "r2p": "application/json"}


def _told(text: str) -> str:
    return percent(text.encode())


def test_every_route_is_searched() -> None:
    """A new route of these two APIs says what it reads, or this fails."""
    routes = {path for _, path in ENDPOINTS if path.startswith(("/sfip/", "/r2p/"))}
    starred = {"/".join("*" if part.startswith("{") else part for part in path.split("/")) for path in routes}
    assert READS.keys() == starred


@st.composite
def queries(draw: st.DrawFn, reads: dict[str, str]) -> str:
    """Right but for a few parameters, some left out or sent twice; or pieces of anything."""
    names = st.sampled_from([*reads, *NAMES])
    changes = draw(st.dictionaries(names, value | word.map(_told) | st.none(), max_size=3))
    left_out = draw(st.sets(st.sampled_from([*reads, ""]), max_size=len(reads)))
    right = {name: _told(told) for name, told in reads.items() if name not in left_out}
    pairs = [f"{name}={told}" for name, told in {**right, **changes}.items() if told is not None]
    if pairs and draw(st.integers(0, 9)) == 0:
        pairs.append(draw(st.sampled_from(pairs)))
    pieces = st.sampled_from(("%", "=", "&", "%E9", "nom", "+", ";", "%zz=1", "a=b=c"))
    return "&".join(pairs) + draw(st.just("") | pieces.map("&{}".format))


@dataclass
class Caller:
    """The bank, that no quota stops, and what it has read of the journal."""

    bank: Searcher
    read: int = 0

    def __post_init__(self) -> None:
        self.headers = (
            (b"Authorization", self.bank.token().encode()),
            (b"X-Correlation-ID", CORRELATION.encode()),
            (b"ID_Teleservice", b"BANQUE"),
        )

    def ask(self, target: str) -> tuple[Answer, str | None]:
        """One bare request, as a server would hand it over; what came back, and what the journal says that refused it."""
        gateway = self.bank.gateway
        answer = asyncio.run(asked(gateway.edge, "GET", target.encode("ascii"), self.headers))
        seen = asyncio.run(gateway.journal.read(DEFAULT, UNASSIGNED, Redactor(b"k" * 32), after=self.read))
        self.read = seen[-1].n
        return answer, seen[-1].refused_by


@pytest.fixture(scope="module")
def caller() -> Caller:
    """One for all."""
    return Caller(Searcher(Gateway()).under({"tier": "none"}, {"tier": "none"}))


@pytest.mark.parametrize("path", sorted(READS))
def test_what_is_searched_around_is_right(caller: Caller, path: str) -> None:
    """Unchanged, each is answered: the search begins behind the door."""
    where = (
        path.replace("departement/*", "departement/130").replace("personne/*", f"personne/{SPI}").replace("*", "2024")
    )
    query = "&".join(f"{name}={_told(told)}" for name, told in READS[path].items())
    answer, refused_by = caller.ask(f"{where}?{query}")
    assert (answer.status, refused_by) == (200, None)


def _one_person(body: dict[str, object]) -> bool:
    return not any(isinstance(inner, list) for inner in body.values())


@pytest.mark.parametrize("path", sorted(READS))
@searched(120)
@given(data=st.data())
def test_no_query_breaks_a_search(caller: Caller, path: str, data: st.DataObject) -> None:
    """A planned status, a body of its shape, nothing of our code in it, and no 5xx."""
    where = path
    while "*" in where:
        where = where.replace("*", data.draw(SEGMENTS.filter(partial(str.__ne__, ""))), 1)
    answer, refused_by = caller.ask(f"{where}?{data.draw(queries(READS[path]))}")
    assert answer.status == (REFUSALS[refused_by].status if refused_by else 200)
    assert answer.status < 500
    assert b"Traceback" not in answer.body
    if refused_by == edge.HEAD.id:
        return
    body = json.loads(answer.body)
    if refused_by and refused_by.startswith("DGFIP-GW"):
        assert answer.get(b"content-type") == "application/json"
    else:
        assert answer.get(b"content-type") == SHAPES[path.split("/")[1]]
    assert (set(body) == {"erreur"}) == bool(refused_by)
    assert _one_person(body)
