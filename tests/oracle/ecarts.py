"""Where openfisca-france goes another way than the DGFiP: one function each, its reason above it, what it changes in a `Methode`.

Read in what openfisca answers, never in its code (AGPL). "Règle 5113…" are rules of the DGFiP's calculator of income 2015, published
by Etalab; other reasons are articles of the code. The first three look at figures; the others return the method that makes the same choice.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import reduce
from types import MappingProxyType

from oracle.methode import OFFICIELLE, UNITE, Figures, Methode

from scenarios.fiscal.avis import Avis
from scenarios.fiscal.foyer import Foyer
from scenarios.fiscal.loi import Deduction

Ecart = Callable[[Methode], Methode]
GRAIN = 0.1  # openfisca counts in float32, whose steps are of 1/16 € around a million


def deductions_au_pair(avis: Avis) -> int:
    """The most that openfisca's gross income may exceed ours: one euro for each deduction of 10 % that ends on a half euro.

    The DGFiP rounds it half up; openfisca half to even, and not always, since amounts are twelfths added up in float32.
    """
    loi = avis.loi
    return sum(
        _finit_par_cinq(personne.pensions, loi.pensions)
        + (not personne.frais_reels and _finit_par_cinq(personne.salaires, loi.salaires))
        for personne in avis.revenus.traitements.personnes
    )


def partage_du_plafond_des_pensions(avis: Avis) -> int:
    """One euro, when the household's ceiling is shared: the DGFiP rounds each one's share, openfisca's two may miss a euro."""
    personnes = avis.revenus.traitements.personnes
    maximum = avis.loi.pensions.maximum
    return int(
        sum(personne.pensions > 0 for personne in personnes) > 1
        and sum(personne.pensions for personne in personnes) > 10 * maximum
    )


def _finit_par_cinq(montant: int, regle: Deduction) -> bool:
    return montant % 10 == 5 and regle.minimum <= montant // 10 < regle.maximum


