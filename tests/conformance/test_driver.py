"""The http driver against clients that behave badly: it never hangs, never leaves, never fills memory, and says why it stopped."""

import gzip
import time
import zlib
from collections.abc import Callable
from email import message_from_bytes
from urllib.parse import parse_qsl

import pytest
from served import raw, served
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from conformance.drivers.fetch import Fetcher, Where
from conformance.drivers.http import Citizen, HttpDriver, Walked
from conformance.drivers.page import Gesture
from conformance.drivers.trouble import Trouble
from conformance.limits import Limits
from rulebook.duty import Capability
from rulebook.formats.application import Application, Driver, Look, Oracle, Recipe, Step
from rulebook.formats.application import HttpDriver as Recipes
from rulebook.formats.exchange import Exchange
from rulebook.redaction import Redactor

QUICK = Limits(arm=0.6, step=0.6, page=100_000)
SPI = "0123456789789"


def walk(base: str, *steps: Step, limits: Limits = QUICK, gives_up: bool = False) -> tuple[Walked, list[Exchange]]:
    """Walk from / through `steps`."""
    recipe = Recipe(start="/", steps=steps)
    application = Application(
        name="c",
        habilitation="h",
        base_url=base,
        capabilities=(Capability.FRANCECONNECT,),
        driver=Driver(http=Recipes(franceconnect=recipe)),
        oracle=Oracle(
            error=Look(text="Erreur"),
            refused=Look(text="Refus"),
            result=Look(text="Tarif"),
            connected=Look(text="Bonjour"),
        ),
    )
    redactor = Redactor(b"k")
    where = Where(base, "http://localhost:1/api/v2", "default", "lease", "module", "cantine")
    fetcher = Fetcher(where, limits, redactor)
    citizen = Citizen(SPI, {"login": SPI, "spi": SPI, "annee": "2025"}, gives_up)
    walked = HttpDriver(application, fetcher, limits, redactor, lambda _: None).walk(recipe, citizen)
    fetcher.close()
    return walked, fetcher.exchanges


def client(**pages: Callable[[Request], Response]) -> Starlette:
    """A client with these pages, `home` at /."""
    return Starlette(
        routes=[
            Route("/" if name == "home" else f"/{name}", page, methods=["GET", "POST"]) for name, page in pages.items()
        ]
    )


def html(text: str, status: int = 200) -> Callable[[Request], Response]:
    """A page that always says that."""
    return lambda _: HTMLResponse(text, status)


def test_steps_are_walked_and_observed() -> None:
    """Link, fill, submit, expect: one observation a page, with the oracle's word."""

    async def received(request: Request) -> Response:
        form = dict(parse_qsl((await request.body()).decode()))
        return HTMLResponse(f"<title>Fin</title>Tarif pour {form['spi']} en {form['annee']}")

    form = "<form id=f method=post action=/fin><input name=spi><input name=annee></form> Bonjour"
    app = Starlette(
        routes=[
            Route("/", html("<a href=/form>ici</a>")),
            Route("/form", html(form)),
            Route("/fin", received, methods=["POST"]),
        ]
    )
    with served(app) as base:
        walked, exchanges = walk(
            base,
            Step(click="a"),
            Step(expect=Look(text="Bonjour")),
            Step(fill={"spi": "{spi}", "annee": "{annee}"}),
            Step(submit="#f"),
        )
    assert (walked.trouble, walked.stuck) == (None, None)
    assert [(seen.step, seen.oracle) for seen in walked.observations] == [
        ("start", "none"),
        ("1 click a", "connected"),
        ("4 submit #f", "result"),
    ]
    assert walked.observations[-1].text == f"Tarif pour {SPI} en 2025"
    assert exchanges[-1].request.form == (("spi", SPI), ("annee", "2025"))


def test_a_form_in_parts_is_sent_in_parts() -> None:
    """As read by somebody else's parser of MIME; what is sent again elsewhere is so too."""

    async def received(request: Request) -> Response:
        kind = request.headers["content-type"]
        message = message_from_bytes(f"Content-Type: {kind}\r\n\r\n".encode() + await request.body())
        told = [(part.get_param("name", header="content-disposition"), part.get_payload()) for part in message.walk()]
        return HTMLResponse(f"Bonjour {told[1:]}")

    form = "<form id=f method=post action=/vers enctype=multipart/form-data><input name=a><input name=a value=2></form>"
    app = client(home=html(form), vers=lambda _: RedirectResponse("/fin", 307))
    app.router.routes.append(Route("/fin", received, methods=["POST"]))
    with served(app) as base:
        walked, exchanges = walk(base, Step(fill={"a": "un et un"}), Step(submit="#f"))
    assert walked.observations[-1].text == "Bonjour [('a', 'un et un'), ('a', 'un et un')]"
    assert exchanges[-1].request.form == (("a", "un et un"), ("a", "un et un"))


