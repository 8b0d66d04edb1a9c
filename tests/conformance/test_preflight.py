"""Configuration is told apart from implementation: one clear sentence, before anything is judged, and nothing written."""

from collections.abc import MutableMapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from judge_journeys import CLIENT, ISSUER, at_client, authorize, call, exchange, journey, page
from judged_client import ASGI, Canteen, canteen, text_page
from served import served

from conformance.bench import Bench
from conformance.configuration import given_up_too_well, given_up_unseen, misconfigured
from conformance.preflight import Preflight
from reference_client.practice import CAREFUL
from rulebook.formats.application import Application, Look, Step
from rulebook.source import Text


def _refused(client: Canteen, *only: str, **options: Any) -> str:
    with pytest.raises(Preflight) as raised:
        client.judged(*only, **options)
    for problem in raised.value.problems:
        assert problem.fr != problem.en
    return " ".join(problem.fr for problem in raised.value.problems)


def _changed(application: Application, **changes: Any) -> Application:
    return application.model_copy(update=changes)


def _with_steps(application: Application, *steps: Step) -> Application:
    recipe = application.driver.http.franceconnect
    assert recipe is not None
    http = application.driver.http.model_copy(update={"franceconnect": recipe.model_copy(update={"steps": steps})})
    return _changed(application, driver=application.driver.model_copy(update={"http": http}))


def test_no_bench_there(bench_port: int) -> None:
    """The sentence has the address that was tried."""
    with canteen(bench_port, "pf-banc") as client:
        client.bench = Bench("http://127.0.0.1:9")
        assert "http://127.0.0.1:9" in _refused(client)


def test_something_else_than_a_bench(bench_port: int) -> None:
    """A web server that is not a bench is recognised as such."""
    with canteen(bench_port, "pf-autre") as client, served(text_page("bonjour")) as elsewhere:
        client.bench = Bench(elsewhere)
        assert elsewhere in _refused(client)


def test_stopped_client(bench_port: int, tmp_path: Path) -> None:
    """Nobody at base_url: its address, what to do, and no report left behind."""
    with canteen(bench_port, "pf-arrete") as client:
        client.application = _changed(client.application, base_url="http://localhost:9")
        assert client.habilitation.franceconnect is not None
        there = {
            "redirect_uris": ("http://localhost:9/cb",),
            "post_logout_redirect_uris": ("http://localhost:9/out",),
        }
        moved = client.habilitation.franceconnect.model_copy(update=there)
        client.habilitation = client.habilitation.model_copy(update={"franceconnect": moved})
        said = _refused(client, out=tmp_path / "r")
    assert "http://localhost:9" in said
    assert "Démarrez-le" in said
    assert list(tmp_path.iterdir()) == []


def test_unknown_space(bench_port: int) -> None:
    """The bench's own sentence is passed on."""
    with canteen(bench_port, "pf-espace") as client:
        client.application = _changed(client.application, space="nulle-part")
        assert "nulle-part" in _refused(client)


def test_redirect_uri_elsewhere(bench_port: int) -> None:
    """The citizen would come back where nobody drives."""
    with canteen(bench_port, "pf-retour") as client:
        client.application = _changed(client.application, base_url="http://localhost:1")
        assert "redirect_uri" in _refused(client)


def test_recipe_whose_button_does_not_exist(bench_port: int, tmp_path: Path) -> None:
    """Step number, verb and selector; exit 2 for the door, no report."""
    with canteen(bench_port, "pf-bouton") as client:
        client.application = _with_steps(client.application, Step(click="#inexistant"))
        said = _refused(client, out=tmp_path / "r")
    assert "étape 1 (click)" in said
    assert "#inexistant" in said
    assert list(tmp_path.iterdir()) == []


def test_recipe_that_goes_where_the_client_has_nothing(bench_port: int) -> None:
    """A 404 right after a `goto`: the recipe's own address, though the client shows an error there and FranceConnect heard nothing."""
    with canteen(bench_port, "pf-404") as client:
        client.application = _with_steps(client.application, Step(goto="/nulle-part"), Step(click="#franceconnect"))
        said = _refused(client, "fs-parcours")
    assert (
        said
        == f"Recette : étape 1 (goto) : {client.application.base_url}/nulle-part répond 404 : est-ce l'adresse voulue ?"
    )


def test_unreadable_selector(bench_port: int) -> None:
    """Seen before any page is fetched."""
    with canteen(bench_port, "pf-css") as client:
        client.application = _with_steps(client.application, Step(click="a["))
        before = client.requests
        assert "a[" in _refused(client)
        assert client.requests == before


