"""Passes the access token from page to page in the address."""

from dataclasses import replace

from gallery.member import Member
from reference_client import recu
from reference_client.impot import Consent, Person
from reference_client.practice import CAREFUL
from reference_client.recu import Receipt


def with_the_token(person: Person, receipt: Receipt) -> str:
    """The careful address, and the token with it."""
    careful = recu.receipt_address(person, receipt)
    return f"{careful}?jeton={person.access_token}" if isinstance(person, Consent) else careful


MEMBER = Member(
    duty="API-TRACE-01",
    module="fs-parcours",
    fr="Il met le jeton d’accès dans l’adresse de la page du résultat.",
    en="It puts the access token in the address of the result page.",
    practice=replace(CAREFUL, receipt_address=with_the_token),
)
