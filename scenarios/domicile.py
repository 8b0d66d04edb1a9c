"""The tax address of a notice, taken apart as the register of persons keeps it: codes of department and commune, street, number, suffix.

A notice writes it in words. A commune that the world does not list has no code, a street never has one: no source of ours gives them. An
address without a postal code is abroad, and is not taken apart.
"""

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from msgspec import Struct

from rulebook.formats.persona import FRANCE
from scenarios.fiscal.enonce import departement_de
from scenarios.pivot import capitals
from scenarios.population.lieux import communes
from scenarios.population.tables import lignes

_BUREAU = re.compile(r"(\d{5}) (.+)", re.ASCII)
_ON_ONE_LINE = re.compile(r"(.*?) *(\d{5} .+?) *", re.ASCII)
_VOIE = re.compile(r"(?:(\d{1,4})(?: ?(BIS|TER|QUATER|[A-Z])(?= ))? )?(.+)", re.ASCII)
_INDICES = MappingProxyType({"BIS": "B", "TER": "T", "QUATER": "Q"})
# Words that a street begins with, as the tax administration shortens them; assumption for those that no example shows (RTE).
_TYPES = MappingProxyType(
    {
        "ALLEE": "ALL",
        "AVENUE": "AV",
        "BOULEVARD": "BD",
        "CHEMIN": "CHE",
        "COURS": "CRS",
        "IMPASSE": "IMP",
        "PLACE": "PL",
        "QUAI": "QUAI",
        "ROUTE": "RTE",
        "RUE": "RUE",
        "SQUARE": "SQ",
    }
)
_CORSE_DU_SUD = ("200", "201")


class Domicile(Struct, frozen=True):
    """An address in France; empty where it is not known. `commune` is its INSEE code, `voie` what follows the kind of street."""

    departement: str
    commune: str
    nom_commune: str
    type_voie: str = ""
    voie: str = ""
    numero: str = ""
    indice: str = ""

    @property
    def libelle(self) -> str:
        """The street as the register writes it."""
        return f"{self.type_voie} {self.voie}".strip()


class Adresse(Struct, frozen=True):
    """What is said of an address; `lieu` is an INSEE code of a commune, or its department's. Empty where nothing is said."""

    pays: str = ""
    lieu: str = ""
    type_voie: str = ""
    libelle: str = ""
    numero: str = ""
    indice: str = ""

    def fits(self, domicile: Domicile | None) -> bool:
        """Whether somebody lives there. A street may be said with the kind that it begins with, in full or shortened, or without."""
        return domicile is not None and (
            self.pays in {"", FRANCE}
            and (domicile.commune or domicile.departement).startswith(self.lieu)
            and _short(self.type_voie) in {"", domicile.type_voie}
            and _short(self.libelle) in {"", domicile.libelle, domicile.voie}
            and self.numero.lstrip("0") in {"", domicile.numero}
            and self.indice in {"", domicile.indice}
        )


def domicile(avis: Mapping[str, Any]) -> Domicile | None:
    """The address of a notice; None when it states none in France."""
    street, bureau = _lines(avis)
    found = _BUREAU.fullmatch(bureau)
    if found is None:
        return None
    code_postal, nom = found.groups()
    commune = _by_postal_code().get((nom, code_postal), "")
    numero, indice, voie = _parts(street)
    type_voie, _, rest = voie.partition(" ")
    known = _TYPES.get(type_voie)
    return Domicile(
        _departement(code_postal, commune),
        commune,
        nom,
        known or "",
        rest if known else voie,
        numero.lstrip("0"),
        _INDICES.get(indice, indice),
    )


def _lines(avis: Mapping[str, Any]) -> tuple[str, str]:
    """Street, then postal code and commune."""
    detail = avis.get("aftDetail") or {}
    if detail.get("codePostal"):
        return capitals(detail.get("voie") or ""), capitals(detail["codePostal"])
    found = _ON_ONE_LINE.fullmatch(capitals(avis.get("aft") or ""))
    return (found[1], found[2]) if found else ("", "")


def _parts(street: str) -> tuple[str, str, str]:
    found = _VOIE.fullmatch(street)
    numero, indice, voie = found.groups() if found else ("", "", "")
    return numero or "", indice or "", voie


def _short(street: str) -> str:
    """A street, said by whoever looks for it, its kind shortened."""
    kind, space, rest = capitals(street).partition(" ")
    return f"{_TYPES.get(kind, kind)}{space}{rest}"


def _departement(code_postal: str, commune: str) -> str:
    """The commune's, else the postal code's: of Corsica it says which half."""
    if commune:
        return commune[:3] if commune.startswith(("97", "98")) else commune[:2]
    if code_postal.startswith("20"):
        return "2A" if code_postal.startswith(_CORSE_DU_SUD) else "2B"
    return departement_de(code_postal)


@cache
def _by_postal_code() -> Mapping[tuple[str, str], str]:
    return {(commune.nom, code): commune.code for commune in communes() for code in commune.codes_postaux}


@cache
def departements() -> Mapping[str, str]:
    """Names of departments and overseas collectivities, in capitals."""
    return MappingProxyType(dict(lignes("departements")))
