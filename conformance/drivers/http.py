"""The `http` driver: follows the application's recipe page after page, and plays the citizen on the bench's own pages."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from conformance.drivers.fetch import Answer, Fetcher
from conformance.drivers.oracle import holds, recognise
from conformance.drivers.page import Gesture, Page
from conformance.drivers.trouble import Stuck, Trouble
from conformance.journey import GOALS, STOPS, origin
from conformance.limits import KEPT, TITLE, Limits
from rulebook.formats.application import Application, Recipe, Step
from rulebook.formats.observation import Observation
from rulebook.formats.report import Limit
from rulebook.redaction import Redactor
from rulebook.source import Text

NAME = "http"
_NOT_FOUND = 404
OnStep = Callable[[Observation], None]


@dataclass(frozen=True, slots=True)
class Citizen:
    """Who walks: the login typed on FranceConnect, what `{…}` in the recipe stands for, whether they give up there, or only look."""

    login: str
    words: dict[str, str] = field(default_factory=dict)
    gives_up: bool = False
    looks: bool = False


@dataclass(slots=True)
class Walked:
    """What a walk left behind, exchanges apart (the fetcher has them); `goals` are the paths where somebody was logged in."""

    observations: list[Observation] = field(default_factory=list)
    trouble: Trouble | None = None
    stuck: Text | None = None
    goals: list[str] = field(default_factory=list, repr=False)


class HttpDriver:
    """One citizen, one walk. `on_step` hears each observation as it is made."""

    def __init__(
        self, application: Application, fetcher: Fetcher, limits: Limits, redactor: Redactor, on_step: OnStep
    ) -> None:
        self._application = application
        self._fetcher = fetcher
        self._limits = limits
        self._redactor = redactor
        self._on_step = on_step
        self._walked = Walked()
        self._filled: dict[str, str] = {}
        self._returned = False
        self._named = ""

    def walk(self, recipe: Recipe, citizen: Citizen, name: str = "") -> Walked:
        """Walk to the end of the recipe, or to a page that says refused or error, or to where one cannot go on.

        `name` goes before each step of a walk that does not begin a lap.
        """
        self._named = f"{name} " if name else ""
        try:
            page = self._go(Gesture(self._application.address(recipe.start)), "start", citizen, Limit.ARM)
            for number, step in enumerate(recipe.steps, 1):
                if self._is_over(citizen):
                    break
                page = self._step(number, step, page, citizen)
        except Trouble as trouble:
            self._walked.trouble = trouble
        except Stuck as stuck:
            # It may quote an address of the client.
            self._walked.stuck = Text(*map(self._redactor.text, (stuck.says.fr, stuck.says.en)))
        return self._walked

    def _is_over(self, citizen: Citizen) -> bool:
        """A refusal ends the story; so does the citizen who gave up, once back on the client."""
        last = self._walked.observations[-1].oracle if self._walked.observations else "none"
        return last in STOPS or (citizen.gives_up and self._returned)

    def _step(self, number: int, step: Step, page: Page, citizen: Citizen) -> Page:
        where = f"étape {number}", f"step {number}"
        if step.goto is not None:
            return self._goto(self._application.address(_said(step.goto, citizen)), number, citizen)
        if step.click is not None:
            return self._follow(page.click(step.click, self._filled), "click", step.click, number, citizen)
        if step.submit is not None:
            return self._follow(page.submit(step.submit, self._filled), "submit", step.submit, number, citizen)
        if step.fill is not None:
            self._fill({name: _said(value, citizen) for name, value in step.fill.items()}, page, where)
        if step.expect is not None and not holds(page, step.expect):
            looked = ", ".join(f"{key} = {value}" for key, value in step.expect.model_dump(exclude_none=True).items())
            raise Stuck(
                f"{where[0]} (expect) : la page {self._here} n'a pas {looked}",
                f"{where[1]} (expect): the page {self._here} lacks {looked}",
            )
        return page

    def _fill(self, values: dict[str, str], page: Page, where: tuple[str, str]) -> None:
        """What the next gesture sends; a name, or a choice, that the page does not have is a mistake of the recipe."""
        if missing := ", ".join(name for name in values if name not in page.fields()):
            raise Stuck(
                f"{where[0]} (fill) : pas de champ nommé {missing} à {self._here}",
                f"{where[1]} (fill): no field named {missing} at {self._here}",
            )
        for name, value in values.items():
            choices = page.offered(name)
            if choices is not None and value not in choices:
                known = self._redactor.text(", ".join(choices))[:TITLE] or "∅"
                raise Stuck(
                    f"{where[0]} (fill) : le champ {name} n'offre pas « {value} » à {self._here} (choix : {known})",
                    f'{where[1]} (fill): the field {name} does not offer "{value}" at {self._here} (choices: {known})',
                )
        self._filled |= values

    @property
    def _here(self) -> str:
        """The page that the citizen is on, its query apart: a sentence has no use for codes."""
        seen = self._walked.observations
        return seen[-1].url.partition("?")[0] if seen else "FranceConnect"

    def _goto(self, url: str, number: int, citizen: Citizen) -> Page:
        """An address that the client does not have is a mistake of the recipe; one that it sends to, its own."""
        page = self._go(Gesture(url), f"{number} goto", citizen)
        if page.status == _NOT_FOUND and page.url == url:
            raise Stuck(
                f"étape {number} (goto) : {self._here} répond 404 : est-ce l'adresse voulue ?",
                f"step {number} (goto): {self._here} answers 404: is it the address that was meant?",
            )
        return page

    def _follow(self, gesture: Gesture | None, verb: str, selector: str, number: int, citizen: Citizen) -> Page:
        if gesture is None:
            raise Stuck(
                f"étape {number} ({verb}) : rien à {self._here} ne répond au sélecteur « {selector} »",
                f'step {number} ({verb}): nothing at {self._here} answers the selector "{selector}"',
            )
        self._filled = {}
        return self._go(gesture, f"{number} {verb} {selector}", citizen)

    def _go(self, gesture: Gesture, step: str, citizen: Citizen, limit: Limit = Limit.STEP) -> Page:
        """To the client's next page, through the bench's pages if the client sends the citizen there."""
        answer = self._fetcher.go(gesture, limit)
        for _ in range(self._limits.bench_pages):
            page = Page(answer.url, answer.status, answer.text)
            if origin(answer.url) == origin(self._application.base_url):
                self._observe(page, step)
                if (onward := page.onward()) is None:
                    return page
                answer = self._fetcher.go(onward)
            elif self._has_left(answer.url):
                return page
            else:
                answer = self._on_bench(page, answer, citizen)
        raise Trouble("FranceConnect et le client se renvoient le citoyen", "the citizen is sent to and fro endlessly")

    def _on_bench(self, page: Page, answer: Answer, citizen: Citizen) -> Answer:
        """One gesture on a page of FranceConnect: give up, choose the provider, log in, or continue; its frames first, as browsers do."""
        if citizen.looks or self._fetcher.moved:
            raise Stuck(
                "FranceConnect montre une page, et le citoyen en reste là",
                "FranceConnect shows a page, and the citizen stops there",
            )
        for frame in page.frames():
            self._fetcher.go(frame)
        gesture = page.click("a#seconde", {})
        if citizen.gives_up:
            gesture = page.click("a#retour-fs", {})
            self._returned = self._returned or gesture is not None
        gesture = (
            gesture
            or page.submit("form#mire button", {})
            or page.submit("form#mire", {})
            or page.submit("form#identifiant", {"login": citizen.login})
            or page.submit("#continuer", {"consent": "on"})
        )
        if gesture is None:
            code = f" ({page.title})" if page.title else ""
            raise Stuck(
                f"FranceConnect répond {answer.status} et garde le citoyen{code}",
                f"FranceConnect answers {answer.status} and keeps the citizen{code}",
            )
        return self._fetcher.go(gesture)

    def _has_left(self, url: str) -> bool:
        """Whether it is the last page of FranceConnect, for a logout that names no address to come back to."""
        return url.partition("?")[0] == f"{self._fetcher.where.franceconnect}/session/end/success"

    def _observe(self, page: Page, step: str) -> None:
        where = self._fetcher.where
        seen = Observation(
            n=len(self._walked.observations) + 1,
            at=time.time(),
            lease=where.lease,
            module=where.module,
            driver=NAME,
            step=self._named + step,
            url=self._redactor.address(page.url),
            status=page.status,
            title=self._redactor.text(page.title)[:TITLE],
            oracle=recognise(page, self._application.oracle),
            text=self._redactor.text(page.text)[:KEPT],
        )
        self._walked.observations.append(seen)
        base = self._application.base_url.rstrip("/")
        if seen.oracle in GOALS and self._fetcher.exchanges[-1].request.method == "GET" and page.url.startswith(base):
            self._walked.goals.append(page.url.removeprefix(base))
        self._on_step(seen)


def _said(text: str, citizen: Citizen) -> str:
    """The recipe's text with its `{login}`, `{spi}`, `{annee}` replaced; other braces stay."""
    for word, value in citizen.words.items():
        text = text.replace(f"{{{word}}}", value)
    return text
