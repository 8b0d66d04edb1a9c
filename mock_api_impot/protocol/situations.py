"""What every resource about one citizen checks, in one order; each adds its own rows below (`assiettes`, `factures`, `lep`…).

Three tables: REQUEST needs only the call; CITIZEN what FranceConnect and the tax files said; YEAR the calendar and the contract. The
order is the one of the terms of use (§4): technical identifier, contract, consent, identity, SPI, then rights for the year.
"""

from collections.abc import Callable, Iterable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from mock_api_impot.protocol import years
from mock_api_impot.protocol.call import Call
from mock_api_impot.protocol.consent import Active, Consent, Inactive, Unavailable, of_taxes
from mock_api_impot.protocol.decision import Decision, Row, T, malformed
from mock_api_impot.protocol.rights import Rights, rights
from rulebook.formats.persona import Reponse
from rulebook.refusal import Refusal
from rulebook.refusals import assiettes as refusals
from rulebook.refusals import lep as lep_refusals
from rulebook.refusals.stated import STATED, stated
from rulebook.resources import Mode, Resource
from scenarios.tax_file import Housing, Notice, TaxFile
from simulator.calendar import Calendar


class Dossier(Struct, frozen=True):
    """What is known once the citizen was looked for.

    `consent` is None in SPI mode. `found` counts the people that fit; `files` is what the tax service holds of the only one, by
    income year, and `issued` those of its notices that exist by now, each period's latest. `intersect` cuts the contract to what was
    consented.
    """

    call: Call
    calendar: Calendar
    consent: Consent | None = None
    found: int = 0
    files: Mapping[int, TaxFile] = {}
    issued: Mapping[int, tuple[Notice, ...]] = {}
    intersect: bool = True

    @property
    def annee(self) -> int:
        """The income year asked for."""
        return int(self.call.path["annrev"])

    @property
    def file(self) -> TaxFile | None:
        """The file of the year asked for."""
        return self.files.get(self.annee)

    @property
    def notices(self) -> tuple[Notice, ...]:
        """The notices of the year asked for, in the order of their periods."""
        return self.issued.get(self.annee, ())

    @property
    def rights(self) -> Rights:
        """What this call may read."""
        return rights(self.call.contract, self.consent, intersect=self.intersect)

    def last_situation(self, annee: int) -> tuple[Notice, ...]:
        """The notice of the last period of a year; none while it is not issued, even when an earlier period's is."""
        file = self.files.get(annee)
        return years.last_situation(file, self.issued.get(annee, ())) if file else ()

    def with_files(self, files: Mapping[int, TaxFile]) -> "Dossier":
        """The same, the citizen found."""
        now = self.call.now
        issued = {annee: years.issued(file, self.calendar, annee, now) for annee, file in files.items()}
        return replace(self, found=1, files=files, issued=issued)


def the_year_asked(call: Call, _: Calendar) -> tuple[int, ...]:
    """The income year that stands in the path."""
    return (int(call.path["annrev"]),)


class Operation(Struct, frozen=True):
    """One resource: the income years that it looks at, and its ordered tables; `answer` is for who passes them all."""

    resource: Resource
    in_order: tuple[Row[Dossier], ...]
    answer: Callable[[Dossier], Decision]
    years: Callable[[Call, Calendar], tuple[int, ...]] = the_year_asked


def _is_foreign(call: Call) -> bool:
    return call.headers.teleservice != call.contract.id_teleservice


def _in_path(name: str, refusal: Refusal) -> Row[Call]:
    return lambda call: name in call.path and not refusal.accepts(call.path[name]), refusal


REQUEST: tuple[Row[Call], ...] = (
    malformed(refusals.NO_TELESERVICE, lambda call: call.headers.teleservice),
    (lambda call: call.headers.teleservice not in call.teleservices, refusals.UNKNOWN_TELESERVICE),
    (_is_foreign, refusals.FOREIGN_TELESERVICE),
    (lambda call: call.resource.scope not in call.contract.resources, refusals.RESOURCE_NOT_CONTRACTED),
    (lambda call: call.mode.value not in call.contract.modality, refusals.MODALITY_NOT_CONTRACTED),
    (
        lambda call: (
            call.mode is Mode.FRANCECONNECT and not refusals.NO_CONSENT_TOKEN.accepts(call.headers.franceconnect)
        ),
        refusals.NO_CONSENT_TOKEN,
    ),
    _in_path("spi", refusals.BAD_SPI),
    _in_path("departement", lep_refusals.BAD_DEPARTEMENT),
    _in_path("annrev", refusals.BAD_YEAR),
    _in_path("bareme", lep_refusals.BAD_BAREME),
)


def _is_anothers(dossier: Dossier) -> bool:
    return isinstance(dossier.consent, Active) and dossier.consent.audience != dossier.call.caller.client_id


def _consents_to_nothing(dossier: Dossier) -> bool:
    return isinstance(dossier.consent, Active) and not of_taxes(dossier.consent.scopes)


CITIZEN: tuple[Row[Dossier], ...] = (
    (lambda dossier: isinstance(dossier.consent, Unavailable), refusals.FRANCECONNECT_UNAVAILABLE),
    (lambda dossier: isinstance(dossier.consent, Inactive), refusals.CONSENT_ENDED),
    (_is_anothers, refusals.CONSENT_OF_ANOTHER),
    (_consents_to_nothing, refusals.NOTHING_CONSENTED),
    (lambda dossier: dossier.consent is None and dossier.found != 1, refusals.UNKNOWN_SPI),
    (lambda dossier: dossier.consent is not None and dossier.found == 0, refusals.UNKNOWN_IDENTITY),
    (lambda dossier: dossier.consent is not None and dossier.found > 1, refusals.AMBIGUOUS_IDENTITY),
)


def _is_out_of_contract(dossier: Dossier) -> bool:
    last = dossier.calendar.last_taxed(dossier.call.now)
    return dossier.annee not in dossier.rights.years(dossier.call.resource, last)


EXISTS: tuple[Row[Dossier], ...] = (
    (
        lambda dossier: years.is_not_taxed_yet(dossier.calendar, dossier.annee, dossier.call.now),
        refusals.NOT_TAXED_YET,
    ),
    (lambda dossier: years.is_too_old(dossier.calendar, dossier.annee, dossier.call.now), refusals.TOO_OLD),
)

YEAR: tuple[Row[Dossier], ...] = (*EXISTS, (_is_out_of_contract, refusals.YEAR_NOT_CONTRACTED))


def opens_nothing(dossier: Dossier) -> bool:
    """Whether no field of the resource is opened to this call."""
    return not dossier.rights.paths(dossier.call.resource)


def answers_otherwise(entries: Callable[[T], Iterable[Notice | Housing]]) -> Row[T]:
    """The row that gives the answer that the data state, when they state one instead of data."""

    def reponse(dossier: T) -> Reponse | None:
        return next((entry.reponse for entry in entries(dossier) if entry.reponse), None)

    def refusal(dossier: T) -> Refusal:
        found = reponse(dossier)
        return stated(found.http, found.codeapp) if found else STATED

    return lambda dossier: reponse(dossier) is not None, refusal


# The rows of a resource whose answer is made from the notices of the year asked for.
OF_NOTICES: tuple[Row[Dossier], ...] = (
    *CITIZEN,
    *YEAR,
    (opens_nothing, refusals.NO_FIELD_CONTRACTED),
    answers_otherwise(lambda dossier: dossier.notices),
    (lambda dossier: not dossier.notices, refusals.NO_NOTICE),
)
