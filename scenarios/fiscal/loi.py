"""The figures of one income year, as the calculator takes them: amounts in euros, rates in ten-thousandths, a source per table."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bareme:
    """The progressive scale: `taux[i]` bites above `seuils[i]`."""

    seuils: tuple[int, ...]
    taux: tuple[int, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Plafonnement:
    """What a half-part may save at most, and the further reductions."""

    demi_part: int
    parent_isole: int
    personne_seule: int
    complement: int
    complement_veuf: int
    source: str


@dataclass(frozen=True, slots=True)
class Decote:
    """The relief of small taxes: threshold for one, for two, and slope."""

    seuils: tuple[int, int]
    taux: int
    source: str


@dataclass(frozen=True, slots=True)
class Deduction:
    """The 10 % of wages (per person) or of pensions (minimum per person, maximum per household)."""

    taux: int
    minimum: int
    maximum: int
    source: str


@dataclass(frozen=True, slots=True)
class Rentes:
    """Taxed share of a life annuity, by age at its start."""

    taux: tuple[int, int, int, int]
    source: str


@dataclass(frozen=True, slots=True)
class Abattements:
    """The allowance of the old and of the disabled, whole or half."""

    age: int
    double: int
    double_jusqu_a: int
    simple: int
    simple_jusqu_a: int
    source: str


@dataclass(frozen=True, slots=True)
class Charges:
    """Ceilings of what is deducted from the global income."""

    enfant: int
    accueil: int
    source: str


@dataclass(frozen=True, slots=True)
class Capitaux:
    """Flat rates and allowances of investment income; pairs are for one, for two."""

    forfait: int
    assurance_vie: int
    dividendes: int
    abattement_assurance_vie: tuple[int, int]
    csg_deductible: int
    source: str


@dataclass(frozen=True, slots=True)
class Fonciers:
    """Land: allowance of the micro regime, deficit that the global income bears."""

    micro: int
    deficit: int
    source: str


@dataclass(frozen=True, slots=True)
class Micro:
    """Allowances of the micro regimes, by trade."""

    ventes: int
    services: int
    liberal: int
    agricole: int
    gites: int
    minimum: int
    source: str


@dataclass(frozen=True, slots=True)
class Recouvrement:
    """Under these, nothing is collected."""

    avant_credits: int
    apres_credits: int
    source: str


@dataclass(frozen=True, slots=True)
class OutreMer:
    """Abatement of the overseas departments: rate and maximum."""

    departements: Mapping[str, tuple[int, int]]
    source: str


@dataclass(frozen=True, slots=True)
class NonResidents:
    """Minimum rate of those who live abroad, below and above the top of the 11 % bracket."""

    taux: tuple[int, int]
    source: str


@dataclass(frozen=True, slots=True)
class HautsRevenus:
    """Exceptional contribution: thresholds for one (doubled for two) and rates."""

    seuils: tuple[int, ...]
    taux: tuple[int, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Differentielle:
    """Differential contribution: floor (no rate before it existed), threshold for one, rate just above it, what a family adds to the tax."""

    taux: int
    seuil: int
    taux_decote: int
    couple: int
    personne_a_charge: int
    source: str


@dataclass(frozen=True, slots=True)
class Reductions:
    """Amounts per pupil, rates and ceilings of gifts and of dependency costs."""

    college: int
    lycee: int
    superieur: int
    dons: int
    dons_limite: int
    dons_aide: int
    dons_aide_plafond: int
    dependance: int
    dependance_plafond: int
    source: str


@dataclass(frozen=True, slots=True)
class Credits:
    """Rates and ceilings of child care, work at home and union dues."""

    garde: int
    garde_plafond: int
    domicile: int
    domicile_plafond: int
    domicile_par_personne: int
    domicile_maximum: int
    domicile_premiere_annee: tuple[int, int]
    domicile_invalide: int
    syndicat: int
    syndicat_limite: int
    niches: int
    source: str


@dataclass(frozen=True, slots=True)
class Ifi:
    """Wealth tax on real estate: threshold and abatement of the main home."""

    seuil: int
    residence_principale: int
    source: str


@dataclass(frozen=True, slots=True)
class Loi:
    """The law that applies to the income of `annee`; `publiee` is the year whose figures they are."""

    annee: int
    publiee: int
    bareme: Bareme
    plafonnement: Plafonnement
    decote: Decote
    salaires: Deduction
    pensions: Deduction
    rentes: Rentes
    abattements: Abattements
    charges: Charges
    capitaux: Capitaux
    fonciers: Fonciers
    micro: Micro
    recouvrement: Recouvrement
    outre_mer: OutreMer
    non_residents: NonResidents
    hauts_revenus: HautsRevenus
    differentielle: Differentielle
    reductions: Reductions
    credits: Credits
    ifi: Ifi
