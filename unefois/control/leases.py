"""Control of a lease: faults, calendar, elapsed time and exchanges of one application, for one module."""

from collections.abc import Callable
from dataclasses import replace
from typing import Annotated, Any

from fastapi import HTTPException
from fastapi.responses import JSONResponse, Response

from rulebook.formats.control import CalendarBody, ElapseBody, FaultOrder, LeaseRequest
from simulator.leases import Held, Lease
from unefois.composition import Bench
from unefois.control.body import body_schema, calendar, exchanges_json, read_body
from unefois.control.redactors import Redactors
from unefois.control.spaces import unknown_application
from unefois.control.under import UnderSpace
from unefois.language import _

LONGEST_WAIT = 30.0


class LeaseRoutes(UnderSpace):
    """Leases, and what only a lease may do."""

    def __init__(self, bench: Bench, redactors: Redactors) -> None:
        super().__init__(bench)
        self.redactors = redactors
        route = self.router
        route.post("/leases", status_code=201, openapi_extra=body_schema(LeaseRequest))(self.take)
        route.delete("/leases/{lease}", status_code=204)(self.end)
        route.get("/leases/{lease}/exchanges")(self.exchanges)
        route.put("/leases/{lease}/calendar", status_code=204, openapi_extra=body_schema(CalendarBody))(
            self.set_calendar
        )
        route.post("/leases/{lease}/elapse", status_code=204, openapi_extra=body_schema(ElapseBody))(self.elapse)
        route.post("/leases/{lease}/faults", status_code=204, openapi_extra=body_schema(FaultOrder))(self.order)

    async def take(self, space: str, body: Annotated[LeaseRequest, read_body(LeaseRequest)]) -> Any:
        """Hold an application for one module."""
        found = self.space(space)
        if self.bench.worlds.of(found).application(body.application) is None:
            raise HTTPException(404, unknown_application(body.application))
        try:
            lease = await self.bench.leases.take(found, body)
        except Held as held:
            said = _("Déjà tenu par {held} : attendez la fin de ce module, ou prenez une autre application.")
            return JSONResponse({"detail": said.format(held=held), "held_by": list(held.by)}, 409)
        return {"id": lease.id, "space": lease.space, "application": lease.application, "module": lease.module}

    async def end(self, space: str, lease: str) -> None:
        """Give the application back."""
        await self.bench.leases.end(self.space(space), lease)

    async def exchanges(self, space: str, lease: str, after: int = 0, wait: float = 0) -> Response:
        """What the simulators saw under this lease; waits up to `wait` seconds for the first exchange above `after`."""
        held = await self._renew(space, lease)
        redactor = self.redactors.of_run(space, held.application, held.key)
        return exchanges_json(await self.bench.journal.read(space, held.id, redactor, after, min(wait, LONGEST_WAIT)))

    async def set_calendar(
        self, space: str, lease: str, body: Annotated[CalendarBody, read_body(CalendarBody)]
    ) -> None:
        """Move taxation instants for this lease only."""
        moved = calendar(body)
        await self._renew(space, lease, lambda held: replace(held, calendar=moved))

    async def elapse(self, space: str, lease: str, body: Annotated[ElapseBody, read_body(ElapseBody)]) -> None:
        """Age what is stored for the leased application."""
        await self._renew(space, lease, lambda held: replace(held, elapsed=held.elapsed + body.seconds))

    async def order(self, space: str, lease: str, body: Annotated[FaultOrder, read_body(FaultOrder)]) -> None:
        """Order one fault."""
        held = await self._renew(space, lease)
        if body.needs_exclusive and not held.exclusive:
            said = _("{fault} sur {endpoint} touche tout l'espace : prenez le bail avec exclusive = true.")
            raise HTTPException(409, said.format(fault=body.fault, endpoint=body.endpoint))
        await self._renew(space, lease, lambda held: replace(held, orders=(*held.orders, body)))

    async def _renew(self, space: str, lease: str, change: Callable[[Lease], Lease] = lambda held: held) -> Lease:
        return await self.bench.leases.change(self.space(space), lease, change)
