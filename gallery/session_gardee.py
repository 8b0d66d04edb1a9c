"""Keeps after the login the session that was there before."""

from dataclasses import replace

from gallery.member import Member
from reference_client.practice import CAREFUL
from reference_client.visit import Visit


def as_before(visit: Visit) -> None:
    """Whoever planted the key before the login holds it after."""
    del visit


MEMBER = Member(
    duty="FS-SESSION-01",
    module="fs-parcours",
    fr="La connexion ne change pas l’identifiant de session.",
    en="The login does not change the session's identifier.",
    practice=replace(CAREFUL, logged_in=as_before),
)