def test_fields_go_in_the_order_of_the_page() -> None:
    """Names come again in between, as the lists of Rails and PHP do: each value belongs to what stands before it."""
    bodies: list[tuple[bytes, str]] = []

    async def received(request: Request) -> Response:
        bodies.append((await request.body(), request.headers["content-type"]))
        return HTMLResponse("Tarif")

    fields = "".join(f"<input name='i[][{name}]' value='{n}'>" for n, name in enumerate("aba", 1))
    app = Starlette(
        routes=[
            Route("/", html(f"<form id=f method=post action=/fin>{fields}<input name=mot value='é &amp; à'></form>")),
            Route("/fin", received, methods=["POST"]),
        ]
    )
    with served(app) as base:
        _, exchanges = walk(base, Step(submit="#f"))
    ((body, media),) = bodies
    assert parse_qsl(body.decode()) == [("i[][a]", "1"), ("i[][b]", "2"), ("i[][a]", "3"), ("mot", "é & à")]
    assert exchanges[-1].request.form == tuple(parse_qsl(body.decode()))
    assert media == "application/x-www-form-urlencoded"


def test_cookies_are_kept_and_redacted() -> None:
    """The client's cookie comes back to it; its value never reaches the record."""

    def home(request: Request) -> Response:
        if request.cookies.get("session") == "valeur-secrete-de-session":
            return HTMLResponse("Bonjour")
        answer = RedirectResponse("/", 303)
        answer.set_cookie("session", "valeur-secrete-de-session", httponly=True)
        return answer

    with served(client(home=home)) as base:
        walked, exchanges = walk(base)
    assert walked.observations[-1].oracle == "connected"
    assert "valeur-secrete" not in "".join(one.model_dump_json() for one in exchanges)


@pytest.mark.parametrize(
    "attributes",
    [
        "Secure",
        "Domain=localhost",
        "Secure; SameSite=None; Partitioned; Priority=High",
        "Expires=Wed, 21-Oct-2099 07:28:00 GMT",
    ],
)
def test_cookies_that_a_browser_keeps_on_localhost_come_back(attributes: str) -> None:
    """A client set up for production marks its session `Secure`; browsers send it to http://localhost all the same."""

    def home(request: Request) -> Response:
        if request.cookies.get("__Host-session") == "s":
            return HTMLResponse("Bonjour")
        return RedirectResponse("/", 303, headers={"set-cookie": f"__Host-session=s; Path=/; HttpOnly; {attributes}"})

    with served(client(home=home)) as base:
        walked, _ = walk(base)
    assert walked.trouble is None
    assert walked.observations[-1].oracle == "connected"


def test_cookies_that_are_over_or_for_elsewhere_do_not_come_back() -> None:
    """Deleted, for another host, or for another path: none is sent."""

    def home(request: Request) -> Response:
        if "vue" in request.cookies:
            return HTMLResponse(f"Bonjour [{', '.join(sorted(request.cookies))}]")
        answer = RedirectResponse("/", 303)
        for cookie in ("vue=1", "morte=1; Max-Age=0", "autre=1; Domain=example.org; Secure", "loin=1; Path=/loin"):
            answer.headers.append("set-cookie", cookie)
        return answer

    with served(client(home=home)) as base:
        walked, _ = walk(base)
    assert walked.observations[-1].text == "Bonjour [vue]"


@pytest.mark.parametrize("verb", ["click", "submit"])
def test_missing_element_names_step_and_selector(verb: str) -> None:
    """The sentence says which step, which verb, which selector, at which address."""
    with served(client(home=html("Bonjour"))) as base:
        walked, _ = walk(base, Step(expect=Look(text="Bonjour")), Step.model_validate({verb: "#absent"}))
    assert walked.stuck is not None
    for part in ("étape 2", verb, "#absent", base):
        assert part in walked.stuck.fr


def test_missing_field_and_unmet_expectation_are_said() -> None:
    """Fill names the field, expect says what is lacking."""
    with served(client(home=html("Bonjour"))) as base:
        filled, _ = walk(base, Step(fill={"spi": "1"}))
        expected, _ = walk(base, Step(expect=Look(text="Tarif")))
    assert filled.stuck is not None
    assert "spi" in filled.stuck.fr
    assert expected.stuck is not None
    assert "text = Tarif" in expected.stuck.fr


