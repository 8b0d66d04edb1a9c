"""Gives the whole address of its pages to every site that they lead to."""

from dataclasses import replace

from gallery.member import Member
from reference_client.practice import CAREFUL

MEMBER = Member(
    duty="API-TRACE-04",
    module="fs-parcours",
    fr="Ses pages livrent leur adresse entière aux autres sites.",
    en="Its pages give their whole address to other sites.",
    practice=replace(CAREFUL, page_headers={**CAREFUL.page_headers, "referrer-policy": "unsafe-url"}),
)
