"""Our calculator before an independent one: openfisca-france, on random households that live on wages and pensions."""

from collections.abc import Callable
from math import isnan

import pytest
from oracle.comparaison import Constat, Reponse, constater, tableau
from oracle.ecarts import ECARTS, EXEMPLES, JAMAIS_TIRES, Ecart
from oracle.methode import OFFICIELLE, UNITE, figures

from scenarios.fiscal import ANNEES
from scenarios.fiscal.arrondi import arrondi
from scenarios.fiscal.avis import calculer
from scenarios.fiscal.foyer import Foyer
from scenarios.fiscal.parametres import loi

Constats = dict[int, list[Constat]]


def test_without_deviation_the_method_is_our_calculator(tires: dict[int, list[Foyer]]) -> None:
    """What the deviations change is our own calculation: left alone, it gives the figures of the notice."""
    for annee, ceux in tires.items():
        for foyer in ceux:
            avis = calculer(foyer, loi(annee))
            trouvees = figures(foyer, annee, avis.revenus.brut_global, OFFICIELLE)
            assert [arrondi(figure, UNITE) for figure in trouvees] == [
                avis.rfr,
                avis.impot.bareme.impot,
                avis.impot.decote,
                avis.impot.apres_credits,
            ]


def test_every_number_of_parts_is_theirs(constats: Constats, record_property: Callable[[str, object], None]) -> None:
    """nbPart, 100 %: no letter, no mix of letters, no year apart. The table of the whole comparison is printed at the end."""
    record_property("oracle", tableau(constats))
    for annee, ceux in constats.items():
        assert all(constat.parts_egales for constat in ceux), annee


@pytest.mark.parametrize("annee", ANNEES)
def test_nothing_differs_without_a_reason(tires: dict[int, list[Foyer]], constats: Constats, annee: int) -> None:
    """Each difference has a name, and openfisca's figure is reproduced with openfisca's choices; so has what does not differ."""
    for foyer, constat in zip(tires[annee], constats[annee], strict=True):
        assert not constat.inexplique, (foyer, constat)


def test_the_differential_contribution_is_theirs(dividendes: list[tuple[Foyer, Reponse]]) -> None:
    """On dividends of income 2025, to the euro, in front of the threshold, inside its décote and beyond."""
    notres = [calculer(foyer, loi(2025)).cdhr for foyer, _ in dividendes]
    assert len([cdhr for cdhr in notres if cdhr]) > 10
    for (foyer, reponse), notre in zip(dividendes, notres, strict=True):
        assert abs(notre - reponse.cdhr) <= 1, foyer


def test_a_mistake_of_ours_would_be_seen(tires: dict[int, list[Foyer]], reponses: list[list[Reponse]]) -> None:
    """An answer that is two euros away, on any figure, is explained by no deviation."""
    foyer, reponse = tires[2025][0], reponses[-3][0]
    assert not constater(foyer, 2025, reponse).inexplique
    for figure in ("brut_global", "rfr", "ligne_14", "decote", "net", "cehr", "cdhr"):
        fausse = reponse._replace(**{figure: getattr(reponse, figure) + 2})
        assert constater(foyer, 2025, fausse).inexplique, figure


@pytest.mark.parametrize("ecart", ECARTS, ids=lambda ecart: ecart.__name__)
def test_every_deviation_is_still_there(ecart: Ecart, exemples: dict[str, Reponse]) -> None:
    """A deviation that openfisca has mended has to leave the list: on its own household, it makes a difference."""
    nom = ecart.__name__
    constat = constater(EXEMPLES[nom], 2023, exemples[nom])
    assert constat.rfr or constat.ligne_14 or constat.net
    assert nom in constat.noms
    assert not constat.inexplique


def test_what_is_never_drawn_is_still_wrong(exemples: dict[str, Reponse]) -> None:
    """Box T of a widow(er), who has two parts already, adds nothing (DGFiP); the year of a death has a tax; a deficit is one."""
    avis = {nom: calculer(foyer, loi(2023)) for nom, foyer in JAMAIS_TIRES.items()}
    assert (exemples["veuf_et_case_t"].parts, avis["veuf_et_case_t"].parts.quarts) == (3, 10)
    assert isnan(exemples["deces_dans_l_annee"].ligne_14)
    assert avis["deces_dans_l_annee"].impot.bareme.ligne_14 == 485
    assert exemples["frais_au_dela_des_salaires"].brut_global == 0
    assert avis["frais_au_dela_des_salaires"].revenus.brut_global == -4_000
