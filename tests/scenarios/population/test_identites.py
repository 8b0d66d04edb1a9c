"""Everybody has one identity, one SPI, and both lead back."""

import random
import subprocess
import sys
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.formats.persona import visibly_fictitious
from scenarios.pivot import Pivot, pivot, pivot_of
from scenarios.population.adresses import adresse
from scenarios.population.homonymes import double
from scenarios.population.identites import PERSONNES, Individu, individu, numero_de_spi, retrouver, spi_de
from scenarios.population.noms import Noms
from scenarios.population.permutation import Permutation
from scenarios.population.souches import souche
from scenarios.population.tirage import cle_de

CLE = cle_de(0)
personnes = st.integers(0, PERSONNES - 1)


def _inhabitant(p: int) -> Individu:
    """Person `p`, or who comes first in that souche."""
    qui = individu(CLE, p) or individu(CLE, p - 1)
    assert qui
    return qui


def test_a_hundred_thousand_people_come_back() -> None:
    """Identity ↔ person ↔ SPI: whoever exists is found by SPI and by pivot identity, whoever does not has neither."""
    seen: dict[str, int] = {}
    for p in random.Random(2026).sample(range(PERSONNES), 100_000):  # noqa: S311  (a sample, not a secret)
        spi, qui = spi_de(CLE, p), individu(CLE, p)
        assert numero_de_spi(CLE, spi) == (p if qui else None)
        if qui:
            assert seen.setdefault(qui.spi, p) == p
            assert (qui.numero, qui.spi) == (p, spi)
            assert p in retrouver(CLE, qui.pivot)
    assert 50_000 < len(seen) < 100_000


@given(seed=st.integers(0, 1_000), p=personnes)
def test_an_spi_can_be_nobodys_in_reality(seed: int, p: int) -> None:
    """Thirteen digits, the first from 0 to 3, and a key that the real one, the first ten mod 511, never is."""
    spi = spi_de(cle_de(seed), p)
    assert visibly_fictitious(spi)
    assert 511 <= int(spi[10:]) <= 999
    assert int(spi[10:]) != int(spi[:10]) % 511


@given(p=personnes, key=st.integers(0, 999))
def test_a_wrong_key_is_nobodys(p: int, key: int) -> None:
    """One digit wrong at the end and nobody answers."""
    spi = _inhabitant(p).spi
    wrong = f"{spi[:10]}{key:03d}"
    assert wrong == spi or numero_de_spi(CLE, wrong) is None


@pytest.mark.parametrize(
    "spi",
    ["", "1", "012510930863", "01251093086366", "4125109308636", "0125109308 36", "x125109308636", "٠125109308636"],
)
def test_what_is_no_spi_is_nobodys(spi: str) -> None:
    """Too short, too long, beyond 3, letters, digits of another script: nobody, without an error."""
    assert numero_de_spi(CLE, spi) is None


def test_most_bases_are_nobodys() -> None:
    """A well-formed SPI whose base is given to no person of the world leads nowhere."""
    bases = Permutation(CLE, b"spi", 62_500, 64_000)
    for p in (PERSONNES, PERSONNES + 1, 3_999_999_999):
        base = bases(p)
        assert numero_de_spi(CLE, f"{base:010d}{511 + base % 489}") is None


def test_the_second_of_one_is_nobody() -> None:
    """A souche of one adult has no second person: no identity, and the SPI of that number is nobody's."""
    alone = next(n for n in range(1_000) if len(souche(CLE, n).adultes) == 1)
    assert individu(CLE, 2 * alone + 1) is None
    assert numero_de_spi(CLE, spi_de(CLE, 2 * alone + 1)) is None
    assert individu(CLE, 2 * alone) is not None


@pytest.mark.parametrize("p", [-2, -1, PERSONNES, PERSONNES + 1])
def test_out_of_range_is_nobody(p: int) -> None:
    """There are eighty million numbers."""
    assert individu(CLE, p) is None


@given(p=personnes)
def test_birth_and_gender_are_the_souches(p: int) -> None:
    """The person of the identity is the adult of the souche; a double keeps their names and birth from the model."""
    qui = _inhabitant(p)
    n, rang = divmod(qui.numero, 2)
    for number in (n, double(CLE, n)) if rang == 0 else (n,):
        if number is not None and (other := individu(CLE, 2 * number + rang)):
            assert (other.genre, other.naissance) == souche(CLE, n).adultes[rang][:2]


@given(p=personnes)
def test_accents_and_case_do_not_matter(p: int) -> None:
    """Found as FranceConnect writes it, in capitals without accents, and through the complete record."""
    qui = _inhabitant(p)
    folded = pivot(
        family_name=qui.family_name.lower(),
        given_name_array=tuple(name.upper() for name in qui.given_names),
        birthdate=qui.birthdate,
        gender=qui.genre,
        birthplace=qui.birthplace,
        birthcountry=qui.birthcountry,
    )
    assert qui.pivot == folded == pivot_of(qui.identity("USAGE"))
    assert qui.numero in retrouver(CLE, folded)


