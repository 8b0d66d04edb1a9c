"""What holds for every household, however absurd its return."""

import dataclasses
from collections.abc import Iterator
from fractions import Fraction
from math import floor
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from scenarios.fiscal import ANNEES
from scenarios.fiscal.avis import calculer
from scenarios.fiscal.cases import CONNUES
from scenarios.fiscal.champs import champs
from scenarios.fiscal.etapes import etapes
from scenarios.fiscal.facture import NETTES, PENSIONS, SALAIRES, TITRE, lignes
from scenarios.fiscal.foyer import Foyer
from scenarios.fiscal.loi import Loi
from scenarios.fiscal.parametres import loi
from scenarios.fiscal.traitements import PERSONNES

montants = st.one_of(st.integers(0, 300), st.integers(0, 60_000), st.integers(0, 20_000_000))
annees = st.sampled_from(ANNEES)


def foyers(declarations: st.SearchStrategy[dict[str, int]]) -> st.SearchStrategy[Foyer]:
    """Households of any composition, possible or not."""
    return st.builds(
        Foyer,
        situation=st.sampled_from("MOCDV"),
        declaration=declarations,
        pac=st.dictionaries(st.sampled_from("FGHIJNPR"), st.integers(0, 6)),
        cases=st.frozensets(st.sampled_from("TLNPFWSG")),
        naissances=st.lists(st.integers(1920, 2007), max_size=2).map(tuple),
        departement=st.sampled_from(["", "75", "971", "973", "976", "987"]),
        deces_dans_l_annee=st.booleans(),
        option_imposition_separee=st.booleans(),
        non_resident=st.booleans(),
    )


tout = st.dictionaries(st.sampled_from([*sorted(CONNUES), "2GO", "9XX", "T"]), montants, max_size=12)
negatifs = st.dictionaries(st.sampled_from(sorted(CONNUES)), st.integers(-50_000, 50_000), max_size=12)
sans_avantage = st.dictionaries(
    st.sampled_from(["1BJ", "1AP", "4BA", "5KC", "6GU", "2DC", "5HQ"]), montants, max_size=4
)

revenus = st.sampled_from(
    ["1AJ", "1BJ", "1AP", "1AS", "1BS", "1AO", "1AW", "2DC", "2TR", "3VG", "4BA", "4BE", "5KO", "5HQ", "5QC"]
)


def feuilles(valeur: Any) -> Iterator[Any]:
    """Every number and text inside a result, the law apart."""
    if isinstance(valeur, Loi):
        return
    if dataclasses.is_dataclass(valeur) and not isinstance(valeur, type):
        valeur = [getattr(valeur, champ.name) for champ in dataclasses.fields(valeur)]
    if isinstance(valeur, dict):
        valeur = list(valeur.values())
    if isinstance(valeur, list | tuple | frozenset):
        for element in valeur:
            yield from feuilles(element)
    else:
        yield valeur


@given(foyers(tout), annees)
def test_every_amount_is_an_integer(foyer: Foyer, annee: int) -> None:
    """No float ever, and only nbPart, in quarters, on the wire."""
    avis = calculer(foyer, loi(annee))
    assert not [feuille for feuille in feuilles(avis) if isinstance(feuille, float)]
    servis = champs(avis)
    assert servis.pop("nbPart") * 4 == avis.parts.quarts
    assert not [feuille for feuille in feuilles(servis) if isinstance(feuille, float)]


@given(foyers(tout), annees)
def test_what_every_notice_obeys(foyer: Foyer, annee: int) -> None:
    """Bounds of each figure."""
    avis = calculer(foyer, loi(annee))
    impot, revenus = avis.impot, avis.revenus
    assert avis.parts.quarts >= avis.parts.base >= 4
    assert 0 <= revenus.imposable <= max(revenus.brut_global, 0)
    assert 0 <= impot.decote <= impot.bareme.impot
    assert 0 <= impot.reductions_imputees <= impot.bareme.impot - impot.decote
    assert impot.bareme.quotient.avec_parts <= impot.bareme.quotient.retenu <= impot.bareme.quotient.sans_parts
    assert impot.avant_imputations == 0 or impot.avant_imputations >= 61
    assert avis.rfr >= revenus.imposable
    assert not 0 < impot.apres_credits < 12


