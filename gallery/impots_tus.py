"""Asks for the citizen's data without saying from whom."""

import re
from dataclasses import replace

from gallery.member import Member
from reference_client.practice import CAREFUL


def vaguely(page: str) -> str:
    """The page, whose every word about taxes says nothing."""
    return re.sub(r"dgfip|finances publiques|imp[oô]t|fiscal|tax", "public", page, flags=re.IGNORECASE)


MEMBER = Member(
    duty="API-INFORMATION-01",
    module="fs-parcours",
    fr="Aucune page ne dit que les données viennent des impôts.",
    en="No page says that the data come from the tax office.",
    practice=replace(CAREFUL, printed=vaguely),
)
