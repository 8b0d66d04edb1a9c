"""Reductions: schooling, gifts, dependency costs (CGI, art. 199 quater F, 200, 199 quindecies). They never make the tax negative.

Assumptions (no document that we cite says so): gifts at 66 % within 20 % of the taxable income; gifts to help people at 75 % up to 1 000 €, the
rest at 66 %; dependency costs 25 % of 10 000 € a person.
"""

from rulebook.source import Text
from scenarios.fiscal.arrondi import arrondi, fraction
from scenarios.fiscal.avantages import Avantage, retenus
from scenarios.fiscal.foyer import Declaration
from scenarios.fiscal.loi import Reductions

# Pupils in one's own charge, pupils in shared residence, and the amount per pupil.
SCOLARITE = (("7EA", "7EB", "college"), ("7EC", "7ED", "lycee"), ("7EF", "7EG", "superieur"))
DEPENDANCE = ("7CD", "7CE")
CONNUES = frozenset(("7UF", "7UD", *DEPENDANCE)).union(*({entier, partage} for entier, partage, _ in SCOLARITE))


def reductions_de(declaration: Declaration, imposable: int, loi: Reductions) -> tuple[Avantage, ...]:
    """Every reduction, before it is limited to the tax."""
    if not any(case[0] == "7" for case in declaration):
        return ()
    depenses = sum(min(declaration.get(case, 0), loi.dependance_plafond) for case in DEPENDANCE)
    return retenus(
        Avantage(
            Text("Frais de scolarité", "Schooling"),
            ("7EA", "7EB", "7EC", "7ED", "7EF", "7EG"),
            scolarite(declaration, loi),
        ),
        Avantage(Text("Dons", "Gifts"), ("7UD", "7UF"), dons(declaration, imposable, loi)),
        Avantage(
            Text("Dépenses liées à la dépendance", "Dependency costs"), DEPENDANCE, fraction(depenses, loi.dependance)
        ),
    )


def scolarite(declaration: Declaration, loi: Reductions) -> int:
    """So much per pupil, half of it in shared residence."""
    compte = declaration.get
    return sum(
        arrondi((2 * compte(entier, 0) + compte(partage, 0)) * getattr(loi, montant), 2)
        for entier, partage, montant in SCOLARITE
    )


def dons(declaration: Declaration, imposable: int, loi: Reductions) -> int:
    """Gifts at 75 % up to their ceiling; what is above joins those at 66 %, within a share of the taxable income."""
    aide = min(declaration.get("7UD", 0), loi.dons_aide_plafond)
    autres = min(declaration.get("7UF", 0) + declaration.get("7UD", 0) - aide, fraction(imposable, loi.dons_limite))
    return fraction(aide, loi.dons_aide) + fraction(autres, loi.dons)
