"""The two files that describe the canteen to a bench and to a judge, read by the bench's own readers."""

import re
from pathlib import Path

import reference_client
from reference_client.authorization import Purpose
from rulebook.formats.application import Application
from rulebook.formats.habilitation import Habilitation
from rulebook.formats.reading import read_toml

PACKAGE = Path(reference_client.__file__).parent
APPLICATION = read_toml(Application, (PACKAGE / "application.toml").read_text())
HABILITATION = read_toml(Habilitation, (PACKAGE / "habilitation.toml").read_text())


def test_the_application_names_its_habilitation() -> None:
    """The path beside the file exists, and both speak of the same address."""
    assert (PACKAGE / APPLICATION.habilitation).is_file()
    assert HABILITATION.id == "cantine-villefictive"
    assert HABILITATION.franceconnect
    assert HABILITATION.franceconnect.redirect_uris == (f"{APPLICATION.base_url}/franceconnect/retour",)


def test_the_canteen_asks_exactly_what_it_was_granted() -> None:
    """Every scope asked is granted, every scope granted is asked, and the tax contract is no wider."""
    assert HABILITATION.franceconnect
    assert HABILITATION.api_impot
    asked = {scope for purpose in Purpose for scope in purpose.value}
    assert asked == set(HABILITATION.franceconnect.scopes)
    assert set(HABILITATION.api_impot.scopes) == {scope for scope in asked if scope.startswith("dgfip_")}


def test_the_recipes_name_things_that_pages_hold() -> None:
    """Each identifier and field of the recipes is written in a template; each state of the oracle is a page's."""
    templates = "".join(path.read_text() for path in (PACKAGE / "pages").glob("*.html"))
    recipes = (APPLICATION.driver.http.franceconnect, APPLICATION.driver.http.spi)
    steps = [step for recipe in recipes if recipe for step in recipe.steps]
    for target in [step.click or step.submit for step in steps if step.click or step.submit]:
        assert f'id="{str(target).removeprefix("#")}"' in templates
    for field in [name for step in steps for name in step.fill or {}]:
        assert f'name="{field}"' in templates
    states = {look.selector for look in (APPLICATION.oracle.result, APPLICATION.oracle.connected)}
    assert states == {"main[data-etat=resultat]", "main[data-etat=connecte]"}
    assert set(re.findall(r"block etat %}(\w+){%", templates)) == {
        *("accueil", "connecte", "information", "resultat", "formulaire", "deconnecte"),
    }
