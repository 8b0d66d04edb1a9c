"""Each fault of configuration, provoked by a real client on a real bench, and named: nothing is judged then. A right one triggers none."""

import re
import time
from base64 import b64encode
from collections.abc import Mapping, MutableMapping
from dataclasses import replace
from email.utils import formatdate
from typing import Any

import httpx2
import pytest
from judge_journeys import (
    CLIENT,
    GATEWAY,
    ISSUER,
    apim_token,
    at_client,
    authorize,
    call,
    exchange,
    journey,
    page,
    resume,
    token,
    userinfo,
)
from judged_client import ASGI, Canteen, canteen, text_page
from ports import free_base_port
from served import served

from conformance.apis import DATA
from conformance.bench import Bench
from conformance.clock import ahead, ahead_by, apart, refused_by_clock
from conformance.configuration import given_up_too_well, mend, misconfigured, told_apart
from conformance.diagnosis import failed_control
from conformance.events import Event, ModuleFinished, ModuleStarted
from conformance.limits import LIMITS
from conformance.preflight import Preflight
from conformance.unreached import Service, out_of_reach
from conformance.unregistered import unregistered
from reference_client import authorization
from reference_client import token as tokens
from reference_client.authorization import Pending
from reference_client.discovery import Provider
from reference_client.id_token import Check
from reference_client.practice import CAREFUL, Practice
from reference_client.settings import Settings
from rulebook.duty import Capability
from rulebook.formats.application import Look
from rulebook.formats.control import SpaceBody
from rulebook.formats.exchange import Exchange, Response
from rulebook.formats.observation import Observation, Seen
from rulebook.formats.record import Record
from rulebook.formats.report import Result
from rulebook.refusals.authorize import REDIRECT_URI, REDIRECT_URI_STRICT, SCOPE_NOT_ALLOWED, TWO_FAULTS
from rulebook.source import Text
from unefois import processes

NOWHERE = "http://localhost:9"


def _refused(client: Canteen, *only: str) -> str:
    """The French sentences; nothing was judged."""
    heard: list[Event] = []
    with pytest.raises(Preflight) as raised:
        client.judged(*only, on_event=heard.append)
    assert not any(isinstance(event, ModuleFinished) for event in heard)
    for problem in raised.value.problems:
        assert problem.fr != problem.en
    return " ".join(problem.fr for problem in raised.value.problems)


def _stays(client: Canteen) -> None:
    """The canteen no longer says how to log out."""
    http = client.application.driver.http.model_copy(update={"logout": None})
    driver = client.application.driver.model_copy(update={"http": http})
    client.application = client.application.model_copy(update={"driver": driver})


def _granted(client: Canteen, **changes: Any) -> None:
    """Change what the habilitation says to FranceConnect."""
    assert client.habilitation.franceconnect is not None
    changed = client.habilitation.franceconnect.model_copy(update=changes)
    client.habilitation = client.habilitation.model_copy(update={"franceconnect": changed})


def test_a_right_configuration_triggers_nothing_within_three_seconds(bench_port: int) -> None:
    """Every probe is made, the logout too, and the first module begins; the best of three, since a busy machine is slow."""
    took: list[float] = []
    start = 0.0

    def hear(event: Event) -> None:
        if isinstance(event, ModuleStarted) and event.position == 1:
            took.append(time.monotonic() - start)

    with canteen(bench_port, "cf-juste") as client:
        while len(took) < 3 and not any(seconds < 3 for seconds in took):
            start = time.monotonic()
            judged = client.judged("fs-parcours", "api-spi", "fs-deconnexion", on_event=hear)
    assert min(took) < 3
    assert judged.exit_code == 0
    assert any(e.endpoint == "session_end" for e in judged.exchanges)


def test_issuer_that_browsers_do_not_reach() -> None:
    """The bench's public name resolves nowhere: the address, and the option that changes it."""
    port = free_base_port()
    arguments = ["up", "--port", str(port), "--no-client", "--public-host", "nulle-part.invalid"]
    with processes.module("unefois", arguments, {}) as bench:
        processes.wait_until_answers(f"http://127.0.0.1:{port}/control/health", bench)
        with canteen(port, "cf-nom") as client:
            said = _refused(client)
    assert f"http://nulle-part.invalid:{port + 1}/api/v2" in said
    assert "--public-host" in said


