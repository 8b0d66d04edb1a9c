"""One run: what is judged, on which bench, with which limits; and the journeys it makes of it."""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import partial

from conformance.apis import closed
from conformance.bench import Bench, Lease
from conformance.drivers.fetch import Fetcher, Where
from conformance.drivers.http import Citizen, HttpDriver
from conformance.drivers.trouble import Trouble
from conformance.events import Event, StepDone
from conformance.journey import Context, Journey
from conformance.keeping import cut, keep
from conformance.limits import Limits
from conformance.modules.shape import Module, Parcours
from conformance.personas import for_lap, words
from conformance.plans import WALKED, goal
from conformance.preflight import MODULE as PREFLIGHT
from conformance.preflight import Ground
from conformance.strangers import Strangers
from conformance.walking import Lap, codeless, lap
from conformance.years import day, open_years
from rulebook.faults import FAULTS, Stage
from rulebook.formats.application import Application, Recipe
from rulebook.formats.control import CalendarBody, LeaseRequest
from rulebook.formats.exchange import Exchange
from rulebook.formats.habilitation import Habilitation
from rulebook.formats.observation import Observation
from rulebook.formats.persona import Persona
from rulebook.formats.report import Limit, Result
from rulebook.redaction import Redactor

_LATE = timedelta(days=365)
# No secret was given that could be used late.
_NOTHING_FORBIDDEN = frozenset({None, "explain", "accept", "escape"})


@dataclass(frozen=True, slots=True)
class Driven:
    """A journey, and what the driver can say beside it: did each lap reach its goal, and what stopped it if not.

    `spoken`: the oracle recognised the last page, or nothing was disturbed; else what was waited for is the end of the quiet time.
    `goals`: paths of the pages that showed somebody logged in.
    """

    journey: Journey
    reached: bool
    persona: str
    trouble: Trouble | None = None
    spoken: bool = True
    goals: tuple[str, ...] = ()

    @property
    def dead(self) -> bool:
        """Whether the client did not even give its first page."""
        return self.trouble is not None and self.trouble.dead and not self.journey.observations

    def limit(self, result: Result) -> Limit | None:
        """The time that ran out, and left the module with that result; a quiet time that somebody else's words made useless did not."""
        if self.trouble is not None:
            return self.trouble.limit
        return Limit.QUIET if result is Result.REVIEW and not self.spoken else None


