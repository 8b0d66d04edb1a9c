"""Trade, professions, farming and furnished letting, micro or real (CGI, art. 50-0, 64 bis, 102 ter).

Assumptions: no surcharge for want of an approved body; a farm's deficit is borne whatever the other income; the deficit of
furnished letting is not read. Lines of furnished letting on a notice: micro 0706/0710, lodges 0707/0711, real 0721/0725.
"""

from typing import NamedTuple

from scenarios.fiscal.arrondi import fraction
from scenarios.fiscal.foyer import Declaration
from scenarios.fiscal.loi import Micro

Trois = tuple[int, int, int]


class Activite(NamedTuple):
    """Boxes of declarant 1, declarant 2 and a dependant; name of the micro allowance, none for a real profit; lines of the notice."""

    libelle: str
    cases: tuple[str, str, str]
    deficits: tuple[str, ...]
    abattement: str
    declaree: str
    nette: str


def _trois(debut: str, fin: str) -> tuple[str, str, str]:
    """`5K` and `O` give 5KO, 5LO, 5MO."""
    return (debut + fin, debut[0] + chr(ord(debut[1]) + 1) + fin, debut[0] + chr(ord(debut[1]) + 2) + fin)


ACTIVITES = (
    Activite("Revenus agricoles, régime micro", _trois("5X", "B"), (), "agricole", "0361", "0363"),
    Activite("Revenus agricoles", _trois("5H", "C"), _trois("5H", "F"), "", "0440", "0470"),
    Activite("Revenus industriels et commerciaux, ventes", _trois("5K", "O"), (), "ventes", "0530", "0550"),
    Activite("Revenus industriels et commerciaux, services", _trois("5K", "P"), (), "services", "0530", "0550"),
    Activite("Revenus industriels et commerciaux", _trois("5K", "C"), _trois("5K", "F"), "", "0570", "0591"),
    Activite("Locations meublées, régime micro", _trois("5N", "D"), (), "services", "0706", "0710"),
    Activite("Gîtes et meublés classés, régime micro", _trois("5N", "G"), (), "gites", "0707", "0711"),
    Activite("Locations meublées", _trois("5N", "A"), (), "", "0721", "0725"),
    Activite("Revenus non commerciaux, régime micro", _trois("5H", "Q"), (), "liberal", "0739", "0748"),
    Activite("Revenus non commerciaux", _trois("5Q", "C"), _trois("5Q", "E"), "", "0760", "0780"),
)
# Micro-entrepreneurs whose tax is already paid with their contributions: only the RFR counts them, net.
LIBERATOIRES = ((_trois("5T", "A"), "ventes"), (_trois("5T", "B"), "services"), (_trois("5T", "E"), "liberal"))
CONNUES = frozenset().union(
    *(activite.cases + activite.deficits for activite in ACTIVITES), *(cases for cases, _ in LIBERATOIRES)
)


class Benefice(NamedTuple):
    """One activity with something declared: what was declared and what is taxed, per person."""

    activite: Activite
    declares: Trois
    nets: Trois


class Independants(NamedTuple):
    """Every activity of the household, and the net of those that the scale leaves alone."""

    benefices: tuple[Benefice, ...]
    liberatoire: int

    @property
    def net(self) -> int:
        """What joins the gross global income, deficits deducted."""
        return sum(sum(benefice.nets) for benefice in self.benefices)


AUCUN = Independants((), 0)


def independants_de(declaration: Declaration, loi: Micro) -> Independants:
    """Everything of category 5."""
    if not any(case[0] == "5" for case in declaration):
        return AUCUN
    benefices = tuple(_benefice(declaration, activite, loi) for activite in ACTIVITES)
    liberatoire = sum(
        _net(declaration.get(case, 0), abattement, loi) for cases, abattement in LIBERATOIRES for case in cases
    )
    return Independants(tuple(benefice for benefice in benefices if any(benefice.declares)), liberatoire)


def _benefice(declaration: Declaration, activite: Activite, loi: Micro) -> Benefice:
    compte = declaration.get
    un, deux, trois = (compte(case, 0) for case in activite.cases)
    if activite.deficits:
        moins = [compte(case, 0) for case in activite.deficits]
        un, deux, trois = un - moins[0], deux - moins[1], trois - moins[2]
    nets = (
        _net(un, activite.abattement, loi),
        _net(deux, activite.abattement, loi),
        _net(trois, activite.abattement, loi),
    )
    return Benefice(activite, (un, deux, trois), nets)


def _net(montant: int, abattement: str, loi: Micro) -> int:
    """A turnover less its allowance, which is at least the minimum and at most all; a real profit as it is."""
    if not abattement or montant <= 0:
        return montant
    return montant - min(max(fraction(montant, getattr(loi, abattement)), loi.minimum), montant)
