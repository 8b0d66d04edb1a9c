"""A téléservice on a real socket, registered on a real bench under an application of its own; it can be made to misbehave."""

import contextlib
from collections.abc import Awaitable, Callable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass, field, replace
from typing import Any

from served import serving

from conformance.bench import Bench
from conformance.events import Event, ModuleStarted
from conformance.judging import Judged, judge
from conformance.limits import Limits
from gallery import MEMBERS
from reference_client.app import create_app
from reference_client.demarches import DEMARCHES
from reference_client.patience import PATIENT
from reference_client.practice import CAREFUL, Practice
from reference_client.settings import settings_from
from rulebook.formats.application import Application
from rulebook.formats.habilitation import Habilitation
from unefois import reference

ASGI = Callable[[MutableMapping[str, Any], Any, Any], Awaitable[None]]
# As careful, but out of patience sooner than QUICK is: a slow gateway is told within `step`.
HURRIED = replace(CAREFUL, patience=replace(PATIENT, question=2.0))
QUICK = Limits(arm=5, step=5, silent=0.3, spoken=0.15, lease=0.5, again=0.1)


@dataclass(slots=True)
class Canteen:
    """The reference client behind a wrapper that a test may set; `application` and `habilitation` are its two files."""

    bench: Bench
    application: Application
    habilitation: Habilitation
    inner: ASGI | None = None
    wrapper: Callable[[ASGI], ASGI] = field(default=lambda app: app)
    requests: int = 0

    async def __call__(self, scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:
        """Count, then answer."""
        assert self.inner is not None
        if scope["type"] == "http":
            self.requests += 1
            await self.wrapper(self.inner)(scope, receive, send)
        else:
            await self.inner(scope, receive, send)

    def judged(self, *only: str, **options: Any) -> Judged:
        """Judge it, quickly."""
        options.setdefault("limits", QUICK)
        return judge(self.application, self.habilitation, self.bench, only=only, **options)


def canteen(
    port: int, name: str, practice: Practice = CAREFUL, demarche: str = reference.CANTINE, **environment: str
) -> contextlib.AbstractContextManager[Canteen]:
    """The reference client with `practice`, as application `name` of the bench at `port`; `environment` replaces settings."""
    return _served(
        port,
        practice,
        demarche,
        lambda base: reference.habilitation(base, demarche=demarche, id_=name, tier="none"),
        environment,
    )


def wrong_canteen(port: int, name: str) -> contextlib.AbstractContextManager[Canteen]:
    """A member of the gallery, under the contract that it has there."""
    member = MEMBERS[name]

    def declared(base: str) -> Habilitation:
        return reference.registered(reference.habilitation(base, id_=f"galerie-{name}"), member.registered)

    return _served(port, member.practice, reference.CANTINE, declared, {})


@contextlib.contextmanager
def _served(
    port: int,
    practice: Practice,
    demarche: str,
    declared: Callable[[str], Habilitation],
    environment: Mapping[str, str],
) -> Iterator[Canteen]:
    bench = Bench(f"http://127.0.0.1:{port}")
    here = Canteen(bench, reference.application(demarche=demarche), reference.habilitation(demarche=demarche))

    def make(base: str) -> Canteen:
        here.application = reference.application(base, demarche)
        here.habilitation = declared(base)
        credentials = bench.register("default", here.habilitation)
        told = reference.environment(bench.space("default"), credentials, base, here.habilitation)
        here.inner = create_app(settings_from({**told, **environment}), practice, DEMARCHES[demarche])
        return here

    with serving(make):
        try:
            yield here
        finally:
            bench.close()
            here.bench.close()


def turns(client: Canteen, module: str, turned: Callable[[ASGI], ASGI]) -> Callable[[Event], None]:
    """Once `module` begins, the client is what `turned` makes of it: it is careful until then. Hears the run."""
    begun: list[str] = []

    def hears(event: Event) -> None:
        if isinstance(event, ModuleStarted) and event.module == module:
            begun.append(module)

    client.wrapper = lambda app: turned(app) if begun else app
    return hears


def text_page(text: str, status: int = 200) -> ASGI:
    """An application that always says the same."""

    async def answer(scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:
        del scope, receive
        headers = [(b"content-type", b"text/html; charset=utf-8")]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": text.encode()})

    return answer
