"""Credits, paid back beyond the tax: child care, work at home, union dues, levy already paid (CGI, art. 200 quater B, 199 sexdecies…).

Assumptions (no document that we cite says so): every ceiling below but the rates; 7DB and child care share the 10 000 € of article 200-0 A;
the levy already paid on investment income (2CK) is given back like a credit; union dues do not look at real expenses.
"""

from rulebook.source import Text
from scenarios.fiscal.arrondi import fraction
from scenarios.fiscal.avantages import Avantage, retenus
from scenarios.fiscal.foyer import Declaration, Foyer
from scenarios.fiscal.loi import Loi
from scenarios.fiscal.traitements import Traitement

GARDE = ("7GA", "7GB", "7GC")
GARDE_ALTERNEE = ("7GE", "7GF", "7GG")
SYNDICAT = ("7AC", "7AE", "7AG")  # declarant 1, declarant 2, dependants
CONNUES = frozenset((*GARDE, *GARDE_ALTERNEE, *SYNDICAT, "7DB", "7DQ", "7DG", "2CK"))


def credits_de(foyer: Foyer, personnes: tuple[Traitement, ...], loi: Loi) -> tuple[Avantage, ...]:
    """Every credit of the household."""
    declaration = foyer.declaration
    if not any(case[0] == "7" or case == "2CK" for case in declaration):
        return ()
    garde, domicile = garde_d_enfants(declaration, loi), emploi_a_domicile(foyer, loi)
    exces = max(garde + domicile - loi.credits.niches, 0)
    return retenus(
        Avantage(
            Text("Frais de garde d'enfants de moins de 6 ans", "Care of children under 6"),
            (*GARDE, *GARDE_ALTERNEE),
            garde,
        ),
        Avantage(Text("Emploi à domicile", "Work at home"), ("7DB",), domicile),
        Avantage(Text("Plafonnement global des avantages", "Overall ceiling of tax advantages"), (), -exces),
        Avantage(Text("Cotisations syndicales", "Union dues"), SYNDICAT, cotisations(declaration, personnes, loi)),
        Avantage(
            Text("Prélèvement déjà versé sur les capitaux", "Levy already paid on investment income"),
            ("2CK",),
            declaration.get("2CK", 0),
        ),
    )


def garde_d_enfants(declaration: Declaration, loi: Loi) -> int:
    """Half of the costs of each child under a ceiling, halved in shared residence."""
    plafond = loi.credits.garde_plafond
    entiers = sum(min(declaration.get(case, 0), plafond) for case in GARDE)
    partages = sum(min(declaration.get(case, 0), plafond // 2) for case in GARDE_ALTERNEE)
    return fraction(entiers + partages, loi.credits.garde)


def emploi_a_domicile(foyer: Foyer, loi: Loi) -> int:
    """Half of the costs under a ceiling that grows with children and with taxpayers of 65, and is higher in the first year."""
    compte, pac, regle = foyer.declaration.get, foyer.pac.get, loi.credits
    if compte("7DG", 0):
        plafond = regle.domicile_invalide
    else:
        base, maximum = regle.domicile_plafond, regle.domicile_maximum
        if compte("7DQ", 0):
            base, maximum = regle.domicile_premiere_annee
        ages = sum(annee <= loi.annee - loi.abattements.age for annee in foyer.naissances[: 1 + foyer.nombre])
        demies = 2 * (pac("F", 0) + pac("J", 0) + ages) + pac("H", 0)
        plafond = min(base + demies * regle.domicile_par_personne // 2, maximum)
    return fraction(min(compte("7DB", 0), plafond), regle.domicile)


def cotisations(declaration: Declaration, personnes: tuple[Traitement, ...], loi: Loi) -> int:
    """66 % of union dues, within 1 % of the wages and pensions of each."""
    un, deux, *autres = (personne.salaires + personne.pensions for personne in personnes)
    return sum(
        fraction(min(declaration.get(case, 0), fraction(brut, loi.credits.syndicat_limite)), loi.credits.syndicat)
        for case, brut in zip(SYNDICAT, (un, deux, sum(autres)), strict=True)
    )
