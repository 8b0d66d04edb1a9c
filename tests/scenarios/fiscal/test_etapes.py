"""The explanation of a notice: every step, its amount, the article that makes it."""

from scenarios.fiscal.avis import calculer
from scenarios.fiscal.etapes import Unite, etapes
from scenarios.fiscal.foyer import Foyer
from scenarios.fiscal.parametres import loi


def test_a_wage_earner_step_by_step() -> None:
    """Title and amount of each step, in the official order."""
    avis = calculer(Foyer("C", {"1AJ": 24_000}), loi(2023))
    assert [(etape.titre.fr, etape.montant) for etape in etapes(avis)] == [
        ("Salaires, déclarant 1", 24_000),
        ("Déduction de 10 % des salaires, déclarant 1", -2_400),
        ("Revenu brut global", 21_600),
        ("Revenu net global", 21_600),
        ("Revenu imposable", 21_600),
        ("Parts propres", 4),
        ("Nombre de parts", 4),
        ("Impôt avec toutes les parts", 1_134),
        ("Impôt sur les revenus soumis au barème", 1_134),
        ("Décote", -360),
        ("Impôt avant imputations", 774),
        ("Montant total", 774),
        ("Revenu fiscal de référence", 21_600),
    ]


def test_a_rich_life_has_its_steps() -> None:
    """What a simple notice does not show: charges, ceiling, overseas, reductions, flat tax, credits, contribution, RFR."""
    declaration = {
        "1AJ": 300_000,
        "1AK": 40_000,
        "1BS": 20_000,
        "1AW": 100,
        "2DC": 90_000,
        "4BE": 9_000,
        "5HQ": 10_000,
        "6GU": 1_000,
        "6NS": 2_000,
        "7UF": 100,
        "7DB": 200,
    }
    foyer = Foyer("D", declaration, {"F": 1, "H": 1, "G": 1, "N": 1}, frozenset("T"), (1950,), "974")
    trouvees = {etape.titre.fr: etape for etape in etapes(calculer(foyer, loi(2024)))}
    attendues = {
        "Frais réels, déclarant 1": -40_000,
        "Pensions, déclarant 2": 20_000,
        "Rentes viagères imposables": 70,
        "Revenus fonciers nets": 6_300,
        "Revenus non commerciaux, régime micro, nets": 6_600,
        "Autres pensions versées": -1_000,
        "Épargne retraite": -2_000,
        "Abattement enfants mariés": -6_794,
        "Premier enfant d'un parent isolé": 2,
        "Enfants en résidence alternée": 1,
        "Avantage maximal des majorations": 6_911,  # 4 224, a quarter for H (896) and a half for G (1 791): 2 686.5 in all
        "Réduction complémentaire maximale": 1_785,
        "Abattement outre-mer": -2_450,
        "Dons": -66,
        "Impôt à 12,8 %": 11_520,
        "Emploi à domicile": -100,
        "Épargne retraite déduite": 2_000,
        "Capitaux taxés hors barème, et abattements": 90_000,
    }
    assert {titre: trouvees[titre].montant for titre in attendues} == attendues
    assert "Contribution sur les hauts revenus" in trouvees


def test_every_step_has_its_source_and_its_two_languages() -> None:
    """An article of the code, a French and an English title; only parts are counted in quarters."""
    avis = calculer(Foyer("M", {"1AJ": 90_000, "7GA": 500}, {"F": 3}), loi(2024))
    for etape in etapes(avis):
        assert "CGI" in etape.source
        assert etape.titre.fr != etape.titre.en
        assert (etape.unite is Unite.QUART) == (etape.source == "CGI, art. 193 à 195"), etape
