"""Homes: as notices write them, everywhere in France that pays income tax."""

import re
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from scenarios.population.adresses import Adresse, adresse
from scenarios.population.lieux import communes
from scenarios.population.tables import lignes
from scenarios.population.tirage import cle_de

CLE = cle_de(0)


@given(domicile=st.integers(0, (1 << 60) - 1), seed=st.integers(0, 50))
def test_an_address_is_in_capitals_and_of_one_commune(domicile: int, seed: int) -> None:
    """Number, type and name of street; postal code, name and department belong to one commune."""
    home = adresse(cle_de(seed), domicile)
    assert re.fullmatch(r"[1-9]\d{0,2}( BIS| TER)? [A-Z]+ D(U|E|ES) ?[A-Z' ]+", home.voie)
    assert home.complement is None or re.fullmatch(r"(BATIMENT [A-H] )?APPARTEMENT [1-9]\d?", home.complement)
    assert [
        commune
        for commune in communes()
        if commune.nom == home.commune
        and home.code_postal in commune.codes_postaux
        and commune.departement == home.departement
    ]


def test_the_lines_of_a_notice() -> None:
    """`aftDetail.codePostal` holds the city too; a house has no complement."""
    flat = Adresse("APPARTEMENT 3", "42 BIS RUE DE L'ECOLE", "94300", "VINCENNES", "94")
    house = {"voie": "42 BIS RUE DE L'ECOLE", "codePostal": "94300 VINCENNES"}
    assert flat.bureau == "94300 VINCENNES"
    assert flat.detail == {"complementAdresse": "APPARTEMENT 3", **house}
    assert flat._replace(complement=None).detail == house


def test_homes_follow_the_population_overseas_included() -> None:
    """Among twenty thousand homes every overseas department has some, and large cities more than small ones."""
    homes = [adresse(CLE, domicile) for domicile in range(20_000)]
    par_departement = Counter(home.departement for home in homes)
    assert all(par_departement[dom] > 20 for dom in ("971", "972", "973", "974", "976"))
    assert not {"975", "977", "978", "986", "987", "988"} & set(par_departement)
    assert par_departement["75"] > 500 > par_departement["48"] > 0
    assert 0.4 < sum(home.complement is not None for home in homes) / len(homes) < 0.5
    assert {" BIS ", " TER "} <= {match[0] for home in homes if (match := re.search(r" (BIS|TER) ", home.voie))}


def test_homes_do_not_move() -> None:
    """The same number in the same world is the same home; another world has another there."""
    assert adresse(CLE, 5) == adresse(CLE, 5)
    assert [adresse(CLE, n) for n in range(50)] != [adresse(cle_de(1), n) for n in range(50)]


def test_streets_are_listed_once() -> None:
    """No type and no name of street is listed twice, and all are in capitals without accents."""
    rows = [(liste, texte) for liste, texte, _ in lignes("voies")]
    assert len(set(rows)) == len(rows)
    assert all(re.fullmatch(r"[A-Z' ]+", texte) for _, texte in rows)
