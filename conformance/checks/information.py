"""The citizen is told before their data are asked for, and the legal notices are never far."""

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from conformance.checks.registry import check
from conformance.checks.verbs import clean, told_before
from conformance.journey import Journey
from conformance.reading import folded, links
from conformance.verdict import Verdict
from rulebook.duties import information as duties
from rulebook.formats.exchange import Exchange
from rulebook.source import Text

# All words here are compared folded: no capital, no accent.
# Who gives the data, by name: neither a tax number to type nor a tax to pay says where they come from.
_TAX_OFFICE = re.compile(
    r"\b(?:dgfip|finances publiques|impots?|fisc"
    r"|(?:administration|services?|autorites?) (?:fiscale?s?|fiscaux)"
    r"|tax (?:office|administration|authorit(?:y|ies)|department|services?|agency)|public finances?)\b"
)
# A link that says one of these leads to the legal notices, whatever it says besides…
_SAID = re.compile(
    r"\b(?:(?:mentions?|infos?|informations?|notices?|avertissements?|dispositions|aspects) lega(?:les?|ux)"
    r"|legal (?:notices?|mentions?|information|terms|disclaimers?|statements?)"
    r"|mentions? d'information|confidentialite|privacy (?:policy|notice|statement)"
    r"|rgpd|gdpr|cgu|data protection|protection of (?:\w+ ){0,2}data"
    r"|(?:politique|charte|protection|respect|traitement|utilisation|usage) (?:\w+ |[dl]'){0,4}(?:donnees|vie privee))\b"
)
# … and these are its name, alone or beside another: in a sentence (« Modifier mes données personnelles ») they lead elsewhere.
_NAME = re.compile(
    r"mentions|legal|(?:mentions?|informations?) juridiques?"
    r"|(?:(?:vos|nos|gestion des|gestion de vos) )?donnees (?:personnelles|a caractere personnel)"
    r"|vie privee|(?:your )?(?:privacy|personal data)|terms(?: of (?:use|service))?"
    r"|conditions (?:generales(?: d'(?:utilisation|usage))?|d'(?:utilisation|usage))(?: du (?:site|service|teleservice|portail))?"
)
_BESIDE = re.compile(r"\s(?:et|and|[-–—|/·•])\s|[&(),:]")


@check("API-INFORMATION-01a", duty=duties.ANNOUNCED)
def tax_office_is_named_first(journey: Journey) -> Verdict:
    """Une page a parlé des impôts avant le premier appel."""
    expected = Text(
        "une page qui nomme la DGFiP, les impôts ou l'administration fiscale",
        "a page that names the DGFiP, the tax office or the tax administration",
    )
    return told_before(
        journey, journey.api_calls(), lambda text: _TAX_OFFICE.search(folded(text)) is not None, expected
    )


@check("API-MENTIONS-01a", duty=duties.NOTICES)
def legal_notices_are_one_link_away(journey: Journey) -> Verdict:
    """Chaque écran mène aux mentions légales."""
    expected = Text("un lien vers les mentions légales", "a link to the legal notices")
    return clean(journey, journey.screens(), _without_notices, expected)


def _without_notices(exchange: Exchange) -> list[str]:
    found = any(_leads(to, names) for to, names in links(exchange.response.text or ""))
    return [] if found else [exchange.request.url.partition("?")[0]]


def _leads(to: str, names: tuple[str, ...]) -> bool:
    """Whether a link goes to the legal notices: one of its names says so, or the page's own (`/mentions-legales`)."""
    said = [folded(name) for name in names]
    return any(_SAID.search(words) for words in (*said, _path(to))) or any(
        _NAME.fullmatch(part) for words in said for part in _parts(words)
    )


def _parts(words: str) -> Iterator[str]:
    """The things that a link names: « Données personnelles et cookies (nouvelle fenêtre) » has three."""
    return (part.strip(" .…>→") for part in _BESIDE.split(words))


def _path(to: str) -> str:
    """The words of an address's path."""
    try:
        path = urlsplit(to.strip()).path
    except ValueError:  # a page may have anything for an address
        return ""
    return folded(re.sub(r"[-_/.+]", " ", unquote(path)))