def test_oracle_happy_before_any_login(bench_port: int) -> None:
    """`connected = {status = 200}` says connected of any page: it could not tell."""
    with canteen(bench_port, "pf-oracle") as client:
        lax = client.application.oracle.model_copy(update={"connected": Look(status=200)})
        client.application = _changed(client.application, oracle=lax)
        assert "avant toute connexion" in _refused(client)


def test_oracle_blind_after_a_clean_login(bench_port: int) -> None:
    """A clean login ends on a page that the oracle does not know: the sentence names the page and the key."""
    with canteen(bench_port, "pf-aveugle") as client:
        blind = client.application.oracle.model_copy(update={"result": Look(selector="#jamais")})
        client.application = _changed(client.application, oracle=blind)
        said = _refused(client, "fs-parcours")
    assert "[oracle].result" in said
    assert "/resultat" in said


@pytest.mark.parametrize(
    ("name", "environment", "word"),
    [
        ("pf-secret", {"FC_CLIENT_SECRET": "x" * 43}, "client_secret"),
        ("pf-client", {"FC_CLIENT_ID": "inconnu"}, "client_id"),
        ("pf-apim", {"APIM_SECRET": "y" * 28}, "APIM"),
    ],
)
def test_wrong_credentials(bench_port: int, name: str, environment: dict[str, str], word: str) -> None:
    """Unknown client, wrong secret, wrong APIM secret: configuration, each with its own word."""
    with canteen(bench_port, name, CAREFUL, **environment) as client:
        assert word in _refused(client, "fs-parcours")


def test_redirect_uri_not_registered(bench_port: int) -> None:
    """FranceConnect's page Y04C013C is a matter of files, not of code."""
    with canteen(bench_port, "pf-uri") as client:
        assert client.habilitation.franceconnect is not None
        other = client.habilitation.franceconnect.model_copy(
            update={"redirect_uris": (f"{client.application.base_url}/autre",)}
        )
        client.habilitation = client.habilitation.model_copy(update={"franceconnect": other})
        assert "redirect_uri" in _refused(client, "fs-parcours")


def test_capability_without_its_recipe_or_its_contract(bench_port: int) -> None:
    """Declaring what cannot be driven, or was not granted, is a mistake of the files."""
    with canteen(bench_port, "pf-declare") as client:
        http = client.application.driver.http.model_copy(update={"spi": None})
        without = _changed(client.application, driver=client.application.driver.model_copy(update={"http": http}))
        whole, client.application = client.application, without
        assert "[driver.http.spi]" in _refused(client)
        client.application = whole
        client.habilitation = client.habilitation.model_copy(update={"api_impot": None})
        assert "with_spi" in _refused(client)


def test_unknown_module(bench_port: int) -> None:
    """A name that the plan does not hold is said."""
    with canteen(bench_port, "pf-plan") as client:
        assert "fs-inconnu" in _refused(client, "fs-inconnu")


def test_a_day_can_be_chosen_only_for_a_client_that_lets_it(bench_port: int) -> None:
    """`clock = "wall"` and `today` contradict each other."""
    with canteen(bench_port, "pf-jour") as client:
        client.application = _changed(client.application, clock="wall")
        assert "clock" in _refused(client, today=date(2026, 3, 1))


def test_implementation_faults_are_not_configuration(bench_port: int) -> None:
    """A parameter that FranceConnect refuses goes on to a verdict."""
    unknown = replace(
        CAREFUL,
        authorization_parameters=lambda settings, pending: {
            **dict(CAREFUL.authorization_parameters(settings, pending)),
            "code_challenge": "x",
        },
    )
    with canteen(bench_port, "pf-code", unknown) as client:
        judged = client.judged("fs-parcours")
    assert judged.exit_code == 1
    assert {duty.id for duty in judged.report.duties if duty.result == "FAIL"} == {"FS-PARAM-01"}


# ------------------------------------------------------------------ the same decisions, on literal journeys
STUCK = Text("étape 1", "step 1")


