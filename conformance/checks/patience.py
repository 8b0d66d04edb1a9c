"""A call that is slow: the client gives up on it, and the citizen has a page before the answer."""

from collections.abc import Callable

from conformance.checks.reactions import PAGES, delivered
from conformance.checks.verbs import broken, unseen
from conformance.journey import GOALS, Journey
from conformance.verdict import Verdict
from rulebook.formats.report import Evidence, Result
from rulebook.source import Text


def bounded(seconds: float) -> Callable[[Journey], Verdict]:
    """Whether a page comes that is not the goal, before an answer that takes `seconds`. That it explains is another duty's business.

    Who hangs up is not there when the answer comes: the bench, which holds both ends of the call, times it.
    """
    expected = Text(
        f"une page avant {seconds:g} s, sans attendre la réponse", f"a page before {seconds:g} s, without the answer"
    )

    def judge(journey: Journey) -> Verdict:
        altered = delivered(journey)
        if altered and journey.trouble is not None:
            return broken(expected, journey.trouble, altered)
        pages = journey.seen_since(altered[0]) if altered else ()
        if not pages:
            return unseen(journey, expected)
        numbers, last = tuple(e.n for e in altered), pages[-1]
        stayed = [e for e in altered if e.duration_ms >= seconds * 1000 and pages[0].at >= e.at + seconds]
        if stayed:
            said = Text("une page après la réponse", "a page after the answer")
            return broken(expected, said, stayed)
        # Who waited for FranceConnect shows somebody logged in; who waited for the API had done so before.
        waited = GOALS if altered[0].by != "dgfip" else {journey.context.goal}
        result = Result.FAIL if last.oracle in waited else Result.PASS
        return Verdict(result, expected, PAGES[last.oracle], numbers, (last.n,), Evidence.OBSERVED)

    return judge
