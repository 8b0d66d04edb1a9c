"""Every module, in the order in which a plan runs them: controls first, since the others rest on them."""

from collections.abc import Mapping
from types import MappingProxyType

from conformance.modules import etat_civil, franceconnect, gateway, impot, logout, usage
from conformance.modules.shape import Module

_ALL = (
    franceconnect.PARCOURS,
    impot.SPI,
    etat_civil.ETAT_CIVIL,
    logout.LEAVES,
    franceconnect.GIVES_UP,
    franceconnect.ELSEWHERE,
    franceconnect.UNUSUAL,
    *franceconnect.UNDER_FAULT,
    *logout.RETURNS,
    impot.LATE_YEAR,
    *gateway.MODULES,
    *etat_civil.NARROWED,
    *usage.ALL,
)

MODULES: Mapping[str, Module] = MappingProxyType({module.id: module for module in _ALL})
CONTROLS: tuple[Module, ...] = tuple(module for module in _ALL if module.is_control)
