"""Never looks at the nonce that comes back."""

from dataclasses import replace

from gallery.member import Member, without
from reference_client import id_token
from reference_client.practice import CAREFUL

MEMBER = Member(
    duty="FS-NONCE-03",
    module="fs-nonce-etranger",
    fr="Il ne compare pas le `nonce` de l’id_token à celui qu’il a envoyé.",
    en="It does not compare the id_token's `nonce` with the one that it sent.",
    practice=replace(CAREFUL, id_token_checks=without(id_token.CHECKS, id_token.nonce_is_ours)),
)
