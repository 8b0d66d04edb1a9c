"""Stories about leaving: the citizen logs out and nothing stays open; the way back is not the one that was asked for."""

from conformance.checks import logout
from conformance.modules.shape import Module
from conformance.modules.told import told
from rulebook.duty import Capability
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


# The same logout, with a return that is not the client's own.
RETURNS = tuple(
    told(row, story, ("logout",), (Capability.LOGOUT,)) for row in logout.DISTURBED for story in row.stories
)
