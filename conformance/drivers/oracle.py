"""How the application says to tell its pages apart: error, refused, result, connected, in that order."""

from collections.abc import Mapping

from conformance.drivers.page import Page
from rulebook.formats.application import Look, Oracle
from rulebook.formats.observation import Seen


def recognise(page: Page, oracle: Oracle) -> Seen:
    """The first kind of page whose look holds; "none" when none does."""
    looks: Mapping[Seen, Look] = {
        "error": oracle.error,
        "refused": oracle.refused,
        "result": oracle.result,
        "connected": oracle.connected,
    }
    return next((seen for seen, look in looks.items() if holds(page, look)), "none")


def holds(page: Page, look: Look) -> bool:
    """Whether everything that the look states is true of the page."""
    return (
        (look.status is None or page.status == look.status)
        and (look.url is None or look.url in page.url)
        and (look.selector is None or page.find(look.selector) is not None)
        and (look.text is None or look.text in page.text)
    )
