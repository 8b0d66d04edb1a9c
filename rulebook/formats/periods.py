"""When notices of one persona are, and whether they can be together: each rule refuses with a sentence that says what to do. Pure."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from rulebook.formats.reading import wrong

LAST_EMISSION = 2199  # the last income year that a file may state is 2100
Period = tuple[int | None, date | None, date | None, date | None]  # income year, first day, last day, day of issue


def check_dates(annee: int | None, debut: date | None, fin: date | None, emission: date | None) -> None:
    """Dates need their year, and stay in it; a notice comes after the year that it is about."""
    for key, day in (("debut", debut), ("fin", fin), ("emission", emission)):
        if day is not None and annee is None:
            raise wrong(
                f"{key} veut une annee : une entrée sans annee vaut pour toutes",
                f"{key} needs an annee: an entry without one holds for every year",
                key,
            )
        if day is not None and key != "emission" and day.year != annee:
            raise wrong(
                f"{day} n'est pas dans l'année de revenus {annee}", f"{day} is not in the income year {annee}", key
            )
    if emission is not None and emission.year > LAST_EMISSION:
        raise wrong(
            f"aucun avis n'est émis après {LAST_EMISSION}", f"no notice is issued after {LAST_EMISSION}", "emission"
        )
    if emission is not None and annee is not None and emission.year <= annee:
        raise wrong(
            f"un avis sur les revenus {annee} n'existe pas avant {annee + 1}",
            f"a notice about the income of {annee} does not exist before {annee + 1}",
            "emission",
        )


def check_periods(periods: Sequence[Period]) -> None:
    """One notice for each period of a year; a correction says its day; two periods are before and after a death."""
    by_year: dict[int | None, list[tuple[int, date | None, date | None, date | None]]] = defaultdict(list)
    for rank, (annee, debut, fin, emission) in enumerate(periods):
        by_year[annee].append((rank, debut, fin, emission))
    for annee, entries in by_year.items():
        if annee is None and len(entries) > 1:
            raise wrong(
                "deux entrées sans annee : une seule peut valoir pour toutes les années",
                "two entries without annee: only one may hold for every year",
                *("foyer", entries[1][0]),
            )
        _check_emissions(entries)
        _check_death(entries)


def _check_emissions(entries: Sequence[tuple[int, date | None, date | None, date | None]]) -> None:
    seen: set[tuple[date | None, date | None, date | None]] = set()
    for rank, *period in entries:
        debut, fin, emission = period
        if (debut, fin, emission) in seen:
            raise wrong(
                "deux avis pour la même période : donnez à celui qui corrige l'autre sa propre emission",
                "two notices for the same period: give the one that corrects the other its own emission",
                *("foyer", rank),
            )
        seen.add((debut, fin, emission))


def _check_death(entries: Sequence[tuple[int, date | None, date | None, date | None]]) -> None:
    """The periods of one year, each but once: one whole year, or one up to a death and one after it."""
    ranks = {(debut, fin): rank for rank, debut, fin, _ in entries}
    periods = sorted(ranks, key=lambda period: period[0] or date.min)
    alone = len(periods) == 1 and periods[0][0] is not None
    if alone:
        raise wrong(
            "debut sans l'autre avis : celui d'avant le décès manque, qui porte fin",
            "debut without the other notice: the one before the death is missing, which states fin",
            *("foyer", ranks[periods[0]], "debut"),
        )
    for (_, fin), following in pairwise(periods):
        if fin is None or following[0] is None or fin >= following[0]:
            raise wrong(
                "deux avis qui se chevauchent : le premier porte fin, le second un debut postérieur",
                "two notices that overlap: the first states fin, the second a later debut",
                *("foyer", ranks[following]),
            )
