"""Homonyms on purpose, of both kinds, found by computation."""

import pytest

from scenarios.population.homonymes import au_meme_lieu, double, modele
from scenarios.population.identites import individu, numero_de_spi, retrouver
from scenarios.population.souches import SOUCHES
from scenarios.population.tirage import cle_de

CLE = cle_de(0)


def _doubles(cle: bytes, stretch: int) -> int:
    """The souche that doubles another among the 20 000 of `stretch`."""
    (found,) = (n for n in range(stretch * 20_000, (stretch + 1) * 20_000) if modele(cle, n) != n)
    return found


@pytest.mark.parametrize("seed", range(5))
def test_a_double_and_its_model_know_each_other(seed: int) -> None:
    """The first and the last double of a world are of this world, and so are their models, which double nobody."""
    cle = cle_de(seed)
    for n in (_doubles(cle, 0), _doubles(cle, 1_999)):
        source = modele(cle, n)
        assert 0 <= source < n < SOUCHES
        assert double(cle, source) == n
        assert modele(cle, source) == source
        assert double(cle, n) is None


@pytest.mark.parametrize("stretch", [0, 2, 1_998])
def test_full_homonyms_are_both_found(stretch: int) -> None:
    """Same names, same birth, same place: their pivot identity leads to two people, each with an SPI of their own."""
    n = _doubles(CLE, stretch)
    assert au_meme_lieu(n)
    one, other = individu(CLE, 2 * modele(CLE, n)), individu(CLE, 2 * n)
    assert one
    assert other
    assert one.pivot == other.pivot
    assert one.spi != other.spi
    assert retrouver(CLE, other.pivot) == (one.numero, other.numero)
    assert numero_de_spi(CLE, other.spi) == other.numero


@pytest.mark.parametrize("stretch", [1, 3, 1_999])
def test_homonyms_born_elsewhere_are_told_apart(stretch: int) -> None:
    """Same names, same day, another birthplace: each pivot identity leads to one person."""
    n = _doubles(CLE, stretch)
    assert not au_meme_lieu(n)
    one, other = individu(CLE, 2 * modele(CLE, n)), individu(CLE, 2 * n)
    assert one
    assert other
    assert one[2:6] == other[2:6]
    assert (one.birthplace, one.birthcountry) != (other.birthplace, other.birthcountry)
    assert retrouver(CLE, one.pivot) == (one.numero,)
    assert retrouver(CLE, other.pivot) == (other.numero,)
