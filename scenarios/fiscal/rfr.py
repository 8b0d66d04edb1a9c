"""The reference tax income (CGI, art. 1417, IV): taxable income, plus what was deducted or taxed elsewhere.

Assumption: exempt overtime (1GH) counts gross.
"""

from rulebook.source import Text
from scenarios.fiscal.foyer import Declaration
from scenarios.fiscal.revenus import Revenus

SOURCE = "CGI, art. 1417, IV"
COMPOSANTES = (
    Text("Revenu imposable", "Taxable income"),
    Text("Épargne retraite déduite", "Retirement savings deducted"),
    Text("Capitaux taxés hors barème, et abattements", "Investment income taxed at flat rates, and allowances"),
    Text("Micro-entreprise au versement libératoire", "Micro-enterprise already taxed with its contributions"),
    Text("Heures supplémentaires exonérées", "Exempt overtime"),
    Text("Revenus exonérés au taux effectif", "Income exempt at the effective rate"),
)


def composantes(declaration: Declaration, revenus: Revenus) -> tuple[int, ...]:
    """What adds up to the RFR, in the order of `COMPOSANTES`."""
    return (
        revenus.imposable,
        sum(revenus.charges.retraite),
        revenus.capitaux.hors_bareme,
        revenus.independants.liberatoire,
        revenus.traitements.exoneres,
        declaration.get("8TI", 0),
    )


def rfr_de(declaration: Declaration, revenus: Revenus) -> int:
    """The RFR."""
    return sum(composantes(declaration, revenus))
