"""Passes the income from page to page in the address."""

from dataclasses import replace

from gallery.member import Member
from reference_client import recu
from reference_client.impot import Person
from reference_client.practice import CAREFUL
from reference_client.recu import Receipt
from reference_client.tarif import Tarif


def with_the_income(person: Person, receipt: Receipt) -> str:
    """The careful address, and a figure of the notice with it."""
    careful = recu.receipt_address(person, receipt)
    return f"{careful}?revenu={receipt.result.assiette.rfr}" if isinstance(receipt.result, Tarif) else careful


MEMBER = Member(
    duty="API-TRACE-03",
    module="fs-parcours",
    fr="Il met le revenu dans l’adresse de la page du résultat.",
    en="It puts the income in the address of the result page.",
    practice=replace(CAREFUL, receipt_address=with_the_income),
)
