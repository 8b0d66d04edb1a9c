"""Before anything is judged: is everything where the files say? Configuration is told apart from implementation."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from conformance.bench import Bench, BenchError, Space
from conformance.drivers.fetch import Answer, Fetcher, Where
from conformance.drivers.oracle import recognise
from conformance.drivers.page import Gesture, Page
from conformance.drivers.trouble import Stuck, Trouble
from conformance.journey import GOALS, origin
from conformance.limits import Limits
from conformance.personas import plain
from conformance.plans import CAPABILITIES
from rulebook.duty import Capability
from rulebook.formats.application import Application, Look, Recipe
from rulebook.formats.habilitation import Credentials, Habilitation
from rulebook.formats.persona import Persona
from rulebook.redaction import Redactor
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
    if problems := tuple(_disagreements(application, habilitation)):
        raise Preflight(*problems)
    try:
        bench.health()
        space = bench.space(application.space)
        credentials = bench.register(space.name, habilitation)
        personas = plain(bench.personas(space.name))
    except BenchError as error:
        raise Preflight(error.says) from None
    if not personas:
        raise Preflight(Text("Le banc n'a aucun usager fictif.", "The bench has no persona."))
    if problems := tuple(_client_problems(application, space, limits)):
        raise Preflight(*problems)
    return Ground(space, personas, credentials)


# ------------------------------------------------------------------ what the files say to each other
def _disagreements(application: Application, habilitation: Habilitation) -> Iterator[Text]:
    base, recipes = application.base_url, application.driver.http
    declared = frozenset(application.capabilities)
    if not origin(base).startswith(("http://", "https://")):
        yield Text(f"base_url « {base} » n'est pas une adresse http.", f'base_url "{base}" is not an http address.')
    for name, about in CAPABILITIES.items():
        if declared & about and getattr(recipes, name) is None:
            said = ", ".join(sorted(declared & about))
            yield Text(
                f"application.toml déclare {said} sans dire comment y aller : ajoutez [driver.http.{name}].",
                f"application.toml declares {said} but not how to get there: add [driver.http.{name}].",
            )
    yield from _contract_gaps(declared, habilitation)
    for uri in habilitation.franceconnect.redirect_uris if habilitation.franceconnect else ():
        if origin(uri) != origin(base):
            yield Text(
                f"redirect_uri {uri} n'est pas sous base_url {base} : le citoyen reviendrait ailleurs.",
                f"redirect_uri {uri} is not under base_url {base}: the citizen would come back elsewhere.",
            )
    yield from _unreadable_selectors(application)


def _contract_gaps(declared: frozenset[Capability], habilitation: Habilitation) -> Iterator[Text]:
    modality = habilitation.api_impot.modality if habilitation.api_impot else ()
    gaps = (
        (Capability.FRANCECONNECT, habilitation.franceconnect is not None, "[franceconnect]"),
        (Capability.API_FRANCECONNECT, "with_france_connect" in modality, "[api_impot] modality with_france_connect"),
        (Capability.API_SPI, "with_spi" in modality, "[api_impot] modality with_spi"),
    )
    for capability, given, where in gaps:
        if capability in declared and not given:
            yield Text(
                f"application.toml déclare {capability}, l'habilitation n'a pas {where}.",
                f"application.toml declares {capability}, the habilitation lacks {where}.",
            )


def _unreadable_selectors(application: Application) -> Iterator[Text]:
    oracle, recipes = application.oracle, application.driver.http
    looks: list[Look] = [oracle.error, oracle.refused, oracle.result, oracle.connected]
    steps = [step for recipe in (recipes.franceconnect, recipes.spi) if recipe for step in recipe.steps]
    looks += [step.expect for step in steps if step.expect]
    selectors = [look.selector for look in looks] + [step.click or step.submit for step in steps]
    blank = Page(application.base_url, 200, "")
    for selector in dict.fromkeys(selector for selector in selectors if selector is not None):
        try:
            blank.find(selector)
        except Stuck as stuck:
            yield Text(f"application.toml : {stuck.says.fr}", f"application.toml: {stuck.says.en}")


# ------------------------------------------------------------------ what the client shows before any login
def _client_problems(application: Application, space: Space, limits: Limits) -> Iterator[Text]:
    recipes = application.driver.http
    for recipe in (recipes.franceconnect, recipes.spi):
        if recipe is None:
            continue
        try:
            answer = _first_page(application, space, recipe, limits)
        except Trouble as trouble:
            yield Text(
                f"Client injoignable à {application.base_url} : {trouble.says.fr}. Démarrez-le, ou corrigez base_url.",
                f"Client unreachable at {application.base_url}: {trouble.says.en}. Start it, or correct base_url.",
            )
            return
        except Stuck as stuck:
            yield Text(f"{recipe.start} : {stuck.says.fr}.", f"{recipe.start}: {stuck.says.en}.")
            continue
        page = Page(answer.url, answer.status, answer.text)
        if answer.status == 404:
            yield Text(
                f"{answer.url} n'existe pas (404) : corrigez start.",
                f"{answer.url} does not exist (404): correct start.",
            )
        elif (seen := recognise(page, application.oracle)) in GOALS:
            yield Text(
                f"L'oracle dit « {seen} » à {answer.url} avant toute connexion : précisez [oracle].{seen}.",
                f'The oracle says "{seen}" at {answer.url} before any login: make [oracle].{seen} more precise.',
            )


def _first_page(application: Application, space: Space, recipe: Recipe, limits: Limits) -> Answer:
    where = Where(application.base_url, space.issuer, space.name, None, MODULE, application.name)
    fetcher = Fetcher(where, limits, Redactor(b""))
    try:
        return fetcher.go(Gesture(application.address(recipe.start)), limits.arm)
    finally:
        fetcher.close()
