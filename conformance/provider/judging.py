"""Judge a provider: play the scenes, judge every fact, tell it as it goes, and leave the same reports as for a téléservice."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

import httpx2

from conformance.drivers.trouble import Trouble
from conformance.events import CheckJudged, Event, ModuleFinished, ModuleStarted, RunFinished, RunStarted
from conformance.judging import Judged
from conformance.limits import LIMITS, Limits
from conformance.plans import UnknownModule
from conformance.preflight import Preflight
from conformance.provider.answer import Absent
from conformance.provider.ask import Ask
from conformance.provider.fact import Fact, Material, judged
from conformance.provider.ground import Standing
from conformance.provider.party import Party
from conformance.provider.plan import FAMILIES, ID, Family
from conformance.provider.readers import shape
from conformance.provider.reporting import report
from conformance.provider.scenes import SCENES
from conformance.provider.wire import Wire
from conformance.reports import files
from conformance.verdict import Verdict, worst
from rulebook.differences import Difference
from rulebook.duty import Strength
from rulebook.formats.report import CheckReport, ModuleReport, Result
from rulebook.redaction import Redactor
from rulebook.refusals import authorize
from rulebook.source import Text


@dataclass(frozen=True, slots=True)
class Choices:
    """What the person who judges chose: some families or all, where reports go, in which language, who hears events."""

    only: Sequence[str] = ()
    out: Path | None = None
    language: str = "fr"
    on_event: Callable[[Event], None] = lambda _: None
    limits: Limits = LIMITS
    transport: httpx2.BaseTransport | None = None


def judge(standing: Standing, choices: Choices) -> Judged:
    """Judge the provider at `standing`; raises `Preflight` when the choices make no sense."""
    families = _chosen(choices.only)
    if choices.out is not None:
        files.prove_writable(choices.out)
    started = time.time()
    redactor = Redactor(standing.key)
    for client in standing.clients.values():
        redactor.mark(client.credentials.client_secret)
    stamp = {"space": standing.space, "lease": standing.lease, "application": None}
    wire = Wire(choices.limits, redactor, stamp, choices.transport)
    try:
        _prove_configured(Party(standing, wire))
        choices.on_event(RunStarted(standing.issuer, ID, tuple(family.id for family in families)))
        run = _Run(Party(standing, wire), redactor, choices.on_event)
        modules = tuple(run.family(family, place, len(families)) for place, family in enumerate(families, 1))
    finally:
        wire.close()
    made = report(standing, modules, run.seen, started, choices.only)
    result = Judged(made, tuple(wire.exchanges), ())
    if choices.out is not None:
        files.write(made, result.exchanges, (), choices.out, choices.language)
    choices.on_event(RunFinished(made))
    return result


def _chosen(only: Sequence[str]) -> tuple[Family, ...]:
    known = {family.id for family in FAMILIES}
    if unknown := [name for name in only if name not in known]:
        raise Preflight(UnknownModule(ID, unknown).says)
    return tuple(family for family in FAMILIES if not only or family.id in only)


# What a page says to a right request → what to correct.
_MISCONFIGURED = MappingProxyType(
    {
        authorize.CLIENT.code: Text("ne connaît pas ce client_id", "does not know this client_id"),
        authorize.REDIRECT_URI_UNREGISTERED.code: Text(
            "ne connaît pas cette redirect_uri", "does not know this redirect_uri"
        ),
    }
)


def _prove_configured(party: Party) -> None:
    """Preflight: somebody answers at the issuer, and knows the judge's téléservice."""
    issuer = party.standing.issuer
    try:
        answer = party.ask("authorize", Ask("authorize"))
    except Trouble as trouble:
        raise Preflight(
            Text(f"Émetteur injoignable : {trouble.says.fr}.", f"Issuer unreachable: {trouble.says.en}.")
        ) from None
    try:
        problem = _MISCONFIGURED.get(str(shape(answer).get("code")))
    except Absent:  # the facts say it
        return
    if problem is not None:
        raise Preflight(
            Text(f"{issuer} {problem.fr} : corrigez --client.", f"{issuer} {problem.en}: correct --client.")
        )


