"""Scopes of the data providers, and the labels that a citizen reads. What identity scopes give is in `rulebook.platforms`.

The labels are the ones that the information page shows (French in every language). A claim outside these tables does not
exist. Source: `documents.published_code`, libs/scopes and i18n/fr-FR.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from rulebook.tax_scopes import TAX_SCOPES


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
        {row.name: row.label for row in TAX_SCOPES.values() if row.franceconnect},
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
