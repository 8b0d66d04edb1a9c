"""Scopes of the data providers, and the labels that a citizen reads. What identity scopes give is in `rulebook.platforms`.

The labels are the ones that the information page shows (French in every language). A claim outside these tables does not
exist. Source: `documents.published_code`, libs/scopes and i18n/fr-FR.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Provider:
    """A data provider as the information page names it; `platforms` are those on which its scopes exist."""

    name: str
    key: str
    platforms: frozenset[str]
    labels: Mapping[str, str]


def _provider(name: str, key: str, platforms: str, labels: dict[str, str]) -> Provider:
    return Provider(name, key, frozenset(platforms.split("+")), MappingProxyType(labels))


# Claim → label on the information page; a claim that is not here is technical, and hidden.
# Assumption: the exact wording of the identity labels is in no source.
IDENTITY_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "given_name": "Prénom(s)",
        "family_name": "Nom de naissance",
        "birthdate": "Date de naissance",
        "gender": "Sexe",
        "birthplace": "Lieu de naissance",
        "birthcountry": "Pays de naissance",
        "email": "Adresse e-mail",
        "preferred_username": "Nom d’usage",
    }
)

PROVIDERS: tuple[Provider, ...] = (
    _provider(
        "Direction générale des Finances publiques",
        "dgfip",
        "low+high",
        {
            "dgfip_rfr": "Revenu fiscal de référence",
            "dgfip_annee_n_moins_1": "Dernière année de revenu",
            "dgfip_annee_n_moins_2": "Avant-dernière année de revenu",
            "dgfip_annee_n_moins_3": "Avant-avant-dernière année de revenu",
            "dgfip_nbpart": "Nombre de parts du foyer fiscal",
            "dgfip_sitfam": "Situation de famille (marié, pacsé, célibataire, veuf, divorcé)",
            "dgfip_aft": "Adresse déclarée au 1er Janvier",
            "dgfip_nbpac": "Nombre de personnes à charge",
            "dgfip_inddeficit": "Indicateur de l’existence d’un déficit",
            "dgfip_pariso": "Parent isolé (case T)",
            "dgfip_decl": "État-civil des déclarants du foyer fiscal",
            "dgfip_pac": "Détail des personnes à charge et rattachées",
            "dgfip_locaux_th": "Données issues de la Taxe d’Habitation",
            "dgfip_nmUsaDec1": "Nom déclarant 1",
            "dgfip_nmNaiDec1": "Nom de naissance déclarant 1",
            "dgfip_prnmDec1": "Prénom déclarant 1",
            "dgfip_dateNaisDec1": "Date de naissance déclarant 1",
            "dgfip_nmUsaDec2": "Nom déclarant 2",
            "dgfip_nmNaiDec2": "Nom de naissance déclarant 2",
            "dgfip_prnmDec2": "Prénom déclarant 2",
            "dgfip_dateNaisDec2": "Date de naissance déclarant 2",
            "dgfip_locaux_th_ident": "Données du local - identifiant du logement",
            "dgfip_locaux_th_Nat": "Données du local – nature (maison, appartement, etc.)",
            "dgfip_locaux_th_Tax": "Données du local - régime de taxation (résidence principale uniquement)",
            "dgfip_locaux_th_Aff": "Données du local - affectation (« H » pour habitation)",
            "dgfip_pac_nbPac": "Nombre de personnes à charge",
            "dgfip_mntRevbareme": "Montant de l’impôt sur les revenus soumis au barème (ligne 14)",
            "dgfip_indiIFI": "Indicateur ISF/IFI",
            "dgfip_RevDecl_Cat1_Tspr": "Catégorie 1 - Salaires, pensions, rentes",
            "dgfip_RevDecl_Cat1_RentOn": "Catégorie 1 - Rentes viagères à titre onéreux",
            "dgfip_RevDecl_Cat2_Rcm": "Catégorie 2 - Revenus de capitaux mobiliers",
            "dgfip_RevDecl_Cat3_PMV": "Catégorie 3 - Plus ou moins values",
            "dgfip_RevDecl_Cat4_Ref": "Catégorie 4 - Revenus fonciers",
            "dgfip_RevDecl_Cat5_NonSal": "Catégorie 5 - Revenus des professions non salariées",
            "dgfip_RevNets_Cat1_Tspr": "Catégorie 1 - Salaires, pensions, rentes",
            "dgfip_RevNets_Cat1_RentOn": "Catégorie 1 - Rentes viagères à titre onéreux",
            "dgfip_RevNets_Cat2_Rcm": "Catégorie 2 - Revenus de capitaux mobiliers",
            "dgfip_RevNets_Cat3_PMV": "Catégorie 3 - Plus ou moins values",
            "dgfip_RevNets_Cat4_Ref": "Catégorie 4 - Revenus fonciers",
            "dgfip_RevNets_Cat5_NonSal": "Catégorie 5 - Revenus des professions non salariées",
            "dgfip_PaDeduc_EnfMaj": "Pensions alimentaires déductibles - Pension alimentaire versées à enfant majeur",
            "dgfip_PaDeduc_Autres": "Pensions alimentaires déductibles - Autres pensions alimentaires versées (enfants mineurs, ascendants, etc.)",
            "dgfip_EpargRetrDeduc": "Versement épargne retraite",
            "dgfip_annee_n_moins_2_si_indispo_n_moins_1": "Avant-dernière année de revenu, si la dernière année de revenu est indisponible",
        },
    ),
    _provider(
        "Caisse nationale de l’assurance maladie",
        "cnam",
        "low+high",
        {
            "droits_assurance_maladie": "Droits Assurance Maladie",
            "cnam_beneficiaires": "Liste de vos ayant-droits",
            "cnam_contrats": "Vos droits de base",
            "cnam_caisse": "Votre caisse gestionnaire",
            "cnam_exonerations": "Vos exonérations ou modulations éventuelles",
            "cnam_medecin_traitant": "Votre médecin traitant",
            "cnam_presence_medecin_traitant": "Présence d’un médecin traitant",
            "cnam_paiements_ij": "Paiements d’indemnités journalières versées par l’Assurance Maladie",
        },
    ),
    _provider(
        "Centre national des œuvres universitaires et scolaires",
        "cnous",
        "low+high",
        {
            "cnous_statut_boursier": "Statut étudiant boursier",
            "cnous_echelon_bourse": "Échelon de la bourse",
            "cnous_email": "E-mail",
            "cnous_periode_versement": "Période de versement",
            "cnous_statut_bourse": "Statut définitif de la bourse",
            "cnous_ville_etudes": "Ville d’études et établissement",
            "cnous_identite": "Identité",
        },
    ),
    _provider(
        "Ministère de l’Enseignement supérieur, de la Recherche et de l’Innovation",
        "mesri",
        "low",
        {
            "mesri_identite": "Identité de l’étudiant",
            "mesri_admissions": "Liste des admissions de l’étudiant",
            "mesri_admission_inscrit": "Pour chacune des admissions retournées, indique si le statut de l’étudiant est passé à inscrit",
            "mesri_admission_regime_formation": "Régime de formation",
            "mesri_admission_commune_etudes": "Code COG Insee de la commune de l’établissement",
            "mesri_admission_etablissement_etude": "Appellation et code UAI de l’établissement",
        },
    ),
    _provider(
        "Ministère de l’Intérieur",
        "mi",
        "low",
        {
            "mi_siv_carte_grise": "Informations de la carte grise: Titulaire et véhicule",
        },
    ),
    _provider(
        "France Travail",
        "ft",
        "low",
        {
            "api_fc-liste-paiementsv1": "Indemnités de Pôle emploi ou Montants et dates des paiements France Travail",
            "api_fc-statutaugmentev1": "Statut demandeur d’emploi ou Statut demandeur d’emploi et identité",
        },
    ),
    _provider(
        "Caisse nationale des allocations familiales & Mutualité sociale agricole",
        "cnaf-msa",
        "low",
        {
            "allocation_adulte_handicape": "Statut bénéficiaire AAH",
            "allocation_soutien_familial": "Statut bénéficiaire ASF",
            "prime_activite": "Statut bénéficiaire prime d’activité",
            "prime_activite_majoration": "Statut bénéficiaire majoration",
            "cnaf_quotient_familial": "Quotient familial CAF & MSA et composition familiale",
            "cnaf_allocataires": "Identités allocataire et conjoint",
            "cnaf_enfants": "Identités enfants",
            "cnaf_adresse": "Adresse du foyer",
            "revenu_solidarite_active": "Statut bénéficiaire RSA",
            "revenu_solidarite_active_majoration": "Statut bénéficiaire majoration",
        },
    ),
    _provider(
        "Sécurité sociale",
        "dss",
        "low",
        {
            "complementaire_sante_solidaire": "Statut bénéficiaire C2S",
        },
    ),
    _provider(
        "Direction du Service National et de la Jeunesse",
        "dsnj",
        "low",
        {
            "dsnj_statut_service_national": "Statut Service National",
        },
    ),
    _provider(
        "Agence Nationale des Titres Sécurisés",
        "ants",
        "low",
        {
            "ants_extrait_immatriculation_vehicule_identite_particulier": "Identité du particulier",
            "ants_extrait_immatriculation_vehicule_adresse_particulier": "Adresse du particulier",
            "ants_extrait_immatriculation_vehicule_statut_rattachement": "Statut de rattachement",
            "ants_extrait_immatriculation_vehicule_donnees_immatriculation_vehicule": "Données d’immatriculation du véhicule",
            "ants_extrait_immatriculation_vehicule_caracteristiques_techniques_vehicule": "Caractéristiques techniques du véhicule",
        },
    ),
    _provider(
        "Agence du service civique",
        "asc",
        "low",
        {
            "gip_mds_service_civique_statut_actuel": "Statut actuel service civique",
            "gip_mds_service_civique_statut_passe": "Statut passé service civique",
            "gip_mds_service_civique_organisme_accueil": "Organisme d’accueil",
            "gip_mds_service_civique_dates": "Dates de contrat",
        },
    ),
)

DATA: tuple[str, ...] = tuple(scope for provider in PROVIDERS for scope in provider.labels)


def labels_by_provider(scopes: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """What the information page lists: provider name → labels, in the order of the catalogue, once each."""
    asked = frozenset(scopes)
    found: dict[str, tuple[str, ...]] = {}
    for provider in PROVIDERS:
        labels = tuple(dict.fromkeys(label for scope, label in provider.labels.items() if scope in asked))
        if labels:
            found[provider.name] = labels
    return found