class _Run:
    """Which scenes were played, and which differences were seen by which facts."""

    def __init__(self, party: Party, redactor: Redactor, tell: Callable[[Event], None]) -> None:
        self.seen: dict[str, list[str]] = {}
        self._party = party
        self._redactor = redactor
        self._tell = tell
        self._played: set[str] = set()

    def family(self, family: Family, place: int, total: int) -> ModuleReport:
        """One module: its scenes, then its facts."""
        self._tell(ModuleStarted(family.id, family.title, place, total))
        start = time.monotonic()
        for name in family.scenes:
            self._play(name, family)
        party = self._party
        material = Material(party.standing.setting, party.answers, party.missing)
        checks = tuple(self._judge(fact, material) for fact in family.facts)
        for check in checks:
            self._tell(CheckJudged(family.id, check))
        numbers = sorted({n for check in checks for n in check.exchanges})
        outcome = ModuleReport(
            id=family.id,
            title=family.title,
            result=worst(check.result for check in checks),
            reason=_reason(checks),
            checks=checks,
            exchanges=(numbers[0], numbers[-1]) if numbers else None,
            seconds=round(time.monotonic() - start, 3),
        )
        self._tell(ModuleFinished(outcome))
        return outcome

    def _play(self, name: str, family: Family) -> None:
        if name in self._played:
            return
        self._played.add(name)
        self._party.wire.module = family.id
        with self._party.scene(name):
            SCENES[name](self._party)

    def _judge(self, fact: Fact, material: Material) -> CheckReport:
        platform = material.setting.platform
        if platform.key not in fact.platforms:
            verdict, difference = _not_here(platform.name), None
        else:
            verdict, difference = _safely(fact, material)
        if difference is not None:
            self.seen.setdefault(difference.id, []).append(fact.id)
        return self._reported(fact, verdict, difference)

    def _reported(self, fact: Fact, verdict: Verdict, difference: Difference | None) -> CheckReport:
        told = replace(verdict, expected=self._hidden(verdict.expected), received=self._hidden(verdict.received))
        return CheckReport(
            id=fact.id,
            duty=fact.id,
            strength=Strength.MUST,
            title=fact.says.fr,
            result=told.result,
            expected=told.expected,
            received=told.received,
            exchanges=told.exchanges,
            difference=difference.id if difference else None,
        )

    def _hidden(self, text: Text) -> Text:
        """What a provider answers may hold a secret, or half a character: reports never do."""
        return Text(*(_whole(self._redactor.text(said)) for said in (text.fr, text.en)))


def _safely(fact: Fact, material: Material) -> tuple[Verdict, Difference | None]:
    """A fact that breaks is our fault, never the provider's."""
    try:
        return judged(fact, material)
    except Exception as error:  # noqa: BLE001 (whatever it is, the run must end and say so)
        name = f"{type(error).__name__}: {error}"
        said = Text(f"erreur du juge dans {fact.id} : {name}", f"judge's error in {fact.id}: {name}")
        return Verdict(Result.SUITE_ERROR, Text("un verdict", "a verdict"), said), None


def _whole(text: str) -> str:
    """JSON may spell half of a pair of UTF-16, which no file can hold: it is spelled out again."""
    return text.encode("utf-8", "backslashreplace").decode()


def _not_here(name: str) -> Verdict:
    said = Text(f"ne concerne pas {name}", f"does not concern {name}")
    return Verdict(Result.NOT_APPLICABLE, said, said)


def _reason(checks: Sequence[CheckReport]) -> Text | None:
    """Why facts of the module had nothing to read, once."""
    silent = (Result.SKIPPED, Result.INCONCLUSIVE, Result.SUITE_ERROR)
    return next((check.received for check in checks if check.result in silent), None)
