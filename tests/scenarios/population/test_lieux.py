"""Places: every department has people, codes have their shape, draws follow the population."""

import re
from collections import Counter

from rulebook.formats.persona import FRANCE
from scenarios.population.lieux import AILLEURS, communes, habitees, naissance
from scenarios.population.tables import lignes
from scenarios.population.tirage import UN, cle_de, des
from scenarios.population.urne import Urne

DEPARTEMENTS = {f"{n:02}" for n in range(1, 96) if n != 20} | {"2A", "2B", "971", "972", "973", "974", "976"}


def test_every_department_is_inhabited() -> None:
    """The 101 departments, Corsica and overseas included, have communes where notices are sent; Polynesia has births only."""
    assert {commune.departement for commune in habitees().valeurs} == DEPARTEMENTS
    assert "987" in {commune.departement for commune in communes()}


def test_codes_have_their_shape() -> None:
    """INSEE and postal codes have five characters, begin with their department, and no commune is listed twice."""
    assert len({commune.code for commune in communes()}) == len(communes())
    for commune in communes():
        assert re.fullmatch(r"\d[\dAB]\d{3}", commune.code)
        assert commune.code.startswith(commune.departement)
        assert commune.population >= 5_000
        assert re.fullmatch(r"[A-Z' -]+", commune.nom)
        assert commune.codes_postaux
        assert all(re.fullmatch(r"\d{5}", code) for code in commune.codes_postaux)


def test_large_cities_are_known_by_arrondissement() -> None:
    """A Parisian is born in 75107, not in 75056, and lives in 75007 PARIS."""
    by_code = {commune.code: commune for commune in communes()}
    assert by_code["75107"].nom == "PARIS"
    assert by_code["75107"].codes_postaux == ("75007",)
    assert by_code["13203"].nom == "MARSEILLE"
    assert not {"75056", "13055", "69123"} & set(by_code)


def test_countries_are_those_that_fact_sheets_name_and_more() -> None:
    """Country codes are 99xxx and unique; the ones seen in FranceConnect's own fixtures are there under their name."""
    pays = {code: nom for code, nom, _ in lignes("pays")}
    assert len(pays) == len(lignes("pays"))
    assert all(re.fullmatch(r"99[1-5]\d\d", code) and code != FRANCE for code in pays)
    seen = {
        "99352": "Algérie",
        "99350": "Maroc",
        "99139": "Portugal",
        "99131": "Belgique",
        "99134": "Espagne",
        "99127": "Italie",
    }
    assert seen.items() <= pays.items()


def test_births_follow_the_population() -> None:
    """About 12 % of births are abroad; in France Paris has its share, and every department sees some."""
    cle, n = cle_de(0), 20_000
    lieux = [naissance(*des(cle, b"essai", number)[:2]) for number in range(n)]
    assert 0.11 < sum(lieu.birthcountry != FRANCE for lieu in lieux) / n < 0.13
    nes_en_france = Counter(lieu.departement for lieu in lieux if lieu.birthcountry == FRANCE)
    share = nes_en_france["75"] / nes_en_france.total()
    total = sum(commune.population for commune in communes())
    assert abs(share - sum(c.population for c in communes() if c.departement == "75") / total) < 0.01
    assert set(nes_en_france) >= DEPARTEMENTS


def test_abroad_there_is_a_country_and_no_commune() -> None:
    """Claims agree with each other and with what a notice writes."""
    for rang in range(2_000):
        lieu = naissance(rang * (UN // 2_000), rang % 2 * (UN - 1))
        assert (lieu.birthplace == "") == (lieu.birthcountry != FRANCE) == (lieu.departement == "99")
        assert lieu.nom == lieu.nom.upper()


def test_elsewhere_is_another_place() -> None:
    """The draw turned by half an urn never falls on the same place, in France or abroad."""
    for pays in (0, UN - 1):
        for rang in range(3_000):
            tire = rang * (UN // 3_000)
            assert naissance(tire, pays) != naissance(tire ^ AILLEURS, pays)


def test_an_urn_gives_each_value_its_share() -> None:
    """Bounds included: the first draw gives the first value, the last draw the last, a weight of zero never comes."""
    urne = Urne([("a", 1), ("jamais", 0), ("b", 3)])
    assert [urne(tire) for tire in (0, UN // 4 - 1, UN // 4, UN - 1)] == ["a", "a", "b", "b"]
