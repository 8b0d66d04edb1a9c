"""Everything that the DGFiP's gateway can get wrong, over real HTTP, on the three ways to it and in both démarches.

Each fault: the page and its status, a sentence that is true, nothing decided, and how many times we called.
"""

import gzip
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import httpx2
import pytest
from canteen_fixtures import PROMPT, Open
from canteen_steps import accept, etat, log_in, open_account, text_of
from honest_bench import ASSIETTE, SPI, Bench, envelope
from starlette.responses import JSONResponse, Response

from reference_client.demarches import DEMARCHES
from reference_client.patience import PATIENT
from reference_client.wire import LONGEST_ANSWER

VENDOR = "application/prs.dgfip.part.situations.ir.assiettes.v1+json"
LONG = json.dumps({**ASSIETTE, "nouveau": "x" * LONGEST_ANSWER})
ZIPPED = gzip.compress(json.dumps(ASSIETTE).encode())
HTML = "<html><body><h1>502 Bad Gateway</h1></body></html>"
CIVIL_STATUS = {
    "nom": "DUBIGNOT",
    "prenoms": "Jean Philippe Arnaud",
    "sexe": "1",
    "naissance": "15/06/1943",
    "pays": "99100",
    "departement": "75",
    "commune": "109",
}


class Cut(Response):
    """An answer that promises more than comes: its connection is cut in the middle."""

    def init_headers(self, headers: Any = None) -> None:
        """A length that is not reached."""
        super().init_headers(headers)
        self.headers["content-length"] = str(len(self.body) + 100)


def by_franceconnect(citizen: httpx2.Client) -> httpx2.Response:
    """Log in, agree."""
    log_in(citizen)
    return accept(citizen)


def by_number(citizen: httpx2.Client) -> httpx2.Response:
    """Type a tax number."""
    open_account(citizen)
    return accept(citizen, "/compte", spi=SPI)


def by_civil_status(citizen: httpx2.Client) -> httpx2.Response:
    """Type a civil status."""
    open_account(citizen)
    return accept(citizen, "/etat-civil", **CIVIL_STATUS)


WAYS: dict[Callable[[httpx2.Client], httpx2.Response], str] = {
    by_franceconnect: "assiettes",
    by_number: "assiettes",
    by_civil_status: "sfip",
}
UNREADABLE, PROPERLY = "illisible ou incomplète", "ne nous a pas répondu correctement"
NOTHING = "n’a rien donné à cette demande"
REQUEST, RIGHTS, QUOTA = "raison technique", "L’accès de la commune", "nombre de consultations permis par minute"

# Answer → status of the page, sentence, calls.
FAULTS: list[tuple[str, Response, int, str, int]] = [
    ("400", JSONResponse(envelope(910000), 400), 502, REQUEST, 1),
    ("400 bare", Response("", 400), 502, REQUEST, 1),
    ("401", JSONResponse(envelope(900902), 401), 502, RIGHTS, 1),
    ("401 stale", JSONResponse(envelope(900901), 401), 502, RIGHTS, 2),
    ("401 expired", JSONResponse(envelope("900903"), 401), 502, RIGHTS, 2),
    ("401 bare", Response("", 401), 502, RIGHTS, 2),
    ("401 page", Response(HTML, 401, media_type="text/html"), 502, RIGHTS, 2),
    ("401 scope", JSONResponse(envelope(900910), 401), 502, RIGHTS, 1),
    ("403", JSONResponse(envelope(4031), 403), 502, RIGHTS, 1),
    ("403 bare", Response(HTML, 403, media_type="text/html"), 502, RIGHTS, 1),
    ("404", JSONResponse(envelope(900906), 404), 502, REQUEST, 1),
    ("404 bare", Response(HTML, 404, media_type="text/html"), 502, REQUEST, 1),
    ("410 bare", Response("", 410), 404, NOTHING, 1),
    ("410 page", Response(HTML, 410, media_type="text/html"), 404, NOTHING, 1),
    ("410 unknown", JSONResponse(envelope(4109), 410), 404, NOTHING, 1),
    ("429", JSONResponse(envelope(900804), 429), 503, QUOTA, 1),
    ("429 bare", Response("", 429), 503, QUOTA, 1),
    ("429 later", Response("", 429, {"retry-after": "42"}), 503, "Revenez dans 42 secondes", 1),
    ("500", JSONResponse(envelope(500), 500), 502, PROPERLY, 1),
    ("500 bare", Response("boom", 500), 502, PROPERLY, 1),
    ("503", JSONResponse(envelope(303001), 503), 502, PROPERLY, 3),
    ("503 closed", JSONResponse(envelope(900907), 503), 502, PROPERLY, 1),
    ("503 later", Response("", 503, {"retry-after": "120"}), 502, "Revenez dans 120 secondes", 1),
    ("503 bare", Response("", 503), 502, PROPERLY, 3),
    ("gateway page", Response(HTML, 502, media_type="text/html"), 502, PROPERLY, 3),
    ("gateway page as success", Response(HTML, 200, media_type="text/html"), 502, UNREADABLE, 1),
    ("cut", Cut('{"rfr": 24000, "nb', 200, media_type=VENDOR), 502, PROPERLY, 3),
    ("wrong type", JSONResponse(ASSIETTE, 200, media_type="text/html"), 502, UNREADABLE, 1),
    ("no type", Response(b'{"rfr": 24000, "nbPart": 1}', 200), 502, UNREADABLE, 1),
    ("malformed", Response('{"rfr": 24000,', 200, media_type=VENDOR), 502, UNREADABLE, 1),
    ("not an object", Response("[]", 200, media_type=VENDOR), 502, UNREADABLE, 1),
    ("not even a text", Response(b"\xff\xfe\x00", 200, media_type=VENDOR), 502, UNREADABLE, 1),
    ("deep", Response("[" * 100_000, 200, media_type=VENDOR), 502, UNREADABLE, 1),
    ("huge", Response('{"rfr": 1' + "0" * 5000 + ', "nbPart": 1}', 200, media_type=VENDOR), 502, UNREADABLE, 1),
    ("redirection", Response("", 302, {"location": "http://mallory.example/"}), 502, UNREADABLE, 1),
    ("empty success", Response("", 204), 404, NOTHING, 1),
    ("exponent", Response('{"rfr": 1, "nbPart": 1e9999999999999999999}', 200, media_type=VENDOR), 502, UNREADABLE, 1),
    ("exponent of a code", Response('{"erreur": {"code": 1e9999999999999999999}}', 403), 502, RIGHTS, 1),
    (
        "said twice",
        Response('{"rfr": 1, "rfr": 2, "nbPart": 1, "aft": 1, "aft": 2}', 200, media_type=VENDOR),
        502,
        UNREADABLE,
        1,
    ),
    ("endless", Response(LONG, 200, media_type=VENDOR), 502, UNREADABLE, 1),
    ("compressed", Response(ZIPPED, 200, {"content-encoding": "gzip"}, VENDOR), 502, UNREADABLE, 1),
]