def test_issuer_that_the_client_does_not_reach(bench_port: int) -> None:
    """It shows an error at the first click, and FranceConnect heard nothing."""
    with canteen(bench_port, "cf-issuer", CAREFUL, FC_ISSUER=f"{NOWHERE}/api/v2") as client:
        said = _refused(client, "fs-parcours")
    assert "sans avoir rien demandé à FranceConnect" in said
    assert f"localhost:{bench_port + 1}/api/v2" in said


def _with_franceconnect_only(client: Canteen) -> None:
    """The canteen no longer takes a typed number: no story begins at the gateway."""
    declared = (Capability.FRANCECONNECT, Capability.API_FRANCECONNECT)
    client.application = client.application.model_copy(update={"capabilities": declared})


def test_gateway_that_the_client_does_not_reach(bench_port: int) -> None:
    """By a typed number, or behind a login that works: nothing was asked of it."""
    with canteen(bench_port, "cf-passerelle", CAREFUL, API_GATEWAY=NOWHERE) as client:
        for module in ("api-spi", "fs-parcours"):
            said = _refused(client, module)
            assert "sans avoir rien demandé à la passerelle DGFiP" in said
            assert f"http://localhost:{bench_port + 3}" in said
        _with_franceconnect_only(client)
        assert "la passerelle DGFiP" in _refused(client)


def test_gateway_of_another_bench(bench_port: int) -> None:
    """It answers, and knows nobody: ours heard nothing."""
    refusal = text_page('{"error": "invalid_client"}', 401)
    with served(refusal) as elsewhere, canteen(bench_port, "cf-voisine", CAREFUL, API_GATEWAY=elsewhere) as client:
        _with_franceconnect_only(client)
        assert f"vérifiez qu'il emploie http://localhost:{bench_port + 3}" in _refused(client, "fs-parcours")


def test_who_was_to_be_called_next() -> None:
    """Its address, unless something else explains that the client stopped, or it was called all the same."""
    addresses: Mapping[Service, str] = {"franceconnect": ISSUER, "token": ISSUER, "gateway": GATEWAY}

    def named(*happened: Exchange | Observation, elsewhere: tuple[Exchange, ...] = (), explained: bool = False) -> str:
        found = out_of_reach(journey(*happened), elsewhere, "franceconnect", addresses, explained=explained)
        return " ".join(problem.fr for problem in found)

    back, served_, known, error = resume(1), token(2), userinfo(2), page(3, "error")
    assert f"/token de FranceConnect : vérifiez qu'il emploie {ISSUER}" in named(back, error)
    assert f"la passerelle DGFiP : vérifiez qu'il emploie {GATEWAY}" in named(back, served_, known, error)
    assert named(back, served_, error) == ""  # it may have refused the id_token
    assert named(back, served_, known, error, explained=True) == ""
    assert named(back, served_, known, page(3, "refused")) == ""
    assert named(back, served_, known, apim_token(2), error) == ""
    assert named(back, served_, known, error, elsewhere=(apim_token(2),)) == ""
    assert named(back, error, elsewhere=(token(2),)) == ""
    refused = userinfo(2, status=401, refused_by="FC-USERINFO-TOKEN")
    assert named(back, served_, refused, error) == ""


def test_a_failed_control_says_who_was_not_called() -> None:
    """On an error page: a client that refuses what it was served says so itself."""
    back = resume(1)

    def reason(*happened: Exchange | Observation) -> str:
        return failed_control(Result.FAIL, journey(*happened))[1].fr

    assert "sans appel à /token de FranceConnect" in reason(back, page(3, "error"))
    assert "sans appel à la passerelle DGFiP" in reason(back, token(2), userinfo(2), page(3, "error"))
    assert "sans appel" not in reason(back, token(2), page(3, "error"))
    assert "sans appel" not in reason(back, page(3, "refused"))
    assert "sans appel" not in reason(back, token(2), userinfo(2), page(3, "refused"))


