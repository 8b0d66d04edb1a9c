"""What the same citizen sees when nothing is disturbed, told several times: what changes by itself is known by that."""

from dataclasses import dataclass, field, replace

from conformance.journey import Journey
from conformance.modules.shape import Module, Parcours
from conformance.plans import Chosen
from conformance.run import Driven, Run
from conformance.sameness import change
from rulebook.formats.observation import Observation
from rulebook.source import Text

NAME = "usage-temoin"
_TIMES = 2  # the first one may open an account, and look otherwise: the control was told before


@dataclass(slots=True)
class Undisturbed:
    """Undisturbed journeys of one citizen, by parcours; made when a story to compare first needs them."""

    run: Run
    _seen: dict[Parcours, list[tuple[Observation, ...]]] = field(default_factory=dict)

    def beside(self, control: Module, parcours: Parcours, driven: Driven) -> Driven:
        """The journey, with what to compare it to; once more after it when it differs, in case the page has just changed by itself."""
        seen = self._seen[parcours]
        if change(driven.journey.observations, seen) is not None:
            self._once_more(control, parcours)
        context = replace(driven.journey.context, undisturbed=tuple(seen))
        return replace(driven, journey=replace(driven.journey, context=context))

    def ready(self, control: Module, parcours: Parcours) -> bool:
        """Whether there is something to compare to; each of them reached its goal."""
        if parcours not in self._seen:
            self._seen[parcours] = []
            for _ in range(_TIMES):
                self._once_more(control, parcours)
        return len(self._seen[parcours]) >= _TIMES

    def _once_more(self, control: Module, parcours: Parcours) -> None:
        driven = self.run.drive(replace(control, id=NAME, laps=1), parcours)
        if driven.reached:
            self._seen[parcours].append(driven.journey.observations)


def nothing_to_take_out(chosen: Chosen, control: Journey) -> Text | None:
    """Why the story would be the control's own: what it takes out was not there."""
    name = chosen.module.takes_out
    if _received(name, control):
        return None
    return Text(
        f"le client n'a pas reçu `{name}` dans le parcours témoin {chosen.control.id}",
        f"the client did not receive `{name}` in the control {chosen.control.id}",
    )


def _received(name: str, journey: Journey) -> bool:
    """Whether the first citizen of that journey was given something under that name: by FranceConnect, or in a notice."""
    mine = [e for e in journey.exchanges if journey.lap(e) <= 1]
    claims = [jwt.claims for e in mine if e.endpoint == "userinfo" for jwt in e.jwts]
    bodies = [e.response.json_body for e in mine if e in journey.api_calls()]
    whole = [body for body in bodies if isinstance(body, dict)]
    several = [one for body in whole for one in body.get("situationsIR") or () if isinstance(one, dict)]
    return any(holder.get(name) is not None for holder in (*claims, *whole, *several))
