"""What the DataPass form would refuse of the judged habilitation, at the stage that a plan prepares. Pure."""

from rulebook.datapass import STAGES, Nature, check
from rulebook.formats.datapass import StageName
from rulebook.formats.habilitation import Habilitation
from rulebook.formats.report import FormReport


def refusals(habilitation: Habilitation, stage: StageName | None) -> tuple[FormReport, ...]:
    """Each refusal, in the order of the form; none for a plan that prepares no stage, nor for a file that asks the DGFiP for nothing."""
    if stage is None:
        return ()
    return tuple(
        FormReport(
            rule=found.rule.id,
            api=found.request.api.name,
            at=found.at,
            because=found.because,
            mend=found.mend,
            source=found.rule.source.says,
        )
        for found in check(habilitation, STAGES[stage])
        if found.nature is Nature.REFUSAL
    )
