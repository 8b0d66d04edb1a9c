"""One rule of the DataPass form, what it complains of, and what `check` makes of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from rulebook.datapass.request import Request, Stage
from rulebook.source import Source, Text


class Nature(StrEnum):
    """A refusal stops the form; a remark is worth reading; what is to verify cannot be known from a file."""

    REFUSAL = "refusal"
    REMARK = "remark"
    TO_VERIFY = "to_verify"


@dataclass(frozen=True, slots=True)
class Complaint:
    """What a rule says of one request: `because` ends the sentence "would be refused because …"; `at` is the key of the file."""

    because: Text
    at: str
    nature: Nature = Nature.REFUSAL


@dataclass(frozen=True, slots=True)
class Rule:
    """One group of rules of the form, or something said beside it (`group` is None).

    `step` is the block of the form where it is asked; a rule of no block ("") is read at every stage. `looks` reads a request.
    """

    id: str
    group: int | None
    step: str
    says: Text
    mend: Text
    source: Source
    looks: Callable[[Request], Iterator[Complaint]]

    def asked_at(self, stage: Stage) -> bool:
        """Whether the form checks it at that stage."""
        return not self.step or self.step in (*stage.steps, *stage.read_only)

    def asked_of(self, request: Request) -> bool:
        """Whether the form checks it for that request."""
        return self.asked_at(request.stage) and self.step not in request.api.without


@dataclass(frozen=True, slots=True)
class Finding:
    """A complaint, with the rule that it follows and the request that it is about."""

    rule: Rule
    request: Request
    nature: Nature
    because: Text
    at: str

    @property
    def mend(self) -> Text:
        """How to mend it, where this stage lets it be mended."""
        if self.rule.step not in self.request.stage.read_only:
            return self.rule.mend
        elsewhere = Text(
            "À ce stade ce bloc est en lecture seule : il se corrige dans l'habilitation du bac à sable.",
            "At this stage that block is read-only: it is mended in the sandbox habilitation.",
        )
        return Text(f"{self.rule.mend.fr} {elsewhere.fr}", f"{self.rule.mend.en} {elsewhere.en}")
