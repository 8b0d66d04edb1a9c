"""What all the sources of one observation share."""

import secrets
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from conformance.bench import Bench
from conformance.events import Event
from conformance.journey import Context, Journey
from conformance.keeping import keep
from conformance.limits import Limits
from conformance.observing.passive import numbers
from conformance.observing.recorded import Recording, of_browser
from conformance.observing.subject import Subject
from conformance.plans import goal
from conformance.preflight import Ground
from conformance.years import day, open_years
from rulebook.formats.exchange import Exchange
from rulebook.formats.har import Har
from rulebook.formats.observation import Observation
from rulebook.redaction import Redactor


@dataclass(slots=True)
class Bound:
    """Who is observed, where, the key of its marks, and the records, numbered once."""

    subject: Subject
    bench: Bench | None
    tell: Callable[[Event], None]
    limits: Limits
    key: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)
    exchanges: list[Exchange] = field(default_factory=list)
    observations: list[Observation] = field(default_factory=list)
    issuer: str = ""
    ground: Ground | None = None
    redactor: Redactor = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.redactor = Redactor(self.key)
        if (
            fixed := self.subject.habilitation.credentials
        ) is not None:  # known even where there is no bench to give them
            self._hide(fixed.client_secret, fixed.apim_secret)

    def _hide(self, *secrets: str) -> None:
        for secret in secrets:
            self.redactor.mark(secret)

    @property
    def there(self) -> Bench:
        """The bench, for a source that needs one."""
        if self.bench is None:
            raise ValueError("this source needs a bench")
        return self.bench

    def stand(self, ground: Ground) -> Ground:
        """On the bench: its secrets are hidden wherever they show from now on."""
        self.ground, self.issuer = ground, ground.space.issuers[self.subject.platform]
        self._hide(ground.credentials.client_secret, ground.credentials.apim_secret)
        return ground

    def recording(self, har: Har, module: str) -> Recording:
        """What a browser recorded of the client and of FranceConnect, stamped as the rest."""
        subject = self.subject
        read = of_browser(har, subject.client, self.issuer, subject.oracle, self.redactor)
        stamp = {
            "space": self.ground.space.name if self.ground else "",
            "module": module,
            "application": subject.habilitation.id,
        }
        return Recording(
            tuple(one.model_copy(update=stamp) for one in read.exchanges),
            tuple(one.model_copy(update={"module": module}) for one in read.observations),
        )

    def journey(self, exchanges: Iterable[Exchange], observations: Iterable[Observation], issuer: str = "") -> Journey:
        """What happened, kept with the rest of the observation."""
        kept = keep(self.exchanges, sorted(exchanges, key=lambda one: one.at))
        contract = self.subject.habilitation.api_impot
        context = Context(
            habilitation=self.subject.habilitation,
            client=self.subject.client,
            issuer=issuer or self.issuer,
            goal=goal("franceconnect", self.subject.capabilities),
            spi=numbers(kept),
            usage=self.subject.application.usage if self.subject.application else None,
            years=open_years(contract, day(time.time())) if contract else frozenset(),
        )
        return Journey(context, kept, keep(self.observations, observations))
