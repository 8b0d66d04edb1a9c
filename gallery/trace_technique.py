"""Was left in debugging mode: a box below each page shows where the program stands."""

from dataclasses import replace

from gallery.member import Member
from reference_client.practice import CAREFUL


def with_the_stack(page: str) -> str:
    """The page, and what is nobody's business."""
    return page.replace("</body>", "<pre>Traceback (most recent call last):\n  File cantine.py, line 12</pre></body>")


MEMBER = Member(
    duty="FS-PAGE-01",
    module="fs-parcours",
    fr="Ses pages montrent la pile d’appels du programme.",
    en="Its pages show the program's call stack.",
    practice=replace(CAREFUL, printed=with_the_stack),
)
