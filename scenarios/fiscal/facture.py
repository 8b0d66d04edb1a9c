"""The lines of a notice ("facture"): which codeLigne holds what, in which column (API Impôt particulier, factures).

Columns: declarant 1, declarant 2, dependants, total; a line of the whole household uses the last one alone.
Known: the numbers of 0010, 0240 and 1000 (recorded answers), and the order of the groups. Assumptions: the other numbers, a total on
net lines only, 1010 for the micro regime of land, 3012 for gains at the scale, the tax (not its base) on 1565 and 1570.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from scenarios.fiscal.avis import Avis
from scenarios.fiscal.independants import Benefice
from scenarios.fiscal.traitements import PERSONNES

TITRE = (109, "0010", "Détail des revenus")
TITRES_DES_COLONNES = ("Déclar. 1", "Déclar. 2", "Pers. à charge", "Total")
# Line number, codeLigne, label, and the boxes of one person, by their rank among that person's.
SALAIRES = (
    (110, "0020", "Salaires"),
    (111, "0021", "Autres revenus imposables"),
    (113, "0024", "Salaires versés par des particuliers employeurs"),
    (112, "0022", "Revenus des associés et gérants"),
    (114, "0026", "Droits d'auteur"),
    (115, "0030", "Agents généraux d'assurance"),
    (116, "0070", "Gains imposables en salaires"),
)
PENSIONS = (
    (117, "0150", "Pensions, retraites, rentes"),
    (118, "0175", "Pensions d'invalidité"),
    (119, "0180", "Pensions alimentaires perçues"),
)
# codeLigne of self-employed income → line number, declared then net.
DECLAREES = ("0361", "0440", "0530", "0570", "0706", "0707", "0721", "0739", "0760")
NETTES = ("0363", "0470", "0550", "0591", "0710", "0711", "0725", "0748", "0780")
NUMEROS = {code: 120 + rang for rang, code in enumerate(DECLAREES)} | {
    code: 150 + rang for rang, code in enumerate(NETTES)
}


class Ligne(NamedTuple):
    """One line; a column that holds nothing is None and absent from the API's object."""

    numero: int
    code: str
    libelle: str
    colonnes: tuple[str | None, ...]

    def champs(self) -> dict[str, int | str]:
        """The object that the API serves."""
        presentes = {f"colonne{n}": texte for n, texte in enumerate(self.colonnes, 1) if texte is not None}
        return {"numLigne": self.numero, "codeLigne": self.code, "libelleLigne": self.libelle, **presentes}


def lignes(avis: Avis) -> tuple[Ligne, ...]:
    """Every line that says something, by number, under its title."""
    toutes = sorted((*_traitements(avis), *_independants(avis), *_du_foyer(avis)), key=lambda ligne: ligne.numero)
    if not any(any(ligne.colonnes[:3]) for ligne in toutes):
        return tuple(toutes)
    utiles = (any(ligne.colonnes[rang] is not None for ligne in toutes) for rang in range(4))
    titres = tuple(titre if utile else None for titre, utile in zip(TITRES_DES_COLONNES, utiles, strict=True))
    return (Ligne(*TITRE, titres), *toutes)


def _traitements(avis: Avis) -> Iterator[Ligne]:
    """Gross amounts box by box, then what is left of them."""
    compte = avis.foyer.declaration.get
    for rang, (numero, code, libelle) in enumerate(SALAIRES):
        bruts = [compte(cases.salaires[rang], 0) if rang < len(cases.salaires) else 0 for cases in PERSONNES]
        yield from _individuelle((numero, code, libelle), bruts)
    for rang, (numero, code, libelle) in enumerate(PENSIONS):
        yield from _individuelle((numero, code, libelle), [compte(cases.pensions[rang], 0) for cases in PERSONNES])
    nets = [personne.net for personne in avis.revenus.traitements.personnes]
    yield from _individuelle((130, "0240", "Salaires, pensions, rentes nets"), nets, total=True)


def _independants(avis: Avis) -> Iterator[Ligne]:
    """Declared and net amounts; two trades of one regime share a line."""
    benefices = avis.revenus.independants.benefices
    for declaree, nette in zip(DECLAREES, NETTES, strict=True):
        concernes = [benefice for benefice in benefices if benefice.activite.declaree == declaree]
        if concernes:
            libelle = concernes[0].activite.libelle.split(", ")[0]
            yield from _individuelle((NUMEROS[declaree], declaree, f"{libelle} déclarés"), _par_personne(concernes, 1))
            yield from _individuelle(
                (NUMEROS[nette], nette, f"{libelle} nets"), _par_personne(concernes, 2), total=True
            )


def _par_personne(benefices: Iterable[Benefice], champ: int) -> list[int]:
    """Amounts of a kind (1 declared, 2 net), added up person by person."""
    return [sum(montants) for montants in zip(*(benefice[champ] for benefice in benefices), strict=True)]


def _du_foyer(avis: Avis) -> Iterator[Ligne]:
    """Lines of the whole household."""
    revenus, impot = avis.revenus, avis.impot
    charges, fonciers = revenus.charges, revenus.fonciers
    un, deux, _ = charges.retraite
    montants = (
        (131, "0902", "Rentes viagères à titre onéreux nettes", revenus.traitements.rentes),
        (132, "0940", "Revenus de capitaux mobiliers imposables", revenus.capitaux.revenus),
        (133, "3012", "Plus-values imposables au barème", revenus.capitaux.plus_values),
        (140, "1000", "Revenus fonciers nets", 0 if fonciers.micro else fonciers.net),
        (141, "1010", "Revenus fonciers nets, régime micro", fonciers.net if fonciers.micro else 0),
        (160, "1320", "Pensions alimentaires versées à des enfants majeurs", charges.enfants),
        (161, "1330", "Autres pensions alimentaires versées", charges.pensions),
        (162, "1400", "Épargne retraite déduite, déclarant 1", un),
        (163, "1402", "Épargne retraite déduite, déclarant 2", deux),
        (170, "1565", "Impôt à 7,5 %", impot.assurance_vie),
        (171, "1570", "Impôt à 12,8 %", impot.forfaitaire),
        (180, "1830", "Décote", impot.decote),
    )
    for numero, code, libelle, montant in montants:
        if montant:
            yield Ligne(numero, code, libelle, (None, None, None, texte(montant)))


def _individuelle(entete: tuple[int, str, str], montants: list[int], *, total: bool = False) -> Iterator[Ligne]:
    """A line of persons, dependants together; none when nobody has anything."""
    if any(montants):
        colonnes = (montants[0], montants[1], sum(montants[2:]))
        somme = texte(sum(montants)) if total else None
        yield Ligne(*entete, (*(texte(montant) if montant else None for montant in colonnes), somme))


def texte(montant: int) -> str:
    """An amount as a column shows it: below zero, the sign comes first and blanks fill up to ten characters."""
    return str(montant) if montant >= 0 else f"-{-montant:>10}"
