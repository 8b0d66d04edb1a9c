"""Alimony between separated parents: what one deducts is what the other declares, to the euro."""

from functools import cache
from typing import NamedTuple

from scenarios.population.charges import MINORITE
from scenarios.population.histoire import Exercice
from scenarios.population.naissances import ALTERNEE
from scenarios.population.revenus import gains, indice, revenus_de
from scenarios.population.souches import Nature
from scenarios.population.statistiques import Quantiles, part
from scenarios.population.tables import table
from scenarios.population.tirage import des


class _Lois(NamedTuple):
    montant: Quantiles
    seuil: int
    frequence: int


@cache
def _lois() -> _Lois:
    loi = table("revenus")["pensions_alimentaires"]
    return _Lois(Quantiles(loi["montant"]), loi["seuil"], part(loi["frequence"]))


def recue_et_versee(exercice: Exercice) -> tuple[int, int]:
    """What the household receives and what it pays in the year."""
    vie, annee = exercice.histoire.vie, exercice.annee
    if not vie.enfants:
        return 0, 0
    # A PACS or marriage that ended inside this world, or one whose other half is nobody of it.
    deux = annee >= vie.separation
    if not (deux or vie.souche.nature == Nature.DIVORCE) or any(jour.year <= annee for jour in vie.deces):
        return 0, 0
    garde = vie.enfants[0].garde
    mineurs = sum(0 <= annee - enfant.naissance <= MINORITE for enfant in vie.enfants)
    if garde == ALTERNEE or not mineurs:
        return 0, 0
    rang = exercice.menage.rangs[0]
    montant = _montant(exercice, 1 - garde if deux else None) * mineurs
    return (montant, 0) if garde == rang else (0, montant)


def _montant(exercice: Exercice, payeur: int | None) -> int:
    """What is owed for one child: a whole amount per month, nothing from who earns too little."""
    lois, niveau = _lois(), indice(exercice.annee)
    d = des(exercice.histoire.cle, b"alimentaire", exercice.histoire.vie.souche.numero)
    if d[1] >= lois.frequence:
        return 0
    if payeur is not None or exercice.histoire.vie.enfants[0].garde:
        rang = payeur or 0
        tires = exercice.des[4 * rang : 4 * rang + 4]
        payes = gains(revenus_de(exercice.histoire.carrieres[rang], exercice.annee, tires))
        if payes < lois.seuil * niveau // 10_000:
            return 0
    return lois.montant(d[0]) * niveau // 120_000 * 12