def test_a_goto_that_leads_nowhere_is_the_recipes() -> None:
    """404 at the very address that the recipe gives; where the client sends from there, or another status, is its own affair."""
    app = client(
        home=html("ici"),
        vers=lambda _: RedirectResponse("/absent", 303),
        panne=html("Erreur", 500),
        non=html("Refus", 404),
    )
    with served(app) as base:
        walked = {name: walk(base, Step(goto=f"/{name}"))[0] for name in ("non", "absent", "vers", "panne")}
        assert walked["non"].stuck is not None
        assert walked["non"].stuck.fr == f"étape 1 (goto) : {base}/non répond 404 : est-ce l'adresse voulue ?"
    assert [name for name in walked if walked[name].stuck] == ["non", "absent"]
    assert [seen.oracle for seen in walked["non"].observations] == ["none", "refused"]


def test_a_choice_that_the_page_does_not_offer_is_said() -> None:
    """A value that no browser would send is a mistake of the recipe: the field, the value, and what there is."""
    with served(
        client(home=html("<form><input type=radio name=mode value=a><input type=radio name=mode value=b>"))
    ) as base:
        walked, _ = walk(base, Step(fill={"mode": "c"}))
    assert walked.stuck is not None
    for part in ("étape 1", "mode", "« c »", "a, b", base):
        assert part in walked.stuck.fr


def test_sentences_hold_no_code() -> None:
    """The page where the recipe stops is named without its query: what came back from FranceConnect stays out of the report."""
    back = Route("/", lambda _: RedirectResponse(f"/retour?code={'c' * 43}&state=s", 303))
    app = Starlette(routes=[back, Route("/retour", html("Page blanche"))])
    for step in (Step(expect=Look(text="Tarif")), Step(fill={"spi": "1"}), Step(click="#rien"), Step(submit="#rien")):
        with served(app) as base:
            walked, _ = walk(base, step)
        assert walked.stuck is not None
        assert f"{base}/retour" in walked.stuck.fr
        assert "ccc" not in f"{walked.stuck}"


def test_a_refusal_ends_the_story() -> None:
    """After a refused or error page no further step is tried."""
    with served(client(home=html("Refus"))) as base:
        walked, exchanges = walk(base, Step(click="#nulle-part"))
    assert walked.stuck is None
    assert len(exchanges) == 1


def test_ten_redirects_are_a_long_way_and_no_trouble() -> None:
    """Some federations are that deep; one more is too many."""

    def deeper(request: Request) -> Response:
        depth = int(request.query_params.get("n", 0))
        return RedirectResponse(f"/?n={depth + 1}", 303) if depth < 10 else HTMLResponse("Bonjour")

    with served(client(home=deeper)) as base:
        walked, exchanges = walk(base)
    assert walked.trouble is None
    assert walked.observations[-1].oracle == "connected"
    assert len(exchanges) == 11


def test_redirect_loop_is_trouble() -> None:
    """Ten redirects, no more."""
    with served(client(home=lambda _: RedirectResponse("/", 303))) as base:
        walked, exchanges = walk(base)
    assert walked.trouble is not None
    assert "10 redirections" in walked.trouble.says.fr
    assert len(exchanges) == 11


@pytest.mark.parametrize(
    "address",
    [
        "http://169.254.169.254/latest/",
        "http://example.com/",
        "file:///etc/passwd",
        "//evil.example/",
        "gopher://x",
    ],
)
def test_foreign_addresses_are_never_visited(address: str) -> None:
    """Neither another host, nor another scheme: no request leaves, and the sentence says what to compare with what."""
    with served(client(home=lambda _: Response(status_code=303, headers={"location": address}))) as base:
        walked, exchanges = walk(base)
    assert walked.stuck is not None
    assert base in walked.stuck.fr
    assert "http://localhost:1/api/v2" in walked.stuck.fr
    assert len(exchanges) == 1


def test_unreadable_address_is_trouble() -> None:
    """A redirect to what is no address."""
    with served(client(home=lambda _: Response(status_code=303, headers={"location": "http://[::1"}))) as base:
        walked, exchanges = walk(base)
    assert walked.trouble is not None
    assert len(exchanges) == 1


