"""The citizen is told before their data are asked for, and the legal notices are never far."""

import re
from collections.abc import Iterator
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from conformance.checks.registry import check
from conformance.checks.verbs import clean, told_before
from conformance.journey import Journey
from conformance.reading import folded, images, links
from conformance.verdict import Verdict
from rulebook.duties import information as duties
from rulebook.formats.exchange import Exchange
from rulebook.naming import apart
from rulebook.source import Text

# All words here are compared folded: no capital, no accent.
# Who gives the data, by name: neither a tax number to type nor a tax to pay says where they come from. « L'administration » alone
# may be any; beside tax data, in one sentence, it is that one. An underscore is no letter: `API_Impôt`.
_TAX_DATA = r"(?:donnees|informations) fiscales"
_TAX_OFFICE = re.compile(
    r"(?<![^\W_])(?:dgfip|finances publiques|impots?|fisc|tresor public"
    r"|(?:administration|services?|autorites?) (?:fiscale?s?|fiscaux)"
    rf"|{_TAX_DATA}\b[^.!?]{{0,100}}\badministration|administration\b[^.!?]{{0,100}}\b{_TAX_DATA}"
    r"|tax (?:office|administration|authorit(?:y|ies)|department|services?|agency)|public finances?)(?![^\W_])"
)
# A link that says one of these leads to the legal notices, whatever it says besides…
_SAID = re.compile(
    r"\b(?:(?:mentions?|infos?|informations?|notices?|avertissements?|dispositions|aspects) lega(?:les?|ux)"
    r"|legal (?:notices?|mentions?|information|terms|disclaimers?|statements?)"
    r"|mentions? d'information|confidentialite|privacy (?:policy|notice|statement)"
    r"|rgpd|gdpr|cgu|data protection|protection of (?:\w+ ){0,2}data|informatique et libertes"
    r"|donnees (?:personnelles )?et (?:vos |mes )?droits"
    r"|(?:politique|charte|protection|respect|traitement|utilisation|usage) (?:\w+ |[dl]'){0,4}(?:donnees|vie privee|renseignements personnels))\b"
)
# … and these are its name, alone or beside another: in a sentence (« Modifier mes données personnelles ») they lead elsewhere.
# Conditions are those of the téléservice, under the names that it gives itself: those of the village hall say nothing of data.
_ITSELF = (
    r"(?:du|de la|de ce|de cette|de notre|de l'|de cet) ?(?:site|service|teleservice|portail|plateforme|application|demarche|espace)"
    r"(?: (?:en ligne|internet|web|numerique|citoyens?|familles?|usagers?|personnel))*"
)
_NAME = re.compile(
    r"mentions(?: ?(?:legales|obligatoires|reglementaires))?|legal|(?:mentions?|informations?) juridiques?"
    r"|(?:(?:vos|nos|gestion des|gestion de vos) )?donnees (?:personnelles|a caractere personnel)"
    r"|vie privee|(?:your )?(?:privacy|personal data)|terms(?: of (?:use|service))?"
    r"|(?:conditions|modalites) (?:generales|(?:generales )?(?:d[' ]?)?(?:utilisation|usage))"
    rf"(?: {_ITSELF})?"
)
# A page of the citizen's own data, in an account, has the same name in its address.
_OWN = re.compile(r"\b(?:mon|ma|mes|my|modifier|compte|profil|account|profile|edit)\b")
_BESIDE = re.compile(r"\s(?:et|and|[-–—|/·•])\s|[&(),:]")


@check("API-INFORMATION-01a", duty=duties.ANNOUNCED)
def tax_office_is_named_first(journey: Journey) -> Verdict:
    """Une page a parlé des impôts avant le premier appel."""
    expected = Text(
        "une page qui nomme la DGFiP, les impôts ou l'administration fiscale",
        "a page that names the DGFiP, the tax office or the tax administration",
    )
    shown = [(e.at, images(e.response.text or "")) for e in journey.screens()]  # a logo names the office in its `alt`
    return told_before(journey, journey.api_calls(), _names_the_office, expected, shown)


@check("API-MENTIONS-01a", duty=duties.NOTICES)
def legal_notices_are_one_link_away(journey: Journey) -> Verdict:
    """Chaque écran mène aux mentions légales."""
    expected = Text("un lien vers les mentions légales", "a link to the legal notices")
    return clean(journey, journey.screens(), _without_notices, expected)


def _names_the_office(text: str) -> bool:
    return _TAX_OFFICE.search(folded(text)) is not None


def _without_notices(exchange: Exchange) -> list[str]:
    found = any(_leads(to, names) for to, names in links(exchange.response.text or ""))
    return [] if found else [exchange.request.url.partition("?")[0]]


def _leads(to: str, names: tuple[str, ...]) -> bool:
    """Whether a link goes to the legal notices: one of its names says so, or else the page's own (`/mentions-legales`)."""
    said, path = [folded(name) for name in names], _words(_address(to).path)
    if any(_SAID.search(words) for words in (*said, path)):
        return True
    if any(_NAME.fullmatch(part) for words in said for part in _parts(words)):
        return True
    if any(_OWN.search(words) for words in (*said, path)):
        return False
    return any(_SAID.search(words) or _NAME.fullmatch(words) for words in map(_words, _pages(to)))


def _parts(words: str) -> Iterator[str]:
    """The things that a link names: « Données personnelles et cookies (nouvelle fenêtre) » has three."""
    return (part.strip(" .…>→") for part in _BESIDE.split(words))


def _pages(to: str) -> Iterator[str]:
    """Where an address may name its page: the end of its path, its fragment, its query (but for an address, where one goes next)."""
    address = _address(to)
    last = address.path.rstrip("/").rpartition("/")[2]
    yield re.sub(r"\.\w{1,5}$", "", last)
    yield address.fragment.lstrip("!/")
    for name, value in parse_qsl(address.query, keep_blank_values=True):
        if "/" not in value:
            yield value or name


def _address(to: str) -> SplitResult:
    try:
        return urlsplit(to.strip())
    except ValueError:  # a page may have anything for an address
        return urlsplit("")


def _words(part: str) -> str:
    """The words of a part of an address, which `-`, `_`, `/` or a capital sets apart."""
    return folded(re.sub(r"[-_/.+]", " ", apart(unquote(part))))
