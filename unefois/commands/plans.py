"""``unefois plans``: what may be run, module by module."""

import json
from typing import Any

import click

from conformance.plans import PLANS, Plan
from conformance.provider import plan as provider
from unefois import options
from unefois.language import LANGUAGE, _


@click.command(
    "plans",
    help=_(
        """Liste les plans et leurs modules.

        \b
        Exemple :
          unefois plans --json
        """
    ),
)
@options.as_json
def command(*, as_json: bool) -> None:
    """Print every plan."""
    if as_json:
        plans = {plan.id: _data(plan) for plan in PLANS.values()} | {provider.ID: _provider_data()}
        click.echo(json.dumps(plans, ensure_ascii=False))
        return
    for plan in PLANS.values():
        click.echo(f"{plan.id} — {plan.title.in_(LANGUAGE)}")
        same = next(one for one in PLANS.values() if one.modules == plan.modules)
        if same is not plan:
            click.echo("  " + _("les modules de {plan}").format(plan=same.id))
        if plan.attested:
            click.echo("  " + _("et ce qu'une personne atteste : --attestations attestations.toml"))
        for module in plan.modules if same is plan else ():
            duties = ", ".join(dict.fromkeys(check.duty.id for check in module.checks))
            click.echo(f"  {module.id:<28} {module.title.in_(LANGUAGE)}")
            fault = module.fault or _("sans anomalie")
            click.echo(f"  {'':<28} {fault} · {duties}")
        click.echo("")
    click.echo(f"{provider.ID} — {provider.TITLE.in_(LANGUAGE)}")
    for family in provider.FAMILIES:
        click.echo(f"  {family.id:<28} {family.title.in_(LANGUAGE)}")
        said = _("contrôles : {count}").format(count=len(family.facts))
        click.echo(f"  {'':<28} {said}")
    click.echo("")


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
