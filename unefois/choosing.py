"""What a person may name on the command line: a mistake is told with near names, and before anything is started."""

import difflib
from collections.abc import Iterable, Sequence

import click

from conformance.plans import BY_DEFAULT, PLANS, UnknownModule
from conformance.provider import plan as provider
from unefois.failure import ConfigurationError
from unefois.language import LANGUAGE, _

_FEW = 20
# Not among the options that all commands share: `up` has no use for plans, and would wait for them.
plan_option = click.option(
    "--plan", default=BY_DEFAULT.id, show_default=True, help=_("Plan à dérouler ; unefois plans en donne la liste.")
)


def near(name: str, known: Iterable[str]) -> str:
    """The sentence that follows « unknown »: what was meant, perhaps; else all there is, when that is little."""
    names = list(known)
    meant = difflib.get_close_matches(name, names, n=3) or (sorted(names) if len(names) <= _FEW else [])
    if not meant:
        return ""
    said = _("Vouliez-vous : {near} ?") if len(meant) <= 3 else _("Connus : {near}.")
    return " " + said.format(near=", ".join(meant))


def refuse_unknown(plan: str, only: Sequence[str] = (), plans: Iterable[str] = (*PLANS, provider.ID)) -> None:
    """A plan, or a module of it, that is none: exit code 2."""
    names = list(plans)
    if plan not in names:
        said = _("Plan inconnu : {name}.").format(name=plan)
        raise ConfigurationError(f"{said}{near(plan, names)} " + _("« unefois plans » en donne la liste."))
    known = [one.id for one in provider.FAMILIES if plan == provider.ID]
    known += [module.id for module in PLANS[plan].modules] if plan in PLANS else []
    if plan in PLANS and PLANS[plan].compares:
        return  # its stories are the application's own: only the judge knows them
    if unknown := [name for name in only if name not in known]:
        said = UnknownModule(plan, unknown[:1]).says.in_(LANGUAGE)
        told = _("« unefois plans {plan} » en donne la liste.").format(plan=plan)
        raise ConfigurationError(f"{said}{near(unknown[0], known)} {told}")
