"""What every resource about one citizen and one year checks, in one order; each adds its own rows below (`assiettes`, `th`).

Two tables: REQUEST needs only the call; DOSSIER needs what FranceConnect and the tax files said. The order is the one of the terms
of use (§4): technical identifier, contract, consent, identity, SPI, then rights for the year.
"""

from collections.abc import Callable
from dataclasses import dataclass

from mock_api_impot.protocol import years
from mock_api_impot.protocol.call import Call
from mock_api_impot.protocol.consent import Active, Consent, Inactive, Unavailable, consented, rights
from mock_api_impot.protocol.decision import Decision, Row, malformed
from mock_api_impot.protocol.resources import Mode, Resource
from rulebook.formats.persona import Reponse
from rulebook.refusal import Refusal
from rulebook.refusals import assiettes as refusals
from rulebook.refusals.stated import STATED, stated
from scenarios.tax_file import Notice, TaxFile
from simulator.calendar import Calendar


@dataclass(frozen=True, slots=True)
class Dossier:
    """What is known once the citizen was looked for.

    `consent` is None in SPI mode. `found` counts the people that fit; `file` is what the tax service holds of the only one for the
    year, None when there is not exactly one. `intersect` cuts the contract to what was consented.
    """

    call: Call
    calendar: Calendar
    consent: Consent | None = None
    found: int = 0
    file: TaxFile | None = None
    intersect: bool = True

    @property
    def annee(self) -> int:
        """The income year asked for."""
        return int(self.call.annrev)

    @property
    def scopes(self) -> frozenset[str]:
        """DataPass scopes that this call may use."""
        contract = self.call.contract
        return rights(contract.scopes if contract else (), self.consent, intersect=self.intersect)

    @property
    def notices(self) -> tuple[Notice, ...]:
        """The notices of the year that exist by now, each period's latest."""
        return years.issued(self.file, self.calendar, self.annee, self.call.now) if self.file else ()


@dataclass(frozen=True, slots=True)
class Operation:
    """One resource and what it decides of a dossier."""

    resource: Resource
    decide: Callable[[Dossier], Decision]


def _is_foreign(call: Call) -> bool:
    return call.contract is None or call.headers.teleservice != call.contract.id_teleservice


def _in(mode: Mode, row: Row[Call]) -> Row[Call]:
    breaks, refusal = row
    return lambda call: call.mode is mode and breaks(call), refusal


REQUEST: tuple[Row[Call], ...] = (
    malformed(refusals.NO_TELESERVICE, lambda call: call.headers.teleservice),
    (lambda call: call.headers.teleservice not in call.teleservices, refusals.UNKNOWN_TELESERVICE),
    (_is_foreign, refusals.FOREIGN_TELESERVICE),
    (
        lambda call: call.contract is None or call.resource.scope not in call.contract.resources,
        refusals.RESOURCE_NOT_CONTRACTED,
    ),
    (
        lambda call: call.contract is None or call.mode.value not in call.contract.modality,
        refusals.MODALITY_NOT_CONTRACTED,
    ),
    _in(Mode.FRANCECONNECT, malformed(refusals.NO_CONSENT_TOKEN, lambda call: call.headers.franceconnect)),
    _in(Mode.SPI, malformed(refusals.BAD_SPI, lambda call: call.spi)),
    malformed(refusals.BAD_YEAR, lambda call: call.annrev),
)


def _is_anothers(dossier: Dossier) -> bool:
    caller = dossier.call.caller
    return isinstance(dossier.consent, Active) and (caller is None or dossier.consent.audience != caller.client_id)


def _consents_to_nothing(dossier: Dossier) -> bool:
    return isinstance(dossier.consent, Active) and not consented(dossier.consent.scopes)


def _by_spi(breaks: Callable[[Dossier], bool]) -> Callable[[Dossier], bool]:
    return lambda dossier: dossier.consent is None and breaks(dossier)


def _by_identity(breaks: Callable[[Dossier], bool]) -> Callable[[Dossier], bool]:
    return lambda dossier: dossier.consent is not None and breaks(dossier)


def _is_out_of_contract(dossier: Dossier) -> bool:
    return dossier.annee not in years.contracted(dossier.scopes, dossier.calendar, dossier.call.now)


def answers_otherwise(reponse: Callable[[Dossier], Reponse | None]) -> Row[Dossier]:
    """The row that gives the answer that the data state, when they state one instead of data."""

    def refusal(dossier: Dossier) -> Refusal:
        found = reponse(dossier)
        return stated(found.http, found.codeapp) if found else STATED

    return lambda dossier: reponse(dossier) is not None, refusal


DOSSIER: tuple[Row[Dossier], ...] = (
    (lambda dossier: isinstance(dossier.consent, Unavailable), refusals.FRANCECONNECT_UNAVAILABLE),
    (lambda dossier: isinstance(dossier.consent, Inactive), refusals.CONSENT_ENDED),
    (_is_anothers, refusals.CONSENT_OF_ANOTHER),
    (_consents_to_nothing, refusals.NOTHING_CONSENTED),
    (_by_spi(lambda dossier: dossier.found != 1), refusals.UNKNOWN_SPI),
    (_by_identity(lambda dossier: dossier.found == 0), refusals.UNKNOWN_IDENTITY),
    (_by_identity(lambda dossier: dossier.found > 1), refusals.AMBIGUOUS_IDENTITY),
    (
        lambda dossier: years.is_not_taxed_yet(dossier.calendar, dossier.annee, dossier.call.now),
        refusals.NOT_TAXED_YET,
    ),
    (lambda dossier: years.is_too_old(dossier.calendar, dossier.annee, dossier.call.now), refusals.TOO_OLD),
    (_is_out_of_contract, refusals.YEAR_NOT_CONTRACTED),
)