def test_redirect_uri_is_another_than_the_registered_one(bench_port: int) -> None:
    """FranceConnect's page says so before any login."""
    with canteen(bench_port, "cf-retour") as client:
        _granted(client, redirect_uris=(f"{client.application.base_url}/ailleurs",))
        assert "ajoutez-la à redirect_uris" in _refused(client, "fs-parcours")


def test_redirect_uri_that_no_habilitation_may_hold(bench_port: int) -> None:
    """`127.0.0.1` for `localhost`: FranceConnect refuses the address before it looks for it among ours, under another code."""
    with canteen(bench_port, "cf-boucle", CAREFUL, CLIENT_BASE_URL="http://127.0.0.1:8704") as client:
        said = _refused(client, "fs-parcours")
    assert "redirect_uri du client, http://127.0.0.1:8704/franceconnect/retour (Y030007)" in said
    assert "http seulement pour localhost" in said


def _asking(scope: str) -> Practice:
    """The careful client, that asks for more."""

    def more(settings: Settings, pending: Pending) -> dict[str, str]:
        careful = authorization.parameters(settings, pending)
        return {**careful, "scope": f"{careful['scope']} {scope}"}

    return replace(CAREFUL, authorization_parameters=more)


def test_scope_that_the_habilitation_does_not_give(bench_port: int) -> None:
    """FranceConnect refuses it, and nothing can be judged; one that it does not know it lets through: that is the client's own fault."""
    with canteen(bench_port, "cf-scope", _asking("email")) as client:
        said = _refused(client, "fs-parcours")
    assert "le scope email, que l'habilitation ne donne pas (Y044D706)" in said
    assert "[franceconnect].scopes" in said
    with canteen(bench_port, "cf-scope-inconnu", _asking("revenus")) as client:
        judged = client.judged("fs-parcours")
    assert judged.exit_code == 1
    assert {duty.id for duty in judged.report.duties if duty.result == "FAIL"} == {"FS-SCOPE-02"}


def test_what_was_asked_and_is_not_registered() -> None:
    """Which of all, by its own name; nothing of another client's, nor of what was left out."""
    scopes = authorize(1, scope="openid%20email%20phone").model_copy(update={"refused_by": SCOPE_NOT_ALLOWED.id})
    sent = Response(status=303, headers=(("location", f"{CLIENT}/retour?error=invalid_scope&scope=email&state=s"),))
    said = unregistered(scopes.model_copy(update={"response": sent}))
    assert said is not None
    assert "le scope email," in said.fr
    other = authorize(1).model_copy(update={"refused_by": TWO_FAULTS.id})
    assert f"{CLIENT}/retour" in str(mend(other))
    assert misconfigured(journey(other), (), breaks_a_duty=True) == (mend(other),)
    assert misconfigured(journey(), (other,), breaks_a_duty=True) == ()
    strict = authorize(1).model_copy(update={"refused_by": REDIRECT_URI_STRICT.id})
    assert "une adresse https complète ;" in str(unregistered(strict))
    assert unregistered(authorize(1, redirect_uri=None).model_copy(update={"refused_by": REDIRECT_URI.id})) is None
    assert unregistered(authorize(1)) is None


def test_scopes_of_one_contract_and_not_of_the_other(bench_port: int) -> None:
    """Both directions, before any request: which scopes, where they are, where they are not."""
    with canteen(bench_port, "cf-scopes") as client:
        login = client.habilitation.franceconnect
        assert login is not None
        _granted(client, scopes=tuple(name for name in login.scopes if name != "dgfip_nbpart"))
        before = client.requests
        assert "dgfip_nbpart dans [api_impot].scopes et non dans [franceconnect].scopes" in _refused(client)
        _granted(client, scopes=(*login.scopes, "dgfip_aft"))
        assert "dgfip_aft dans [franceconnect].scopes et non dans [api_impot].scopes" in _refused(client)
        assert client.requests == before


