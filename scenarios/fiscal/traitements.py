"""Wages, pensions and life annuities, person by person (CGI, art. 79 to 83 and 158, 5 and 6)."""

from typing import NamedTuple

from scenarios.fiscal.arrondi import arrondi, fraction
from scenarios.fiscal.foyer import Declaration
from scenarios.fiscal.loi import Deduction, Loi


class Cases(NamedTuple):
    """The boxes of one person."""

    salaires: tuple[str, ...]
    abattement: str
    frais: str
    pensions: tuple[str, ...]
    alimentaire: str
    exonere: str


def _cases(lettre: str, seconde: str, *autres: str) -> Cases:
    salaires = (*(f"1{lettre}{fin}" for fin in "JPA"), *(f"1{seconde}{fin}" for fin in "BFG"), *autres)
    pensions = tuple(f"1{lettre}{fin}" for fin in "SZO")
    return Cases(salaires, f"1{seconde}A", f"1{lettre}K", pensions, f"1{lettre}O", f"1{seconde}H")


# Declarant 1, declarant 2, dependants. 3VJ and 3VK are gains that are taxed as wages.
PERSONNES = (_cases("A", "G", "3VJ"), _cases("B", "H", "3VK"), _cases("C", "I"), _cases("D", "J"))
RENTES = ("1AW", "1BW", "1CW", "1DW")
CONNUES = frozenset(RENTES).union(
    *({*cases.salaires, cases.abattement, cases.frais, *cases.pensions, cases.exonere} for cases in PERSONNES)
)


class Traitement(NamedTuple):
    """What one person received, and what is deducted from it."""

    salaires: int
    deduction: int
    frais_reels: bool
    pensions: int
    deduction_pensions: int

    @property
    def net(self) -> int:
        """Wages, pensions and annuities net: the line 0240 of a notice."""
        return self.salaires - self.deduction + self.pensions - self.deduction_pensions


class Traitements(NamedTuple):
    """The four persons, the taxed share of life annuities, alimony received and overtime that is exempt."""

    personnes: tuple[Traitement, ...]
    rentes: int
    pensions_alimentaires: int
    exoneres: int

    @property
    def net(self) -> int:
        """What joins the gross global income."""
        return sum(personne.net for personne in self.personnes) + self.rentes


def traitements_de(declaration: Declaration, loi: Loi) -> Traitements:
    """Everything of category 1."""
    compte = declaration.get
    personnes = tuple(_personne(declaration, cases, loi) for cases in PERSONNES)
    return Traitements(
        _sous_plafond(personnes, loi.pensions.maximum),
        sum(fraction(compte(case, 0), taux) for case, taux in zip(RENTES, loi.rentes.taux, strict=True)),
        sum(compte(cases.alimentaire, 0) for cases in PERSONNES),
        sum(compte(cases.exonere, 0) for cases in PERSONNES),
    )


def _personne(declaration: Declaration, cases: Cases, loi: Loi) -> Traitement:
    """One person: real expenses win when they exceed the 10 %, and may exceed the wages."""
    compte = declaration.get
    salaires = sum([compte(case, 0) for case in cases.salaires])
    salaires -= min(compte(cases.abattement, 0), salaires)
    pensions = sum([compte(case, 0) for case in cases.pensions])
    frais = compte(cases.frais, 0)
    forfait = min(forfaitaire(salaires, loi.salaires), loi.salaires.maximum)
    return Traitement(salaires, max(forfait, frais), frais > forfait, pensions, forfaitaire(pensions, loi.pensions))


def forfaitaire(montant: int, loi: Deduction) -> int:
    """10 %, at least the minimum, at most the amount itself."""
    return min(max(fraction(montant, loi.taux), loi.minimum), montant)


def _sous_plafond(personnes: tuple[Traitement, ...], maximum: int) -> tuple[Traitement, ...]:
    """The pensions' deductions under the household's ceiling, shared in proportion, each share rounded."""
    total = sum([personne.deduction_pensions for personne in personnes])
    if total <= maximum:
        return personnes
    return tuple(
        personne._replace(deduction_pensions=arrondi(personne.deduction_pensions * maximum, total))
        for personne in personnes
    )
