"""Has legal notices, and no link that leads there."""

import re
from dataclasses import replace

from gallery.member import Member
from reference_client.practice import CAREFUL


def without_foot(page: str) -> str:
    """The page without its footer, where the link is."""
    return re.sub(r"<footer>.*?</footer>", "", page, flags=re.DOTALL)


MEMBER = Member(
    duty="API-MENTIONS-01",
    module="fs-parcours",
    fr="Aucun écran ne mène à ses mentions légales.",
    en="No screen leads to its legal notices.",
    practice=replace(CAREFUL, printed=without_foot),
)
