"""Does not read `access_denied`: when the citizen gives up, it redeems a code that it was not given."""

from dataclasses import replace

from gallery.member import Member
from reference_client import callback
from reference_client.callback import Callback
from reference_client.practice import CAREFUL


def go_on(back: Callback) -> str:
    """The code, even when there is none because the citizen gave up."""
    return "" if back.error == "access_denied" and back.code is None else callback.code_of(back)


MEMBER = Member(
    duty="FS-REFUS-01",
    module="fs-refus-usager",
    fr="Il ne lit pas `access_denied` : quand le citoyen renonce, il échange un code vide.",
    en="It does not read `access_denied`: when the citizen gives up, it exchanges an empty code.",
    practice=replace(CAREFUL, code_of=go_on),
)
