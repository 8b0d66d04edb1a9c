"""``unefois plans``: what may be run, module by module."""

import json
from typing import Any

import click

from conformance.plans import PLANS, Plan
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
        click.echo(json.dumps({plan.id: _data(plan) for plan in PLANS.values()}, ensure_ascii=False))
        return
    for plan in PLANS.values():
        click.echo(f"{plan.id} — {plan.title.in_(LANGUAGE)}")
        for module in plan.modules:
            duties = ", ".join(dict.fromkeys(check.duty.id for check in module.checks))
            click.echo(f"  {module.id:<28} {module.title.in_(LANGUAGE)}")
            click.echo(f"  {'':<28} {module.fault or _('sans anomalie')} · {duties}")
        click.echo("")


def _data(plan: Plan) -> dict[str, Any]:
    return {
        "title": plan.title.in_(LANGUAGE),
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
