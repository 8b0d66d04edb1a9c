"""Notices of a persona: what is stated wins, the calculator makes the rest; after the last stated year the same household goes on.

Assumptions on what no source gives: issued in the first days of July and recovered on the 31st, a role number ending in 1 for the first
notice of a year (011), 021 after a death, 031 for a notice issued later than everybody's, recovered at the end of the next month; days
as DD/MM/YYYY; fipNum 99, ten digits and a letter.
"""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from rulebook.fields import FIELDS
from rulebook.formats.persona import Foyer
from rulebook.formats.statement import StatedFoyer
from scenarios.borrowed import Declarant, Home, number
from scenarios.declarant import civil
from scenarios.fiscal.avis import calculer
from scenarios.fiscal.champs import champs
from scenarios.fiscal.enonce import foyer_de
from scenarios.fiscal.parametres import loi

_DATED = frozenset({"datRec", "datEtab"})
_IDENTITY = re.compile(r".*Dec[12]|aft|aftDetail|numRole|fipNum|sitPart")


def completed(entry: StatedFoyer, annee: int, home: Home) -> Foyer:
    """The notice of `annee` that `entry` states, in part or whole."""
    foyer = Foyer(
        annee=annee,
        spi_conjoint=entry.spi_conjoint or (home.spi_conjoint if entry.commune and not entry.whole else None),
        situation=entry.status,
        avis=entry.avis if entry.whole else _around_the_figures(entry, annee, home),
        **{name: getattr(entry, name) for name in ("debut", "fin", "declaration", "emission", "reponse", "patrimoine")},
    )
    if entry.whole:
        return foyer
    return foyer.model_copy(
        update={"avis": ordered({**figures(foyer), **foyer.avis, **entry.avis, **_address(entry, home)})}
    )


def figures(foyer: Foyer) -> dict[str, Any]:
    """Fields that the law decides."""
    return champs(calculer(foyer_de(foyer), loi(foyer.annee)))


def prolonged(last: Foyer, annee: int) -> Foyer | None:
    """The household of `last` in a later year: same boxes, that year's law, dates moved. None when it ended or is not explained.

    A household that died out, and a notice whose boxes do not make its figures, say nothing of the years that follow.
    """
    if last.fin is not None or last.reponse is not None or not _is_explained(last):
        return None
    later = annee - last.annee
    civil = {
        name: _moved(value, later) if name in _DATED else value
        for name, value in last.avis.items()
        if name in _DATED or _IDENTITY.fullmatch(name)
    }
    foyer = last.model_copy(update={"annee": annee, "debut": None, "emission": None, "avis": civil})
    return foyer.model_copy(update={"avis": ordered({**figures(foyer), **civil})})


def ordered(avis: Mapping[str, Any]) -> dict[str, Any]:
    """Fields in the order of the published schema."""
    return {field: avis[field] for field in FIELDS if field in avis}


def _is_explained(foyer: Foyer) -> bool:
    try:
        made = figures(foyer)
    except LookupError:
        return False
    return all(made[field] == foyer.avis.get(field) for field in ("rfr", "nbPart"))


def _moved(value: Any, years: int) -> Any:
    return re.sub(r"\d{4}", lambda found: str(int(found[0]) + years), value) if isinstance(value, str) else value


# ------------------------------------------------------------------ what no law decides
def _around_the_figures(entry: StatedFoyer, annee: int, home: Home) -> dict[str, Any]:
    """Declarants, address, dates and numbers."""
    second = _civil(home.conjoint, 2) if entry.commune and home.conjoint else {}
    fip = f"99{number('fip', home.id) % 10**10:010d}{'ABCDEFGHJK'[number('fip', home.id) % 10]}"
    return {
        **_civil(home.declarant, 1),
        **second,
        **_dates(entry, annee, home.id),
        "fipNum": fip,
        **_address(entry, home),
    }


def _civil(who: Declarant, rank: int) -> dict[str, Any]:
    return civil(rank, who.identity, who.departement, who.lieu)


def _address(entry: StatedFoyer, home: Home) -> dict[str, Any]:
    """What is stated of the address, member by member, over the borrowed one; abroad, only what is stated."""
    abroad = entry.situation is not None and entry.situation.non_resident
    borrowed = {} if abroad else home.adresse.detail
    detail = {name: value for name, value in {**borrowed, **entry.avis.get("aftDetail", {})}.items() if value}
    if not detail:
        return {}
    return {"aft": entry.avis.get("aft", " ".join(detail.values())), "aftDetail": detail}


def _dates(entry: StatedFoyer, annee: int, id_: str) -> dict[str, str]:
    if entry.emission is None:
        issued = date(annee + 1, 7, 1 + number("jour", id_) % 9)
        return {
            "datRec": f"31/07/{annee + 1}",
            "datEtab": f"{issued:%d/%m/%Y}",
            "numRole": "021" if entry.debut else "011",
        }
    following = (entry.emission.replace(day=1) + timedelta(days=70)).replace(day=1)
    return {
        "datRec": f"{following - timedelta(days=1):%d/%m/%Y}",
        "datEtab": f"{entry.emission:%d/%m/%Y}",
        "numRole": "031",
    }
