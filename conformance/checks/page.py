"""What the citizen reads when something went wrong."""

from conformance.checks.registry import check
from conformance.checks.verbs import PAGES, nowhere
from conformance.journey import Journey
from conformance.verdict import Verdict
from rulebook.duties import page as duties

# What frameworks print when nobody caught the exception.
_TRACES = (
    "Traceback (most recent call last)",
    "Werkzeug Debugger",
    "You're seeing this error because you have",
    "Whitelabel Error Page",
    "\tat java.",
    "\tat org.",
    "at Object.<anonymous>",
    "/node_modules/",
    "Fatal error: Uncaught",
    "Symfony Exception",
)


@check("FS-PAGE-01a", duty=duties.NO_TRACE)
def no_technical_trace(journey: Journey) -> Verdict:
    """Aucune page ne montre de trace technique."""
    return nowhere(journey, journey.client_pages(), lambda e: e.response.text or "", secrets=_TRACES, places=PAGES)
