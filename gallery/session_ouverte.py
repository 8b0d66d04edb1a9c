"""Closes FranceConnect's session, and keeps its own."""

from dataclasses import replace

from gallery.member import Member
from reference_client.practice import CAREFUL

MEMBER = Member(
    duty="FS-LOGOUT-04",
    module="fs-deconnexion",
    fr="Il ferme la session de FranceConnect, et garde la sienne : la page du citoyen s’ouvre au suivant.",
    en="It closes FranceConnect's session and keeps its own: the citizen's page opens to the next person.",
    practice=replace(CAREFUL, forget=lambda _: None),
)
