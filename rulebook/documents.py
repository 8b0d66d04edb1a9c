"""Where duties and refusals were read: one name a document, so that each quotes it in a line."""

from dataclasses import dataclass

from rulebook.source import Basis, Source


@dataclass(frozen=True, slots=True)
class Document:
    """A document, and how far what is read in it can be trusted."""

    basis: Basis
    title: str

    def __call__(self, section: str) -> Source:
        """What that section says."""
        return Source(self.basis, self.title, section)

    def assumed(self, section: str) -> Source:
        """What the document leaves open, and `section` says how we close it."""
        return Source(Basis.ASSUMPTION, self.title, section)


rfc6749 = Document(Basis.STANDARD, "RFC 6749, The OAuth 2.0 Authorization Framework")
rfc6750 = Document(Basis.STANDARD, "RFC 6750, Bearer Token Usage")
rfc7515 = Document(Basis.STANDARD, "RFC 7515, JSON Web Signature")
rfc7519 = Document(Basis.STANDARD, "RFC 7519, JSON Web Token")
rfc8725 = Document(Basis.STANDARD, "RFC 8725, JSON Web Token Best Current Practices")
rfc9207 = Document(Basis.STANDARD, "RFC 9207, OAuth 2.0 Authorization Server Issuer Identification")
oidc = Document(Basis.STANDARD, "OpenID Connect Core 1.0")
oidc_logout = Document(Basis.STANDARD, "OpenID Connect RP-Initiated Logout 1.0")
# What no text of ours demands, and every security review does.
good_practice = Document(Basis.ASSUMPTION, "Usage de sécurité (OWASP ASVS 4.0.3), repris par ce banc")

partners = Document(Basis.OFFICIAL, "FranceConnect, documentation des partenaires")
# Pages that we could not read whole, as integrators quote them.
quoted = Document(Basis.OBSERVED, "FranceConnect, documentation des partenaires citée par des intégrateurs")
published_code = Document(Basis.CODE, "FranceConnect, sources publiées")
engine = Document(Basis.OBSERVED, "oidc-provider 9.1.2 dans la configuration de FranceConnect")
engine_code = Document(Basis.CODE, "oidc-provider, sources publiées")

openapi = Document(Basis.OFFICIAL, "DGFiP, API Impôt particulier 1.0, OpenAPI publiée")
sibling_openapi = Document(Basis.OFFICIAL, "DGFiP, API sœurs (RIAL, IMPRIM, SFiP, R2P), OpenAPI publiées")
presentation = Document(Basis.OFFICIAL, "DGFiP, API Impôt particulier, présentation fonctionnelle v2.9")
# CGU (general), CGU-P (SPI mode), CGU-FC-P (FranceConnect mode).
terms = Document(Basis.OFFICIAL, "DGFiP, conditions générales d'utilisation de l'API Impôt particulier")
sfip_terms = Document(Basis.OFFICIAL, "DGFiP, conditions générales d'utilisation du SFiP et du R2P v4.0")
gateway = Document(Basis.OBSERVED, "DGFiP, passerelle (WSO2 API Manager)")
# The form of the habilitation requests, at the version of 2026-08-06.
datapass = Document(Basis.CODE, "DataPass (etalab/data_pass), sources publiées")
datapass_help = Document(Basis.CODE, "DataPass (etalab/data_pass), textes d'aide du formulaire")
clients = Document(Basis.OBSERVED, "Clients publics de l'API Impôt particulier, code lu")
data_sets = Document(Basis.OBSERVED, "DGFiP, jeux de données fictifs du bac à sable")
