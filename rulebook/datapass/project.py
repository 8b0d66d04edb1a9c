"""Groups 1, 2, 3, 9, 10 and 11: what the project is, on what ground, by which way, for whom, and what is ticked to send the form."""

import re
from collections.abc import Iterator

from rulebook import documents
from rulebook.datapass.answers import blank, listed, missing, unfit
from rulebook.datapass.request import SUBMISSION, Request
from rulebook.datapass.rule import Complaint, Nature, Rule
from rulebook.source import Source, Text

# The form wants no port, and nothing after the host but a path.
_URL = re.compile(r"(https?://)?[A-Za-z0-9.-]+\.[A-Za-z]{2,}(/[A-Za-z0-9_\-._~:/?#\[\]@!$&'()*+,;%=]*)?")
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_EMAIL = re.compile(rf"[A-Za-z0-9.!#$%&'*+/=?^_`{{|}}~-]+@{_LABEL}(?:\.{_LABEL})*")
_LONG = 36
_CONTACTS = ("responsable_traitement", "delegue_protection_donnees", "contact_technique")
_OPTIONAL_EMAILS = ("extra_organization_contact_email", "contact_technique_extra_email")
_LATER = "2026-11-30"


def _project(request: Request) -> Iterator[Complaint]:
    yield from missing(blank(request.answers, "intitule", "description"))


def _legal(request: Request) -> Iterator[Complaint]:
    answers = request.answers
    yield from missing(blank(answers, "cadre_juridique_nature"))
    if len(blank(answers, "cadre_juridique_document", "cadre_juridique_url")) == 2:
        yield Complaint(
            Text(
                "ni document ni lien ne montre le cadre juridique",
                "neither a document nor a link shows the legal framework",
            ),
            "datapass.cadre_juridique_document",
        )
    yield from unfit("cadre_juridique_document", answers.cadre_juridique_document, (".pdf",))
    url = answers.cadre_juridique_url.strip()
    if url and not _URL.fullmatch(url):
        said = listed([url])
        yield Complaint(
            Text(f"le lien n'est pas valide : {said.fr}", f"the link is not valid: {said.en}"),
            "datapass.cadre_juridique_url",
        )


def _modalities(request: Request) -> Iterator[Complaint]:
    at = "datapass.france_connect_authorization_id"
    if not request.modalities:
        yield Complaint(Text("pas une modalité n'est cochée", "not one modality is ticked"), f"{request.at}.modality")
    absent = blank(request.answers, "france_connect_authorization_id")
    if "with_france_connect" not in request.modalities:
        if not absent:
            yield Complaint(
                Text(
                    "le numéro d'habilitation FranceConnect est effacé quand with_france_connect n'est pas coché",
                    "the FranceConnect authorization id is cleared when with_france_connect is not ticked",
                ),
                at,
                Nature.REMARK,
            )
    elif absent:
        yield from missing(absent)
    else:
        yield Complaint(
            Text(
                "le formulaire veut une habilitation FranceConnect validée, non révoquée, et de la même organisation",
                "the form wants a FranceConnect authorization that is valid, not revoked, and of the same organization",
            ),
            at,
            Nature.TO_VERIFY,
        )


def _personal_data(request: Request) -> Iterator[Complaint]:
    names = ("destinataire_donnees_caractere_personnel", "duree_conservation_donnees_caractere_personnel")
    yield from missing(blank(request.answers, *names))
    kept = request.answers.duree_conservation_donnees_caractere_personnel or 0
    if kept < 0:
        yield Complaint(
            Text(f"une durée de conservation de {kept} mois n'existe pas", f"there is no retention of {kept} months"),
            f"datapass.{names[1]}",
        )
    why = "duree_conservation_donnees_caractere_personnel_justification"
    if kept > _LONG and blank(request.answers, why):
        yield Complaint(
            Text(
                f"garder les données plus de {_LONG} mois demande une justification",
                f"keeping the data for more than {_LONG} months takes a justification",
            ),
            f"datapass.{why}",
        )


def _contacts(request: Request) -> Iterator[Complaint]:
    empty, emails = [], {name: getattr(request.answers, name).strip() for name in _OPTIONAL_EMAILS}
    for role in _CONTACTS:
        contact = getattr(request.answers.contacts, role)
        person = ("family_name", "given_name", "job_title") if contact.type == "person" else ()
        wanted = ("email", "phone_number", *person)
        empty += [f"contacts.{role}.{name}" for name in wanted if not getattr(contact, name).strip()]
        emails[f"contacts.{role}.email"] = contact.email.strip()
    yield from missing(empty)
    given = {name: email for name, email in emails.items() if email}
    wrong = [name for name, email in given.items() if not _EMAIL.fullmatch(email)]
    if wrong:
        said = listed(wrong)
        yield Complaint(
            Text(f"ce n'est pas une adresse e-mail : {said.fr}", f"this is no e-mail address: {said.en}"),
            f"datapass.{wrong[0]}",
        )
    if len(given) > len(wrong):
        yield Complaint(
            Text(
                "le formulaire vérifie à l'envoi que l'adresse de chaque contact reçoit du courrier",
                "the form verifies on submission that each contact's address receives mail",
            ),
            "datapass.contacts",
            Nature.TO_VERIFY,
        )


