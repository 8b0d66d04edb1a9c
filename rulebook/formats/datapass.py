"""`[datapass]` of `habilitation.toml`: the answers to the DataPass form that the contract itself does not hold, under the form's own names.

Every key may be absent: a missing answer is for the form to refuse, not for the file.
"""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AliasChoices, BeforeValidator, ConfigDict, Field

from rulebook.formats.record import Part

StageName = Literal["bac_a_sable", "production", "editeur"]


class Attachment(Part):
    """A file joined to the request, as far as it can be told without opening it: its name, its size in bytes."""

    name: str = Field(min_length=1)
    size: int = Field(ge=0)


class Contact(Part):
    """Somebody whom the administration may call; an organization has neither a name of its own nor a function."""

    type: Literal["person", "organization"] = "person"
    family_name: str = ""
    given_name: str = ""
    email: str = ""
    phone_number: str = ""
    job_title: str = ""


def _address_alone(value: Any) -> Any:
    return {"email": value} if isinstance(value, str) else value


# A text alone is an e-mail address, as the first files wrote it.
OneContact = Annotated[Contact, BeforeValidator(_address_alone, json_schema_input_type=str | Contact)]


class Contacts(Part):
    """The three that the form asks for."""

    responsable_traitement: OneContact = Contact()
    delegue_protection_donnees: OneContact = Contact()
    contact_technique: OneContact = Contact()


# Answers that name somebody, besides the contacts.
_PERSONS = (
    "extra_organization_contact_name",
    "extra_organization_contact_email",
    "contact_technique_extra_email",
    "safety_certification_authority_name",
    "safety_certification_authority_function",
)


def _older_names(schema: dict[str, Any]) -> None:
    """The published schema takes what the reader takes."""
    schema["properties"]["legal"] = {"type": "string", "deprecated": True}
    schema["properties"]["retention_months"] = {"type": "integer", "deprecated": True}


class DataPass(Part):
    """Answers to the DataPass form beyond the contract; modalities, scopes, specific requirements and calls per minute are read in the contract.

    `form` names the case of use. `volumetrie_appels_par_minute` is for the SFiP, whose contract counts otherwise; without an SFiP contract it is the contract's own pace said again. `legal` and
    `retention_months` are older names of `cadre_juridique_nature` and `duree_conservation_donnees_caractere_personnel`.
    """

    model_config = ConfigDict(json_schema_extra=_older_names)

    stage: StageName = "bac_a_sable"
    form: str = ""
    intitule: str = ""
    description: str = ""
    cadre_juridique_nature: str = Field(default="", validation_alias=AliasChoices("cadre_juridique_nature", "legal"))
    cadre_juridique_document: tuple[Attachment, ...] = ()
    cadre_juridique_url: str = ""
    france_connect_authorization_id: str = ""
    specific_requirements_document: Attachment | None = None
    destinataire_donnees_caractere_personnel: str = ""
    duree_conservation_donnees_caractere_personnel: int | None = Field(
        default=None,
        validation_alias=AliasChoices("duree_conservation_donnees_caractere_personnel", "retention_months"),
    )
    duree_conservation_donnees_caractere_personnel_justification: str = ""
    contacts: Contacts = Contacts()
    extra_organization_contact_name: str = ""
    extra_organization_contact_email: str = ""
    contact_technique_extra_email: str = ""
    terms_of_service_accepted: bool = False
    data_protection_officer_informed: bool = False
    dpd_homologation_checkbox: bool = False
    operational_acceptance_done: bool = False
    safety_certification_document: Attachment | None = None
    safety_certification_authority_name: str = ""
    safety_certification_authority_function: str = ""
    safety_certification_begin_date: date | None = None
    safety_certification_end_date: date | None = None
    volumetrie_appels_par_minute: int | None = None
    volumetrie_justification: str = ""

    def without_persons(self) -> "DataPass":
        """The same answers, without the names, offices, addresses and telephones of those whom the form makes one give."""
        return self.model_copy(update={"contacts": Contacts(), **dict.fromkeys(_PERSONS, "")})
