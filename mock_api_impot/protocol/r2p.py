"""The R2P: what each of its three operations checks, in order, and how the register writes a person.

Assumptions: the modalities of the DataPass form, which say what each key may give back, are not told apart, so that the two scopes alone
decide; nobody's file is kept from being told; the address is that of the last taxation; a given name of usage is in no source of ours, and
absent; a person without a taxation has no address.
"""

from collections.abc import Callable, Mapping
from typing import Any

from msgspec import Struct

from mock_api_impot.protocol import etat_civil, gateway
from mock_api_impot.protocol.decision import Answer, Decision, Row, first_broken, malformed, refused
from mock_api_impot.protocol.query import Query
from rulebook.etat_civil import is_overseas_collectivity
from rulebook.formats.habilitation import R2p
from rulebook.formats.persona import FRANCE, Identity
from rulebook.r2p import MEDIA_TYPE, PAR_SPI, PERSONNE, REQUIRED, SPI, Search
from rulebook.refusal import Refusal
from rulebook.refusals import r2p as records
from scenarios.domicile import Domicile, departements, domicile
from scenarios.etat_civil import EtatCivil
from scenarios.person import Person
from scenarios.pivot import capitals
from scenarios.tax_file import Notice

_SEXES = {"male": "1", "female": "2"}
_UNKNOWN = "00"
_OVERSEAS = ("97", "98")


class Call(Struct, frozen=True):
    """One call that the gateway has let in; `path` holds the SPI when it stands there."""

    search: Search
    path: Mapping[str, str]
    query: Query
    contract: R2p


class Dossier(Struct, frozen=True):
    """Who was found, and the notices of the last taxation of the only one."""

    found: tuple[Person, ...] = ()
    notices: tuple[Notice, ...] = ()


class Operation(Struct, frozen=True):
    """One search: its ordered table, whom it looks for, and what it gives back of them."""

    search: Search
    request: tuple[Row[Call], ...]
    wanted: Callable[[Query, Mapping[str, str]], EtatCivil]
    body: Callable[[Dossier], Mapping[str, Any]]


# ---------------------------------------------------------------- the request
def _names_nobody(call: Call) -> bool:
    return any(call.query.get(name) is None for name in REQUIRED)


def _has_no_filter(call: Call) -> bool:
    return call.search.filtered and not call.query.values.keys() - {*REQUIRED}


def _of_a_query(search: Search) -> tuple[Row[Call], ...]:
    criteria = tuple(one for one in records.CRITERIA if one.parameter in search.criteria)
    return (
        CONTRACTED,
        (lambda call: call.query.garbled, records.GARBLED),
        (lambda call: call.query.is_repeated, records.REPEATED),
        etat_civil.unknown(criteria, records.UNKNOWN_PARAMETER),
        *etat_civil.well_formed(criteria),
        (etat_civil.has_a_name_of_nothing, records.EMPTY_NAME),
        (_names_nobody, records.NO_NAME),
        (etat_civil.has_a_birthplace_that_is_none, records.NAIS_COMMUNE),
    )


CONTRACTED: Row[Call] = (lambda call: call.search.scope not in call.contract.scopes, records.SCOPE_NOT_CONTRACTED)
BY_CRITERIA: tuple[Row[Call], ...] = (
    *_of_a_query(PERSONNE),
    (etat_civil.has_a_commune_that_is_none, records.ADR_COMMUNE),
    (etat_civil.has_a_street_in_no_commune, records.ADR_VOIE),
    (_has_no_filter, records.NO_FILTER),
)
BY_CIVIL_STATUS: tuple[Row[Call], ...] = _of_a_query(SPI)
BY_SPI: tuple[Row[Call], ...] = (CONTRACTED, malformed(records.BAD_SPI, lambda call: call.path.get("spi")))