def _changes(of: Pivot) -> list[Pivot]:
    one, two, three = of.given_names
    return [
        Pivot("Z" + of.family_name, of.given_names, of.birthdate, of.gender, of.birth),
        Pivot(of.family_name, (two, one, three), of.birthdate, of.gender, of.birth),
        Pivot(of.family_name, (one, two), of.birthdate, of.gender, of.birth),
        Pivot(of.family_name, of.given_names, "1900-01-01", of.gender, of.birth),
        Pivot(of.family_name, of.given_names, of.birthdate, "unspecified", of.birth),
        Pivot(of.family_name, of.given_names, of.birthdate, {"male": "female"}.get(of.gender, "male"), of.birth),
        Pivot(of.family_name, of.given_names, of.birthdate, of.gender, "99999"),
    ]


@given(p=personnes)
def test_one_claim_off_and_nobody_is_found(p: int) -> None:
    """Another name, order, number of given names, date, gender or birthplace is another person, or nobody."""
    qui = _inhabitant(p)
    for changed in _changes(qui.pivot):
        assert qui.numero not in retrouver(CLE, changed)


def test_people_born_abroad_have_a_country() -> None:
    """Their commune is unknown to FranceConnect; the notice says 99 and the country, and they are found all the same."""
    abroad = [qui for p in range(400) if (qui := individu(CLE, p)) and qui.birthcountry != "99100"]
    assert len(abroad) > 10
    for qui in abroad:
        assert (qui.birthplace, qui.departement, qui.pivot.birth) == ("", "99", qui.birthcountry)
        assert retrouver(CLE, qui.pivot) == (qui.numero,)


def test_an_identity_is_a_complete_record() -> None:
    """All the claims of FranceConnect are there, the address reaches nobody, the usage name is the year's."""
    qui = Individu(
        8, "0", "DA SILVÉ", ("Hélène", "Zoé", "Anne-Marie"), "female", date(1990, 1, 2), "", "99139", "PORTUGAL", "99"
    )
    identity = qui.identity("LE GOFF")
    assert identity.given_name == "Hélène Zoé Anne-Marie"
    assert identity.preferred_username == "LE GOFF"
    assert identity.birthdate == "1990-01-02"
    assert identity.email == "helene.da-silve.8@example.org"
    assert qui.identity().preferred_username is None


def test_worlds_differ() -> None:
    """Another seed, other people."""
    other = cle_de(1)
    assert not [p for p in range(0, 200, 2) if individu(CLE, p)[2:4] == individu(other, p)[2:4]]  # type: ignore[index]


@pytest.mark.parametrize(
    ("p", "spi", "woman", "man", "home"),
    [
        (
            0,
            "2487032574601",
            "BOULAY Cécile Luce Marine",
            "FABRE Franck Georges Yves",
            "7 RUE DES MOISSONS 92400 COURBEVOIE",
        ),
        (
            1,
            "3033099715953",
            "MARCHAND Anne-Sophie Dorothée Margot",
            "BLANCHET Éric Jean-Philippe Alphonse",
            "44 RUE DES PRIMEVERES 38080 L'ISLE-D'ABEAU",
        ),
        (
            77_777_777,
            "1587361459977",
            "ALLARD Marie Marianne Alexandrie",
            "MUNOZ Denis Étienne Alphonse",
            "56 ALLEE DU CANAL 62330 ISBERGUES",
        ),
        (
            79_999_999,
            "2842086147565",
            "BRIAND Colette Alex Susanne",
            "VINCENT Marcel François Thibault",
            "41 RUE DE LA COLLINE 95470 FOSSES",
        ),
    ],
)
def test_world_zero_is_the_same_everywhere(p: int, spi: str, woman: str, man: str, home: str) -> None:
    """SPI, names by gender and address written down once: no machine, no version of Python changes them."""
    assert spi_de(CLE, p) == spi
    for genre, full in (("female", woman), ("male", man)):
        famille, prenoms = Noms(CLE, genre).de(p)
        assert " ".join((famille, *prenoms)) == full
    where = adresse(CLE, p)
    assert f"{where.voie} {where.bureau}" == home


def test_importing_reads_no_table() -> None:
    """Tables are read when the first person is asked for, not before."""
    code = """
from scenarios.population import adresses, identites, tables, tirage
from unittest.mock import patch
with patch.object(tables, "files", side_effect=OSError("read")):
    try:
        identites.individu(tirage.cle_de(0), 0)
    except OSError as read:
        print(read)
"""
    done = subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "read\n"
