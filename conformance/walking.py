"""One lap: a citizen follows the recipes of a parcours in one browser; once logged out, or refused, they may ask again to see what is open."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from conformance.drivers.http import Citizen, HttpDriver, Walked
from conformance.journey import AGAIN, query
from rulebook.formats.application import Recipe
from rulebook.formats.observation import Seen

_PAGES = 3  # the last ones where somebody was logged in are asked again


@dataclass(slots=True)
class Lap:
    """What was seen, and whether every recipe went to its end; `left` and `back` as in a journey.

    `spoken`: the oracle recognised the page where the recipes ended.
    """

    walked: Walked
    reached: bool
    spoken: bool
    left: float | None = None
    back: float | None = None


def lap(  # noqa: PLR0913  (a browser, who walks where, and what they do in the end)
    driver: Callable[[], HttpDriver],
    recipes: Sequence[Recipe],
    citizen: Citizen,
    goal: Seen,
    *,
    comes_back: Callable[[str], bool] | None = None,
    asks_again: Sequence[str] = (),
) -> Lap:
    """Follow the first recipe to `goal`, then the others; each of the drivers is the same browser, with the same cookies.

    `comes_back`: the next person at this computer does, and asks for the pages of which that holds. `asks_again`: paths that show
    somebody who is logged in, to ask for once the client has spoken: a page that says no is one thing, a session that was opened all
    the same another.
    """
    first, *others = recipes
    walked = driver().walk(first, citizen)
    made = Lap(walked, _reaches(walked, goal), any(seen.oracle != "none" for seen in walked.observations[-1:]))
    # Looked at before the logout: what a stranger makes FranceConnect say is not what the next person makes it say.
    own = codeless(walked.goals) or (recipes[-1].start,) if made.reached else ()
    private = tuple(filter(comes_back, own)) if comes_back is not None else ()
    for recipe in others:
        if not made.reached:
            return made
        _add(walked, driver().walk(recipe, citizen, "logout"))
        made.reached = walked.trouble is None and walked.stuck is None
        made.left = time.time() if made.reached else None
    looking = replace(citizen, looks=True)
    if comes_back is not None and made.left is not None:
        _ask_again(driver, private, looking, walked)
        made.back = time.time()
        _add(walked, driver().walk(recipes[0], looking, "back"), whole=False)
    if walked.trouble is None:
        _ask_again(driver, asks_again, looking, walked)
    return made


def codeless(goals: Sequence[str]) -> tuple[str, ...]:
    """The last of the paths where somebody was logged in, once each; one that carries a code is a callback, and serves once."""
    return tuple(path for path in dict.fromkeys(goals) if "code" not in dict(query(path)))[-_PAGES:]


def _ask_again(driver: Callable[[], HttpDriver], paths: Sequence[str], citizen: Citizen, walked: Walked) -> None:
    for path in paths:
        _add(walked, driver().walk(Recipe(start=path), citizen, AGAIN), whole=False)


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