PERSON: tuple[Row[Dossier], ...] = (
    (lambda dossier: not dossier.found, records.NOBODY),
    (lambda dossier: len(dossier.found) > 1, records.SEVERAL),
)


# ---------------------------------------------------------------- the answer
def _spi(dossier: Dossier) -> Mapping[str, Any]:
    return {"identifiant": {"spi": dossier.found[0].login}}


def _person(dossier: Dossier) -> Mapping[str, Any]:
    where = domicile(dossier.notices[-1].avis) if dossier.notices else None
    parts = {
        **_spi(dossier),
        "etatCivil": _known(_civil(dossier.found[0].identity)),
        "adresse": _known(_address(where)) if where else None,
    }
    return {"personnePhysique": _known(parts)}


def _known(members: Mapping[str, Any]) -> dict[str, Any]:
    """What is not known is absent."""
    return {name: value for name, value in members.items() if value}


def _civil(identity: Identity) -> Mapping[str, Any]:
    annee, mois, jour = identity.birthdate.split("-")
    in_france = identity.birthcountry == FRANCE
    departement, tom, commune = _coded(identity.birthplace) if in_france else ("", "", "")
    return {
        "cdSexe": _SEXES.get(identity.gender),
        "lbNomNaissance": capitals(identity.family_name),
        "lbPrenomNaissance": capitals(identity.given_name),
        "lbNomUsage": capitals(identity.preferred_username or ""),
        "anneeNaissance": annee,
        "moisNaissance": mois if mois != _UNKNOWN else "",
        "jourNaissance": jour if jour != _UNKNOWN else "",
        "cdPaysNaissance": identity.birthcountry,
        "cdDeptNaissance": departement,
        "cdTOMNaissance": tom,
        "cdCommuneNaissance": commune,
    }


def _address(where: Domicile) -> Mapping[str, Any]:
    departement, tom, commune = _coded(where.commune or where.departement)
    return {
        "cdPays": FRANCE,
        "lbPays": "FRANCE",
        "cdDepartement": departement,
        "lbDepartement": departements().get(departement),
        "cdTOM": tom,
        "lbTOM": departements().get(tom),
        "cdCommune": commune,
        "lbCommune": where.nom_commune,
        "lbVoie": where.libelle,
        "numeroVoie": where.numero,
        "indiceDeRepetition": where.indice,
    }


def _coded(insee: str) -> tuple[str, str, str]:
    """Department, or overseas collectivity, and commune: the last three characters of the code, two in a collectivity, as published."""
    place = insee[:3] if insee.startswith(_OVERSEAS) else insee[:2]
    is_tom = is_overseas_collectivity(place)
    commune = "" if insee == place else insee[3:] if is_tom else insee[2:]
    return ("", place, commune) if is_tom else (place, "", commune)


OPERATIONS: tuple[Operation, ...] = (
    Operation(PERSONNE, BY_CRITERIA, lambda query, _: etat_civil.wanted(query), _person),
    Operation(SPI, BY_CIVIL_STATUS, lambda query, _: etat_civil.wanted(query), _spi),
    Operation(PAR_SPI, BY_SPI, lambda _, path: EtatCivil(spi=path["spi"]), _person),
)


def decide(operation: Operation, dossier: Dossier) -> Decision:
    """What is answered, or why not."""
    refusal = first_broken(PERSON, dossier)
    return refused(refusal) if refusal else Answer(MEDIA_TYPE, operation.body(dossier))


def refusals(search: Search) -> tuple[Refusal, ...]:
    """Everything that a search may refuse, in the order in which it looks; nobody has two files under one SPI."""
    (operation,) = (one for one in OPERATIONS if one.search is search)
    rows: tuple[Row[Any], ...] = (*gateway.ACCESS, *gateway.PASSAGE, *operation.request, *PERSON)
    given = [refusal for _, refusal in rows if isinstance(refusal, Refusal)]
    return tuple(one for one in given if search.criteria or one is not records.SEVERAL)
