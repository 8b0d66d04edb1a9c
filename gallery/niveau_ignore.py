"""Never looks at the level that comes back."""

from dataclasses import replace

from gallery.member import Member, without
from reference_client import id_token
from reference_client.practice import CAREFUL

MEMBER = Member(
    duty="FS-ACR-03",
    module="fs-acr-inferieur",
    fr="Il ne compare pas l’`acr` de l’id_token au niveau qu’il a demandé.",
    en="It does not compare the id_token's `acr` with the level that it asked for.",
    practice=replace(CAREFUL, id_token_checks=without(id_token.CHECKS, id_token.level_is_enough)),
)