@pytest.mark.parametrize(
    ("page", "steps"),
    [
        ("<a href='//['>s</a>", (Step(click="a"),)),
        ("<a href='http://[x/?code=secret'>s</a>", (Step(click="a"),)),
        ("<a href='http://a\u2100b/'>s</a>", (Step(click="a"),)),
        ("<form action='//[' method=post></form>", (Step(submit="form"),)),
        ("<form action='http://[x'></form>", (Step(submit="form"),)),
        ("<form><button formaction='//['>s</button></form>", (Step(click="button"),)),
        ("<script>document.forms[0].submit()</script><form action='//['></form>", ()),
    ],
)
def test_a_page_that_leads_to_an_unreadable_address_is_told(page: str, steps: tuple[Step, ...]) -> None:
    """Nothing more is asked, and the sentence says which, its query apart."""
    with served(client(home=html(page))) as base:
        walked, exchanges = walk(base, *steps)
    assert walked.stuck is not None
    assert "adresse illisible" in walked.stuck.fr
    assert base in walked.stuck.fr
    assert "secret" not in walked.stuck.fr
    assert len(exchanges) == 1


def test_a_token_within_an_unreadable_address_is_hidden() -> None:
    """The sentence goes to the report."""
    jwt = "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.c2lnbmF0dXJlLXNpZ25hdHVyZQ"
    with served(client(home=html(f"<a href='http://[x/{jwt}'>s</a>"))) as base:
        walked, _ = walk(base, Step(click="a"))
    assert walked.stuck is not None
    assert jwt.rpartition(".")[2] not in walked.stuck.fr + walked.stuck.en


@pytest.mark.parametrize(
    "address",
    [
        "http://localhost:99999/",
        "http://localhost:port/",
        "http://xn--/",
        "http://\U0001f4a9.example/",
        "http://localhost:1&#xD800;/",
        "http://localhost:1/api/v2/&#xD800;",
        "http://localhost:1/" + "x" * 90_000,
        "http://" + "x" * 300 + ".example/",
        "http://localhost:1&#0;/",
    ],
    ids=lambda address: address[:30],
)
def test_a_strange_address_is_no_error_of_ours(address: str) -> None:
    """Somebody else's, or FranceConnect's that cannot be asked: the walk ends with a sentence, whoever leads there."""
    pages = html(f"<meta http-equiv=refresh content='0;url={address}'>"), html(f"<a href='{address}'>s</a>")
    for page in pages:
        with served(client(home=page)) as base:
            walked, _ = walk(base, Step(click="a"))
        assert walked.trouble or walked.stuck


def test_page_that_sends_on_at_once_is_a_redirect() -> None:
    """A browser without JavaScript follows `<meta http-equiv=refresh>`; a page that renews itself now and then stays."""
    onward = "<meta http-equiv=Refresh content=\"0; URL='/fin?a=1&amp;b=2'\">Un instant"
    pages = {"home": html(onward), "fin": html("<meta http-equiv=refresh content=60>Bonjour")}
    with served(client(**pages)) as base:
        walked, _ = walk(base)
    assert [(seen.url, seen.oracle) for seen in walked.observations] == [
        (f"{base}/", "none"),
        (f"{base}/fin?a=1&b=2", "connected"),
    ]


def test_page_that_sends_on_for_ever_is_trouble() -> None:
    """As an endless redirect is."""
    with served(client(home=html("<meta http-equiv=refresh content='0;url=/'>"))) as base:
        walked, _ = walk(base)
    assert walked.trouble is not None


def test_giant_page_is_trouble() -> None:
    """A page beyond the limit is not read to its end."""

    def giant(_: Request) -> Response:
        return HTMLResponse("Bonjour " + "x" * 3_000_000)

    with served(client(home=giant)) as base:
        walked, _ = walk(base)
    assert walked.trouble is not None
    assert "100000 octets" in walked.trouble.says.fr


def coded(body: bytes, coding: str) -> Callable[[Request], Response]:
    """A page that is compressed although nobody asked."""
    return lambda _: Response(body, headers={"content-encoding": coding, "content-type": "text/html"})


RAW = zlib.compressobj(wbits=-15)


@pytest.mark.parametrize(
    ("body", "coding"),
    [
        (gzip.compress(b"Bonjour"), "gzip"),
        (gzip.compress(b"Bonjour"), " GZIP"),
        (zlib.compress(b"Bonjour"), "deflate"),
        (RAW.compress(b"Bonjour") + RAW.flush(), "deflate"),
        (b"Bonjour", "identity"),
        (b"Bonjour", "utf-8"),
    ],
    ids=["gzip", "gzip in capitals", "deflate", "raw deflate", "identity", "not a coding"],
)
def test_a_compressed_page_is_read(body: bytes, coding: str) -> None:
    """As browsers do, who ask for it."""
    with served(client(home=coded(body, coding))) as base:
        walked, exchanges = walk(base)
    assert walked.trouble is None
    assert walked.observations[-1].oracle == "connected"
    assert exchanges[-1].response.text == "Bonjour"


