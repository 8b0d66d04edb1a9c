"""Verifies the id_token, but only decodes the userinfo."""

from dataclasses import replace

from gallery.member import Member
from gallery.signature_ignoree import decode
from reference_client.practice import CAREFUL

MEMBER = Member(
    duty="FS-USERINFO-01",
    module="fs-userinfo-signature-fausse",
    fr="Il décode l’userinfo sans en vérifier la signature.",
    en="It decodes the userinfo without verifying its signature.",
    practice=replace(CAREFUL, verify_userinfo=decode),
)
