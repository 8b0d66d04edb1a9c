"""Plans: which modules make a claim, and what a given application leaves of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from conformance.modules import CONTROLS, MODULES
from conformance.modules.shape import Module, Parcours
from rulebook.duty import Capability
from rulebook.formats.application import Application
from rulebook.formats.observation import Seen
from rulebook.source import Text


@dataclass(frozen=True, slots=True)
class Plan:
    """A named list of modules. `attested`: it owes too what no machine judges, and people state."""

    id: str
    title: Text
    modules: tuple[Module, ...]
    attested: bool = False


def _plan(id_: str, title: Text, *modules: str) -> Plan:
    return Plan(id_, title, tuple(MODULES[name] for name in modules))


PLANS: Mapping[str, Plan] = MappingProxyType(
    {
        plan.id: plan
        for plan in (
            _plan(
                "fc-impot",
                Text("FranceConnect et API Impôt particulier, en entier", "FranceConnect and the tax API, whole"),
                *MODULES,
            ),
            _plan(
                "smoke",
                Text("Vérification rapide : deux parcours, deux anomalies", "Quick look: two journeys, two faults"),
                "fs-parcours",
                "api-spi",
                "fs-nonce-etranger",
                "api-panne",
            ),
        )
    }
)


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
        Chosen(module, _parcours(module, application)) for module in plan.modules if not only or module.id in only
    ]
    controls = {one.control.id: Chosen(one.control, one.parcours) for one in wanted if one.parcours}
    rest = [one for one in wanted if one.module.id not in controls]
    order = list(MODULES)
    return tuple(sorted((*controls.values(), *rest), key=lambda one: order.index(one.module.id)))


def _parcours(module: Module, application: Application) -> Parcours | None:
    """The first parcours of the module that the application declares, with a capability that the module is about."""
    declared = frozenset(application.capabilities) & frozenset(module.needs)
    recipes = application.driver.http
    return next(
        (name for name in module.parcours if declared & CAPABILITIES[name] and getattr(recipes, name) is not None),
        None,
    )


def goal(parcours: Parcours, application: Application) -> Seen:
    """What the oracle says at the end of an undisturbed parcours: a tax result, or just somebody connected."""
    ends = Capability.API_FRANCECONNECT if parcours == "franceconnect" else Capability.API_SPI
    return "result" if ends in application.capabilities else "connected"
