"""A story that a row of a table tells, as a module."""

from conformance.checks import CHECKS, Check
from conformance.checks.tables import Row, Story
from conformance.modules.shape import Module, Parcours
from rulebook.duty import Capability


def told(
    row: Row,
    story: Story,
    parcours: tuple[Parcours, ...],
    needs: tuple[Capability, ...],
    checks: tuple[Check, ...] = (),
) -> Module:
    """Its own check judges it, unless others are stated."""
    return Module(
        story.module,
        story.title,
        parcours,
        needs,
        checks or (CHECKS[row.id],),
        reaction=row.reaction,
        orders=story.orders(row.fault),
        late_year=story.late_year,
        reads=story.reads,
        after=story.after,
        second_chance=story.second_chance,
    )
