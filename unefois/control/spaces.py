"""Control of a space: where it is, who lives there, who may ask, when years are taxed, what nobody claimed."""

import time
from functools import partial
from typing import Annotated, Any

from fastapi import HTTPException
from fastapi.responses import Response

from rulebook.formats.control import CalendarBody, SpaceBody
from rulebook.formats.habilitation import Habilitation
from rulebook.formats.statement import Statement
from scenarios.habilitations import Application
from simulator.calendar import Calendar
from simulator.spaces import Space
from simulator.store import Delete, everything
from unefois import hosts
from unefois.composition import Bench
from unefois.control.body import body_schema, calendar, exchanges_json, read_body
from unefois.control.redactors import Redactors
from unefois.control.under import UnderSpace
from unefois.language import _


class SpaceRoutes(UnderSpace):
    """Spaces, habilitations, personas, calendar, and exchanges that no lease explains."""

    def __init__(self, bench: Bench, redactors: Redactors) -> None:
        super().__init__(bench)
        self.redactors = redactors
        route = self.router
        route.get("")(self.show)
        route.put("", openapi_extra=body_schema(SpaceBody))(self.make)
        route.get("/habilitations/{application}")(self.habilitation)
        route.put("/habilitations/{application}", openapi_extra=body_schema(Habilitation))(self.register)
        route.get("/personas")(self.personas)
        route.post("/personas", status_code=201, openapi_extra=body_schema(Statement))(self.add_persona)
        route.put("/calendar", status_code=204, openapi_extra=body_schema(CalendarBody))(self.set_calendar)
        route.get("/exchanges")(self.exchanges)
        route.post("/reset", status_code=204)(self.reset)

    async def show(self, space: str) -> dict[str, Any]:
        """Where the space is."""
        return space_json(self.space(space))

    async def make(self, space: str, body: Annotated[SpaceBody, read_body(SpaceBody)]) -> dict[str, Any]:
        """Make a space, or make it anew from another seed."""
        if not space.isascii() or not space.replace("-", "").isalnum():
            said = _("« {name} » : un nom d'espace n'a que des lettres, des chiffres et des tirets.")
            raise HTTPException(400, said.format(name=space))
        made = self.bench.spaces.make(
            space,
            body.seed,
            strict_urls=body.strict_urls,
            housing_tax=body.housing_tax,
            consent_cuts=body.consent_cuts,
        )
        self.bench.worlds.forget(made)
        return space_json(made)

    async def habilitation(self, space: str, application: str) -> dict[str, Any]:
        """An application's habilitation and credentials."""
        found = self.bench.worlds.of(self.space(space)).application(application)
        if found is None:
            raise HTTPException(404, unknown_application(application))
        return application_json(self.bench, found)

    async def register(
        self, space: str, application: str, body: Annotated[Habilitation, read_body(Habilitation)]
    ) -> dict[str, Any]:
        """Declare an application, or change its habilitation."""
        if body.id != application:
            said = _("L'habilitation se nomme « {id} », l'adresse dit « {address} ».")
            raise HTTPException(400, said.format(id=body.id, address=application))
        found = self.space(space)
        if self.bench.authority:
            self.bench.authority.fingerprint(found.name, body.id)
        return application_json(self.bench, self.bench.worlds.of(found).register(body))

    async def personas(self, space: str, trait: str = "") -> list[dict[str, Any]]:
        """Everybody who can log in, or those with a trait that holds this text."""
        people = self.bench.worlds.of(self.space(space)).residents(trait)
        return [person.persona.model_dump(mode="json", exclude_none=True) for person in people]

    async def add_persona(self, space: str, body: Annotated[Statement, read_body(Statement)]) -> dict[str, str]:
        """Let somebody in; what the statement leaves out is completed."""
        found = self.space(space)
        today = found.calendar.moment(time.time()).date()
        newcomer = self.bench.worlds.of(found).admit(body, today)
        return {"id": newcomer.id, "login": newcomer.login}

    async def set_calendar(self, space: str, body: Annotated[CalendarBody, read_body(CalendarBody)]) -> None:
        """Give the space its own taxation instants."""
        self.bench.spaces.set_calendar(self.space(space).name, calendar(body))

    async def exchanges(
        self,
        space: str,
        unassigned: bool = False,  # noqa: FBT001, FBT002  (a query parameter)
        after: int = 0,
        since: float = 0,
    ) -> Response:
        """Exchanges that no lease explains: the client called the wrong place, or nobody was judging."""
        if not unassigned:
            raise HTTPException(400, _("Demandez ?unassigned=1, ou les échanges d'un bail : leases/{id}/exchanges."))
        name = self.space(space).name
        hide = partial(self.redactors.of_application, name)
        return exchanges_json(await self.bench.journal.unassigned(name, hide, after, since))

    async def reset(self, space: str) -> None:
        """Forget everything that happened and everybody who was added."""
        found = self.space(space)
        await self.bench.store.commit([Delete(everything(found.name))])
        self.bench.worlds.forget(found)
        self.bench.spaces.set_calendar(found.name, Calendar())


def unknown_application(id_: str) -> str:
    """What to say when nobody has that id."""
    return _("Application inconnue : {id}. Déclarez-la par PUT habilitations/{id}.").format(id=id_)


def space_json(space: Space) -> dict[str, Any]:
    """Where a space is, for its clients and testers."""
    return {
        "name": space.name,
        "seed": space.seed,
        "issuer": space.issuer,
        "issuer_plus": space.federator("high").front,
        "gateway": space.gateway,
        "franceconnect": space.addresses.franceconnect.front,
        "franceconnect_plus": space.addresses.franceconnect_plus.front,
        "control": space.addresses.control.front,
        "strict_urls": space.strict_urls,
        "housing_tax": space.housing_tax,
        "consent_cuts": space.consent_cuts,
    }


def application_json(bench: Bench, application: Application) -> dict[str, Any]:
    """What an application is allowed, its credentials, and what will not work."""
    return {
        "habilitation": application.habilitation.model_dump(mode="json", exclude_none=True),
        "credentials": application.credentials.model_dump(),
        "warnings": [
            *hosts.about(bench.remote.allowed, application.habilitation),
            *hosts.about_certificates(application.habilitation, tls=bench.authority is not None),
        ],
    }
