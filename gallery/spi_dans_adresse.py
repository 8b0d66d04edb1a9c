"""Passes the tax number from page to page in the address."""

from dataclasses import replace

from gallery.member import Member
from reference_client import recu
from reference_client.impot import Person, Spi
from reference_client.practice import CAREFUL
from reference_client.recu import Receipt


def with_the_number(person: Person, receipt: Receipt) -> str:
    """The careful address, and the number with it."""
    careful = recu.receipt_address(person, receipt)
    return f"{careful}?spi={person.number}" if isinstance(person, Spi) else careful


MEMBER = Member(
    duty="API-SPI-01",
    module="api-spi",
    fr="Il met le numéro fiscal dans l’adresse de la page du résultat.",
    en="It puts the tax number in the address of the result page.",
    practice=replace(CAREFUL, receipt_address=with_the_number),
)
