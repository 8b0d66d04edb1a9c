"""What must hold for a story to be told: the application is about it, its control succeeded, and showed what to disturb. Pure."""

import re
from collections.abc import Sequence

from conformance.contract import opened
from conformance.journey import Journey, served_year, year
from conformance.modules.shape import Module
from conformance.plans import Chosen
from rulebook.formats.application import Application
from rulebook.formats.habilitation import Habilitation
from rulebook.formats.report import ModuleReport, Result
from rulebook.source import Text

_YEAR = re.compile(r"[0-9]{4}")
_HELD = frozenset({Result.PASS, Result.WARNING, Result.NOT_APPLICABLE})


def not_for(chosen: Chosen, application: Application, habilitation: Habilitation) -> Text | None:
    """Why the story cannot be told of this application: what it declares, or a contract that never gives what is altered."""
    contract, reads = habilitation.api_impot, chosen.module.reads
    if chosen.parcours is None:
        declared = ", ".join(application.capabilities)
        return Text(f"le client déclare : {declared}", f"the client declares: {declared}")
    if contract is None or not reads or opened(contract) & {*reads}:
        return None
    names = ", ".join(reads)
    return Text(f"le contrat n'ouvre pas : {names}", f"the contract does not open: {names}")


def without_control(chosen: Chosen, control: Journey | None, before: Sequence[ModuleReport]) -> Text | None:
    """Why a disturbed journey would prove nothing; `control` is the undisturbed one, None when it did not reach its goal."""
    if control is None:
        name = chosen.control.id
        return Text(
            f"le parcours témoin {name} n'a pas abouti : une anomalie n'y prouverait rien",
            f"the control {name} did not succeed: a fault would prove nothing there",
        )
    if (after := chosen.module.after) and not any(one.id == after and one.result in _HELD for one in before):
        return Text(
            f"le module {after} n'a pas réussi : celui-ci n'y ajouterait rien",
            f"the module {after} did not pass: this one would add nothing",
        )
    if chosen.module.late_year and late_year(chosen.module, control) is None:
        return Text("le parcours témoin n'a demandé aucune année", "the control asked for no year")
    return None


def late_year(module: Module, control: Journey | None) -> int | None:
    """The first year that the control asked for, else was served by a resource that chooses it: the one to make untaxed."""
    if not module.late_year or control is None:
        return None
    calls = control.api_calls()
    asked = [found for e in calls if (found := year(e))]
    if not asked:
        return next((served for e in calls if (served := served_year(e))), None)
    return int(asked[0]) if _YEAR.fullmatch(asked[0]) else None
