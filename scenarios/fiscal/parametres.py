"""The law as files: the only module of the calculator that opens any."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, get_type_hints

from scenarios.fiscal import ANNEES
from scenarios.fiscal.lep import Baremes, Zone
from scenarios.fiscal.loi import Loi


@cache
def loi(annee: int) -> Loi:
    """The law for the income of `annee`; after the last published year, the last known one (`publiee` says which)."""
    if annee < ANNEES[0]:
        raise LookupError(f"aucun paramètre fiscal avant l'année de revenus {ANNEES[0]} : {annee}")
    publiee = min(annee, ANNEES[-1])
    tables, propres = _lire("constantes"), _lire(str(publiee))
    for nom, table in propres.items():
        tables[nom] = tables.get(nom, {}) | table if isinstance(table, dict) else table
    types = get_type_hints(Loi)
    sections = {nom: types[nom](**_figees(table)) for nom, table in tables.items() if isinstance(table, dict)}
    return Loi(annee=annee, publiee=tables["annee"], **sections)


@cache
def baremes_lep() -> Baremes:
    """Ceilings of the LEP, by zone and by year of the scale."""
    return {
        Zone(zone): {int(annee): tuple(montants) for annee, montants in table.items()}
        for zone, table in _lire("lep").items()
    }


def _lire(nom: str) -> dict[str, Any]:
    fichier = files("scenarios.fiscal") / "parameters" / f"{nom}.toml"
    return tomllib.loads(fichier.read_text(encoding="utf-8"))


def _figees(table: Mapping[str, Any]) -> dict[str, Any]:
    return {cle: _figee(valeur) for cle, valeur in table.items()}


def _figee(valeur: Any) -> Any:
    """Lists as tuples, so that a law cannot be changed by who computes with it."""
    if isinstance(valeur, list):
        return tuple(valeur)
    return {cle: tuple(liste) for cle, liste in valeur.items()} if isinstance(valeur, dict) else valeur
