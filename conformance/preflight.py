"""Before anything is judged: is everything where the files say? Configuration is told apart from implementation."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from conformance import clock, reach
from conformance.agreement import disagreements
from conformance.bench import Bench, BenchError, Space
from conformance.drivers.fetch import Answer, Where
from conformance.drivers.oracle import recognise
from conformance.drivers.page import Page
from conformance.drivers.trouble import Stuck, Trouble
from conformance.journey import GOALS, STOPS
from conformance.limits import Limits
from conformance.personas import plain
from rulebook.formats.application import Application
from rulebook.formats.habilitation import Credentials, Habilitation
from rulebook.formats.persona import Persona
from rulebook.source import Text

MODULE = "preflight"


class Preflight(Exception):
    """The run cannot start, or cannot mean anything: each problem is a sentence that names the place. Exit 2."""

    def __init__(self, *problems: Text) -> None:
        super().__init__("\n".join(problem.fr for problem in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Ground:
    """Where a run stands: the space, who may walk there, and the application's credentials, which no record may show."""

    space: Space
    personas: tuple[Persona, ...]
    credentials: Credentials = field(repr=False)


def prepare(application: Application, habilitation: Habilitation, bench: Bench, limits: Limits) -> Ground:
    """Check everything that needs no login; declare the habilitation on the bench. Raises `Preflight`."""
    if problems := tuple(disagreements(application, habilitation)):
        raise Preflight(*problems)
    ground = declare(bench, application.space, habilitation)
    space = ground.space
    where = Where(application.base_url, space.issuer, space.name, None, MODULE, application.name)
    if problems := (
        *reach.franceconnect(where, limits),
        *clock.apart(Text("Le banc", "The bench"), bench.ahead, limits),
        *_client_problems(application, where, limits),
    ):
        raise Preflight(*problems)
    return ground


def declare(bench: Bench, space: str, habilitation: Habilitation) -> Ground:
    """Declare the habilitation in a space of the bench. Raises `Preflight`."""
    try:
        bench.health()
        found = bench.space(space)
        credentials = bench.register(found.name, habilitation)
        personas = plain(bench.personas(found.name))
    except BenchError as error:
        raise Preflight(error.says) from None
    if not personas:
        raise Preflight(Text("Le banc n'a aucun usager fictif.", "The bench has no persona."))
    return Ground(found, personas, credentials)


# ------------------------------------------------------------------ what the client shows before any login
def _client_problems(application: Application, where: Where, limits: Limits) -> Iterator[Text]:
    recipes = application.driver.http
    for recipe in (recipes.franceconnect, recipes.spi, recipes.etat_civil):
        if recipe is None:
            continue
        try:
            answer, ahead = reach.page(where, application.address(recipe.start), limits)
        except Trouble as trouble:
            yield Text(
                f"Client injoignable à {application.base_url} : {trouble.says.fr}. Démarrez-le, ou corrigez base_url.",
                f"Client unreachable at {application.base_url}: {trouble.says.en}. Start it, or correct base_url.",
            )
            return
        except Stuck as stuck:
            yield Text(f"{recipe.start} : {stuck.says.fr}.", f"{recipe.start}: {stuck.says.en}.")
            continue
        if answer.status == 404:
            yield Text(
                f"{answer.url} n'existe pas (404) : corrigez start.",
                f"{answer.url} does not exist (404): correct start.",
            )
        else:
            yield from _seen_too_soon(answer, application)
        if problems := tuple(clock.apart(Text("Le client", "The client"), ahead, limits)):
            yield from problems
            return


def _seen_too_soon(answer: Answer, application: Application) -> Iterator[Text]:
    """An oracle that knows the first page as the end of a story would know any page so."""
    seen = recognise(Page(answer.url, answer.status, answer.text), application.oracle)
    if seen in GOALS:
        yield Text(
            f"L'oracle dit « {seen} » à {answer.url} avant toute connexion : précisez [oracle].{seen}.",
            f'The oracle says "{seen}" at {answer.url} before any login: make [oracle].{seen} more precise.',
        )
    elif seen in STOPS:
        yield Text(
            f"L'oracle dit « {seen} » à {answer.url} ({answer.status}) avant toute connexion : précisez [oracle].{seen}, "
            "ou réparez cette page.",
            f'The oracle says "{seen}" at {answer.url} ({answer.status}) before any login: make [oracle].{seen} more precise, '
            "or mend that page.",
        )
