"""Where our contract is not the DGFiP's published file, and why. A test compares both and knows no other difference."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from rulebook.source import Text


@dataclass(frozen=True, slots=True)
class ContractDifference:
    """What the published file of that API says, what ours says instead, and why."""

    id: str
    api: str
    published: Text
    ours: Text
    why: Text


IMPOT = "API Impôt particulier"
_ROWS = (
    ContractDifference(
        "CONTRAT-VERSION",
        IMPOT,
        Text("OpenAPI 3.0.1", "OpenAPI 3.0.1"),
        Text("OpenAPI 3.1, schémas JSON Schema 2020-12", "OpenAPI 3.1, JSON Schema 2020-12 schemas"),
        Text("un champ peut être nul, et le schéma peut le dire", "a field may be null, and the schema can say so"),
    ),
    ContractDifference(
        "CONTRAT-FERME",
        IMPOT,
        Text(
            "tout champ est facultatif, et un champ inconnu est permis",
            "every field is optional, unknown ones are allowed",
        ),
        Text(
            "tout champ est facultatif, et un champ inconnu est une faute",
            "every field is optional, unknown ones are a mistake",
        ),
        Text(
            "un client du vrai service doit ignorer ce qu'il ne connaît pas ; ce banc, lui, ne sert que ce qu'il annonce",
            "a client of the real service must ignore what it does not know; this bench serves only what it announces",
        ),
    ),
    ContractDifference(
        "CONTRAT-SUCCES-PAR-DEFAUT",
        IMPOT,
        Text(
            "le succès d'assiettes par FranceConnect est sous « default »",
            'the success of assiettes by FranceConnect stands under "default"',
        ),
        Text("200", "200"),
        Text("glissement du fichier : le jumeau par SPI dit 200", "a slip of the file: its SPI twin says 200"),
    ),
    ContractDifference(
        "CONTRAT-JETON-OUBLIE",
        IMPOT,
        Text(
            "« multiple » par FranceConnect n'a pas le paramètre X-FranceConnect-OAuth",
            '"multiple" by FranceConnect lacks the parameter X-FranceConnect-OAuth',
        ),
        Text("obligatoire, comme partout", "required, as everywhere"),
        Text("sans lui, nul ne sait de quel citoyen il s'agit", "without it nobody knows which citizen is meant"),
    ),
    ContractDifference(
        "CONTRAT-ACCESSEURS",
        IMPOT,
        Text("aftDetail.getcodePostal et aftDetail.getcommune", "aftDetail.getcodePostal and aftDetail.getcommune"),
        Text("aftDetail.codePostal et aftDetail.commune", "aftDetail.codePostal and aftDetail.commune"),
        Text(
            "noms d'accesseurs Java : les données publiées, et l'ancien fichier, disent codePostal et commune",
            "names of Java accessors: published data, and the earlier file, say codePostal and commune",
        ),
    ),
    ContractDifference(
        "CONTRAT-TELESERVICE",
        IMPOT,
        Text("ID_Teleservice est facultatif", "ID_Teleservice is optional"),
        Text("obligatoire", "required"),
        Text(
            "la présentation (§5.4) et les conditions d'utilisation (§4) le demandent à chaque appel",
            "the presentation (§5.4) and the terms of use (§4) ask for it at each call",
        ),
    ),
    ContractDifference(
        "CONTRAT-ANNEE",
        IMPOT,
        Text("annrev est un entier, ou un texte selon la ressource", "annrev is an integer, or a text, by resource"),
        Text("un texte de quatre chiffres", "a text of four digits"),
        Text(
            "une année mal formée est refusée (4002) et ne l'est pas par le routage",
            "a malformed year is refused (4002), and not by the routing",
        ),
    ),
    ContractDifference(
        "CONTRAT-STATUTS",
        IMPOT,
        Text(
            "200, 400, 403, parfois 204, 410 ou 500 : ni 401, ni 429, ni 410 hors du LEP",
            "200, 400, 403, sometimes 204, 410 or 500: neither 401, nor 429, nor 410 outside LEP",
        ),
        Text(
            "tout ce que la passerelle et le service peuvent répondre", "everything that gateway and service may answer"
        ),
        Text(
            "les réponses de la passerelle sont décrites par les API sœurs (RIAL, IMPRIM), l'absence de données par la présentation",
            "answers of the gateway are described by sibling APIs (RIAL, IMPRIM), the absence of data by the presentation",
        ),
    ),
    ContractDifference(
        "CONTRAT-500",
        IMPOT,
        Text("500 pour l'IFI et le LEP", "500 for IFI and LEP"),
        Text("aucun", "none"),
        Text("ce banc ne tombe en panne que sur ordre", "this bench breaks down only when it is ordered to"),
    ),
    ContractDifference(
        "CONTRAT-IMPLICITE",
        IMPOT,
        Text("un second schéma de sécurité, « default », implicite", 'a second security scheme, "default", implicit'),
        Text("le flux client_credentials seul", "the client_credentials flow alone"),
        Text(
            "artefact du produit : ce flux n'existe pas à la passerelle",
            "an artefact of the product: the gateway has no such flow",
        ),
    ),
)

# Of the sister APIs, whose files are compared by tests of their own.
_OF_SISTERS = (
    ContractDifference(
        "SFIP-VERSION",
        "SFiP",
        Text("OpenAPI 3.0.0", "OpenAPI 3.0.0"),
        Text("OpenAPI 3.1, schémas fermés", "OpenAPI 3.1, closed schemas"),
        Text("un seul document pour toute la passerelle", "one document for the whole gateway"),
    ),
    ContractDifference(
        "SFIP-SUCCES",
        "SFiP",
        Text(
            "les trois réponses ont le schéma d'« information », que leurs exemples démentent",
            'all three answers have the schema of "information", which their examples contradict',
        ),
        Text(
            "l'avis dans les champs de l'API Impôt particulier, sans numéro",
            "the notice in the fields of the tax API, without any number",
        ),
        Text(
            "l'exemple publié, et l'interdit des données intermédiaires",
            "the published example, and intermediate data are forbidden",
        ),
    ),
    ContractDifference(
        "SFIP-STATUTS",
        "SFiP",
        Text("une réponse « default » pour tout le reste", 'a "default" answer for all the rest'),
        Text("401, 405 et 429, ceux de la passerelle", "401, 405 and 429, the gateway's"),
        Text("chaque réponse est nommée", "each answer has its name"),
    ),
    ContractDifference(
        "R2P-VERSION",
        "R2P",
        Text("Swagger 2.0, */* en réponse", "Swagger 2.0, */* in answers"),
        Text("OpenAPI 3.1, application/json", "OpenAPI 3.1, application/json"),
        Text("un seul document pour toute la passerelle", "one document for the whole gateway"),
    ),
    ContractDifference(
        "R2P-ENVELOPPE",
        "R2P",
        Text("des statuts sans corps décrit", "statuses without a described body"),
        Text("l'enveloppe des API sœurs, avec les codes du SFiP", "the envelope of its sisters, with the SFiP's codes"),
        Text("hypothèse : rien n'est publié", "assumption: nothing is published"),
    ),
    ContractDifference(
        "R2P-STATUTS",
        "R2P",
        Text("200, 401, 403, 404", "200, 401, 403, 404"),
        Text("400, 405 et 429 en plus", "400, 405 and 429 too"),
        Text("paramètres mal formés, et passerelle", "malformed parameters, and the gateway"),
    ),
)

CONTRACT_DIFFERENCES: Mapping[str, ContractDifference] = MappingProxyType(
    {row.id: row for row in (*_ROWS, *_OF_SISTERS)}
)
