"""Stories about the tax API, its gateway and the notice under faults: one a story of the tables of checks."""

from conformance.apis import DATA
from conformance.checks import CHECKS, Check, failures, notice, quota, refusals
from conformance.checks.tables import Row, Story
from conformance.modules.shape import Module
from conformance.modules.told import told
from rulebook.duty import Capability

# Told on the FranceConnect parcours when the téléservice calls the API from there, else on the other one.
EITHER = (Capability.API_FRANCECONNECT, Capability.API_SPI)
# What fails on any API is told by civil status too.
ANY = (*EITHER, Capability.API_ETAT_CIVIL)

_ROWS = (*refusals.ROWS, *failures.ROWS, *notice.ROWS)
# What is refused for good is not asked again: judged where something is.
_LASTING = tuple(f"assiettes.response.{status}" for status in sorted(quota.LASTING))


def _module(row: Row, story: Story) -> Module:
    checks = _checks(row.fault)
    # A civil status is asked about no year, and answered by no notice.
    anybody = story.at == DATA and not story.late_year and Capability.API_ETAT_CIVIL in row.duty.applies
    if anybody:
        return told(row, story, ("franceconnect", "spi", "etat_civil"), ANY, checks)
    return told(row, story, ("franceconnect", "spi"), EITHER, checks)


def _checks(fault: str) -> tuple[Check, ...]:
    """Every check of that fault, whichever row tells the story."""
    beside = (quota.refused_calls_are_not_repeated,) if fault in _LASTING else ()
    return (*(CHECKS[row.id] for row in _ROWS if row.fault == fault), *beside)


MODULES = tuple(_module(row, story) for row in _ROWS for story in row.stories)
