"""Wants an access token only: when no id_token comes with it, there is none to verify."""

from dataclasses import replace
from typing import Any

from joserfc.jwk import KeySet

from gallery.id_token_vide import NOTHING
from gallery.member import Member, unless
from gallery.sorte_de_jeton_ignoree import redeeming
from reference_client import id_token, signed
from reference_client.practice import CAREFUL
from reference_client.signed import Claims


def without(answer: dict[str, Any]) -> dict[str, Any]:
    """In the place of an id_token that is not there, an empty text."""
    return answer if answer.get("id_token") is not None else {**answer, "id_token": ""}


def read(message: str, keys: KeySet) -> Claims:
    """The claims, when there is a message."""
    return signed.verify(message, keys) if message else NOTHING


MEMBER = Member(
    duty="FS-TOKEN-06",
    module="fs-echange-sans-id-token",
    fr="Quand l’échange ne donne pas d’id_token, il s’en passe : il présente le jeton d’accès.",
    en="When the exchange gives no id_token, it does without: it presents the access token.",
    practice=replace(
        CAREFUL, redeem=redeeming(without), verify_id_token=read, id_token_checks=unless(NOTHING, id_token.CHECKS)
    ),
)
