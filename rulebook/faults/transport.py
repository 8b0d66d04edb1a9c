"""Faults of the connection itself. The last word of a name says what happens to it, whatever the endpoint.

The bare ones want the order to name an endpoint; the others have theirs and a default, so that a persona may bring them.
"""

from collections.abc import Iterator

from rulebook.faults.fault import Fault, Number, Stage, rows
from rulebook.source import Text

_LONGEST = 600
_MANNERS = {
    "delay": ("la réponse attend `seconds` secondes", "the answer waits for `seconds` seconds"),
    "drip": (
        "la réponse vient goutte à goutte, en `seconds` secondes",
        "the answer comes drop by drop, in `seconds` seconds",
    ),
    "cut": ("la connexion est coupée au milieu de la réponse", "the connection is cut in the middle of the answer"),
    "silence": (
        "la connexion est fermée avant le premier octet de la réponse",
        "the connection is closed before the first byte of the answer",
    ),
    "reset": (
        "la connexion est rompue (RST) avant le premier octet de la réponse",
        "the connection is reset (RST) before the first byte of the answer",
    ),
}
_OBJECTS = {
    "token": ("échange du code", "code exchange"),
    "userinfo": ("userinfo", "userinfo"),
    "discovery": ("découverte", "discovery"),
    "jwks": ("clés", "keys"),
}


def _of(endpoint: str, said: tuple[str, str]) -> Iterator[Fault]:
    names = {
        f"{endpoint}.transport.{manner}": (f"{said[0]} : {fr}", f"{said[1]}: {en}")
        for manner, (fr, en) in _MANNERS.items()
    }
    waits = {name: (Number("seconds", 0, _LONGEST, 30),) for name in names if name.endswith((".delay", ".drip"))}
    yield from rows(Stage.TRANSPORT, "franceconnect", endpoint, names, waits)


FAULTS = (
    *(
        Fault(
            f"transport.{manner}",
            Stage.TRANSPORT,
            "*",
            "*",
            Text(*said),
            (Number("seconds", 0, _LONGEST),) if manner in {"delay", "drip"} else (),
        )
        for manner, said in _MANNERS.items()
    ),
    *(fault for endpoint, said in _OBJECTS.items() for fault in _of(endpoint, said)),
)