def ends_in_error(page: httpx2.Response, status: int, words: str, citizen: httpx2.Client) -> None:
    """The page explains, gives a way on, shows nothing that was decided, and no receipt is left behind."""
    assert (etat(page), page.status_code) == ("erreur", status)
    assert words in text_of(page)
    assert "€" not in page.text
    assert "Zone " not in page.text
    assert "Les autres façons de faire" in page.text
    assert etat(citizen.get("/resultat")) == "accueil"


@pytest.mark.parametrize(
    ("answer", "status", "words", "calls"), [row[1:] for row in FAULTS], ids=[row[0] for row in FAULTS]
)
@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
@pytest.mark.parametrize("demarche", DEMARCHES)
def test_a_fault_of_the_gateway_is_explained(  # noqa: PLR0917  (a row of a table)
    bench: Bench,
    open_canteen: Open,
    demarche: str,
    way: Callable[[httpx2.Client], httpx2.Response],
    answer: Response,
    status: int,
    words: str,
    calls: int,
) -> None:
    """Asked again only when that may help, and then under another number."""
    bench.disturb = lambda _: answer
    citizen = open_canteen(PROMPT, DEMARCHES[demarche])
    ends_in_error(way(citizen), status, words, citizen)
    made = bench.calls(WAYS[way])
    assert len(made) == calls
    assert len({call["x-correlation-id"] for call in made}) == calls


@pytest.mark.parametrize(
    "first", [Response("", 502), Response("", 503), Response("", 504), Cut("{", 200)], ids=["502", "503", "504", "cut"]
)
@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_a_passing_fault_is_not_seen(
    bench: Bench, open_canteen: Open, way: Callable[[httpx2.Client], httpx2.Response], first: Response
) -> None:
    """The second call succeeds: the citizen has a result, and one page."""
    bench.disturb = lambda call: first if call == 1 else None
    assert etat(way(open_canteen(PROMPT))) == "resultat"
    assert len(bench.calls(WAYS[way])) == 2


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_a_token_revoked_early_is_renewed_once(
    bench: Bench, open_canteen: Open, way: Callable[[httpx2.Client], httpx2.Response]
) -> None:
    """In every way to the DGFiP."""
    bench.refuse_api_tokens = 1
    assert etat(way(open_canteen())) == "resultat"
    assert [call["authorization"] for call in bench.calls(WAYS[way])] == ["Bearer apim-1", "Bearer apim-2"]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
@pytest.mark.parametrize("body", ["", HTML])
def test_a_refusal_without_a_word_may_be_a_stale_token(
    bench: Bench, open_canteen: Open, way: Callable[[httpx2.Client], httpx2.Response], body: str
) -> None:
    """401 and nothing that we can read: another token, once, and the citizen sees nothing of it."""
    bench.disturb = lambda call: Response(body, 401) if call == 1 else None
    assert etat(way(open_canteen())) == "resultat"
    assert [call["authorization"] for call in bench.calls(WAYS[way])] == ["Bearer apim-1", "Bearer apim-2"]


