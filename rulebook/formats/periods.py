"""When notices of one persona are, and whether they can be together: each rule refuses with a sentence that says what to do. Pure."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from rulebook.formats.persona import Situation
from rulebook.formats.reading import wrong

LAST_EMISSION = 2199  # the last income year that a file may state is 2100


class Period(NamedTuple):
    """What a notice is about: income year, first and last day when a death cuts it, day of issue, and whose it is."""

    annee: int | None
    debut: date | None
    fin: date | None
    emission: date | None
    situation: Situation


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
    if debut is not None and fin is not None and fin < debut:
        raise wrong(f"fin, le {fin}, est avant debut", f"fin, {fin}, is before debut", "fin")
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
    """One notice for each period of a year; a correction says its day; two periods are before and after a death; none is later."""
    by_year: dict[int | None, list[tuple[int, Period]]] = defaultdict(list)
    for rank, period in enumerate(periods):
        by_year[period.annee].append((rank, period))
    for annee, entries in by_year.items():
        if annee is None and len(entries) > 1:
            raise wrong(
                "deux entrées sans annee : une seule peut valoir pour toutes les années",
                "two entries without annee: only one may hold for every year",
                *("foyer", entries[1][0]),
            )
        _check_emissions(entries)
        _check_death(entries)
        _check_end(annee, entries, periods)


def _check_emissions(entries: Sequence[tuple[int, Period]]) -> None:
    seen: set[tuple[date | None, date | None, date | None]] = set()
    for rank, (_, debut, fin, emission, _) in entries:
        if (debut, fin, emission) in seen:
            raise wrong(
                "deux avis pour la même période : donnez à celui qui corrige l'autre sa propre emission",
                "two notices for the same period: give the one that corrects the other its own emission",
                *("foyer", rank),
            )
        seen.add((debut, fin, emission))


def _check_death(entries: Sequence[tuple[int, Period]]) -> None:
    """The periods of one year, each but once: one whole year, or a couple's up to a death and the survivor's after it."""
    ranks = {(period.debut, period.fin): (rank, period.situation) for rank, period in entries}
    periods = sorted(ranks, key=lambda period: period[0] or date.min)
    if len(periods) == 1 and periods[0][0] is not None:
        raise wrong(
            "debut sans l'autre avis : celui d'avant le décès manque, qui porte fin",
            "debut without the other notice: the one before the death is missing, which states fin",
            *("foyer", ranks[periods[0]][0], "debut"),
        )
    for before, after in pairwise(periods):
        (_, couple), (rank, survivor) = ranks[before], ranks[after]
        if before[1] is None or after[0] is None or before[1] >= after[0]:
            raise wrong(
                "deux avis qui se chevauchent : le premier porte fin, le second un debut postérieur",
                "two notices that overlap: the first states fin, the second a later debut",
                *("foyer", rank),
            )
        if not couple.commune or survivor.sit_fam != "V":
            raise wrong(
                "deux avis la même année, c'est un décès : le premier est d'un couple (M ou O), le second du survivant (V)",
                "two notices in one year tell of a death: the first is a couple's (M or O), the second the survivor's (V)",
                *("foyer", rank),
            )


def _check_end(annee: int | None, entries: Sequence[tuple[int, Period]], periods: Sequence[Period]) -> None:
    """When the last period of a year states `fin`, nobody of the household is left to declare."""
    last = max((period for _, period in entries), key=lambda period: period.debut or date.min)
    later = [rank for rank, period in enumerate(periods) if annee and (period.annee is None or period.annee > annee)]
    if last.fin is not None and later:
        raise wrong(
            f"aucun avis ne suit un décès sans survivant, le {last.fin} : ôtez celui-ci, ou ajoutez celui du survivant (V, debut)",
            f"no notice follows a death without survivor, on {last.fin}: remove this one, or add the survivor's (V, debut)",
            *("foyer", later[0]),
        )
