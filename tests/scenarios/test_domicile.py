"""Addresses of notices, taken apart; people found by part of their civil status."""

import pytest

from scenarios.domicile import Adresse, Domicile, departements, domicile
from scenarios.etat_civil import EtatCivil
from scenarios.pivot import capitals, pivot_of
from scenarios.population.lieux import communes
from scenarios.worlds import World
from simulator.spaces import DEFAULT, Address, Addresses, Spaces

HOME = Domicile("13", "13004", "ARLES", "RUE", "DES OLIVIERS", "12", "B")


@pytest.fixture(scope="module")
def world() -> World:
    """The world of seed 0, and its residents."""
    spaces = Spaces(Addresses(*(Address(f"http://localhost:870{n}") for n in range(4))))
    return World(spaces.of(DEFAULT))


@pytest.mark.parametrize(
    ("street", "expected"),
    [
        ("12 BIS RUE DES OLIVIERS", ("12", "B", "RUE", "DES OLIVIERS")),
        ("12BIS RUE DES OLIVIERS", ("12", "B", "RUE", "DES OLIVIERS")),
        ("3 TER Avenue du Bois", ("3", "T", "AV", "DU BOIS")),
        ("7 QUATER PLACE DU LAVOIR", ("7", "Q", "PL", "DU LAVOIR")),
        ("0007 A ROUTE DU PORT", ("7", "A", "RTE", "DU PORT")),
        ("RUE DU PORT", ("", "", "RUE", "DU PORT")),
        ("LIEU DIT LE MOULIN", ("", "", "", "LIEU DIT LE MOULIN")),
        ("12345 CHEMIN LONG", ("", "", "", "12345 CHEMIN LONG")),
        ("12", ("", "", "", "12")),
        ("", ("", "", "", "")),
    ],
)
def test_a_street(street: str, expected: tuple[str, ...]) -> None:
    """Number, suffix, kind, name; what is not recognised stays in the name."""
    found = domicile({"aftDetail": {"voie": street, "codePostal": "13200 ARLES"}})
    assert found is not None
    assert (found.numero, found.indice, found.type_voie, found.voie) == expected


@pytest.mark.parametrize(
    ("told", "fits"),
    [
        (Adresse(), True),
        (Adresse(pays="99100", lieu="13004", type_voie="RUE", libelle="des Oliviers", numero="12", indice="B"), True),
        (Adresse(libelle="Rue des Oliviers"), True),
        (Adresse(lieu="13"), True),
        (Adresse(lieu="130"), True),
        (Adresse(pays="99109"), False),
        (Adresse(lieu="13005"), False),
        (Adresse(libelle="DES ORMES"), False),
        (Adresse(type_voie="AV"), False),
        (Adresse(numero="1"), False),
        (Adresse(indice="T"), False),
    ],
)
def test_an_address_fits(told: Adresse, fits: bool) -> None:
    """Everything told counts."""
    assert told.fits(HOME) == fits


def test_nowhere_fits_nothing() -> None:
    """Not even what is not told."""
    assert not Adresse().fits(None)


def test_every_department_has_a_name() -> None:
    """Those of all our communes, in capitals without accents."""
    named = departements()
    assert {commune.departement for commune in communes()} <= set(named)
    assert len(named) == 108
    assert all(name == capitals(name) for name in named.values())


def test_every_resident_is_found_by_their_names(world: World) -> None:
    """By all their given names or the first, by SPI; who has another sex is not."""
    for resident in world.residents():
        known = pivot_of(resident.identity)
        for given in (known.given_names, known.given_names[:1]):
            assert resident in world.by_etat_civil(EtatCivil(nom=known.family_name, prenoms=given))
        assert world.by_etat_civil(EtatCivil(spi=resident.login)) == (resident,)
        other = {"female": "male", "male": "female"}.get(resident.identity.gender, "female")
        assert resident not in world.by_etat_civil(
            EtatCivil(nom=known.family_name, prenoms=known.given_names, gender=other)
        )


def test_a_newcomer_is_found_at_once(world: World) -> None:
    """The index of names forgets itself when somebody comes in."""
    first = world.residents()[0].persona
    assert world.by_etat_civil(EtatCivil(nom="NOUVEAU", prenoms=("ADA",))) == ()
    identity = first.identity.model_copy(
        update={"family_name": "Nouveau", "given_name": "Ada", "given_name_array": ("Ada",)}
    )
    world.add(first.model_copy(update={"id": "nouveau", "login": "0123456789512", "identity": identity}))
    (found,) = world.by_etat_civil(EtatCivil(nom="NOUVEAU", prenoms=("ADA",)))
    assert found.login == "0123456789512"
