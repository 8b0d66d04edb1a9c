"""Names carry the number, whatever accents and capitals become on the way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenarios.pivot import capitals
from scenarios.population.noms import Noms
from scenarios.population.tables import lignes
from scenarios.population.tirage import cle_de

GENRES = ("female", "male")


@pytest.mark.parametrize("genre", GENRES)
def test_there_are_names_for_everybody(genre: str) -> None:
    """Each gender alone could name the eighty million people of a world."""
    assert Noms(cle_de(0), genre).taille >= 80_000_000


@given(numero=st.integers(0, 79_999_999), genre=st.sampled_from(GENRES))
def test_names_lead_back_to_their_number(numero: int, genre: str) -> None:
    """Three distinct given names and a family name in capitals; folded, they give the number again."""
    noms = Noms(cle_de(7), genre)
    famille, prenoms = noms.de(numero)
    assert famille == famille.upper()
    assert len(set(prenoms)) == 3
    assert noms.numero(capitals(famille), [capitals(prenom) for prenom in prenoms]) == numero


@given(part=st.floats(0, 1, exclude_max=True), genre=st.sampled_from(GENRES))
def test_the_whole_domain_decodes(part: float, genre: str) -> None:
    """Even combinations that no person bears have their number, so the count of names is exact."""
    noms = Noms(cle_de(7), genre)
    numero = int(part * noms.taille)
    famille, prenoms = noms.de(numero)
    assert noms.numero(capitals(famille), [capitals(prenom) for prenom in prenoms]) == numero


@pytest.mark.parametrize(
    ("famille", "prenoms"),
    [
        ("INCONNUE-AU-BATAILLON", ["JULIE", "MARTINE", "SOPHIE"]),
        ("RIBEIRO", ["JULIE", "MARTINE"]),
        ("RIBEIRO", ["JULIE", "MARTINE", "SOPHIE", "ANNE"]),
        ("RIBEIRO", ["JULIE", "MARTINE", "JULIE"]),
        ("RIBEIRO", ["JULIE", "MARTINE", "PATRICK"]),
        ("", []),
    ],
)
def test_foreign_names_have_no_number(famille: str, prenoms: list[str]) -> None:
    """Unknown names, names of the other gender, too few, too many or repeated given names lead nowhere."""
    assert Noms(cle_de(0), "female").numero(famille, prenoms) is None


def test_no_two_names_fold_alike() -> None:
    """Within a list no two names differ by accents or case only, and a given name holds no space: decoding is certain."""
    for liste in ("famille", *GENRES):
        folded = [capitals(nom) for quelle, nom in lignes("noms") if quelle == liste]
        assert len(set(folded)) == len(folded) > 80
        assert liste == "famille" or not [nom for nom in folded if " " in nom]
