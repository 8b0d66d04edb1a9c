"""Stories about leaving: the citizen logs out and nothing stays open; the way back is not the one that was asked for."""

from conformance.checks import Check, logout
from conformance.modules.shape import Module
from rulebook.duty import Capability
from rulebook.formats.control import FaultOrder
from rulebook.source import Text

LEAVES = Module(
    "fs-deconnexion",
    Text("Le citoyen se déconnecte, et rien ne reste ouvert", "The citizen logs out, and nothing stays open"),
    ("logout",),
    (Capability.LOGOUT,),
    (
        logout.logout_goes_by_franceconnect,
        logout.way_back_is_registered,
        logout.logout_sends_a_state,
        logout.session_is_closed,
        logout.franceconnect_asks_again,
    ),
    comes_back=True,
)


def _told(id_: str, title: Text, check: Check) -> Module:
    """The same logout, with a return that is not the client's own."""
    orders = (FaultOrder(fault=check.under),) if check.under else ()
    return Module(id_, title, ("logout",), (Capability.LOGOUT,), (check,), reaction="explain", orders=orders)


STATES = (
    _told(
        "fs-deconnexion-state-contrefait",
        Text("Retour de déconnexion au `state` contrefait", "Return from logout with a forged `state`"),
        logout.forged_return_is_told,
    ),
    _told(
        "fs-deconnexion-state-absent",
        Text("Retour de déconnexion sans `state`", "Return from logout without a `state`"),
        logout.return_without_state_is_told,
    ),
)
