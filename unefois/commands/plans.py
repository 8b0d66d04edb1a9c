"""``unefois plans``: what may be run; module by module for the plans that are named."""

import json
from collections.abc import Sequence
from typing import Any

import click

from conformance.plans import PLANS, Plan
from conformance.provider import plan as provider
from unefois import choosing, options
from unefois.language import LANGUAGE, _


@click.command(
    "plans",
    help=_(
        """Liste les plans ; ou les modules de ceux que l'on nomme.

        \b
        Exemples :
          unefois plans
          unefois plans smoke
          unefois plans fc-impot --json
        """
    ),
)
@click.argument("names", nargs=-1, metavar="[PLAN]…")
@options.as_json
def command(*, names: Sequence[str], as_json: bool) -> None:
    """A line a plan, or the modules of the named ones; `--json` tells all of either."""
    for name in names:
        choosing.refuse_unknown(name)
    if as_json:
        told = {plan.id: _data(plan) for plan in PLANS.values()} | {provider.ID: _provider_data()}
        click.echo(json.dumps({name: told[name] for name in names or told}, ensure_ascii=False))
        return
    for name in names:
        _modules(name)
    if not names:
        _plans()


def _plans() -> None:
    counts = {plan.id: (plan.title, len(plan.modules)) for plan in PLANS.values()}
    counts[provider.ID] = provider.TITLE, len(provider.FAMILIES)
    for name, (title, count) in counts.items():
        said = _("modules : {count}").format(count=count)
        click.echo(f"{name:<14} {title.in_(LANGUAGE)} ({said})")


def _modules(name: str) -> None:
    if name == provider.ID:
        click.echo(f"{provider.ID} — {provider.TITLE.in_(LANGUAGE)}")
        for family in provider.FAMILIES:
            said = _("contrôles : {count}").format(count=len(family.facts))
            _module(family.id, family.title.in_(LANGUAGE), said)
        return
    plan = PLANS[name]
    click.echo(f"{plan.id} — {plan.title.in_(LANGUAGE)}")
    if plan.attested:
        click.echo("  " + _("et ce qu'une personne atteste : --attestations attestations.toml"))
    for module in plan.modules:
        duties = ", ".join(dict.fromkeys(check.duty.id for check in module.checks))
        fault = module.fault or _("sans anomalie")
        _module(module.id, module.title.in_(LANGUAGE), f"{fault} · {duties}")


def _module(id_: str, title: str, about: str) -> None:
    click.echo(f"  {id_:<32} {title}")
    click.echo(f"  {'':<32} {about}")


def _provider_data() -> dict[str, Any]:
    return {
        "title": provider.TITLE.in_(LANGUAGE),
        "stage": None,
        "attested": False,
        "modules": [
            {
                "id": family.id,
                "title": family.title.in_(LANGUAGE),
                "fault": None,
                "reaction": None,
                "checks": [fact.id for fact in family.facts],
            }
            for family in provider.FAMILIES
        ],
    }


def _data(plan: Plan) -> dict[str, Any]:
    return {
        "title": plan.title.in_(LANGUAGE),
        "stage": plan.stage,
        "attested": plan.attested,
        "modules": [
            {
                "id": module.id,
                "title": module.title.in_(LANGUAGE),
                "fault": module.fault,
                "reaction": module.reaction,
                "checks": [check.id for check in module.checks],
            }
            for module in plan.modules
        ],
    }
