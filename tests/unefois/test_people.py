"""Who lives on the bench, and how their notices are worked out."""

import json

import pytest
from click.testing import CliRunner, Result

from scenarios.personas import catalogue
from unefois.__main__ import cli


def run(*arguments: str) -> Result:
    """One command, in this process."""
    return CliRunner().invoke(cli, ["people", *arguments])


def test_everybody_is_listed_with_what_one_learns() -> None:
    """For people and for machines."""
    told, data = run().stdout, json.loads(run("--json").stdout)
    assert [persona["login"] for persona in data] == [persona.login for persona in catalogue()]
    assert all(persona.login in told and persona.lesson_fr in told for persona in catalogue())


def test_a_trait_finds_its_people() -> None:
    """Whatever its case; an unknown one is answered with those that exist."""
    assert [persona["id"] for persona in json.loads(run("--trait", "DÉCÈS", "--json").stdout)] == [
        "veuvage",
        "decede-en-mai",
    ]
    refused = run("--trait", "astronaute")
    assert refused.exit_code == 2
    assert "décès du conjoint" in refused.stderr


@pytest.mark.parametrize("spi", ["1900000002793", "1900000003794"])
def test_a_household_is_worked_out_whoever_asks(spi: str) -> None:
    """Declarant 1 or 2; golden figures for income 2024: line 14 2 641, décote 275, net 2 366."""
    told = run("show", spi, "--annee", "2024").stdout
    amounts = [line.split("  CGI")[0].split()[-2:] for line in told.splitlines() if "CGI" in line]
    assert ["2", "641"] in amounts
    assert "-275" in told
    assert ["2", "366"] in amounts


def test_a_year_of_death_has_its_two_notices() -> None:
    """Before and after, each with its dates."""
    data = json.loads(run("show", "1900000005796", "--annee", "2024", "--json").stdout)
    assert [notice["annee"] for notice in data] == [2024, 2024]
    assert [notice["calcul"][-1]["montant"] for notice in data] == [notice["avis"]["rfr"] for notice in data]
    assert run("show", "1900000005796", "--annee", "2024").stdout.count("Revenus 2024 (") == 2


@pytest.mark.parametrize(
    ("arguments", "says"),
    [(["show", "1900000000000"], "1900000000000"), (["show", "1900000002793", "--annee", "1999"], "2022")],
)
def test_nobody_and_never_are_said(arguments: list[str], says: str) -> None:
    """With what exists instead."""
    refused = run(*arguments)
    assert refused.exit_code == 2
    assert says in refused.stderr


@pytest.mark.parametrize(
    ("persona", "says"),
    [
        ("personne-decedee", "décès le 2023-03-04"),
        ("rnipp-un-echo", "Y010004"),
        ("anomalie-cle-tournee", "id_token.kid.rotated"),
        ("rectifiee-minuscules", "le fournisseur d'identité dit"),
    ],
)
def test_what_a_login_runs_into_is_told(persona: str, says: str) -> None:
    """In the list and by `show`: nobody tries a login that is refused without having been told."""
    (stated,) = (one for one in catalogue() if one.id == persona)
    listed = run("--trait", stated.traits[0]).stdout
    assert says in listed
    assert says in run("show", stated.login).stdout
    assert "Connexion :" not in run("show", "1900000002793", "--annee", "2024").stdout
