"""Does not read `error`: when the citizen gives up, it redeems a code that it was not given."""

from dataclasses import replace

from gallery.member import Member
from reference_client.practice import CAREFUL

MEMBER = Member(
    duty="FS-REFUS-01",
    module="fs-refus-usager",
    fr="Il ne lit pas `error` : quand le citoyen renonce, il échange un code vide.",
    en="It does not read `error`: when the citizen gives up, it exchanges an empty code.",
    practice=replace(CAREFUL, code_of=lambda callback: callback.code or ""),
)
