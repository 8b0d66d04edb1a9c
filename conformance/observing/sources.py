"""Where traffic comes from: a person before our eyes, a driver that follows the recipe, a browser's recording, an earlier run."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from conformance import diagnosis, preflight
from conformance.bench import BenchError
from conformance.drivers import http
from conformance.events import YourTurn
from conformance.journey import Journey, without_query
from conformance.modules import CONTROLS
from conformance.modules.shape import Module, Parcours
from conformance.observing.bound import Bound
from conformance.observing.live import Left, watch
from conformance.observing.recorded import DRIVER, Recording, issuer_of, undisturbed
from conformance.preflight import Preflight
from conformance.run import Run
from rulebook.formats.control import LeaseRequest
from rulebook.formats.exchange import Exchange
from rulebook.formats.har import Har
from rulebook.formats.observation import Observation
from rulebook.formats.report import Limit, Result
from rulebook.source import Text

_LIVE = Text("Une personne se sert du téléservice", "A person uses the téléservice")
_RECORDED = Text("Ce qu'un navigateur a enregistré (HAR)", "What a browser recorded (HAR)")
_EARLIER = Text("Les échanges d'un passage antérieur", "The exchanges of an earlier run")


@dataclass(frozen=True, slots=True)
class Told:
    """What a source gave: a journey, and what its module says beside its checks."""

    journey: Journey
    reason: Text | None = None
    also: tuple[Result, ...] = ()
    parcours: Parcours | None = None
    limit: Limit | None = None


class Source(Protocol):
    """One place where traffic comes from; a module of the report."""

    @property
    def id(self) -> str:
        """The module's id."""
        ...

    @property
    def title(self) -> Text:
        """What it is, in words."""
        ...

    @property
    def driver(self) -> str:
        """Who made the requests."""
        ...

    def tell(self, bound: Bound) -> Told:
        """Listen, or read; raises `Preflight` when it cannot begin."""
        ...


@dataclass(frozen=True, slots=True)
class Live:
    """A person uses the téléservice against the bench, until nothing is `left`; `har` is what their browser recorded meanwhile, if they export it."""

    left: Left
    seconds: float
    har: Callable[[], Har | None] = lambda: None
    id: str = "observation-directe"
    title: Text = _LIVE
    driver: str = "manual"

    def tell(self, bound: Bound) -> Told:
        """Hold the application, and watch."""
        bench, subject = bound.there, bound.subject
        ground = bound.ground or bound.stand(preflight.declare(bench, subject.space, subject.habilitation))
        space, people = ground.space, ground.personas
        bound.tell(YourTurn(subject.client, bound.issuer, space.gateway, ground.credentials, people, self.seconds))
        request = LeaseRequest(
            application=subject.habilitation.id, module=self.id, wait=bound.limits.lease, key=bound.key.hex()
        )
        try:
            watched = watch(bound, space.name, request, self.left)
        except BenchError as error:
            raise Preflight(error.says) from None
        bound.redactor.learn("".join(one.model_dump_json() for one in watched.exchanges))
        har = self.har()
        recording = bound.recording(har, self.id) if har else Recording(())
        journey = bound.journey((*watched.exchanges, *recording.exchanges), recording.observations)
        return Told(journey, watched.lost, (Result.SUITE_ERROR,) if watched.lost else ())


@dataclass(frozen=True, slots=True)
class Driven:
    """The driver follows the recipe of one parcours, once."""

    parcours: Parcours
    driver: str = http.NAME

    @property
    def id(self) -> str:
        """The module's id."""
        return f"observation-{self.parcours}"

    @property
    def title(self) -> Text:
        """As the parcours' own control."""
        return self._control.title

    @property
    def _control(self) -> Module:
        return next(module for module in CONTROLS if self.parcours in module.parcours)

    def tell(self, bound: Bound) -> Told:
        """Walk it; where it ends is told, and no failure by itself."""
        bench, habilitation, application = bound.there, bound.subject.habilitation, bound.subject.application
        if application is None:
            raise ValueError("a recipe is in application.toml")
        ground = bound.ground or bound.stand(preflight.prepare(application, habilitation, bench, bound.limits))
        run = Run(
            application,
            habilitation,
            bench,
            ground,
            bound.limits,
            bound.tell,
            key=bound.key,
            exchanges=bound.exchanges,
            observations=bound.observations,
        )
        try:
            driven = run.drive(replace(self._control, id=self.id, laps=1), self.parcours, watchful=False)
        except BenchError as error:
            raise Preflight(error.says) from None
        also = () if driven.trouble is None else (Result.SUITE_ERROR if driven.trouble.bench else Result.INCONCLUSIVE,)
        reason = None if driven.reached else diagnosis.failed_control(Result.PASS, driven.journey)[1]
        return Told(driven.journey, reason, also, self.parcours, driven.limit(Result.PASS))


@dataclass(frozen=True, slots=True)
class Browser:
    """What a browser recorded, of this bench or of another FranceConnect, and nothing else."""

    har: Har
    id: str = "observation-navigateur"
    title: Text = _RECORDED
    driver: str = DRIVER

    def tell(self, bound: Bound) -> Told:
        """Read it."""
        bound.issuer = bound.issuer or issuer_of(self.har, bound.subject.client)
        recording = bound.recording(self.har, self.id)
        nothing = None if recording.exchanges else _not_there(bound.subject.client)
        return Told(bound.journey(recording.exchanges, recording.observations), nothing)


@dataclass(frozen=True, slots=True)
class Earlier:
    """The exchanges of an earlier run, those of its disturbed stories apart; `observations` lie beside, if they were kept."""

    exchanges: Sequence[Exchange]
    observations: Sequence[Observation] = ()
    id: str = "observation-fichier"
    title: Text = _EARLIER
    driver: str = "exchanges.jsonl"

    def tell(self, bound: Bound) -> Told:
        """Judge them anew; whatever is no mark yet becomes one."""
        kept = undisturbed(self.exchanges, self.observations)
        asked = next((e for e in kept.exchanges if without_query(e).endswith("/authorize")), None)
        issuer = without_query(asked).removesuffix("/authorize") if asked else bound.issuer
        bound.issuer = bound.issuer or issuer
        hidden = tuple(map(bound.redactor.exchange, kept.exchanges))
        pages = tuple(map(bound.redactor.observation, kept.observations))
        return Told(bound.journey(hidden, pages, issuer))


def _not_there(client: str) -> Text:
    return Text(
        f"aucun échange de cet enregistrement n'est avec {client or 'le téléservice'} : est-ce bien son adresse ?",
        f"no exchange of this recording is with {client or 'the téléservice'}: is that its address?",
    )
