"""What every route under a space needs."""

from fastapi import APIRouter, HTTPException

from simulator.spaces import Space
from unefois.composition import Bench
from unefois.language import _


class UnderSpace:
    """Routes under ``/control/spaces/{space}``."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self.router = APIRouter(prefix="/control/spaces/{space}")

    def space(self, name: str) -> Space:
        """The space that the address names, or 404."""
        found = self.bench.spaces.get(name)
        if found is None:
            said = _("Espace inconnu : {name}. Créez-le par PUT /control/spaces/{name}.")
            raise HTTPException(404, said.format(name=name))
        return found
