"""What each ordered fault does to an answer of FranceConnect: one table a stage, one pure function a name.

Headers and signatures are forged in `ports.forging`, which is given the keys; delays and cuts happen at the edge.
"""

from mock_franceconnect.protocol.faults.answers import INSTEAD, RESPONSE, Answer
from mock_franceconnect.protocol.faults.claims import CLAIMS, FOREIGN_NONCE
from mock_franceconnect.protocol.faults.redirects import FORGED_STATE, REDIRECTS, Redirect
from mock_franceconnect.protocol.faults.table import Table, altered

__all__ = [
    "CLAIMS",
    "FOREIGN_NONCE",
    "FORGED_STATE",
    "INSTEAD",
    "REDIRECTS",
    "RESPONSE",
    "Answer",
    "Redirect",
    "Table",
    "altered",
]