def _sent(request: Request) -> Iterator[Complaint]:
    boxes = ("terms_of_service_accepted", "data_protection_officer_informed")
    asked = (*boxes, "dpd_homologation_checkbox") if request.stage.first else boxes
    if unticked := [name for name in asked if not getattr(request.answers, name)]:
        said = listed(unticked)
        yield Complaint(
            Text(f"ce qui suit n'est pas coché : {said.fr}", f"this is not ticked: {said.en}"),
            f"datapass.{unticked[0]}",
        )


PROJECT = Rule(
    "DP-01",
    1,
    "basic_infos",
    Text("L'intitulé et la description du projet sont demandés.", "The project's title and description are asked."),
    Text("Donnez intitule et description.", "Give intitule and description."),
    documents.datapass("authorization_extensions/basic_infos.rb"),
    _project,
)
LEGAL = Rule(
    "DP-02",
    2,
    "legal",
    Text(
        "La nature du cadre juridique est demandée, avec un document (PDF de moins de 10 Mo) ou un lien bien formé.",
        "The nature of the legal framework is asked, with a document (a PDF under 10 MB) or a well-formed link.",
    ),
    Text(
        "Donnez cadre_juridique_nature, et cadre_juridique_document ou cadre_juridique_url (sans port).",
        "Give cadre_juridique_nature, and cadre_juridique_document or cadre_juridique_url (without a port).",
    ),
    documents.datapass("authorization_extensions/cadre_juridique.rb"),
    _legal,
)
MODALITIES = Rule(
    "DP-03",
    3,
    "modalities",
    Text(
        "Au moins une modalité est demandée ; avec FranceConnect, le numéro d'une habilitation FranceConnect valide de la même organisation.",
        "At least one modality is asked; with FranceConnect, the id of a valid FranceConnect authorization of the same organization.",
    ),
    Text(
        "Donnez au moins une modalité dans modality ; par FranceConnect, demandez d'abord l'habilitation FranceConnect, puis donnez son numéro dans france_connect_authorization_id.",
        "Give at least one modality in modality; by FranceConnect, ask for the FranceConnect authorization first, then give its id in france_connect_authorization_id.",
    ),
    documents.datapass("dgfip_extensions/api_impot_particulier_modalities.rb"),
    _modalities,
)
PERSONAL_DATA = Rule(
    "DP-09",
    9,
    "personal_data",
    Text(
        "Les destinataires et la durée de conservation en mois sont demandés (qu'un nombre négatif soit refusé est une hypothèse) ; au-delà de 36 mois, une justification.",
        "Recipients and months of retention are asked (that a negative number is refused is an assumption); beyond 36 months, a justification.",
    ),
    Text(
        "Donnez les deux réponses ; justifiez une conservation de plus de 36 mois, ou raccourcissez-la.",
        "Give both answers; justify a retention of more than 36 months, or shorten it.",
    ),
    documents.datapass("authorization_extensions/personal_data.rb"),
    _personal_data,
)
CONTACTS = Rule(
    "DP-10",
    10,
    "contacts",
    Text(
        "Trois contacts sont demandés en entier (responsable de traitement, délégué à la protection des données, contact technique) ; chaque adresse e-mail a la forme d'une adresse.",
        "Three contacts are asked in full (controller, data protection officer, technical contact); each e-mail address has the shape of one.",
    ),
    Text(
        "Remplissez les trois tables de [datapass.contacts] ; une organisation (type) n'a ni nom ni fonction.",
        "Fill the three tables of [datapass.contacts]; an organization (type) has neither name nor function.",
    ),
    Source(documents.datapass.basis, documents.datapass.title, "authorization_core/contacts.rb", _LATER),
    _contacts,
)
SENT = Rule(
    "DP-11",
    11,
    SUBMISSION,
    Text(
        "À chaque envoi, les conditions générales sont acceptées et le délégué à la protection des données est informé ; au premier (bac à sable ou éditeur), les formalités RGPD et l'homologation sont promises.",
        "At each submission the terms of use are accepted and the data protection officer is informed; at the first (sandbox or publisher), GDPR formalities and homologation are promised.",
    ),
    Text(
        "Lisez ce que vous acceptez, puis mettez ces clés à true.", "Read what you accept, then set these keys to true."
    ),
    Source(
        documents.datapass.basis,
        documents.datapass.title,
        "authorization_request.rb, all_terms_accepted ; dpd_homologation_checkbox",
        _LATER,
    ),
    _sent,
)
