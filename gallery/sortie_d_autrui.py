"""Takes any return from FranceConnect's logout for its own."""

from dataclasses import replace

from gallery.member import Member
from reference_client.practice import CAREFUL

MEMBER = Member(
    duty="FS-LOGOUT-03",
    module="fs-deconnexion-state-contrefait",
    fr="Au retour de la déconnexion, il ne compare pas le `state`.",
    en="On the return from logout, it does not compare the `state`.",
    practice=replace(CAREFUL, check_logout_state=lambda _returned, _expected: None),
)