@pytest.mark.parametrize(("seconds", "way"), [(3600, "en avance de 3600 s"), (-3600, "en retard de 3600 s")])
def test_clock_of_the_client(bench_port: int, seconds: int, way: str) -> None:
    """An hour fast, or slow: told by how much, and what to do."""
    with canteen(bench_port, f"cf-heure-{'plus' if seconds > 0 else 'moins'}") as client:
        client.wrapper = lambda app: _another_hour(app, seconds)
        said = _refused(client)
    assert f"Le client est {way}" in said.replace("3599", "3600").replace("3601", "3600")
    assert "NTP" in said


def _late(app: ASGI) -> ASGI:
    return _another_hour(app, -12)


def _checks(late: float) -> Practice:
    """The careful client on a machine that is `late` seconds slow."""

    def by_its_clock(check: Check) -> Check:
        return lambda claims, expected: check(claims, replace(expected, now=expected.now - late))

    return replace(CAREFUL, id_token_checks=tuple(map(by_its_clock, CAREFUL.id_token_checks)))


def test_clock_of_a_client_that_is_stricter_than_most(bench_port: int) -> None:
    """Twelve seconds slow: it takes tokens for tomorrow's, and no gateway is blamed. Whoever puts up with that is judged."""
    with canteen(bench_port, "cf-douze", _checks(12.0)) as client:
        client.wrapper = _late
        said = _refused(client, "fs-parcours")
        assert re.search(r"son horloge est en retard de 1[123] s sur celle de FranceConnect", said)
        assert "passerelle" not in said
    with canteen(bench_port, "cf-douze-tolerant") as client:
        client.wrapper = _late
        assert client.judged("fs-parcours").exit_code == 0


def _dated(one: Exchange, seconds: float, **more: str) -> Exchange:
    """The same, its answer dated so many seconds after it was asked."""
    headers = (("date", formatdate(one.at + seconds, usegmt=True)), *more.items())
    response = one.response.model_copy(update={"headers": (*one.response.headers, *headers)})
    return one.model_copy(update={"response": response, "duration_ms": 500.0})


def test_clocks_of_client_and_franceconnect_are_proven_apart() -> None:
    """By what both say of the hour, ours left out; a second or two, a page from a cache, or a date that contradicts another prove nothing."""

    def said(
        client: float, franceconnect: float = 0.0, *others: Exchange, oracle: Seen = "refused", **more: str
    ) -> str:
        asked = _dated(at_client(1, f"{CLIENT}/"), client, **more)
        there = _dated(authorize(2, by="driver"), franceconnect)
        found = refused_by_clock(journey(asked, there, *others, token(3), page(4, oracle)))
        return " ".join(problem.fr for problem in found)

    assert "en retard de 8 s" in said(-8.0)
    assert "en avance de 8 s" in said(8.0)
    assert "en retard de 8 s" in said(32.0, 40.0)
    assert said(40.0, 40.0) == said(-2.0) == said(2.0) == ""
    assert said(-8.0, oracle="result") == ""
    assert said(-8.0, 0.0, userinfo(3, status=401, refused_by="FC-USERINFO-TOKEN")) == ""
    assert said(-8.0, 0.0, age="8") == ""
    assert said(-8.0, 0.0, _dated(at_client(2, f"{CLIENT}/page"), 0.0)) == ""
    assert refused_by_clock(journey(at_client(1, CLIENT), token(3), page(4, "refused"))) == ()
    assert refused_by_clock(journey(_dated(at_client(1, CLIENT), -8.0), page(4, "refused"))) == ()


