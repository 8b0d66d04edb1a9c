"""What the platform refuses, and how it says so. A duty of the téléservice is another record (`rulebook.duty`)."""

from dataclasses import dataclass
from enum import StrEnum

from rulebook.constraint import Constraint
from rulebook.source import Source


class Channel(StrEnum):
    """Where a refusal is seen. The channel is part of the fact: what must not be redirected never is."""

    PAGE = "page"  # an HTML page of the platform; the client hears nothing
    REDIRECT = "redirect"  # parameters on the client's redirect_uri
    JSON = "json"  # an OAuth error document
    ENVELOPE = "envelope"  # the DGFiP's {"erreur": {…}}
    EMPTY = "empty"  # a status alone: what has no body (204) carries no code
    TEXT = "text"  # the engine's own crash, text/plain: recorded, and served as recorded


@dataclass(frozen=True, slots=True)
class Refusal:
    """One refusal of one endpoint.

    `code` is the platform's own (Y-code of FranceConnect, applicative code of the DGFiP); `error` and `description` are the
    OAuth members, or for an envelope the message in `description`. `detail` is what FranceConnect puts in brackets behind
    the description on JSON channels. `constraint` is None when the rule is not about the shape of one value.
    """

    id: str
    endpoint: str
    channel: Channel
    status: int
    code: str
    source: Source
    parameter: str | None = None
    constraint: Constraint | None = None
    error: str = ""
    description: str = ""
    detail: str = "undefined"

    def accepts(self, value: str | None) -> bool:
        """Whether that value of its parameter is let through; any value is, when the rule is not about the shape of one."""
        return self.constraint is None or self.constraint.accepts(value)
