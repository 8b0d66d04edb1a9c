"""Plans: which modules make a claim, and what a given application leaves of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from conformance.modules import CONTROLS, MODULES, usage
from conformance.modules.shape import Module, Parcours
from rulebook.duty import Capability
from rulebook.formats.application import Application
from rulebook.formats.datapass import StageName
from rulebook.formats.habilitation import Habilitation
from rulebook.formats.observation import Seen
from rulebook.source import Text


@dataclass(frozen=True, slots=True)
class Plan:
    """A named list of modules, told on `parcours`.

    `claims` are the capabilities that it is about, all unless it is named after one: what the application declares of them, and no module
    exercises, is not demonstrated. `attested`: it owes too what no machine judges, and people state. `stage`: that of DataPass that it prepares. `compares`: one datum
    after another is taken out; which, each application declares (`fitted`).
    """

    id: str
    title: Text
    modules: tuple[Module, ...]
    claims: frozenset[Capability] = frozenset(Capability)
    parcours: tuple[Parcours, ...] = ("franceconnect", "spi", "etat_civil", "logout")
    attested: bool = False
    stage: StageName | None = None
    compares: bool = False


_WHOLE = tuple(module for module in MODULES.values() if not module.takes_out)


def _modules(*needs: Capability) -> tuple[Module, ...]:
    """Every module that one of these capabilities is enough for."""
    return tuple(module for module in _WHOLE if {*needs} & {*module.needs})


_SMOKE = (*CONTROLS, MODULES["fs-nonce-etranger"], MODULES["api-panne"])

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
        _modules(Capability.FRANCECONNECT, Capability.LOGOUT),
        claims=frozenset({Capability.FRANCECONNECT, Capability.LOGOUT}),
        parcours=("franceconnect", "logout"),
    ),
    Plan(
        "spi",
        Text("API Impôt particulier par le numéro fiscal saisi", "The tax API by a typed tax number"),
        _modules(Capability.API_SPI),
        claims=frozenset({Capability.API_SPI}),
        parcours=("spi",),
    ),
    Plan(
        "etat-civil",
        Text("SFiP ou R2P par l'état civil saisi", "SFiP or R2P by a typed civil status"),
        _modules(Capability.API_ETAT_CIVIL),
        claims=frozenset({Capability.API_ETAT_CIVIL}),
        parcours=("etat_civil",),
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
        "minimisation",
        Text(
            "Ce qui est reçu et non déclaré sert-il ? La même démarche, une donnée de moins à chaque fois",
            "Is what is received and not declared used? The same démarche, one datum less each time",
        ),
        (*CONTROLS, *usage.ALL),
        compares=True,
    ),
    Plan(
        "smoke",
        Text(
            "Vérification rapide : chaque parcours déclaré, deux anomalies",
            "Quick look: each declared journey, two faults",
        ),
        _SMOKE,
    ),
)
PLANS: Mapping[str, Plan] = MappingProxyType({plan.id: plan for plan in _PLANS})
BY_DEFAULT = _PLANS[0]  # for who names none


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
        "etat_civil": frozenset({Capability.API_ETAT_CIVIL}),
        "logout": frozenset({Capability.LOGOUT}),
    }
)

# Parcours → the recipes that one citizen follows, one after the other, in one browser.
WALKED: Mapping[Parcours, tuple[str, ...]] = MappingProxyType(
    {
        "franceconnect": ("franceconnect",),
        "spi": ("spi",),
        "etat_civil": ("etat_civil",),
        "logout": ("franceconnect", "logout"),
    }
)


class UnknownModule(ValueError):
    """`--only` names what the plan does not hold."""

    def __init__(self, plan: str, names: Sequence[str]) -> None:
        super().__init__(plan, names)
        said = ", ".join(names)
        self.says = Text(f"Le plan {plan} n'a pas de module {said}.", f"The plan {plan} has no module {said}.")


def choose(plan: Plan, application: Application, only: Sequence[str] = ()) -> tuple[Chosen, ...]:
    """The plan's modules for this application; with `only`, those and the modules they rest on, controls first."""
    if unknown := [name for name in only if name not in {module.id for module in plan.modules}]:
        raise UnknownModule(plan.id, unknown)
    only = (*only, *(module.after for module in plan.modules if module.id in only and module.after))
    wanted = [
        Chosen(module, _parcours(plan, module, application)) for module in plan.modules if not only or module.id in only
    ]
    controls = {one.control.id: Chosen(one.control, one.parcours) for one in wanted if one.parcours}
    rest = [one for one in wanted if one.module.id not in controls]
    order = list(dict.fromkeys((*MODULES, *(module.id for module in plan.modules))))
    return tuple(sorted((*controls.values(), *rest), key=lambda one: order.index(one.module.id)))


def fitted(plan: Plan, application: Application, habilitation: Habilitation) -> Plan:
    """The plan with the stories of this very application, when it compares."""
    if not plan.compares:
        return plan
    return replace(plan, modules=(*CONTROLS, *usage.told(application, habilitation)))


def unexercised(application: Application, chosen: Sequence[Chosen]) -> tuple[Capability, ...]:
    """What the application declares, and none of the modules that will be run is about on its parcours."""
    about = {need for one in chosen if one.parcours for need in one.module.needs if need in CAPABILITIES[one.parcours]}
    return tuple(one for one in application.capabilities if one not in about)


def walkable(application: Application) -> tuple[Parcours, ...]:
    """The parcours that the application declares, and says how to walk to their end."""
    declared, recipes = frozenset(application.capabilities), application.driver.http
    return tuple(
        name
        for name, about in CAPABILITIES.items()
        if declared & about and all(getattr(recipes, recipe) is not None for recipe in WALKED[name])
    )


def _parcours(plan: Plan, module: Module, application: Application) -> Parcours | None:
    """The first parcours of the module that the application declares, with a capability that the module is about."""
    about, known = frozenset(application.capabilities) & frozenset(module.needs), walkable(application)
    named = (name for name in module.parcours if name in plan.parcours and name in known)
    return next((name for name in named if about & CAPABILITIES[name]), None)


_ENDS: Mapping[Parcours, Capability] = MappingProxyType(
    {"spi": Capability.API_SPI, "etat_civil": Capability.API_ETAT_CIVIL}
)


def goal(parcours: Parcours, declared: Iterable[Capability]) -> Seen:
    """What the oracle says at the end of an undisturbed parcours: a tax result, or just somebody connected."""
    ends = _ENDS.get(parcours, Capability.API_FRANCECONNECT)
    return "result" if ends in declared else "connected"
