"""What a module's line says when no check does: why an undisturbed journey failed, why nothing was judged."""

from collections.abc import Mapping

from conformance.checks import Check
from conformance.checks.reactions import PAGES
from conformance.journey import Journey
from conformance.unreached import without_a_call
from conformance.verdict import Verdict, worst
from rulebook.formats.report import Result
from rulebook.source import Text


def failed_control(result: Result, journey: Journey) -> tuple[Result, Text]:
    """An undisturbed journey that did not succeed: inconclusive if the client fell silent, else a failure with its reason."""
    if journey.trouble is not None:
        return worst((result, Result.INCONCLUSIVE)), journey.trouble
    refused = [e for e in journey.exchanges if e.refused_by]
    if refused:
        by, endpoint = refused[0].refused_by, refused[0].endpoint
        said = Text(
            f"refusé par le banc à {endpoint} : {by} (unefois explain {by})",
            f"refused by the bench at {endpoint}: {by} (unefois explain {by})",
        )
    else:
        said = journey.stuck or _where_it_ended(journey)
    return worst((result, Result.FAIL)), said


def _where_it_ended(journey: Journey) -> Text:
    if not journey.observations:
        return Text("aucune page vue", "no page seen")
    last = journey.observations[-1]
    url, page = last.url.partition("?")[0], PAGES[last.oracle]
    if last.oracle == journey.context.goal:
        return Text(
            f"{page.fr} à {url}, sans appel à ce banc pour chaque citoyen : le client en appelle un autre, ou aucun, ou montre à l'un ce "
            "qu'un autre a reçu",
            f"{page.en} at {url}, without a call to this bench for each citizen: the client calls another one, or none, or shows to one "
            "what another one got",
        )
    hint = without_a_call(journey)
    return Text(
        f"le parcours sans anomalie finit à {url}, {page.fr}{hint.fr}",
        f"the undisturbed journey ends at {url}, {page.en}{hint.en}",
    )


def why_not_judged(result: Result, verdicts: Mapping[Check, Verdict]) -> Text | None:
    """The first check that came to `result` (skipped, not applicable), for a module that has no other reason."""
    for check, verdict in verdicts.items():
        if verdict.result is result:
            said = verdict.received
            return Text(f"{check.duty.id} : {said.fr}", f"{check.duty.id}: {said.en}")
    return None
