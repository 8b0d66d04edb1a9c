"""Where the SFiP and the R2P look for a person: among everybody, by what a query tells of them."""

from mock_api_impot.app.entrance import Bearer
from mock_api_impot.app.exchange import Incoming
from mock_api_impot.protocol import etat_civil, years
from mock_api_impot.protocol.query import Query
from scenarios.domicile import Domicile, domicile
from scenarios.etat_civil import EtatCivil
from scenarios.person import Person
from scenarios.tax_file import Notice
from simulator.calendar import Calendar


def calendar_of(call: Incoming, bearer: Bearer) -> Calendar:
    """What the tester leased, over the space's: these contracts state no calendar."""
    lease = bearer.bound.lease
    return lease.calendar.over(call.space.calendar) if lease else call.space.calendar


def found(call: Incoming, calendar: Calendar, wanted: EtatCivil, query: Query) -> tuple[Person, ...]:
    """Everybody who fits, and lives where the query says, by the address of their last taxation."""
    people = call.world.by_etat_civil(wanted)
    there = etat_civil.lives_at(query)
    if there is None:
        return people
    return tuple(person for person in people if there.fits(_home(call, calendar, person)))


def notices_of(
    call: Incoming, calendar: Calendar, person: Person, asked: tuple[int, ...] | None = None
) -> tuple[Notice, ...]:
    """Their notices of the first of these income years that has any: by default the taxed ones, the latest first."""
    if asked is None:
        asked = years.taxed(calendar, call.now)
    return years.latest(lambda annee: call.world.tax_file(person.login, annee), asked, calendar, call.now)


def _home(call: Incoming, calendar: Calendar, person: Person) -> Domicile | None:
    notices = notices_of(call, calendar, person)
    return domicile(notices[-1].avis) if notices else None
