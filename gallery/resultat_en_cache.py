"""Lets every cache keep the result for a minute."""

from dataclasses import replace

from gallery.member import Member
from reference_client.practice import CAREFUL

MEMBER = Member(
    duty="API-CACHE-01",
    module="fs-parcours",
    fr="Les caches gardent la page du résultat.",
    en="Caches keep the page of the result.",
    practice=replace(CAREFUL, page_headers={**CAREFUL.page_headers, "cache-control": "public, max-age=60"}),
)