def demi_euro_au_hasard(exactes: Figures) -> bool:
    """A tax, a décote or a net that falls on a half euro, which we round up; openfisca rounds it to even, or as a float32 happens to be."""
    return any(abs(montant % UNITE - UNITE // 2) <= GRAIN * UNITE for montant in exactes[1:])


def age_au_premier_janvier(methode: Methode) -> Methode:
    """Somebody who turns 65 in the year is 64 for openfisca, without the allowance: age counts on 31 December (CGI, art. 157 bis)."""
    return replace(methode, annees_de_moins=1)


def seuil_d_abattement_exclu(methode: Methode) -> Methode:
    """An income that equals the ceiling of an allowance for age does not exceed it (CGI, art. 157 bis); it does for openfisca."""
    return replace(methode, seuils_d_abattement_inclus=False)


def un_seul_abattement_par_couple(methode: Methode) -> Methode:
    """Two spouses who both are 65, or disabled, have two allowances (CGI, art. 157 bis); openfisca adds two booleans and finds one."""
    return replace(methode, abattements_du_couple=1)


def case_l_l_emporte(methode: Methode) -> Methode:
    """Box L's low ceiling bears on box L's own half-part; openfisca puts everything under it as soon as L is ticked.

    With P, or W, that half-part is another's; with a shared child there is none (CGI, art. 197, I-2; règle 511350: NSA, AW, AG).
    """
    return replace(methode, case_l_l_emporte=True)


def une_part_pour_l_isole(methode: Methode) -> Methode:
    """The lone parent's high ceiling is for the part, or the quarters, of the first children (règle 511350: EAC; 511360: NB0BT2MIQAR).

    openfisca puts the first whole part under it, be it of a disabled dependant (R) without any child, or of a card (P, I).
    """
    return replace(methode, isole_une_part=True)


def complement_de_w_avec_enfants(methode: Methode) -> Methode:
    """With dependants a veteran alone has no half-part (CGI, art. 195, 1), so no further reduction; openfisca gives it all the same."""
    return replace(methode, complement_w_avec_enfants=True)


def pas_de_complement_au_veuf_alterne(methode: Methode) -> Methode:
    """A widow(er) whose children all are in shared residence has the further reduction (règle 511350: CH); not for openfisca."""
    return replace(methode, complement_veuf_alterne=False)


def quarts_non_arrondis(methode: Methode) -> Methode:
    """The ceiling of a quarter-part is rounded to the euro (896 for 1 791 / 2; règle 511360); openfisca keeps 895.50."""
    return replace(methode, quarts_arrondis=False)


def impot_non_arrondi(methode: Methode) -> Methode:
    """The tax of the scale is rounded before the décote (règle 511380); openfisca rounds the décote and the net only."""
    return replace(methode, impot_arrondi=False)


def soixante_et_un_non_recouvre(methode: Methode) -> Methode:
    """Tax "inférieur à 61 €" is not collected (CGI, art. 1657, 1 bis): 61 is; openfisca asks for more than 61."""
    return replace(methode, seuil_recouvre=False)


ARRONDIS = (deductions_au_pair, partage_du_plafond_des_pensions, demi_euro_au_hasard)
ECARTS: tuple[Ecart, ...] = (
    age_au_premier_janvier,
    seuil_d_abattement_exclu,
    un_seul_abattement_par_couple,
    case_l_l_emporte,
    une_part_pour_l_isole,
    complement_de_w_avec_enfants,
    pas_de_complement_au_veuf_alterne,
    quarts_non_arrondis,
    impot_non_arrondi,
    soixante_et_un_non_recouvre,
)


def methode_de(*ecarts: Ecart) -> Methode:
    """The method of somebody who makes all these choices."""
    return reduce(lambda methode, ecart: ecart(methode), ecarts, OFFICIELLE)


OPENFISCA = methode_de(*ECARTS)

# One household each, income 2023, on which openfisca still goes its own way.
EXEMPLES: Mapping[str, Foyer] = MappingProxyType(
    {
        "age_au_premier_janvier": Foyer("C", {"1AS": 18_000}, naissances=(1958,)),
        "seuil_d_abattement_exclu": Foyer("C", {"1AS": 19_111}, naissances=(1940,)),
        "un_seul_abattement_par_couple": Foyer("M", {"1AS": 9_000, "1BS": 8_000}, naissances=(1950, 1955)),
        "case_l_l_emporte": Foyer("C", {"1AJ": 90_000}, cases=frozenset("LP"), naissances=(1980,)),
        "une_part_pour_l_isole": Foyer("C", {"1AJ": 150_000}, {"R": 1}, frozenset("T"), (1980,)),
        "complement_de_w_avec_enfants": Foyer("C", {"1AS": 150_000}, {"F": 1}, frozenset("W"), (1940,)),
        "pas_de_complement_au_veuf_alterne": Foyer("V", {"1AJ": 150_000}, {"H": 1}, naissances=(1980,)),
        "quarts_non_arrondis": Foyer("C", {"1AJ": 150_001}, {"H": 1}, naissances=(1980,)),
        "impot_non_arrondi": Foyer("C", {"1AJ": 22_000}, naissances=(1980,)),
        "soixante_et_un_non_recouvre": Foyer("C", {"1AJ": 19_043}, naissances=(1980,)),
    }
)
# Households that no draw makes: parts that differ, no tax at all, a deficit that is lost.
JAMAIS_TIRES: Mapping[str, Foyer] = MappingProxyType(
    {
        "veuf_et_case_t": Foyer("V", {"1AJ": 80_000}, {"F": 1}, frozenset("T"), (1980,)),
        "deces_dans_l_annee": Foyer("V", {"1AJ": 30_000}, naissances=(1980,), deces_dans_l_annee=True),
        "frais_au_dela_des_salaires": Foyer("C", {"1AJ": 5_000, "1AK": 9_000}, naissances=(1980,)),
    }
)
