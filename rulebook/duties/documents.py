"""Where the duties were read: one name a document, so that a duty quotes it in a line."""

from rulebook.source import Basis, Source


def rfc6749(section: str) -> Source:
    """OAuth 2.0."""
    return Source(Basis.STANDARD, "RFC 6749, The OAuth 2.0 Authorization Framework", section)


def oidc(section: str) -> Source:
    """OpenID Connect."""
    return Source(Basis.STANDARD, "OpenID Connect Core 1.0", section)


def rfc9207(section: str) -> Source:
    """The `iss` parameter of callbacks."""
    return Source(Basis.STANDARD, "RFC 9207, OAuth 2.0 Authorization Server Issuer Identification", section)


def rfc8725(section: str) -> Source:
    """Best practice for JSON Web Tokens."""
    return Source(Basis.STANDARD, "RFC 8725, JSON Web Token Best Current Practices", section)


def partners(section: str) -> Source:
    """FranceConnect's documentation for its partners."""
    return Source(Basis.OFFICIAL, "FranceConnect, documentation des partenaires", section)


def published_code(section: str) -> Source:
    """FranceConnect's published source code."""
    return Source(Basis.CODE, "FranceConnect, sources publiées", section)


def openapi(section: str) -> Source:
    """The DGFiP's published OpenAPI description of the API."""
    return Source(Basis.OFFICIAL, "DGFiP, API Impôt particulier 1.0, OpenAPI publiée", section)


def presentation(section: str) -> Source:
    """The DGFiP's functional presentation of the API."""
    return Source(Basis.OFFICIAL, "DGFiP, API Impôt particulier, présentation fonctionnelle v2.9", section)


def terms(section: str) -> Source:
    """The terms of use of the API: CGU (general), CGU-P (SPI mode), CGU-FC-P (FranceConnect mode)."""
    return Source(Basis.OFFICIAL, "DGFiP, conditions générales d'utilisation de l'API Impôt particulier", section)
