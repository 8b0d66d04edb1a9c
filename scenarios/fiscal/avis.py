"""The whole notice of one household for one year: `calculer` is the calculator."""

from dataclasses import dataclass

from scenarios.fiscal import cases, differentielle, hauts_revenus
from scenarios.fiscal.foyer import Foyer
from scenarios.fiscal.impot import Impot, impot_de
from scenarios.fiscal.loi import Loi
from scenarios.fiscal.parts import Parts, parts_de
from scenarios.fiscal.revenus import Revenus, revenus_de
from scenarios.fiscal.rfr import rfr_de


@dataclass(frozen=True, slots=True)
class Avis:
    """Every figure on the way from the boxes to the tax; `ignorees` are boxes that the calculator does not know."""

    loi: Loi
    foyer: Foyer
    revenus: Revenus
    parts: Parts
    impot: Impot
    rfr: int
    cehr: int
    cdhr: int
    ignorees: tuple[str, ...]

    @property
    def total(self) -> int:
        """What is owed once credits and the contributions on high incomes are counted; below zero, what is given back."""
        return self.impot.apres_credits + self.cehr + self.cdhr


def calculer(foyer: Foyer, loi: Loi) -> Avis:
    """The notice of `foyer` under `loi`: integers in, integers out, nothing read elsewhere."""
    revenus = revenus_de(foyer, loi)
    parts = parts_de(foyer)
    impot = impot_de(foyer, revenus, parts, loi)
    rfr = rfr_de(foyer.declaration, revenus)
    cehr = hauts_revenus.contribution(rfr, foyer.nombre, loi.hauts_revenus)
    base, paye = differentielle.base_de(foyer, revenus, rfr), differentielle.paye(impot, cehr)
    cdhr = differentielle.contribution(foyer, base, paye, loi.differentielle)
    return Avis(loi, foyer, revenus, parts, impot, rfr, cehr, cdhr, cases.inconnues(foyer.declaration))
