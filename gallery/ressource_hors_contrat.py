"""Asks for the bills of the tax, which its habilitation does not give, to read two figures."""

from dataclasses import replace

from gallery.member import Member
from reference_client import impot
from reference_client.practice import CAREFUL

MEMBER = Member(
    duty="API-RESSOURCE-01",
    module="fs-parcours",
    fr="Il appelle la ressource `factures`, absente de son habilitation.",
    en="It calls the resource `factures`, absent from its habilitation.",
    practice=replace(
        CAREFUL, api_path=lambda person, annee: impot.path(person, annee).replace("/assiettes/", "/factures/")
    ),
)
