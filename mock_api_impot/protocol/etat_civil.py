"""How a person is looked for by civil status and address: what the SFiP and the R2P read of a query, and what both refuse of it."""

from collections.abc import Callable, Iterable
from typing import Protocol

from mock_api_impot.protocol.decision import Row, malformed
from mock_api_impot.protocol.query import Query
from rulebook.etat_civil import is_overseas_collectivity
from rulebook.refusal import Refusal
from scenarios.domicile import Adresse
from scenarios.etat_civil import EtatCivil
from scenarios.pivot import capitals

_GENDERS = {"1": "male", "2": "female"}
_INSEE = 5


class Asking(Protocol):
    """A call that has a query."""

    @property
    def query(self) -> Query:
        """Its parameters."""


# ---------------------------------------------------------------- what is refused
def well_formed(criteria: Iterable[Refusal]) -> tuple[Row[Asking], ...]:
    """A row a parameter: what the record's own constraint does not accept."""
    return tuple(malformed(refusal, _value_of(refusal.parameter or "")) for refusal in criteria)


def _value_of(name: str) -> Callable[[Asking], str | None]:
    return lambda call: call.query.get(name)


def unknown(criteria: Iterable[Refusal], refusal: Refusal) -> Row[Asking]:
    """The row that refuses a parameter which is none of `criteria`."""
    names = frozenset(one.parameter for one in criteria)
    return lambda call: not names.issuperset(call.query.values), refusal


def has_a_name_of_nothing(call: Asking) -> bool:
    """A name or given names that hold no letter once they are written as notices are: anybody's would do."""
    stated = (call.query.get(name) for name in ("nom", "prenom"))
    return any(value is not None and not capitals(value) for value in stated)


def has_a_birthplace_that_is_none(call: Asking) -> bool:
    """A commune of birth without its department, or whose digits do not go with it."""
    commune, departement = call.query.get("naisCodeCommune"), call.query.said("naisCodeDept")
    return commune is not None and _insee(departement, commune) is None


def has_a_commune_that_is_none(call: Asking) -> bool:
    """The same of the commune of an address, which an overseas collectivity does not have (published rule)."""
    commune, departement = call.query.get("adrCodeCommune"), call.query.said("adrCodeDept")
    return commune is not None and (is_overseas_collectivity(departement) or _insee(departement, commune) is None)


def has_a_street_in_no_commune(call: Asking) -> bool:
    """A street goes with the commune and the department of a mainland or overseas department (published rule)."""
    return call.query.get("adrLibelleVoie") is not None and call.query.get("adrCodeCommune") is None


# ---------------------------------------------------------------- what is wanted
def wanted(query: Query) -> EtatCivil:
    """Whom the query describes; its shape was checked."""
    return EtatCivil(
        nom=capitals(query.said("nom")),
        prenoms=tuple(capitals(query.said("prenom")).split()),
        gender=_GENDERS.get(query.said("sexe"), ""),
        naissance=tuple(reversed(query.said("naisDate").split("/"))) if query.get("naisDate") else (),
        pays=query.said("naisCodePays"),
        lieu=_place(query, "naisCodeDept", "naisCodeCommune"),
        spi=query.said("spi"),
    )


def lives_at(query: Query) -> Adresse | None:
    """The address that the query tells; None without any. The code of a street (`adrCodeVoie`) is read by nothing: no notice has it."""
    address = Adresse(
        pays=query.said("adrCodePays"),
        lieu=_place(query, "adrCodeDept", "adrCodeCommune") or query.said("adrCodeTom"),
        type_voie=query.said("adrLibelleTypeVoie"),
        libelle=query.said("adrLibelleVoie"),
        numero=query.said("adrNumVoie"),
        indice=query.said("adrIndiceRepetition"),
    )
    return None if address == Adresse() else address


def _place(query: Query, departement: str, commune: str) -> str:
    """An INSEE code, or the beginning of one."""
    of, at = query.said(departement), query.get(commune)
    return _bare(of) if at is None else _insee(of, at) or ""


def _insee(departement: str, commune: str) -> str | None:
    """The code of a commune from its two halves, which overlap by a digit where both have three; None when they make none."""
    bare = _bare(departement)
    code = bare[: _INSEE - len(commune)] + commune
    return code if bare and len(code) == _INSEE and code.startswith(bare) else None


def _bare(departement: str) -> str:
    """Without the zero with which the R2P may fill up a mainland department (075)."""
    return departement[1:] if len(departement) == 3 and departement.startswith("0") else departement
