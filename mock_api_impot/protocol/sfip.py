"""The SFiP: what each of its services checks, in order, and what it answers. No SPI and no income year is ever part of an answer.

Assumptions: the last taxation is that of the latest taxed year, among those that are served, of which the person has a notice, whatever
years the contract names; after a death in it, the survivor's situation; `rev` is always there, empty when nothing of it is opened, as in
the published example.
"""

from collections.abc import Callable, Mapping
from typing import Any

from msgspec import Struct

from mock_api_impot.protocol import etat_civil, gateway, lep, years
from mock_api_impot.protocol.avis import written
from mock_api_impot.protocol.call import Headers
from mock_api_impot.protocol.decision import Answer, Decision, Envelope, Row, first_broken, malformed, refused
from mock_api_impot.protocol.query import Query
from mock_api_impot.protocol.rights import Rights
from mock_api_impot.protocol.situations import answers_otherwise
from rulebook import resources
from rulebook.formats.habilitation import Sfip
from rulebook.refusal import Refusal
from rulebook.refusals import gateway as gateway_refusals
from rulebook.refusals import sfip as records
from rulebook.refusals.stated import STATED
from rulebook.resources import Resource
from rulebook.sfip import DONNEES, INFORMATION, KEYS, LEP, MEDIA_TYPE, Service
from scenarios.tax_file import Notice
from simulator.calendar import Calendar

ENVELOPE = Envelope(MEDIA_TYPE, numbered=True)


class Call(Struct, frozen=True):
    """One call that the gateway has let in. `path` holds what stood in the braces of the service's path."""

    service: Service
    headers: Headers
    path: Mapping[str, str]
    query: Query
    now: float
    contract: Sfip
    teleservices: frozenset[str] = frozenset()


class Dossier(Struct, frozen=True):
    """What is known once the person was looked for: how many people fit, and the notices of the only one, in the order of their periods."""

    call: Call
    found: int = 0
    notices: tuple[Notice, ...] = ()


class Operation(Struct, frozen=True):
    """One service about a person: the resource whose fields it serves, the income years that it looks at, its ordered tables."""

    service: Service
    resource: Resource
    years: Callable[[Call, Calendar], tuple[int, ...]]
    request: tuple[Row[Call], ...]
    in_order: tuple[Row[Dossier], ...]
    body: Callable[[Dossier], Mapping[str, Any]]


# ---------------------------------------------------------------- the request
def _opened(call: Call, resource: Resource) -> frozenset[str]:
    """Paths that the contract opens there."""
    return Rights(call.contract.scopes, call.contract.specific_requirements).paths(resource)


def _opens_nothing(resource: Resource) -> Row[Call]:
    return lambda call: not _opened(call, resource), records.NO_FIELD_CONTRACTED


def _in_path(refusal: Refusal) -> Row[Call]:
    return malformed(refusal, lambda call: call.path.get(refusal.parameter or ""))


def _keys(call: Call) -> frozenset[str]:
    """The keys that the parameters make."""
    return frozenset(key.name for key in KEYS if key.made_by(call.query.values))


CONTRACT: tuple[Row[Call], ...] = (
    malformed(records.NO_TELESERVICE, lambda call: call.headers.teleservice),
    (lambda call: call.headers.teleservice not in call.teleservices, records.UNKNOWN_TELESERVICE),
    (lambda call: call.headers.teleservice != call.contract.id_teleservice, records.FOREIGN_TELESERVICE),
    (lambda call: call.service.code not in call.contract.services, records.SERVICE_NOT_CONTRACTED),
)
QUERY: tuple[Row[Call], ...] = (
    (lambda call: call.query.garbled, records.GARBLED),
    (lambda call: call.query.is_repeated, records.REPEATED),
    etat_civil.unknown(records.CRITERIA, records.UNKNOWN_PARAMETER),
    *etat_civil.well_formed(records.CRITERIA),
    (etat_civil.has_a_name_of_nothing, records.EMPTY_NAME),
    (etat_civil.has_a_birthplace_that_is_none, records.NAIS_COMMUNE),
    (etat_civil.has_a_commune_that_is_none, records.ADR_COMMUNE),
    (etat_civil.has_a_street_in_no_commune, records.ADR_VOIE),
    (lambda call: not _keys(call), records.NO_KEY),
    (lambda call: not _keys(call) & {*call.contract.keys}, records.KEY_NOT_CONTRACTED),
)

# ---------------------------------------------------------------- the person
PERSON: tuple[Row[Dossier], ...] = (
    (lambda dossier: dossier.found == 0, records.NOBODY),
    (lambda dossier: dossier.found > 1, records.SEVERAL),
    answers_otherwise(lambda dossier: dossier.notices),
)


def _last_taxation(dossier: Dossier) -> Mapping[str, Any]:
    body = written(dossier.notices[-1].avis, _opened(dossier.call, resources.ASSIETTES))
    return {**body, "rev": body.get("rev", {})}


def _statut(dossier: Dossier) -> bool | None:
    return lep.opens(dossier.notices[-1].avis, dossier.call.path)


OPERATIONS: tuple[Operation, ...] = (
    Operation(
        DONNEES,
        resources.ASSIETTES,
        lambda call, calendar: years.taxed(calendar, call.now),
        (*CONTRACT, _opens_nothing(resources.ASSIETTES), *QUERY),
        (*PERSON, (lambda dossier: not dossier.notices, records.NO_TAXATION)),
        _last_taxation,
    ),
    Operation(
        LEP,
        resources.LEP,
        lambda call, calendar: tuple(
            annee for annee in years.taxed(calendar, call.now) if annee == int(call.path["annrev"])
        ),
        (
            *CONTRACT,
            _opens_nothing(resources.LEP),
            _in_path(records.BAD_DEPARTEMENT),
            _in_path(records.BAD_YEAR),
            _in_path(records.BAD_BAREME),
            *QUERY,
        ),
        (
            *PERSON,
            (lambda dossier: not dossier.notices, records.NO_NOTICE),
            (lambda dossier: _statut(dossier) is None, records.NO_ANSWER),
        ),
        lambda dossier: {"statut": "O" if _statut(dossier) else "N"},
    ),
)
AVAILABLE = Answer(MEDIA_TYPE, {"descriptif": "L'API est opérationnelle"})


def decide(operation: Operation, dossier: Dossier) -> Decision:
    """What the service answers, or the first reason not to."""
    refusal = first_broken(operation.in_order, dossier)
    return refused(refusal, ENVELOPE) if refusal else Answer(MEDIA_TYPE, operation.body(dossier))


def refusals(service: Service) -> tuple[Refusal, ...]:
    """Everything that a service may refuse, in the order in which it looks; an answer that the data state, once."""
    rows: list[Row[Any]] = [*gateway.ACCESS, *gateway.PASSAGE]
    for operation in OPERATIONS:
        rows += (*operation.request, *operation.in_order) if operation.service is service else ()
    given = (refusal if isinstance(refusal, Refusal) else STATED for _, refusal in rows)
    return tuple(one for one in given if service.scope or one is not gateway_refusals.SCOPE_LACKING)


SERVICES: tuple[Service, ...] = (INFORMATION, DONNEES, LEP)
