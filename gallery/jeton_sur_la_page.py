"""Takes the access token for the number of the receipt."""

from dataclasses import replace

from gallery.member import Member
from reference_client import recu
from reference_client.impot import Consent, Person
from reference_client.practice import CAREFUL


def from_the_token(prefix: str, person: Person) -> str:
    """A number that is already there."""
    return person.access_token if isinstance(person, Consent) else recu.new_reference(prefix, person)


MEMBER = Member(
    duty="API-TRACE-02",
    module="fs-parcours",
    fr="Le numéro du reçu est le jeton d’accès.",
    en="The number of the receipt is the access token.",
    practice=replace(CAREFUL, new_reference=from_the_token),
)
