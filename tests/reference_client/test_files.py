"""The two files that describe each démarche to a bench and to a judge, read by the bench's own readers."""

import re
from pathlib import Path

import pytest

import reference_client
from reference_client.authorization import Purpose, scopes
from reference_client.demarches import DEMARCHES
from rulebook.formats.application import Application
from rulebook.formats.habilitation import Habilitation
from rulebook.formats.reading import read_toml

PACKAGE = Path(reference_client.__file__).parent
FOLDERS = {"cantine": PACKAGE, "stationnement": PACKAGE / "stationnement"}


def application(name: str) -> Application:
    """How a judge drives it."""
    return read_toml(Application, (FOLDERS[name] / "application.toml").read_text())


def habilitation(name: str) -> Habilitation:
    """What it was granted."""
    return read_toml(Habilitation, (FOLDERS[name] / "habilitation.toml").read_text())


@pytest.mark.parametrize("name", DEMARCHES)
def test_the_application_names_its_habilitation(name: str) -> None:
    """The path beside the file exists, and both speak of the same address."""
    described, granted = application(name), habilitation(name)
    assert (FOLDERS[name] / described.habilitation).is_file()
    assert granted.id == f"{name}-villefictive"
    assert granted.franceconnect
    assert granted.franceconnect.redirect_uris == (f"{described.base_url}/franceconnect/retour",)
    assert granted.franceconnect.title == described.name == DEMARCHES[name].words.site


def test_each_use_case_has_its_own_contract() -> None:
    """One identifier of téléservice, one registration, one address a use case."""
    granted = [habilitation(name) for name in DEMARCHES]
    assert len({one.api_impot.id_teleservice for one in granted if one.api_impot}) == len(DEMARCHES)
    assert len({one.franceconnect.entity_id for one in granted if one.franceconnect}) == len(DEMARCHES)
    assert len({application(name).base_url for name in DEMARCHES}) == len(DEMARCHES)


@pytest.mark.parametrize("name", DEMARCHES)
def test_a_demarche_asks_exactly_what_it_was_granted(name: str) -> None:
    """Every scope asked is granted, every scope granted is asked, and the tax contract is no wider."""
    granted = habilitation(name)
    assert granted.franceconnect
    assert granted.api_impot
    asked = {scope for purpose in Purpose for scope in scopes(purpose, DEMARCHES[name].scopes)}
    assert asked == set(granted.franceconnect.scopes)
    assert set(granted.api_impot.scopes) == {scope for scope in asked if scope.startswith("dgfip_")}
    assert granted.sfip
    assert set(granted.sfip.scopes) == set(granted.api_impot.scopes)
    assert granted.sfip.id_teleservice != granted.api_impot.id_teleservice


@pytest.mark.parametrize("name", DEMARCHES)
def test_the_recipes_name_things_that_pages_hold(name: str) -> None:
    """Each identifier and field of the recipes is written in a template; each state of the oracle is a page's."""
    described = application(name)
    templates = "".join(path.read_text() for path in (PACKAGE / "pages").rglob("*.html"))
    recipes = (described.driver.http.franceconnect, described.driver.http.spi)
    steps = [step for recipe in recipes if recipe for step in recipe.steps]
    for target in [step.click or step.submit for step in steps if step.click or step.submit]:
        assert f'id="{str(target).removeprefix("#")}"' in templates
    for field in [name for step in steps for name in step.fill or {}]:
        assert f'name="{field}"' in templates
    states = {look.selector for look in (described.oracle.result, described.oracle.connected)}
    assert states == {"main[data-etat=resultat]", "main[data-etat=connecte]"}
    assert set(re.findall(r"block etat %}(\w+){%", templates)) == {
        *("accueil", "connecte", "information", "resultat", "formulaire", "deconnecte"),
    }
