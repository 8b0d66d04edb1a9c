"""Takes a right that the DGFiP refuses for somebody without a notice, hence without an income."""

from dataclasses import replace

from gallery.member import Member
from reference_client import impot
from reference_client.impot import Fields
from reference_client.practice import CAREFUL


def zero_when_refused(status: int, content: bytes) -> Fields:
    """The figures, or nothing at all."""
    return {"rfr": 0, "nbPart": 1} if status == 403 else impot.read(status, content)


MEMBER = Member(
    duty="API-ERREUR-02",
    module="api-droit-refuse",
    fr="Il prend un droit refusé (403) pour une absence de revenus.",
    en="It takes a refused right (403) for an absence of income.",
    practice=replace(CAREFUL, read_assiette=zero_when_refused),
)
