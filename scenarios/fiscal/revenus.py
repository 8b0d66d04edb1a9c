"""From the boxes to the taxable income, category by category."""

from typing import NamedTuple

from scenarios.fiscal import capitaux, charges, fonciers, independants, traitements
from scenarios.fiscal.abattements import Abattements, abattements_de
from scenarios.fiscal.foyer import Declaration, Foyer
from scenarios.fiscal.loi import Loi

# Boxes of categories 1 to 5 that are no income by themselves.
_ACCESSOIRES = frozenset(("2OP", "2CA", "2CK", "2BH", "3VH", "3SG", "4BD")).union(
    *({cases.frais, cases.abattement} for cases in traitements.PERSONNES)
)


class Revenus(NamedTuple):
    """Every category, then the three global incomes: gross (RBG), net (RNG, in `charges`) and taxable (RNI, in `abattements`)."""

    traitements: traitements.Traitements
    capitaux: capitaux.Capitaux
    fonciers: fonciers.Fonciers
    independants: independants.Independants
    brut_global: int
    charges: charges.Charges
    abattements: Abattements

    @property
    def imposable(self) -> int:
        """The RNI."""
        return self.abattements.revenu_imposable

    @property
    def deficit(self) -> bool:
        """Whether the year, or an earlier one, has a deficit."""
        return self.brut_global < 0 or self.fonciers.reportable > 0 or self.charges.deficits > 0


def revenus_de(foyer: Foyer, loi: Loi) -> Revenus:
    """Everything up to the RNI."""
    declaration = foyer.declaration
    traites = traitements.traitements_de(declaration, loi)
    places = capitaux.capitaux_de(foyer, loi.capitaux)
    terres = fonciers.fonciers_de(declaration, loi.fonciers)
    metiers = independants.independants_de(declaration, loi.micro)
    brut_global = traites.net + places.net + terres.net + metiers.net
    deduites = charges.charges_de(foyer, brut_global, places.csg_deductible, loi.charges)
    abattus = abattements_de(foyer, deduites.revenu_net_global, loi)
    return Revenus(traites, places, terres, metiers, brut_global, deduites, abattus)


def declare_un_revenu(declaration: Declaration) -> bool:
    """Whether any box of categories 1 to 5 holds an income (or a loss): without one, a notice has no line 14."""
    return any(montant and case[0] in "12345" and case not in _ACCESSOIRES for case, montant in declaration.items())