@dataclass(slots=True)
class Run:
    """What holds for a whole run, and the records it leaves, numbered once."""

    application: Application
    habilitation: Habilitation
    bench: Bench
    ground: Ground
    limits: Limits
    tell: Callable[[Event], None]
    today: date | None = None
    key: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)
    started_at: float = field(default_factory=time.time)
    exchanges: list[Exchange] = field(default_factory=list)
    observations: list[Observation] = field(default_factory=list)
    until: float = field(init=False)
    redactor: Redactor = field(init=False, repr=False)
    strangers: Strangers = field(init=False, repr=False)
    _looked: int = 0

    def __post_init__(self) -> None:
        self.until = time.monotonic() + self.limits.run
        self.redactor = Redactor(self.key)
        for secret in (self.ground.credentials.client_secret, self.ground.credentials.apim_secret):
            self.redactor.mark(secret)
        where = self._where(PREFLIGHT, None)
        records = self.exchanges, self.observations
        self.strangers = Strangers(self.application, where, self.limits, self.redactor, self.until, *records)

    @property
    def out_of_time(self) -> bool:
        """Whether the whole run's limit has passed."""
        return time.monotonic() >= self.until

    def drive(
        self,
        module: Module,
        parcours: Parcours,
        late: int | None = None,
        *,
        goals: tuple[str, ...] = (),
        watchful: bool = True,
    ) -> Driven:
        """Hold the application, disturb what the module disturbs, walk, wait (if `watchful`), and keep what happened.

        `goals` are those of the undisturbed journey: whoever refused is asked for them again.
        """
        request = LeaseRequest(
            application=self.habilitation.id, module=module.id, wait=self.limits.lease, key=self.key.hex()
        )
        context = self._context(module, parcours, late)
        with self.bench.lease(self.ground.space.name, request) as lease:
            self._disturb(module, lease, late)
            recipes = self.recipes(parcours)
            again = (goals or (recipes[0].start,)) if module.reaction == "refuse" else ()
            again = tuple(filter(self.strangers.shut_out, again))
            laps, fetched = self._walk(module, recipes, context, lease, again)
            time.sleep(self._quiet(module, spoken=laps[-1].spoken) if watchful else self.limits.settle)
            seen = lease.exchanges()
        # A client may print a token that passed between the bench and itself only: the driver hides it by the mark that the bench gave.
        self.redactor.learn("".join(one.model_dump_json() for one in seen))
        fetched = [cut(self.redactor.exchange(one)) for one in fetched]
        observations = [self.redactor.observation(one) for lap in laps for one in lap.walked.observations]
        last = laps[-1].walked
        journey = Journey(
            context,
            keep(self.exchanges, sorted((*fetched, *seen), key=lambda one: one.at)),
            keep(self.observations, observations),
            last.trouble.says if last.trouble else None,
            last.stuck,
            laps[-1].left,
            laps[-1].back,
        )
        people = self.people(module)
        reached = len(laps) == len(people) and all(lap.reached for lap in laps) and journey.fed
        return Driven(
            journey,
            reached,
            people[0].id,
            last.trouble,
            spoken=module.is_control or laps[-1].spoken,
            goals=codeless([path for lap in laps for path in lap.walked.goals]),
        )

    def elsewhere(self) -> tuple[Exchange, ...]:
        """What no lease explains and came since the last look. The application's own is kept with the rest of the run."""
        seen = self.bench.unassigned(self.ground.space.name, self.started_at, self._looked)
        self._looked = seen[-1].n if seen else self._looked
        ours = [one for one in seen if one.application == self.habilitation.id]
        others = (one for one in seen if one.application != self.habilitation.id)
        return (*keep(self.exchanges, ours), *others)

    def people(self, module: Module) -> tuple[Persona, ...]:
        """Who walks, one a lap: those whom the module wants as far as they live on this bench, else plain ones."""
        known = {persona.id: persona for persona in self.ground.personas}
        wanted = tuple(known[name] for name in module.people if name in known)
        return wanted or tuple(for_lap(self.ground.personas, lap) for lap in range(module.laps))

    def recipes(self, parcours: Parcours) -> tuple[Recipe, ...]:
        """How the application is walked on that parcours: recipes that follow one another."""
        found = [getattr(self.application.driver.http, name) for name in WALKED[parcours]]
        if None in found:
            raise ValueError(f"no recipe for {parcours}")
        return tuple(found)

    def _walk(
        self, module: Module, recipes: tuple[Recipe, ...], context: Context, lease: Lease, again: tuple[str, ...]
    ) -> tuple[list[Lap], list[Exchange]]:
        laps: list[Lap] = []
        fetched: list[Exchange] = []
        for persona in self.people(module):
            where = self._where(module.id, lease.id)
            fetcher = Fetcher(where, self.limits, self.redactor, self.until, elsewhere=module.elsewhere)
            driver = partial(HttpDriver, self.application, fetcher, self.limits, self.redactor, self._heard(module))
            citizen = self._citizen(module, persona)
            back = self.strangers.shut_out if module.comes_back else None
            made = lap(driver, recipes, citizen, context.goal, comes_back=back, asks_again=again)
            laps.append(made)
            fetched += fetcher.exchanges
            fetcher.close()
            if not made.reached:
                break
        return laps, fetched

    def _heard(self, module: Module) -> Callable[[Observation], None]:
        return lambda seen: self.tell(StepDone(module.id, seen))

    def _disturb(self, module: Module, lease: Lease, late: int | None) -> None:
        taxation = {} if late is None else {str(late): datetime.fromtimestamp(time.time(), UTC) + _LATE}
        if taxation or self.today:
            lease.calendar(CalendarBody(taxation=taxation, today=self.today))
        nowhere = closed(self.habilitation)  # the gateway lets no call through there: nothing would be altered
        for order in module.orders:
            if order.endpoint not in nowhere:
                lease.order(order)

    def _quiet(self, module: Module, *, spoken: bool) -> float:
        """How long to wait for a request that should not come."""
        if module.reaction in _NOTHING_FORBIDDEN and not _on_the_wire(module):
            return self.limits.settle
        return self.limits.spoken if spoken else self.limits.silent

    def _context(self, module: Module, parcours: Parcours, late: int | None) -> Context:
        contract = self.habilitation.api_impot
        today = self.today or day(time.time())
        return Context(
            habilitation=self.habilitation,
            client=self.application.base_url,
            issuer=self.ground.space.issuer,
            goal=goal(parcours, self.application.capabilities),
            fault=module.fault,
            spi=tuple(persona.login for persona in self.people(module)),
            years=open_years(contract, today, late) if contract else frozenset(),
            late=late,
            usage=self.application.usage,
            people=tuple(persona.id for persona in self.people(module) if persona.id in module.people),
        )

    def _citizen(self, module: Module, persona: Persona) -> Citizen:
        annee = (self.today or day(time.time())).year - 1
        return Citizen(persona.login, {**words(persona), "annee": str(annee)}, module.gives_up)

    def _where(self, module: str, lease: str | None) -> Where:
        return Where(
            self.application.base_url,
            self.ground.space.issuer,
            self.ground.space.name,
            lease,
            module,
            self.habilitation.id,
        )


def _on_the_wire(module: Module) -> bool:
    """Whether its fault is one of the connection: the bench writes the exchange once it sees that the client has left."""
    return module.fault is not None and FAULTS[module.fault].stage is Stage.TRANSPORT