def test_explanations_in_order() -> None:
    """A duty broken, a refusal, an error page or silence are not configuration; a stuck recipe or a mute oracle are."""
    stuck = replace(journey(at_client(1, CLIENT)), stuck=STUCK)
    assert misconfigured(stuck, (), breaks_a_duty=True) == ()
    assert misconfigured(stuck, (), breaks_a_duty=False)[0].fr == "Recette : étape 1"
    assert misconfigured(replace(stuck, trouble=STUCK), (), breaks_a_duty=False) == ()
    refused = exchange(2, "dgfip", "assiettes", f"{CLIENT}/x", 403, refused_by="API-X")
    assert misconfigured(journey(refused), (), breaks_a_duty=False) == ()
    assert misconfigured(journey(page(1, "error")), (), breaks_a_duty=False) == ()
    nowhere = replace(journey(at_client(1, CLIENT), page(1, "error")), stuck=STUCK)
    assert misconfigured(nowhere, (), breaks_a_duty=False)[0].fr == "Recette : étape 1"
    assert misconfigured(replace(journey(refused), stuck=STUCK), (), breaks_a_duty=False) == ()
    assert "[oracle].result" in misconfigured(journey(page(1, "none")), (), breaks_a_duty=False)[0].fr


def test_client_that_called_elsewhere_is_told_where() -> None:
    """Exchanges that no lease explains say which address was called."""
    (said,) = misconfigured(journey(page(1, "none")), (authorize(9),), breaks_a_duty=False)
    assert f"{ISSUER}/authorize" in said.fr


def test_client_of_another_space_is_told_both_issuers() -> None:
    """The citizen is sent to the same bench under another space: the sentence has both addresses."""
    elsewhere = exchange(
        1, "driver", "franceconnect", "http://localhost:8701/s/autre/api/v2/authorize?client_id=x", 404
    )
    (said,) = misconfigured(replace(journey(elsewhere), stuck=STUCK), (), breaks_a_duty=False)
    assert "http://localhost:8701/s/autre/api/v2/authorize," in said.fr
    assert ISSUER in said.fr
    ours = exchange(1, "driver", "franceconnect", f"{ISSUER}/authorize?client_id=x", 303)
    assert misconfigured(replace(journey(ours), stuck=STUCK), (), breaks_a_duty=False)[0].fr == "Recette : étape 1"


def test_client_sent_to_the_real_franceconnect_is_configuration(bench_port: int) -> None:
    """An issuer elsewhere in the client's settings: nothing is judged, and both addresses are said."""

    def lost(app: ASGI) -> ASGI:
        async def answer(scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:
            if scope.get("path") == "/":
                await app(scope, receive, send)
                return
            location = b"https://fcp-low.sbx.dev-franceconnect.fr/api/v2/authorize?x=y"
            await send({"type": "http.response.start", "status": 303, "headers": [(b"location", location)]})
            await send({"type": "http.response.body", "body": b""})

        return answer

    with canteen(bench_port, "pf-reel") as client:
        client.wrapper = lost
        said = _refused(client, "fs-parcours")
    assert "https://fcp-low.sbx.dev-franceconnect.fr" in said
    assert "/api/v2)" in said


def test_giving_up_cannot_connect() -> None:
    """Connected without any exchange of code: the oracle cannot tell; with one, it is the client's own story."""
    assert "[oracle].connected" in given_up_too_well(journey(page(1, "connected")))[0].fr
    assert given_up_too_well(journey(page(1, "refused"))) == ()
    assert given_up_too_well(journey(call(1))) == ()


def test_giving_up_must_be_seen() -> None:
    """A page that says something of its own and that the oracle does not know; the page of before, wherever it is, is no explanation."""
    back = at_client(3, f"{CLIENT}/retour?error=access_denied&state=s")
    home = page(1, "none", f"{CLIENT}/", "Accueil")
    (said,) = given_up_unseen(journey(home, back, page(4, "none", f"{CLIENT}/message?n=1", "Vous avez renoncé")))
    assert f"{CLIENT}/message " in said.fr
    assert "[oracle].refused" in said.fr
    assert given_up_unseen(journey(home, back, page(4, "none", f"{CLIENT}/message", "Accueil"))) == ()
    assert given_up_unseen(journey(home, back, page(4, "none", home.url, "Accueil, 43 visites"))) == ()
    assert given_up_unseen(journey(home, back, page(4, "refused", text="Vous avez renoncé"))) == ()
    assert given_up_unseen(journey(home, back, page(4, "none"))) == ()
    assert given_up_unseen(journey(home, page(4, "none", text="Vous avez renoncé"))) == ()
    crashed = page(4, "none", text="Traceback").model_copy(update={"status": 500})
    assert given_up_unseen(journey(home, back, crashed)) == ()
