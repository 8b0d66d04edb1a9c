"""What a fault is: a name, the stage and endpoint where it acts, what an order may set."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal

from rulebook.source import Text

Owner = Literal["franceconnect", "dgfip", "*"]


class Stage(StrEnum):
    """Where in the making of an answer a fault acts, in that order."""

    PARAMS = "params"  # parameters of a redirect to the client
    CLAIMS = "claims"  # claims of a token, before it is signed
    HEADER = "header"  # alg, kid of a token
    SIGNING = "signing"  # key, or signature, of a token
    RESPONSE = "response"  # status, body, media type
    TRANSPORT = "transport"  # delay, cut


@dataclass(frozen=True, slots=True)
class Number:
    """A number that an order may set, between two bounds; it must when there is no `default`."""

    name: str
    least: float
    most: float
    default: float | None = None

    def accepts(self, value: Any) -> bool:
        """Whether an order may say that."""
        return isinstance(value, int | float) and not isinstance(value, bool) and self.least <= value <= self.most

    def explain(self) -> Text:
        """What is accepted."""
        stands = ("", "") if self.default is None else (f" ; {self.default:_} par défaut", f"; {self.default:_} if not")
        return Text(
            f"{self.name} : de {self.least:_} à {self.most:_}{stands[0]}".replace("_", "\N{NO-BREAK SPACE}"),
            f"{self.name}: {self.least:_} to {self.most:_}{stands[1]}".replace("_", ","),
        )


@dataclass(frozen=True, slots=True)
class Choice:
    """A word that an order may set, among a few; the first is the default."""

    name: str
    among: tuple[str, ...]

    @property
    def default(self) -> str:
        """What holds when the order says nothing."""
        return self.among[0]

    def accepts(self, value: Any) -> bool:
        """Whether an order may say that."""
        return value in self.among

    def explain(self) -> Text:
        """What is accepted."""
        among = ", ".join(self.among)
        return Text(
            f"{self.name} : {among} ; {self.default} par défaut", f"{self.name}: {among}; {self.default} if not"
        )


Parameter = Number | Choice


@dataclass(frozen=True, slots=True)
class Fault:
    """One deviation: `by` and `endpoint` say whose answer it alters ("*": the one that the order names).

    `by` "franceconnect" means both platforms. `also`: other endpoints that an order may name instead.
    """

    name: str
    stage: Stage
    by: Owner
    endpoint: str
    says: Text
    parameters: tuple[Parameter, ...] = ()
    also: tuple[str, ...] = ()

    def strikes(self, endpoint: str) -> bool:
        """Whether an order may name that endpoint."""
        return endpoint == self.endpoint or endpoint in self.also or self.endpoint == "*"

    @property
    def needed(self) -> frozenset[str]:
        """Parameters that an order must set."""
        return frozenset(parameter.name for parameter in self.parameters if parameter.default is None)

    def given(self, stated: Mapping[str, Any]) -> dict[str, Any]:
        """Every parameter: what an order states, over the defaults."""
        return {parameter.name: parameter.default for parameter in self.parameters} | dict(stated)


def rows(  # noqa: PLR0913, PLR0917  (a table, and what its rows share)
    stage: Stage,
    by: Owner,
    endpoint: str,
    said: Mapping[str, tuple[str, str]],
    parameters: Mapping[str, tuple[Parameter, ...]] | None = None,
    also: tuple[str, ...] = (),
) -> tuple[Fault, ...]:
    """Faults of one stage and endpoint: name → what it does, in French and in English."""
    return tuple(
        Fault(name, stage, by, endpoint, Text(*says), (parameters or {}).get(name, ()), also)
        for name, says in said.items()
    )
