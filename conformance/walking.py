"""One lap: a citizen follows the recipes of a parcours in one browser; once logged out, they may come back to see what is still open."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from conformance.drivers.http import Citizen, HttpDriver, Walked
from conformance.journey import query
from rulebook.formats.application import Recipe
from rulebook.formats.observation import Seen

_PAGES = 3  # the last ones where somebody was logged in are asked again


@dataclass(slots=True)
class Lap:
    """What was seen, and whether every recipe went to its end; `left` and `back` as in a journey."""

    walked: Walked
    reached: bool
    left: float | None = None
    back: float | None = None


def lap(
    driver: Callable[[], HttpDriver], recipes: Sequence[Recipe], citizen: Citizen, goal: Seen, *, comes_back: bool
) -> Lap:
    """Follow the first recipe to `goal`, then the others; each of the drivers is the same browser, with the same cookies."""
    first, *others = recipes
    walked = driver().walk(first, citizen)
    made = Lap(walked, reached=_reaches(walked, goal))
    for recipe in others:
        if not made.reached:
            return made
        _add(walked, driver().walk(recipe, citizen, "logout"))
        made.reached = walked.trouble is None and walked.stuck is None
        made.left = time.time() if made.reached else None
    if comes_back and made.left is not None:
        _come_back(driver, recipes, replace(citizen, looks=True), made)
    return made


def _come_back(driver: Callable[[], HttpDriver], recipes: Sequence[Recipe], citizen: Citizen, made: Lap) -> None:
    """The pages where somebody was logged in, then the button of FranceConnect: the next person at this computer."""
    codeless = [path for path in dict.fromkeys(made.walked.goals) if "code" not in dict(query(path))]
    pages = [Recipe(start=path) for path in codeless[-_PAGES:]] or [Recipe(start=recipes[-1].start)]
    for page in pages:
        _add(made.walked, driver().walk(page, citizen, "again"), whole=False)
    made.back = time.time()
    _add(made.walked, driver().walk(recipes[0], citizen, "back"), whole=False)


def _add(walked: Walked, more: Walked, *, whole: bool = True) -> None:
    """One record of both. Where somebody who only looks is stopped says nothing of the client, unless it fell silent."""
    walked.observations += more.observations
    walked.trouble = walked.trouble or more.trouble
    if whole:
        walked.stuck = more.stuck


def _reaches(walked: Walked, goal: Seen) -> bool:
    """Whether the walk went to its end and ended where it should."""
    clean = walked.trouble is None and walked.stuck is None
    return clean and bool(walked.observations) and walked.observations[-1].oracle == goal
