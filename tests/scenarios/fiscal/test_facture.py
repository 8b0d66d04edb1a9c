"""Lines of a notice, codes and columns written by hand."""

from collections.abc import Mapping

import pytest

from scenarios.fiscal.avis import Avis, calculer
from scenarios.fiscal.cases import rubriques
from scenarios.fiscal.champs import champs
from scenarios.fiscal.facture import lignes, texte
from scenarios.fiscal.foyer import Foyer
from scenarios.fiscal.parametres import loi


def vues(avis: Avis) -> dict[str, tuple[str | None, ...]]:
    """Columns by codeLigne."""
    return {ligne.code: ligne.colonnes for ligne in lignes(avis)}


def test_a_wage_earner() -> None:
    """Title, wages, net, décote; a total on the net alone."""
    assert [ligne.champs() for ligne in lignes(calculer(Foyer("C", {"1AJ": 24_000}), loi(2023)))] == [
        {
            "numLigne": 109,
            "codeLigne": "0010",
            "libelleLigne": "Détail des revenus",
            "colonne1": "Déclar. 1",
            "colonne4": "Total",
        },
        {"numLigne": 110, "codeLigne": "0020", "libelleLigne": "Salaires", "colonne1": "24000"},
        {
            "numLigne": 130,
            "codeLigne": "0240",
            "libelleLigne": "Salaires, pensions, rentes nets",
            "colonne1": "21600",
            "colonne4": "21600",
        },
        {"numLigne": 180, "codeLigne": "1830", "libelleLigne": "Décote", "colonne4": "360"},
    ]


def test_a_couple() -> None:
    """One column each."""
    assert vues(calculer(Foyer("M", {"1AJ": 38_000, "1BJ": 27_000}, {"F": 2}), loi(2023))) == {
        "0010": ("Déclar. 1", "Déclar. 2", None, "Total"),
        "0020": ("38000", "27000", None, None),
        "0240": ("34200", "24300", None, "58500"),
        "1830": (None, None, None, "219"),
    }


def test_a_lone_parent() -> None:
    """Alimony has its own line; the décote is the whole tax."""
    foyer = Foyer("D", {"1AJ": 26_000, "1AO": 2_400}, {"F": 1}, frozenset("T"))
    assert {code: colonnes[0] or colonnes[3] for code, colonnes in vues(calculer(foyer, loi(2023))).items()} == {
        "0010": "Déclar. 1",
        "0020": "26000",
        "0180": "2400",
        "0240": "25358",
        "1830": "305",
    }


@pytest.mark.parametrize(
    ("declaration", "attendues"),
    [
        ({"1AS": 14_000}, {"0150": ("14000", None, None, None), "0240": ("12600", None, None, "12600")}),
        ({"1AZ": 5_000}, {"0175": ("5000", None, None, None)}),
        ({"1CJ": 2_000, "1DJ": 3_000}, {"0020": (None, None, "5000", None)}),
        ({"1AP": 5_000}, {"0021": ("5000", None, None, None)}),
        ({"1BB": 0, "1HB": 7_000}, {"0022": (None, "7000", None, None)}),
        ({"3VK": 7_000}, {"0070": (None, "7000", None, None)}),
        ({"1CW": 1_000}, {"0902": (None, None, None, "400")}),
        ({"4BC": 9_800}, {"1000": (None, None, None, "-      9800")}),
        ({"4BE": 9_000}, {"1010": (None, None, None, "6300")}),
        ({"2TR": 1_000}, {"1570": (None, None, None, "128")}),
        ({"2TR": 1_000, "2OP": 1}, {"0940": (None, None, None, "1000")}),
        ({"2VV": 14_600}, {"1565": (None, None, None, "405")}),  # a couple's allowance is 9 200
        ({"3VG": 1_000, "2OP": 1}, {"3012": (None, None, None, "1000")}),
        ({"5IQ": 10_000}, {"0739": (None, "10000", None, None), "0748": (None, "6600", None, "6600")}),
        ({"5KO": 10_000, "5KP": 10_000}, {"0530": ("20000", None, None, None), "0550": ("7900", None, None, "7900")}),
        ({"5KF": 300}, {"0570": ("-       300", None, None, None), "0591": ("-       300", None, None, "-       300")}),
        (
            {"1AJ": 50_000, "6EL": 3_000, "6GU": 100, "6NS": 500, "6NT": 600},
            {
                "1320": (None, None, None, "3000"),
                "1330": (None, None, None, "100"),
                "1400": (None, None, None, "500"),
                "1402": (None, None, None, "600"),
            },
        ),
    ],
)
def test_each_line(declaration: Mapping[str, int], attendues: Mapping[str, tuple[str | None, ...]]) -> None:
    """Box to codeLigne and column, for a couple of income 2023."""
    trouvees = vues(calculer(Foyer("M", declaration), loi(2023)))
    assert {code: trouvees.get(code) for code in attendues} == attendues


def test_nothing_declared_makes_no_line() -> None:
    """Not even the title."""
    assert lignes(calculer(Foyer("C"), loi(2023))) == ()


def test_numbers_follow_the_notice() -> None:
    """Lines come by number, and no number is used twice."""
    tout = {
        "1AJ": 9_000,
        "1AS": 9_000,
        "1AO": 900,
        "1AW": 900,
        "4BA": 900,
        "5HQ": 900,
        "5HC": 900,
        "2CH": 9_000,
        "6GU": 9,
    }
    numeros = [ligne.numero for ligne in lignes(calculer(Foyer("C", tout), loi(2023)))]
    assert numeros == sorted(set(numeros))


@pytest.mark.parametrize(("montant", "attendu"), [(0, "0"), (1_234, "1234"), (-9_800, "-      9800")])
def test_a_negative_amount_is_padded(montant: int, attendu: str) -> None:
    """The sign comes first, then blanks, as recorded."""
    assert texte(montant) == attendu


def test_boxes_by_heading() -> None:
    """`rev` has an array per category, texts in it, empty ones absent."""
    declaration = {"7UF": 50, "1AJ": 24_000, "2DC": 10, "3VG": 1, "4BA": 2, "5HQ": 3, "6DE": 4, "8TK": 5, "T": 1}
    assert {rubrique: [case["code"] for case in cases] for rubrique, cases in rubriques(declaration).items()} == {
        "tspr": ["1AJ"],
        "rcm": ["2DC"],
        "pv": ["3VG"],
        "fonc": ["4BA"],
        "pro": ["5HQ"],
        "chges": ["6DE"],
        "rici": ["7UF"],
        "div": ["8TK"],
        "alpha": ["T"],
    }
    assert rubriques({"1AJ": 24_000}) == {"tspr": [{"code": "1AJ", "valeur": "24000"}]}


def test_declared_letters_are_served() -> None:
    """Boxes of the first page, and counts of dependants of every letter."""
    avis = champs(calculer(Foyer("M", {"1AJ": 1}, {"F": 2, "G": 1, "H": 1, "N": 1}, frozenset("PS")), loi(2023)))
    assert avis["sitParDeclaree"] == {"sitPartP": "P", "sitComb": "S"}
    assert avis["pac"] == {
        "nbPac": 4,
        "nbPacF": 2,
        "nbPacG": 1,
        "nbPacH": 1,
        "nbPacI": 0,
        "nbPacJ": 0,
        "nbPacN": 1,
        "nbPacP": 0,
        "nbPacR": 0,
    }
