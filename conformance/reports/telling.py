"""What the page tells of the exchanges: beside each unhappy check, under each story, and in the annex, each within a budget."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from conformance.reports import curl, story, wire
from conformance.reports.diagram import draw
from conformance.reports.labels import Say, duty_of, is_told, to_tell
from conformance.verdict import BY_WEIGHT
from rulebook.formats.exchange import Exchange
from rulebook.formats.observation import Observation
from rulebook.formats.report import CheckReport, DutyReport, ModuleReport, Report, Result, WaiverReport

_BESIDE = 3  # exchanges shown whole beside a check; the others are in the annex
_BUDGET = 600_000  # characters beside the checks to mend: beyond, a check has its links to the annex alone
_ANNEX, _DRAWINGS = 400_000, 400_000  # and of the annex, and of the stories' drawings, what is to mend first


@dataclass(frozen=True, slots=True)
class Shown:
    """An exchange, ready to read."""

    n: int
    what: str
    fault: str | None
    sent: str
    got: str
    curl: curl.Command

    @property
    def weight(self) -> int:
        """How many characters it takes, those that we put around it included."""
        return 600 + len(self.sent) + len(self.got) + len(self.curl.text)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A diagram, and the same in sentences."""

    drawing: Markup
    sentences: tuple[str, ...]

    @property
    def weight(self) -> int:
        """How many characters it takes in the page."""
        return 400 + len(self.drawing) + sum(10 + len(sentence) for sentence in self.sentences)


@dataclass(frozen=True, slots=True)
class Told:
    """A check that calls for words, with all that helps."""

    number: int
    module: ModuleReport
    check: CheckReport
    duty: DutyReport
    observations: tuple[Observation, ...]
    drawn: Drawn | None
    exchanges: tuple[Shown, ...]
    waivers: tuple[WaiverReport, ...] = ()


@dataclass(slots=True)
class Telling:
    """Everything that the page needs beyond the report itself."""

    report: Report
    exchanges: Sequence[Exchange]
    observations: Sequence[Observation]
    say: Say
    language: str
    left_out: int = 0
    annex: tuple[Shown, ...] = field(init=False)
    _known: dict[int, Exchange] = field(init=False)
    _left: int = _BUDGET

    def __post_init__(self) -> None:
        self._known = {exchange.n: exchange for exchange in self.exchanges}
        self.annex = tuple(self._annex())

    def told(self) -> tuple[Told, ...]:
        """Every unhappy check, numbered from 1: the gravest first, then in the order of the report."""
        self._left = _BUDGET
        unhappy = [(module, check) for module in self.report.modules for check in to_tell(module)]
        unhappy.sort(key=lambda one: BY_WEIGHT.index(one[1].result))
        return tuple(self._told(number, *one) for number, one in enumerate(unhappy, 1))

    def drawn(self) -> dict[str, Drawn]:
        """A diagram for each story that was played, while the page stays light; those that passed come last."""
        played = [module for module in self.report.modules if module.exchanges]
        drawings, left = {}, _DRAWINGS
        for module in sorted(played, key=lambda one: one.result is Result.PASS):
            cited = [n for check in module.checks for n in check.exchanges]
            drawn = self._drawn(module, cited, f"g-{module.id}")
            left -= drawn.weight
            if left <= 0:
                break
            drawings[module.id] = drawn
        return drawings

    def _told(self, number: int, module: ModuleReport, check: CheckReport) -> Told:
        cited = [self._known[n] for n in check.exchanges if n in self._known] if self._left > 0 else []
        seen = frozenset(check.observations)
        drawn = (
            self._drawn(module, check.exchanges, f"g{number}", broken=check.result is Result.FAIL) if cited else None
        )
        exchanges = tuple(self._shown(one) for one in cited[:_BESIDE])
        self._left -= sum(one.weight for one in exchanges) + (drawn.weight if drawn else 0)
        watched = tuple(one for one in self.observations if one.n in seen)
        waivers = tuple(one for one in self.report.waivers if check.waived and check.id in one.checks)
        return Told(number, module, check, duty_of(check, self.report), watched, drawn, exchanges, waivers)

    def _drawn(self, module: ModuleReport, cited: Sequence[int], key: str, *, broken: bool = False) -> Drawn:
        first, last = module.exchanges or (min(cited), max(cited))
        # What overturned a verdict may have come after the story's end.
        at_stake = frozenset(cited)
        told = [one for one in self.exchanges if first <= one.n <= last or one.n in at_stake]
        rows = story.rows(told, cited, broken=broken)
        title = module.title.in_(self.language)
        return Drawn(draw(rows, key, title, self.say), tuple(story.sentence(row, self.say) for row in rows))

    def _annex(self) -> Iterable[Shown]:
        """Each exchange that a check cites or that was disturbed, once, while the page stays light: what is to mend comes first."""
        told, cited = set[int](), set[int]()
        for module in self.report.modules:
            for check in module.checks:
                (told if is_told(check) else cited).update(check.exchanges)
        left, kept = _ANNEX, list[Shown]()
        wanted = [one for one in self.exchanges if one.n in told | cited or one.fault is not None]
        for one in sorted(wanted, key=lambda one: one.n not in told):
            if left <= 0:
                self.left_out += 1
                continue
            kept.append(shown := self._shown(one))
            left -= shown.weight
        return sorted(kept, key=lambda shown: shown.n)

    def _shown(self, one: Exchange) -> Shown:
        what = f"{one.by} {one.endpoint} · {one.request.method[:12]} {story.path(one)} → {story.answered(one.response.status, self.say)}"
        return Shown(
            one.n, what, one.fault, wire.sent(one, self.say), wire.got(one, self.say), curl.command(one, self.say)
        )
