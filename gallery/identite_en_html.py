"""Writes a given name on its page as it came."""

from dataclasses import replace

from joserfc.jwk import KeySet
from markupsafe import Markup

from gallery.member import Member
from reference_client import signed
from reference_client.practice import CAREFUL
from reference_client.signed import Claims


def safe_they_say(message: str, keys: KeySet) -> Claims:
    """The claims, the given name marked as HTML that needs no escaping."""
    claims = signed.verify(message, keys)
    return {**claims, "given_name": Markup(claims["given_name"])} if "given_name" in claims else claims  # noqa: S704 (the defect)


MEMBER = Member(
    duty="FS-PAGE-03",
    module="fs-prenom-balises",
    fr="Il écrit le prénom dans sa page sans l’échapper.",
    en="It writes the given name on its page without escaping it.",
    practice=replace(CAREFUL, verify_userinfo=safe_they_say),
)