def test_a_quota_that_shrinks_is_told_as_such(bench: Bench, open_canteen: Open) -> None:
    """The first citizen passes, the second is asked to come back in a minute, and the gateway is not called again for that page."""
    citizen = open_canteen(PROMPT)
    assert etat(by_number(citizen)) == "resultat"
    bench.disturb = lambda _: JSONResponse(envelope(900804, "Message throttled out"), 429)
    page = by_number(citizen)
    ends_in_error(page, 503, "Revenez dans une minute", citizen)
    assert len(bench.calls("assiettes")) == 2


@pytest.mark.parametrize(
    ("begin", "page", "typed"),
    [
        (log_in, "/information", {}),
        (open_account, "/compte", {"spi": SPI}),
        (open_account, "/etat-civil", CIVIL_STATUS),
    ],
)
def test_a_failure_leaves_no_older_receipt_behind(
    bench: Bench, open_canteen: Open, begin: Callable[..., httpx2.Response], page: str, typed: dict[str, str]
) -> None:
    """Asked a second time in one session: what is shown at the end is about the second time, or nothing."""
    citizen = open_canteen(PROMPT)
    begin(citizen)
    assert etat(accept(citizen, page, **typed)) == "resultat"
    bench.disturb = lambda _: Response("", 500)
    ends_in_error(accept(citizen, page, **typed), 502, PROPERLY, citizen)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_a_slow_gateway_is_given_up(
    bench: Bench, open_canteen: Open, way: Callable[[httpx2.Client], httpx2.Response]
) -> None:
    """After our patience, once: who waited that long is not made to wait again."""
    bench.delay = 0.5
    citizen = open_canteen(replace(PROMPT, patience=replace(PROMPT.patience, question=0.2)))
    ends_in_error(way(citizen), 502, PROPERLY, citizen)
    assert len(bench.calls(WAYS[way])) == 1
    assert PATIENT.question == 7


def test_a_page_has_its_own_end(bench: Bench, open_canteen: Open) -> None:
    """Within the patience of a question, and all the same too long."""
    bench.delay = 0.5
    citizen = open_canteen(replace(PROMPT, patience=replace(PROMPT.patience, page=0.2)))
    ends_in_error(by_number(citizen), 502, PROPERLY, citizen)


def test_a_gateway_that_is_not_there_is_a_fault(open_canteen: Open) -> None:
    """Nobody listens at its address."""
    citizen = open_canteen(PROMPT, gateway="http://127.0.0.1:9")
    ends_in_error(by_number(citizen), 502, PROPERLY, citizen)


@pytest.mark.parametrize(
    ("answer", "status", "words", "calls"),
    [
        ((401, {"error": "invalid_client"}), 502, RIGHTS, 1),
        ((400, {"error": "invalid_scope"}), 502, RIGHTS, 1),
        ((429, envelope(900804)), 503, QUOTA, 1),
        ((500, envelope(1)), 502, PROPERLY, 1),
        ((503, envelope(303001)), 502, PROPERLY, 3),
        ((200, {"expires_in": None}), 502, UNREADABLE, 1),
        ((200, {"expires_in": 3600, "access_token": "a\r\nX-Injected: 1"}), 502, UNREADABLE, 1),
    ],
)
@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_a_fault_of_the_token_endpoint_is_explained(  # noqa: PLR0917  (a row of a table)
    bench: Bench,
    open_canteen: Open,
    way: Callable[[httpx2.Client], httpx2.Response],
    answer: tuple[int, Any],
    status: int,
    words: str,
    calls: int,
) -> None:
    """Without a token nothing is asked about anybody."""
    bench.apim_answer = answer
    citizen = open_canteen(PROMPT)
    ends_in_error(way(citizen), status, words, citizen)
    assert len(bench.calls("apim")) == calls
    assert bench.calls("assiettes") == bench.calls("sfip") == []


STRANGE = {
    "unknown fields": {"nouveauChamp": {"a": [1]}, "metaInfo": None},
    "missing optional fields": {"sitFam": None, "nmNaiDec1": None},
    "nulls": {"dateNaisDec2": {"jour": None, "mois": None, "annee": None}, "rev": None, "pac": None},
    "negative tax": {"montTotIr": -36, "impAvImput": -1},
    "quarter parts": {"nbPart": 6.75},
    "huge integer": {"revenuBrutGlobal": 10**30},
    "codes of another year": {
        "rev": {"rcm": [{"code": "2RA", "valeur": "1"}], "neuf": [{"code": "9ZZ", "valeur": "x"}]}
    },
}


@pytest.mark.parametrize("added", STRANGE.values(), ids=STRANGE)
@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
@pytest.mark.parametrize("demarche", DEMARCHES)
def test_what_is_not_asked_for_disturbs_nothing(
    bench: Bench,
    open_canteen: Open,
    demarche: str,
    way: Callable[[httpx2.Client], httpx2.Response],
    added: dict[str, Any],
) -> None:
    """Fields that are new, missing, null, negative, huge, or of another year: the result is there, from what it needs alone."""
    bench.api = {2025: (200, ASSIETTE | added)}
    bench.last = (200, ASSIETTE | added)
    assert etat(way(open_canteen(PROMPT, DEMARCHES[demarche]))) == "resultat"
