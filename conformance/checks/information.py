"""The citizen is told before their data are asked for, and the legal notices are never far."""

import re

from conformance.checks.registry import check
from conformance.checks.verbs import clean, told_before
from conformance.journey import Journey
from conformance.verdict import Verdict
from rulebook.duties import information as duties
from rulebook.formats.exchange import Exchange
from rulebook.source import Text

_TAX_OFFICE = ("dgfip", "finances publiques", "impôt", "impot", "fiscal", "tax")
_LINK = re.compile(r"<a\b[^>]*>.*?</a>", re.IGNORECASE | re.DOTALL)
_LEGAL = re.compile(
    r"mentions|l[ée]gal|donn[ée]es[ -]personnelles|protection des donn|confidentialit|privacy|rgpd|gdpr|\bcgu\b|conditions",
    re.IGNORECASE,
)


@check("API-INFORMATION-01a", duty=duties.ANNOUNCED)
def tax_office_is_named_first(journey: Journey) -> Verdict:
    """Une page a parlé des impôts avant le premier appel."""
    return told_before(journey, journey.api_calls(), words=_TAX_OFFICE)


@check("API-MENTIONS-01a", duty=duties.NOTICES)
def legal_notices_are_one_link_away(journey: Journey) -> Verdict:
    """Chaque écran mène aux mentions légales."""
    expected = Text("un lien vers les mentions légales", "a link to the legal notices")
    return clean(journey, journey.screens(), _without_notices, expected)


def _without_notices(exchange: Exchange) -> list[str]:
    links = _LINK.findall(exchange.response.text or "")
    return [] if any(_LEGAL.search(link) for link in links) else [exchange.request.url.partition("?")[0]]