@given(st.sampled_from("MOCDV"), st.integers(13_500, 24_000), annees)
def test_the_decote_is_the_rule_and_never_exceeds_the_tax(situation: str, salaire: int, annee: int) -> None:
    """Threshold less 45.25 % of the tax, half up, on wages whose tax always has one: no random return meets many of them."""
    salaires = {"1AJ": salaire, "1BJ": salaire} if situation in "MO" else {"1AJ": salaire}
    foyer = Foyer(situation, salaires)
    avis = calculer(foyer, loi(annee))
    impot, seuil = avis.impot.bareme.impot, loi(annee).decote.seuils[foyer.nombre]
    assert 0 < avis.impot.decote == min(floor(seuil - Fraction(4525, 10_000) * impot + Fraction(1, 2)), impot)


@given(foyers(tout), annees)
def test_lines_agree_with_the_aggregates(foyer: Foyer, annee: int) -> None:
    """Totals of the net lines add up to the gross global income; the explanation ends on the same figures."""
    avis = calculer(foyer, loi(annee))
    nettes = {"0240", "0902", "0940", "3012", "1000", "1010", *NETTES}
    totaux = [int((ligne.colonnes[3] or "0").replace(" ", "")) for ligne in lignes(avis) if ligne.code in nettes]
    assert sum(totaux) == avis.revenus.brut_global
    fins = {etape.titre.fr: etape.montant for etape in etapes(avis)}
    assert fins["Revenu brut global"] == avis.revenus.brut_global
    assert fins["Montant total"] == avis.total
    assert fins["Revenu fiscal de référence"] == avis.rfr


@given(foyers(tout), annees)
def test_gross_and_household_lines_agree_too(foyer: Foyer, annee: int) -> None:
    """Columns of wages and pensions add up to the boxes; charges, flat taxes and décote are those of the calculation."""
    avis = calculer(foyer, loi(annee))
    vues = {
        ligne.code: [int((texte or "0").replace(" ", "")) for texte in ligne.colonnes]
        for ligne in lignes(avis)
        if ligne.code != TITRE[1]
    }
    bruts = {code for _, code, _ in (*SALAIRES, *PENSIONS)}
    cases = {case for personne in PERSONNES for case in (*personne.salaires, *personne.pensions)}
    assert sum(sum(vues.get(code, [0])) for code in bruts) == sum(foyer.declaration.get(case, 0) for case in cases)
    charges, impot = avis.revenus.charges, avis.impot
    assert [vues.get(code, [0])[-1] for code in ("1320", "1330", "1400", "1402", "1565", "1570", "1830")] == [
        charges.enfants,
        charges.pensions,
        charges.retraite[0],
        charges.retraite[1],
        impot.assurance_vie,
        impot.forfaitaire,
        impot.decote,
    ]


@given(foyers(sans_avantage), annees, revenus, st.integers(0, 400_000), st.integers(1, 5_000))
@settings(max_examples=500)
def test_tax_never_falls_when_an_income_rises(foyer: Foyer, annee: int, case: str, montant: int, hausse: int) -> None:
    """RFR, tax of the scale, tax before credits and total follow any income, whatever the family."""
    moins, plus = (
        calculer(dataclasses.replace(foyer, declaration={**foyer.declaration, case: euros}), loi(annee))
        for euros in (montant, montant + hausse)
    )
    assert moins.rfr <= plus.rfr
    assert moins.impot.bareme.impot <= plus.impot.bareme.impot
    assert moins.impot.avant_imputations <= plus.impot.avant_imputations
    assert moins.total <= plus.total


@given(foyers(sans_avantage), annees)
def test_a_child_never_costs_tax(foyer: Foyer, annee: int) -> None:
    """One more dependent child never makes the tax of the scale higher, whatever other letters say.

    But for boxes L and W and for a lone parent's shared children, whose own half-part a child replaces.
    """
    seul = dataclasses.replace(foyer, cases=foyer.cases - {"L", "W", "G", "T"})
    avec = dataclasses.replace(seul, pac={**seul.pac, "F": seul.pac.get("F", 0) + 1})
    assert calculer(avec, loi(annee)).impot.bareme.impot <= calculer(seul, loi(annee)).impot.bareme.impot


@given(foyers(negatifs), annees)
def test_negative_boxes_break_nothing(foyer: Foyer, annee: int) -> None:
    """A return that no form would accept still gives a notice."""
    avis = calculer(foyer, loi(annee))
    assert lignes(avis) is not None
    assert etapes(avis)
    assert champs(avis)["sitFam"] == foyer.situation
