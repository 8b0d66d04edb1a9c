"""Plans: which modules make a claim, and what a given application leaves of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from conformance.modules import CONTROLS, MODULES
from conformance.modules.shape import Module, Parcours
from rulebook.duty import Capability
from rulebook.formats.application import Application
from rulebook.formats.datapass import StageName
from rulebook.formats.observation import Seen
from rulebook.source import Text


@dataclass(frozen=True, slots=True)
class Plan:
    """A named list of modules, told on `parcours`.

    `claims` are the capabilities that it is about: one that the application declares, and that no module of the plan exercises, is not
    demonstrated. `attested`: it owes too what no machine judges, and people state. `stage`: that of DataPass that it prepares.
    """

    id: str
    title: Text
    modules: tuple[Module, ...]
    claims: frozenset[Capability] = frozenset(Capability)
    parcours: tuple[Parcours, ...] = ("franceconnect", "spi")
    attested: bool = False
    stage: StageName | None = None


def _modules(*needs: Capability) -> tuple[Module, ...]:
    """Every module that one of these capabilities is enough for."""
    return tuple(module for module in MODULES.values() if {*needs} & {*module.needs})


_WHOLE = tuple(MODULES.values())
_SMOKE = tuple(MODULES[name] for name in ("fs-parcours", "api-spi", "fs-nonce-etranger", "api-panne"))

_PLANS = (
    Plan(
        "fc-impot",
        Text("FranceConnect et API Impôt particulier, en entier", "FranceConnect and the tax API, whole"),
        _WHOLE,
    ),
    Plan(
        "fc-identite",
        Text(
            "FranceConnect seul : la connexion et ce qu'il faut refuser", "FranceConnect alone: login, what to refuse"
        ),
        _modules(Capability.FRANCECONNECT),
        claims=frozenset({Capability.FRANCECONNECT}),
        parcours=("franceconnect",),
    ),
    Plan(
        "spi",
        Text("API Impôt particulier par le numéro fiscal saisi", "The tax API by a typed tax number"),
        _modules(Capability.API_SPI),
        claims=frozenset({Capability.API_SPI}),
        parcours=("spi",),
    ),
    Plan(
        "production",
        Text(
            "La recette avant la production : tout, et ce qu'une personne atteste",
            "Acceptance before production: everything, and what people state",
        ),
        _WHOLE,
        attested=True,
        stage="production",
    ),
    Plan(
        "editeur",
        Text(
            "La recette d'un éditeur, une fois pour ses communes : tout, et ce qu'une personne atteste",
            "A publisher's acceptance, once for its towns: everything, and what people state",
        ),
        _WHOLE,
        attested=True,
        stage="editeur",
    ),
    Plan(
        "smoke",
        Text("Vérification rapide : deux parcours, deux anomalies", "Quick look: two journeys, two faults"),
        _SMOKE,
        claims=frozenset(need for module in _SMOKE for need in module.needs),
    ),
)
PLANS: Mapping[str, Plan] = MappingProxyType({plan.id: plan for plan in _PLANS})


@dataclass(frozen=True, slots=True)
class Chosen:
    """A module of the plan for one application: on which parcours, or on none because of what it declares."""

    module: Module
    parcours: Parcours | None

    @property
    def control(self) -> Module:
        """The control of that parcours."""
        return next(module for module in CONTROLS if self.parcours in module.parcours)


# Parcours → what an application that can be walked on it declares.
CAPABILITIES: Mapping[Parcours, frozenset[Capability]] = MappingProxyType(
    {
        "franceconnect": frozenset({Capability.FRANCECONNECT, Capability.API_FRANCECONNECT}),
        "spi": frozenset({Capability.API_SPI}),
    }
)


class UnknownModule(ValueError):
    """`--only` names what the plan does not hold."""


def choose(plan: Plan, application: Application, only: Sequence[str] = ()) -> tuple[Chosen, ...]:
    """The plan's modules for this application; with `only`, those and the controls they rest on."""
    if unknown := [name for name in only if name not in {module.id for module in plan.modules}]:
        raise UnknownModule(", ".join(unknown))
    wanted = [
        Chosen(module, _parcours(plan, module, application)) for module in plan.modules if not only or module.id in only
    ]
    controls = {one.control.id: Chosen(one.control, one.parcours) for one in wanted if one.parcours}
    rest = [one for one in wanted if one.module.id not in controls]
    order = list(MODULES)
    return tuple(sorted((*controls.values(), *rest), key=lambda one: order.index(one.module.id)))


def unexercised(plan: Plan, application: Application, chosen: Sequence[Chosen]) -> tuple[Capability, ...]:
    """What the application declares, the plan claims, and none of the modules that will be run is about."""
    about = {need for one in chosen if one.parcours for need in one.module.needs}
    return tuple(one for one in application.capabilities if one in plan.claims and one not in about)


def _parcours(plan: Plan, module: Module, application: Application) -> Parcours | None:
    """The first parcours of the module that the application declares, with a capability that the module is about."""
    declared = frozenset(application.capabilities) & frozenset(module.needs)
    recipes = application.driver.http
    return next(
        (
            name
            for name in module.parcours
            if name in plan.parcours and declared & CAPABILITIES[name] and getattr(recipes, name) is not None
        ),
        None,
    )


def goal(parcours: Parcours, declared: Iterable[Capability]) -> Seen:
    """What the oracle says at the end of an undisturbed parcours: a tax result, or just somebody connected."""
    ends = Capability.API_FRANCECONNECT if parcours == "franceconnect" else Capability.API_SPI
    return "result" if ends in declared else "connected"
