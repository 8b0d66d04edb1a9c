"""The reference tax income (CGI, art. 1417, IV): taxable income, plus what was deducted or taxed elsewhere.

Assumption: exempt overtime (1GH) counts gross.
"""

from collections.abc import Mapping

from scenarios.fiscal.foyer import Declaration
from scenarios.fiscal.revenus import Revenus


def composantes(declaration: Declaration, revenus: Revenus) -> Mapping[str, int]:
    """What adds up to the RFR, by name."""
    return {
        "revenu imposable": revenus.imposable,
        "épargne retraite déduite": sum(revenus.charges.retraite),
        "capitaux hors barème et leurs abattements": revenus.capitaux.hors_bareme,
        "micro-entreprise au versement libératoire": revenus.independants.liberatoire,
        "heures supplémentaires exonérées": revenus.traitements.exoneres,
        "revenus exonérés au taux effectif": declaration.get("8TI", 0),
    }


def rfr_de(declaration: Declaration, revenus: Revenus) -> int:
    """The RFR."""
    return sum(composantes(declaration, revenus).values())
