"""A notice step by step, each with its amount and the article that makes it: what `unefois people show` prints."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from rulebook.source import Text
from scenarios.fiscal import rfr
from scenarios.fiscal.avis import Avis
from scenarios.fiscal.parts import Motif


class Unite(StrEnum):
    """What an amount counts."""

    EURO = "€"
    QUART = "quart de part"


class Etape(NamedTuple):
    """One step: its title, its amount, where it comes from."""

    titre: Text
    montant: int
    source: str
    unite: Unite = Unite.EURO


QUI = (
    Text("déclarant 1", "declarant 1"),
    Text("déclarant 2", "declarant 2"),
    Text("première personne à charge", "first dependant"),
    Text("deuxième personne à charge", "second dependant"),
)
MOTIFS: Mapping[Motif, Text] = MappingProxyType(
    {
        Motif.VEUF: Text("Veuf ou veuve avec personne à charge", "Widow(er) with a dependant"),
        Motif.PREMIER: Text("Premier enfant d'un parent isolé", "First child of a lone parent"),
        Motif.A_CHARGE: Text("Personnes à charge", "Dependants"),
        Motif.ALTERNES: Text("Enfants en résidence alternée", "Children in shared residence"),
        Motif.ISOLE: Text("Parent isolé (case T)", "Lone parent (box T)"),
        Motif.CARTE: Text("Invalidité (P, F, G, I, R)", "Disability (P, F, G, I, R)"),
        Motif.SEUL: Text("Enfant élevé seul cinq ans au moins (case L)", "Child raised alone five years (box L)"),
        Motif.COMBATTANT: Text("Ancien combattant ou veuve de guerre", "Veteran or war widow"),
    }
)


def etapes(avis: Avis) -> tuple[Etape, ...]:
    """Every step that changes something, in the official order; totals are always there."""
    return (
        *_traitements(avis),
        *_categories(avis),
        *_globaux(avis),
        *_parts(avis),
        *_bareme(avis),
        *_impot(avis),
        *_rfr(avis),
    )


def _utiles(*lignes: Etape) -> Iterator[Etape]:
    """Steps with an amount."""
    return (etape for etape in lignes if etape.montant)


def _traitements(avis: Avis) -> Iterator[Etape]:
    loi = avis.loi
    for qui, personne in zip(QUI, avis.revenus.traitements.personnes, strict=True):
        deduction = (
            Text(f"Frais réels, {qui.fr}", f"Real expenses, {qui.en}")
            if personne.frais_reels
            else Text(f"Déduction de 10 % des salaires, {qui.fr}", f"10 % deduction of wages, {qui.en}")
        )
        yield from _utiles(
            Etape(Text(f"Salaires, {qui.fr}", f"Wages, {qui.en}"), personne.salaires, "CGI, art. 79"),
            Etape(deduction, -personne.deduction, loi.salaires.source),
            Etape(Text(f"Pensions, {qui.fr}", f"Pensions, {qui.en}"), personne.pensions, "CGI, art. 79"),
            Etape(
                Text(f"Déduction de 10 % des pensions, {qui.fr}", f"10 % deduction of pensions, {qui.en}"),
                -personne.deduction_pensions,
                loi.pensions.source,
            ),
        )


def _categories(avis: Avis) -> Iterator[Etape]:
    loi, revenus = avis.loi, avis.revenus
    yield from _utiles(
        Etape(
            Text("Rentes viagères imposables", "Taxed life annuities"), revenus.traitements.rentes, loi.rentes.source
        ),
        Etape(
            Text("Capitaux mobiliers au barème", "Investment income at the scale"),
            revenus.capitaux.revenus,
            loi.capitaux.source,
        ),
        Etape(Text("Plus-values au barème", "Gains at the scale"), revenus.capitaux.plus_values, loi.capitaux.source),
        Etape(Text("Revenus fonciers nets", "Net income from land"), revenus.fonciers.net, loi.fonciers.source),
    )
    for benefice in revenus.independants.benefices:
        libelle = benefice.activite.libelle
        yield Etape(Text(f"{libelle}, nets", f"{libelle}, net"), sum(benefice.nets), loi.micro.source)


def _globaux(avis: Avis) -> Iterator[Etape]:
    loi, revenus, charges = avis.loi, avis.revenus, avis.revenus.charges
    article = loi.charges.source
    yield Etape(Text("Revenu brut global", "Gross global income"), revenus.brut_global, "CGI, art. 156")
    yield from _utiles(
        Etape(Text("Déficits antérieurs", "Earlier deficits"), -charges.deficits, "CGI, art. 156, I"),
        Etape(Text("CSG déductible", "Deductible CSG"), -charges.csg, "CGI, art. 154 quinquies"),
        Etape(
            Text("Pensions versées à des enfants majeurs", "Pensions paid to adult children"), -charges.enfants, article
        ),
        Etape(Text("Autres pensions versées", "Other pensions paid"), -charges.pensions, article),
        Etape(Text("Accueil d'une personne de plus de 75 ans", "Hosting somebody over 75"), -charges.accueil, article),
        Etape(Text("Déductions diverses", "Other deductions"), -charges.diverses, article),
        Etape(Text("Épargne retraite", "Retirement savings"), -sum(charges.retraite), article),
    )
    yield Etape(Text("Revenu net global", "Net global income"), charges.revenu_net_global, "CGI, art. 156")
    abattements = revenus.abattements
    yield from _utiles(
        Etape(
            Text("Abattement âge ou invalidité", "Allowance for age or disability"),
            -abattements.age,
            loi.abattements.source,
        ),
        Etape(
            Text("Abattement enfants mariés", "Allowance for married children"),
            -abattements.enfants_maries,
            "CGI, art. 196 B",
        ),
    )
    yield Etape(Text("Revenu imposable", "Taxable income"), revenus.imposable, "CGI, art. 193")


def _parts(avis: Avis) -> Iterator[Etape]:
    article = "CGI, art. 193 à 195"
    yield Etape(Text("Parts propres", "Own parts"), avis.parts.base, article, Unite.QUART)
    for majoration in avis.parts.majorations:
        yield Etape(MOTIFS[majoration.motif], majoration.quarts, article, Unite.QUART)
    yield Etape(Text("Nombre de parts", "Number of parts"), avis.parts.quarts, article, Unite.QUART)


def _bareme(avis: Avis) -> Iterator[Etape]:
    loi, bareme, quotient = avis.loi, avis.impot.bareme, avis.impot.bareme.quotient
    yield Etape(Text("Impôt avec toutes les parts", "Tax with all parts"), quotient.avec_parts, loi.bareme.source)
    if avis.parts.majorations:
        article = loi.plafonnement.source
        yield Etape(
            Text("Impôt sans les majorations", "Tax without the added parts"), quotient.sans_parts, loi.bareme.source
        )
        yield Etape(
            Text("Avantage maximal des majorations", "Most that added parts may save"), quotient.plafond, article
        )
        yield from _utiles(
            Etape(Text("Réduction complémentaire maximale", "Largest further reduction"), quotient.complement, article)
        )
        yield Etape(Text("Impôt après plafonnement", "Tax after the ceiling"), quotient.retenu, article)
    yield from _utiles(
        Etape(Text("Abattement outre-mer", "Overseas abatement"), -bareme.outre_mer, loi.outre_mer.source),
        Etape(
            Text("Impôt minimal des non-résidents", "Minimum tax of non-residents"),
            bareme.minimum,
            loi.non_residents.source,
        ),
    )
    yield Etape(
        Text("Impôt sur les revenus soumis au barème", "Tax on income under the scale"), bareme.impot, "CGI, art. 197"
    )


def _impot(avis: Avis) -> Iterator[Etape]:
    loi, impot = avis.loi, avis.impot
    yield from _utiles(Etape(Text("Décote", "Relief of small taxes"), -impot.decote, loi.decote.source))
    for reduction in impot.reductions:
        yield Etape(reduction.libelle, -reduction.montant, loi.reductions.source)
    offertes = sum(reduction.montant for reduction in impot.reductions)
    yield from _utiles(
        Etape(
            Text("Réductions perdues, faute d'impôt", "Reductions lost for want of tax"),
            offertes - impot.reductions_imputees,
            "CGI, art. 197, I-5",
        ),
        Etape(Text("Impôt à 12,8 %", "Tax at 12.8 %"), impot.forfaitaire, loi.capitaux.source),
        Etape(Text("Impôt à 7,5 %", "Tax at 7.5 %"), impot.assurance_vie, loi.capitaux.source),
    )
    yield Etape(Text("Impôt avant imputations", "Tax before credits"), impot.avant_imputations, loi.recouvrement.source)
    for credit in impot.credits:
        yield Etape(credit.libelle, -credit.montant, loi.credits.source)
    yield from _utiles(
        Etape(
            Text("Contribution sur les hauts revenus", "Contribution on high incomes"),
            avis.cehr,
            loi.hauts_revenus.source,
        ),
        Etape(
            Text("Contribution différentielle sur les hauts revenus", "Differential contribution on high incomes"),
            avis.cdhr,
            loi.differentielle.source,
        ),
    )
    yield Etape(Text("Montant total", "Total amount"), avis.total, loi.recouvrement.source)


def _rfr(avis: Avis) -> Iterator[Etape]:
    montants = rfr.composantes(avis.foyer.declaration, avis.revenus)
    for titre, montant in zip(rfr.COMPOSANTES[1:], montants[1:], strict=True):
        yield from _utiles(Etape(titre, montant, rfr.SOURCE))
    yield Etape(Text("Revenu fiscal de référence", "Reference tax income"), avis.rfr, rfr.SOURCE)
