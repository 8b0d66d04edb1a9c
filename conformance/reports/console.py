"""The console: progress while it runs, then the table of verdicts, what to mend, and the last word. Written to a given stream."""

from typing import TextIO

from conformance.events import (
    CheckJudged,
    Event,
    ModuleFinished,
    ModuleStarted,
    Overturned,
    Passed,
    RunFinished,
    RunStarted,
    SecondTry,
    StepDone,
    Waiting,
    YourTurn,
)
from conformance.language import words
from conformance.reports import attestations, form, observing, waivers
from conformance.reports.labels import RESULTS, beside, duties_in, duty_of, fit, last_word, printable, results, to_tell
from rulebook.formats.report import CheckReport, Mode, ModuleReport, Report, Result

_SIGNS: dict[Result, str] = {
    Result.PASS: "✓",
    Result.FAIL: "✗",
    Result.WARNING: "!",
    Result.REVIEW: "?",
    Result.SKIPPED: "–",
    Result.NOT_APPLICABLE: "·",
    Result.INCONCLUSIVE: "?",
    Result.SUITE_ERROR: "‼",
}


class Console:
    """Hears events, writes lines."""

    def __init__(self, stream: TextIO, language: str = "fr") -> None:
        self._stream = stream
        self._language = language
        self._words = words(language)
        self._live = stream.isatty()
        self._mode: Mode = "strict"

    def __call__(self, event: Event) -> None:
        """Write what this event is worth."""
        match event:
            case RunStarted():
                self._start(event)
            case ModuleStarted() if self._live:
                self._count(f"{event.position}/{event.total} {printable(event.title.in_(self._language))}")
            case ModuleFinished() | Overturned():
                self._module(event.outcome)
            case SecondTry():
                self._second_try(event)
            case RunFinished():
                self._finish(event.report)
            case YourTurn() | Passed() | Waiting():
                self._watch(event)
            case StepDone() | CheckJudged() | ModuleStarted():
                pass

    def _start(self, event: RunStarted) -> None:
        _ = self._words.gettext
        self._mode = event.mode
        if event.mode == "observation":
            said = _("Observation de {application} : rien n'est troublé, rien n'est démontré.")
        else:
            said = _("Jugement de {application}, plan {plan}, modules : {count}.")
        self._line(said.format(application=event.application, plan=event.plan, count=len(event.modules)))

    def _watch(self, event: YourTurn | Passed | Waiting) -> None:
        """While a person is at work."""
        _ = self._words.gettext
        match event:
            case YourTurn():
                lines = observing.turn(event, _, self._language)
            case Passed():
                lines = observing.passed(event, _, self._language)
            case Waiting():
                lines = iter(())
                if self._live:
                    self._count(_("encore {left}").format(left=observing.left(event.seconds)))
        for line in lines:
            self._over(line)

    def _second_try(self, event: SecondTry) -> None:
        _ = self._words.gettext
        said = _("  … {module} : second essai dans {seconds:g} s, si le client borne ses relectures des clés")
        self._line(said.format(module=event.module, seconds=event.seconds))

    def _module(self, outcome: ModuleReport) -> None:
        _ = self._words.gettext
        result = f"{_SIGNS[outcome.result]} {_(results(self._mode)[outcome.result])}"
        self._over(f"  {result:<16} {outcome.id:<30} {duties_in(outcome)}".rstrip())
        for said in beside(outcome, _):
            self._line(f"      {said}")
        if outcome.reason is not None:
            self._line(f"      {outcome.reason.in_(self._language)}")
        self._stream.flush()

    def _finish(self, report: Report) -> None:
        _ = self._words.gettext
        mended: set[str] = set()
        for module in report.modules:
            for check in to_tell(module):
                self._check(report, module, check, known=check.duty in mended)
                mended.add(check.duty)
        self._differences(report)
        strict = report.mode == "strict"
        people = (
            *(attestations.told(report, _, self._language) if strict else ()),
            *form.told(report, _, self._language),
            *(waivers.told(one, _) for one in report.waivers),
        )
        for line in ("", *people) if people else ():
            self._line(line)
        self._line("")
        said = _("Auto-évaluation : {last_word}.") if strict else "{last_word}."
        self._line(said.format(last_word=last_word(report, _, self._language)))

    def _check(self, report: Report, module: ModuleReport, check: CheckReport, *, known: bool) -> None:
        _ = self._words.gettext
        duty = duty_of(check, report)
        self._line("")
        waived = _(" (dérogation)") if check.waived else ""
        self._line(f"{check.duty} ({check.strength}) — {_(RESULTS[check.result])}{waived}, {module.id}")
        self._line(f"  {duty.says.in_(self._language)}")
        self._line(f"  {_('attendu')} : {check.expected.in_(self._language)}")
        self._line(f"  {_('reçu')} : {check.received.in_(self._language)}")
        if not known:
            self._line(f"  {_('pour corriger')} : {duty.mend.in_(self._language)}")
            self._line(f"  {_('source')} : {duty.source.in_(self._language)}")

    def _differences(self, report: Report) -> None:
        """What passed although the real service does otherwise, and what no check of the plan can see."""
        _ = self._words.gettext
        if not report.differences:
            return
        seen = [one for one in report.differences if one.seen]
        others = ", ".join(one.id for one in report.differences if not one.seen)
        self._line("")
        self._line(_("Écarts connus avec le service réel, vus par ce passage : {count}.").format(count=len(seen)))
        for one in seen:
            self._line(f"  {one.id:<20} {one.ours.in_(self._language)} ({', '.join(one.seen)})")
        if others:
            self._line(_("Que ce passage n'a pas vus : {others}.").format(others=others))

    def _count(self, text: str) -> None:
        """What is under way, in a line that the next one takes the place of."""
        self._stream.write(f"\r\x1b[K  … {text}")
        self._stream.flush()

    def _over(self, text: str) -> None:
        """A line in the place of the one that counts."""
        if self._live:
            self._stream.write("\r\x1b[K")
        self._line(text)
        self._stream.flush()

    def _line(self, text: str) -> None:
        self._stream.write(printable(fit(text, self._words.gettext)) + "\n")
