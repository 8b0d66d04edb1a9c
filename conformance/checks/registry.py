"""Checks register themselves: one duty, one function, at most one fault; an id is never given twice."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from conformance.journey import Journey
from conformance.verdict import Verdict
from rulebook.duties import DUTIES
from rulebook.duty import Duty, Strength
from rulebook.faults import FAULTS
from rulebook.formats.report import Result
from rulebook.source import Text

Judge = Callable[[Journey], Verdict]


@dataclass(frozen=True, slots=True)
class Check:
    """One verdict on one duty; `under` is the fault that must disturb the journey. `title` is in French."""

    id: str
    duty: Duty
    under: str | None
    title: str
    body: Judge

    def judge(self, journey: Journey) -> Verdict:
        """The verdict; what breaks a SHOULD is a warning, and who falls silent under a fault has passed nothing."""
        verdict = self.body(journey)
        if verdict.result is Result.PASS and self.under is not None and journey.trouble is not None:
            return replace(verdict, result=Result.INCONCLUSIVE, received=journey.trouble)
        if verdict.result is Result.FAIL and self.duty.strength is not Strength.MUST:
            return replace(verdict, result=Result.WARNING)
        return verdict


CHECKS: dict[str, Check] = {}


def check(id_: str, *, duty: Duty, under: str | None = None, title: str = "") -> Callable[[Judge], Check]:
    """Register the decorated function, whose docstring is the title unless a table's row states one.

    Refuses a missing title, a duplicate id, an id that is not its duty's, an unknown fault.
    """
    stated = title

    def register(body: Judge) -> Check:
        title = stated or (body.__doc__ or "").strip()
        if not title:
            raise ValueError(f"{id_}: a check has a docstring, its title")
        if id_ in CHECKS:
            raise ValueError(f"{id_}: given twice")
        if id_[:-1] != duty.id or not id_[-1].islower() or DUTIES.get(duty.id) is not duty:
            raise ValueError(f"{id_}: an id is its duty's and one letter")
        if under is not None and under not in FAULTS:
            raise ValueError(f"{id_}: unknown fault {under}")
        CHECKS[id_] = made = Check(id_, duty, under, title, body)
        return made

    return register


def safely(check: Check, journey: Journey) -> Verdict:
    """The check's verdict; one that breaks is our fault, never the client's."""
    try:
        return check.judge(journey)
    except Exception as error:  # noqa: BLE001 (whatever it is, the run must end and say so)
        name = f"{type(error).__name__}: {error}"
        return Verdict(
            Result.SUITE_ERROR,
            Text("un verdict", "a verdict"),
            Text(f"erreur du banc dans {check.id} : {name}", f"suite error in {check.id}: {name}"),
        )
