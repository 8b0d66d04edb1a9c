"""Control of signing keys: which are published, and a rotation as the real one goes, step by step."""

import asyncio
from typing import Annotated, Any

from fastapi import HTTPException

from mock_franceconnect.ports.keys import Keys, OutOfTurn
from rulebook.formats.control import KeysBody
from unefois.composition import Bench
from unefois.control.body import body_schema, read_body
from unefois.control.under import UnderSpace
from unefois.language import _


class KeyRoutes(UnderSpace):
    """Signing keys of both platforms of a space. What was signed by a retired key no longer verifies, as for a client that reads again."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self.router.get("/keys")(self.show)
        self.router.post("/keys", openapi_extra=body_schema(KeysBody))(self.step)

    async def show(self, space: str) -> dict[str, Any]:
        """Kid, algorithm and state of every key: it signs, it will, or it did and is still published."""
        name = self.space(space).name
        return {
            platform: await asyncio.to_thread(bench.place(name).keys.states)
            for platform, bench in self.bench.federators.items()
        }

    async def step(self, space: str, body: Annotated[KeysBody, read_body(KeysBody)]) -> list[dict[str, str]]:
        """Publish the next keys, then sign with them, then retire the old ones; 409 out of turn."""
        keys: Keys = self.bench.federators[body.platform].place(self.space(space).name).keys
        try:
            await asyncio.to_thread(keys.step, body.step)  # an RSA key takes a while to make
        except OutOfTurn:
            said = _("« {step} » ne vient pas maintenant : publish, puis sign, puis retire ; voir GET keys.")
            raise HTTPException(409, said.format(step=body.step)) from None
        return keys.states()
