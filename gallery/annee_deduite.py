"""Asks for the last notice that there is, and says of which year it must be, instead of reading it."""

from collections.abc import Mapping
from dataclasses import replace

from gallery.member import Member
from reference_client import apim, impot
from reference_client.impot import Person, Spi
from reference_client.practice import CAREFUL

RESOURCE = "RessourceIRDerniere2"


def last_of_two(person: Person, annee: int) -> str:
    """The resource that chooses the year, so that one call is enough."""
    del annee
    whose = f"/spi/{person.number}" if isinstance(person, Spi) else ""
    return f"{impot.BASE}{whose}/dernieresituation/ir/assiettes/deuxans"


def for_that_resource(scope: str) -> Mapping[str, str]:
    """The careful form, for the resource of its contract."""
    return apim.form(RESOURCE if scope == impot.SCOPE else scope)


MEMBER = Member(
    duty="API-ANNEE-04",
    module="api-annee-non-taxee",
    fr="Il demande la dernière situation, et en déduit l’année de la date du jour au lieu de lire `annRevenu`.",
    en="It asks for the last situation, and deduces its year from today's date instead of reading `annRevenu`.",
    practice=replace(
        CAREFUL,
        api_path=last_of_two,
        gateway_form=for_that_resource,
        years_to_ask=lambda today: (today.year - 1,),
    ),
    registered={"api_impot": {"resources": [RESOURCE]}},
)