@pytest.mark.parametrize(
    ("body", "coding"),
    [(b"\x1f\x8b" + b"\x00" * 50, "gzip"), (b"Bonjour", "deflate"), (b"Bonjour", "br"), (b"B", "zstd")],
    ids=["broken gzip", "broken deflate", "brotli", "zstandard"],
)
def test_a_coding_that_cannot_be_read_is_named(body: bytes, coding: str) -> None:
    """It was not asked for: the recipe is not to blame."""
    with served(client(home=coded(body, coding))) as base:
        walked, _ = walk(base)
    assert walked.trouble is not None
    assert f"Content-Encoding: {coding}" in walked.trouble.says.fr


def test_a_bomb_is_inflated_no_further_than_a_page() -> None:
    """A thousand times what it weighs."""
    with served(client(home=coded(gzip.compress(b"x" * 50_000_000), "gzip"))) as base:
        walked, _ = walk(base)
    assert walked.trouble is not None
    assert "100000 octets" in walked.trouble.says.fr


@pytest.mark.parametrize(
    ("body", "media"),
    [
        (b"Bonjour \xff\xfe \xe9", "text/html"),
        (b"Bonjour \xe9", "text/html; charset=iso-8859-1"),
        (b"Bonjour", "text/html; charset=rot13"),
        (b"Bonjour", "text/html; charset=idna"),
        (b"<<<Bonjour <script><title>\x00", "text/html"),
    ],
)
def test_any_bytes_are_read(body: bytes, media: str) -> None:
    """Non-UTF-8, unknown charsets and broken markup are read as well as can be."""
    with served(client(home=lambda _: Response(body, media_type=None, headers={"content-type": media}))) as base:
        walked, _ = walk(base)
    assert walked.trouble is None
    assert walked.observations[-1].status == 200


def test_hostile_title_is_kept_as_text() -> None:
    """A script in a title is only characters; a long one is cut."""
    with served(client(home=html("<title><script>alert(1)</script>" + "a" * 9000 + "</title>"))) as base:
        walked, _ = walk(base)
    assert walked.observations[-1].title.startswith("<script>alert(1)")
    assert len(walked.observations[-1].title) == 500


def test_nobody_there_is_dead() -> None:
    """A closed port: dead, with its address."""
    with served(client()) as base:
        pass
    walked, _ = walk(base)
    assert walked.trouble is not None
    assert walked.trouble.dead
    assert base in walked.trouble.says.fr


HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 5000\r\n\r\n"


@pytest.mark.parametrize(
    ("sent", "one_by_one"),
    [(b"", False), (HEAD, False), (HEAD + b"x" * 400, True), (b"HTTP/1.1 200 OK\r\n" + b"x" * 5000, True)],
    ids=["nothing", "no body", "body drop by drop", "headers drop by drop"],
)
def test_a_client_that_hangs_does_not_hang_the_run(sent: bytes, one_by_one: bool) -> None:
    """Silence, a body that never ends, headers one byte at a time: given up within the limit."""
    start = time.monotonic()
    with raw(sent, pause=0.05 if one_by_one else 5.0, one_by_one=one_by_one) as base:
        walked, _ = walk(base)
    assert walked.trouble is not None
    assert time.monotonic() - start < 4


def test_garbage_instead_of_http_is_trouble() -> None:
    """A server that does not speak HTTP answers badly."""
    with raw(b"SSH-2.0-OpenSSH_9.9\r\n", pause=0.2) as base:
        walked, _ = walk(base)
    assert walked.trouble is not None
    assert not walked.observations


def test_a_connection_left_idle_is_given_up_before_servers_close_theirs() -> None:
    """Requests that follow one another share it; after a second a new one is made."""
    with served(client(home=lambda request: HTMLResponse(str(request.client and request.client.port)))) as base:
        where = Where(base, "http://localhost:1/api/v2", "default", None, "m", "c")
        fetcher = Fetcher(where, QUICK, Redactor(b"k"))
        first, second = (fetcher.go(Gesture(base)).text for _ in range(2))
        time.sleep(1.2)
        third = fetcher.go(Gesture(base)).text
        fetcher.close()
    assert first == second
    assert third != first


def test_run_limit_stops_any_walk() -> None:
    """When the run's own time is over, the next request is not made to wait."""
    with served(client(home=html("Bonjour"))) as base:
        where = Where(base, "http://localhost:1/api/v2", "default", None, "m", "c")
        fetcher = Fetcher(where, QUICK, Redactor(b"k"), until=time.monotonic() - 1)
        with pytest.raises(Trouble):
            fetcher.go(Gesture(base))
        fetcher.close()
