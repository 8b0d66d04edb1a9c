"""Keeps a state that has served: the same answer, presented again, is taken again."""

from dataclasses import replace

from gallery.member import Member
from reference_client.practice import CAREFUL

MEMBER = Member(
    duty="FS-STATE-04",
    module="fs-retour-deux-fois",
    fr="Il garde un `state` qui a servi : le même retour, présenté deux fois, est échangé deux fois.",
    en="It keeps a `state` that has served: the same callback, presented twice, is exchanged twice.",
    practice=replace(CAREFUL, spend=lambda _pendings, _pending: None),
)