def test_clock_of_the_bench(bench_port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same of the bench, which may run elsewhere."""
    monkeypatch.setattr("conformance.bench.ahead_by", lambda *_: 90.0)
    with canteen(bench_port, "cf-heure-banc") as client:
        assert "Le banc est en avance de 90 s" in _refused(client)


class _AnotherClock(Bench):
    """A bench that runs elsewhere, where it is `late` seconds earlier or later."""

    late = 8.0

    def send(self, method: str, path: str, body: Record | None = None) -> httpx2.Response:
        """As the bench answers, by its clock."""
        path = re.sub(r"since=([\d.]+)", lambda found: f"since={float(found[1]) - self.late}", path)
        answer = super().send(method, path, body)
        told = re.sub(
            rb'"(now|at)":([\d.]+)', lambda found: b'"%s":%r' % (found[1], float(found[2]) + self.late), answer.content
        )
        return httpx2.Response(answer.status_code, content=told, headers={"content-type": "application/json"})


@pytest.mark.parametrize("late", [8.0, -4.0])
def test_a_bench_whose_clock_differs_a_little_is_judged_on_as_any_other(bench_port: int, late: float) -> None:
    """What it saw takes its place among what the driver did: who refuses is seen refusing, who explains explaining."""
    with canteen(bench_port, f"cf-heure-{'plus' if late > 0 else 'moins'}-peu") as client:
        client.bench = _AnotherClock(client.bench.url)
        client.bench.late = late
        judged = client.judged("fs-parcours", "fs-nonce-etranger", "fs-userinfo-signature-fausse", "fs-deconnexion")
        assert abs(client.bench.ahead - late) < 1.0
    assert judged.exit_code == 0
    assert {module.result for module in judged.report.modules} == {"PASS"}
    assert [e.n for e in judged.exchanges] == list(range(1, len(judged.exchanges) + 1))
    told = next(duty for duty in judged.report.duties if duty.id == "API-INFORMATION-01")
    assert told.result == "PASS"


def test_two_clocks_differ_when_it_is_proven() -> None:
    """What is said between two instants of ours may be said by our own clock."""
    assert ahead_by(10.5, 10.0, 11.0) == 0.0
    assert ahead_by(11.5, 10.0, 11.0) == 1.0
    assert ahead_by(2.0, 10.0, 11.0) == -8.5
    assert [ahead_by(said, 10.0, 11.0) for said in (None, "hier", True)] == [0.0, 0.0, 0.0]


def test_a_page_from_a_cache_tells_no_time(bench_port: int) -> None:
    """Its `Date` is that of the day when it was kept."""
    with canteen(bench_port, "cf-cache") as client:
        client.wrapper = lambda app: _another_hour(app, -7200, (b"age", b"7200"))
        assert client.judged("fs-refus-usager").exit_code == 0


def test_clocks_that_say_nothing_or_little() -> None:
    """No Date, an unreadable one, or a few seconds: nothing to say."""
    assert ahead(()) is None
    assert ahead((("date", "hier"),)) is None
    whose = Text("Le client", "The client")
    assert [list(apart(whose, seconds, LIMITS)) for seconds in (None, 0.0, 29.0, -29.0)] == [[], [], [], []]


async def _public(http: httpx2.AsyncClient, provider: Provider, settings: Settings, code: str) -> tokens.Tokens:
    """Its name without its secret, as a client that proves itself otherwise (PKCE, private_key_jwt)."""
    form = {name: value for name, value in tokens.form(settings, code).items() if name != "client_secret"}
    response = await http.post(provider.token_endpoint, data=form)
    return tokens.read(response.status_code, response.content)


async def _both(http: httpx2.AsyncClient, provider: Provider, settings: Settings, code: str) -> tokens.Tokens:
    """The secret in a header and in the form."""
    pair = b64encode(f"{settings.client_id}:{settings.client_secret}".encode()).decode()
    form = tokens.form(settings, code)
    response = await http.post(provider.token_endpoint, data=form, headers={"authorization": f"Basic {pair}"})
    return tokens.read(response.status_code, response.content)


async def _nobody(http: httpx2.AsyncClient, provider: Provider, settings: Settings, code: str) -> tokens.Tokens:
    """Neither name nor secret."""
    form = {name: value for name, value in tokens.form(settings, code).items() if not name.startswith("client_")}
    response = await http.post(provider.token_endpoint, data=form)
    return tokens.read(response.status_code, response.content)


@pytest.mark.parametrize("redeem", [_public, _both, _nobody])
def test_wrong_authentication_method(bench_port: int, redeem: Any) -> None:
    """Not the secret: the way it is given."""
    with canteen(bench_port, f"cf-methode-{redeem.__name__.strip('_')}", replace(CAREFUL, redeem=redeem)) as client:
        said = _refused(client, "fs-parcours")
    assert "client_secret_post" in said
    assert "vérifiez client_id et client_secret" not in said


def test_gateway_that_is_not_told_who_asks() -> None:
    """A token asked without key nor secret: where they go."""
    refused = exchange(
        2,
        "dgfip",
        "apim_token",
        f"{CLIENT}/token",
        401,
        json={"error": "invalid_client"},
        refused_by="DGFIP-TOKEN-NO-CLIENT",
    )
    (said,) = misconfigured(journey(token(1), refused), (), breaks_a_duty=False)
    assert "Authorization (Basic)" in said.fr


def test_logout_address_that_is_not_registered(bench_port: int) -> None:
    """Seen by a whole login and logout before any module; not looked for when no story of the run is about leaving."""
    with canteen(bench_port, "cf-sortie") as client:
        registered = client.habilitation.franceconnect
        assert registered is not None
        _granted(client, post_logout_redirect_uris=(f"{client.application.base_url}/dehors",))
        assert client.judged("fs-parcours").exit_code == 0
        assert "ajoutez-la à post_logout_redirect_uris" in _refused(client, "fs-deconnexion")
        _granted(client, post_logout_redirect_uris=())
        assert "aucune adresse de retour" in _refused(client)
        _granted(client, post_logout_redirect_uris=(f"{NOWHERE}/",))
        assert f"post_logout_redirect_uri {NOWHERE}/ n'est pas sous base_url" in _refused(client)
        _stays(client)
        assert "déclare logout sans dire comment y aller : ajoutez [driver.http.logout]" in _refused(client)


def _with_refused(client: Canteen, look: Look) -> None:
    oracle = client.application.oracle.model_copy(update={"refused": look})
    client.application = client.application.model_copy(update={"oracle": oracle})


def test_oracle_that_sees_a_refusal_everywhere(bench_port: int) -> None:
    """`refused = {status = 200}` is true of the home page already."""
    with canteen(bench_port, "cf-partout") as client:
        _with_refused(client, Look(status=200))
        said = _refused(client)
    assert "« refused »" in said
    assert "avant toute connexion" in said


def test_oracle_that_sees_a_refusal_where_the_bench_gave_everything(bench_port: int) -> None:
    """The same look is true of the page of who gave up and of the result: it tells nothing apart."""
    with canteen(bench_port, "cf-pareil") as client:
        _with_refused(client, Look(url="es"))  # /message, and /resultat
        said = _refused(client, "fs-parcours")
    assert "/message" in said
    assert "/resultat" in said
    assert "[oracle].refused" in said


def test_what_an_oracle_cannot_tell_is_its_or_the_clients() -> None:
    """Both may be wrong, and the sentence says what to do about each, in both languages."""
    believed = journey(page(1, "connected"))
    refused = journey(authorize(1), token(2), call(3), page(4, "refused"))
    for problems, fr, en in (
        (given_up_too_well(believed), "ou corrigez le client qui y croit.", "or correct the client that believes it."),
        (
            told_apart(journey(page(1, "refused")), refused),
            "ou corrigez le client qui refuse toujours.",
            "or correct the client that always refuses.",
        ),
    ):
        (said,) = problems
        assert "précisez [oracle]." in said.fr
        assert "make [oracle]." in said.en
        assert "more precise" in said.en
        assert said.fr.endswith(fr)
        assert said.en.endswith(en)


def test_oracle_that_sees_no_refusal(bench_port: int) -> None:
    """It knows no page of who gave up, and the client explains: the page is named, nothing is charged to it."""
    with canteen(bench_port, "cf-aveugle") as client:
        _with_refused(client, Look(selector="#jamais"))
        said = _refused(client, "fs-refus-usager")
    assert f"{client.application.base_url}/message" in said
    assert "[oracle].refused" in said


@pytest.mark.parametrize("page", ["home", "crash", "nothing"])
def test_client_that_explains_nothing_is_charged_with_it(bench_port: int, page: str) -> None:
    """Its home page again, a page that crashed or an empty one: no oracle could see an explanation there."""
    with canteen(bench_port, f"cf-muet-{page}") as client:
        client.wrapper = lambda app: _says_nothing(app, page)
        judged = client.judged("fs-refus-usager")
    assert judged.exit_code == 1
    assert {duty.id for duty in judged.report.duties if duty.result == "FAIL"} == {"FS-REFUS-01"}


def _says_nothing(app: ASGI, page: str) -> ASGI:
    """To who gave up."""
    told = text_page("<p>Internal Server Error</p>", 500) if page == "crash" else text_page("")

    async def answer(scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:
        gave_up = b"error=access_denied" in scope.get("query_string", b"")
        if gave_up and page == "home":
            await app({**scope, "path": "/", "raw_path": b"/", "query_string": b""}, receive, send)
        else:
            await (told if gave_up else app)(scope, receive, send)

    return answer


def test_client_that_is_another_application(bench_port: int) -> None:
    """Somebody else's credentials, good ones: what it called is told, from the bin of calls that no lease explains."""
    with canteen(bench_port, "cf-lui") as client:
        other = client.bench.register("default", client.habilitation.model_copy(update={"id": "cf-autre"}))
    told = {"FC_CLIENT_ID": other.client_id, "FC_CLIENT_SECRET": other.client_secret}
    with canteen(bench_port, "cf-moi", CAREFUL, **told) as client:
        client.bench.register("default", client.habilitation.model_copy(update={"id": "cf-autre"}))
        said = _refused(client, "fs-parcours")
    assert "au nom de l'application cf-autre" in said
    assert "client_id" in said


def test_client_of_another_space_of_the_bench(bench_port: int) -> None:
    """Good credentials of the wrong space: both issuers are told."""
    bench = Bench(f"http://127.0.0.1:{bench_port}")
    bench.send("PUT", "/control/spaces/cf-ailleurs", SpaceBody(seed=7))
    space = bench.space("cf-ailleurs")
    bench.close()
    with canteen(bench_port, "cf-espace", CAREFUL, FC_ISSUER=space.issuer) as client:
        said = _refused(client, "fs-parcours")
    assert f"{space.issuer}/authorize" in said
    assert f"l'issuer est http://localhost:{bench_port + 1}/api/v2" in said


def _another_hour(app: ASGI, seconds: int, *more: tuple[bytes, bytes]) -> ASGI:
    """The same pages, dated otherwise."""

    async def answer(scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:
        async def dated(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                date = formatdate(time.time() + seconds, usegmt=True).encode()
                message = {**message, "headers": [*message["headers"], (b"date", date), *more]}
            await send(message)

        await app(scope, receive, dated)

    return answer


def test_an_error_after_a_call_is_no_matter_of_reach() -> None:
    """Only silence towards the bench says that it may be out of reach."""
    addresses: Mapping[Service, str] = {"gateway": GATEWAY, "franceconnect": ISSUER, "token": ISSUER}

    def found(*happened: Exchange | Observation, elsewhere: tuple[Exchange, ...] = ()) -> tuple[Text, ...]:
        return out_of_reach(journey(*happened), elsewhere, "franceconnect", addresses, explained=False)

    error = page(2, "error")
    assert found(at_client(1, CLIENT), error)
    assert found(at_client(1, CLIENT), error, elsewhere=(token(1),)) == ()
    assert found(apim_token(1), error) == ()
    assert found(at_client(1, CLIENT), page(2, "none")) == ()


@pytest.mark.parametrize("endpoint", DATA)
def test_a_call_that_no_lease_explains_is_told_whatever_the_resource(endpoint: str) -> None:
    """The API is asked under another application: its address is told, and not the recipe's end."""
    foreign = call(2).model_copy(update={"endpoint": endpoint})
    (said,) = misconfigured(journey(page(3, "none")), (foreign,), breaks_a_duty=False)
    assert "hors de son espace ou de son application" in said.fr
