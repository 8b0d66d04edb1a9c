"""Every notice of a souche for an income year: who declares, what, from where, and when the notice comes out."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from scenarios.fiscal import ANNEES
from scenarios.fiscal.foyer import Foyer
from scenarios.population.adresses import departement
from scenarios.population.charges import cases, lettres
from scenarios.population.declarations import declaration
from scenarios.population.demeures import domicile
from scenarios.population.emissions import premiere_version, rectifiee, tardive
from scenarios.population.histoire import Exercice, exercices

# Income years of which a life is told: from the first law that is known on.
RACONTEES = range(ANNEES[0], 2081)


class FoyerAnnuel(NamedTuple):
    """One notice. `emission` is the day on which it comes out, None with everybody's; `deces` the declarants' deaths that end it.

    `patrimoine` is net real estate on 31 December, allowances deducted: `fiscal.ifi` says whether it is taxed.
    """

    annee: int
    declarants: tuple[int, ...]
    foyer: Foyer
    debut: date | None
    fin: date | None
    domicile: int
    emission: date | None
    correctif: bool
    patrimoine: int
    deces: tuple[date | None, ...]


def foyers(cle: bytes, n: int, annee: int) -> tuple[FoyerAnnuel, ...]:
    """Every notice of souche `n` for the income of `annee`, oldest emission first, then by period; the latest of a period wins.

    None outside RACONTEES: no law is known before, nobody's life is told after.
    """
    if annee not in RACONTEES:
        return ()
    avis = [avis for exercice in exercices(cle, n, annee) for avis in _emis(exercice)]
    return tuple(sorted(avis, key=_sortie))


def _sortie(avis: FoyerAnnuel) -> tuple[date, date]:
    return avis.emission or date.min, avis.debut or date.min


def _emis(exercice: Exercice) -> Iterator[FoyerAnnuel]:
    """The notice of one household, preceded by a wrong one where it had to be corrected.

    Assumption: the notices of a death's year come out with everybody's, and are right.
    """
    juste = _avis(exercice)
    rang = exercice.menage.rangs[0]
    de, mois = exercice.des[12 + rang], exercice.des[14 + rang]
    if juste.debut or juste.fin:
        yield juste
        return
    corrige = rectifiee(juste.annee, de, mois)
    premiere = premiere_version(dict(juste.foyer.declaration), mois) if corrige else None
    if premiere is None:
        yield juste._replace(emission=tardive(juste.annee, de, mois))
        return
    yield juste._replace(foyer=replace(juste.foyer, declaration=premiere))
    yield juste._replace(emission=corrige, correctif=True)


def _avis(exercice: Exercice) -> FoyerAnnuel:
    """The notice as it should be."""
    histoire, menage = exercice.histoire, exercice.menage
    souche = histoire.vie.souche
    cochees, recueilli = cases(histoire.cle, histoire.vie, menage, exercice.annee, enfants=bool(exercice.charges))
    pac = lettres(exercice.charges, exercice.annee)
    if recueilli:
        pac["R"] = 1
    ou = domicile(exercice)
    boites, patrimoine = declaration(exercice)
    foyer = Foyer(
        menage.situation,
        boites,
        pac,
        cochees,
        tuple(souche.adultes[rang].naissance.year for rang in menage.rangs),
        departement(histoire.cle, ou),
        deces_dans_l_annee=menage.apres_deces,
        option_imposition_separee=menage.option,
    )
    return FoyerAnnuel(
        exercice.annee,
        tuple(2 * souche.numero + rang for rang in menage.rangs),
        foyer,
        menage.debut,
        menage.fin,
        ou,
        emission=None,
        correctif=False,
        patrimoine=patrimoine,
        deces=tuple(jour if (jour := histoire.vie.deces[rang]) == menage.fin else None for rang in menage.rangs),
    )
