"""Journeys that prove the checks under a fault of FranceConnect both ways: one shape a reaction, since a table makes the checks too."""

from collections.abc import Callable

from judge_journeys import CLIENT, HABILITATION, at_client, call, journey, page, resume, token, userinfo

from conformance.checks import callback, id_token, keys
from conformance.checks import page as pages
from conformance.checks import token as tokens
from conformance.checks import userinfo as userinfos
from conformance.checks.tables import Row
from conformance.journey import Journey
from rulebook.faults import FAULTS
from rulebook.formats.exchange import Exchange
from rulebook.formats.habilitation import Encryption
from rulebook.formats.observation import Observation
from rulebook.refusals.registration import NO_KEY
from rulebook.source import Text

Pair = tuple[Journey, Journey]
BACK = f"{CLIENT}/retour?code=h:0000000000000001&state=s"
MARKUP = "<script>alert('unefois')</script><img src=x onerror=alert(1)>\"'&"
ESCAPED = MARKUP.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def served(fault: str) -> tuple[Exchange, ...]:
    """The way to the object that the fault alters, and that object, as far as the client."""
    endpoint = FAULTS[fault].endpoint
    if endpoint == "authorize_resume":
        sent = resume(1, fault=fault)
        return sent, at_client(2, dict(sent.response.headers)["location"])
    come = (resume(1), at_client(2, BACK))
    return (*come, token(3, fault=fault)) if endpoint == "token" else (*come, token(3), userinfo(4, fault=fault))


def _under(fault: str, good: tuple[Exchange | Observation, ...], bad: tuple[Exchange | Observation, ...]) -> Pair:
    return journey(*served(fault), *good, fault=fault), journey(*served(fault), *bad, fault=fault)


def refused(fault: str) -> Pair:
    """The client stops, and says so; it goes on to the next server that it should not ask."""
    next_one = token(5) if FAULTS[fault].endpoint == "authorize_resume" else call(5)
    return _under(fault, (page(6, "refused"),), (next_one, page(6, "connected")))


def compared(fault: str) -> Pair:
    """The client asks the userinfo and finds that it is of somebody else; it does not look."""
    return _under(fault, (userinfo(4), page(6, "refused")), (userinfo(4), call(5), page(6, "connected")))


def explained(fault: str) -> Pair:
    """The citizen reads why; they read nothing."""
    return _under(fault, (page(6, "error"),), (page(6, "none"),))


def _late() -> Pair:
    """The citizen has a page before the slow answer, even one that explains nothing: another duty's business; the client waited for it."""
    return _under("token.transport.delay", (page(6, "none"),), (page(6, "connected"),))


def accepted(fault: str) -> Pair:
    """The journey goes to its goal; it stops."""
    return _under(fault, (page(6, "result"),), (page(6, "error"),))


def escaped(fault: str) -> Pair:
    """The page shows what came as text; as HTML."""
    shown = [
        at_client(5, f"{CLIENT}/page", text=f"<html><body><p>{text}</p></body></html>") for text in (ESCAPED, MARKUP)
    ]
    return _under(fault, (shown[0], page(6, "connected")), (shown[1], page(6, "connected")))


def _twice() -> Pair:
    """The callback comes twice, its code is exchanged once; twice."""
    fault = "callback.delivered.twice"
    come = (resume(0, fault), at_client(1, BACK), token(2), at_client(3, BACK))
    return journey(*come, page(5, "refused"), fault=fault), journey(*come, token(4), page(5, "error"), fault=fault)


def _elsewhere() -> Pair:
    """Opened where nobody asked for it, the callback is refused; it connects."""
    brought = (resume(1), at_client(2, BACK))
    return journey(*brought, page(4, "refused")), journey(*brought, token(3), page(4, "connected"))


def _unusual() -> Pair:
    """Two people reach the goal; the second does not."""
    first = (page(1, "none", step="start"), token(2), page(3, "result"), page(4, "none", step="start"))
    people = ("trois-prenoms", "ne-au-maroc")
    return journey(*first, page(5, "result"), people=people), journey(*first, page(5, "error"), people=people)


def encrypted(*happened: Exchange | Observation, trouble: Text | None = None) -> Journey:
    """A journey on FranceConnect+, whose id_token and userinfo are encrypted for the client."""
    login, wanted = HABILITATION.franceconnect, Encryption(alg="ECDH-ES", enc="A256GCM")
    assert login is not None
    changed = {"platform": "high", "id_token_encryption": wanted, "userinfo_encryption": wanted}
    plus = HABILITATION.model_copy(update={"franceconnect": login.model_copy(update=changed)})
    return journey(*happened, habilitation=plus, trouble=trouble)


def _decrypted() -> Pair:
    """Both are served and the citizen is connected; FranceConnect finds no key to encrypt with."""
    keyless = token(3, refused_by=NO_KEY.id, status=400)
    return encrypted(token(3), userinfo(4), page(5, "connected")), encrypted(keyless, page(5, "error"))


_SHAPES: dict[str, Callable[[str], Pair]] = {
    "refuse": refused,
    "explain": explained,
    "accept": accepted,
    "escape": escaped,
}


def _pair(one: Row) -> Callable[[], Pair]:
    shape = compared if one in id_token.SUBS else _SHAPES[one.reaction]
    return lambda: shape(one.fault)


DISTURBED: tuple[Row, ...] = (
    *callback.DISTURBED,
    *id_token.DISTURBED,
    *keys.DISTURBED,
    *tokens.DISTURBED,
    *userinfos.DISTURBED,
    *pages.DISTURBED,
)
PAIRS: dict[str, Callable[[], Pair]] = {
    **{one.id: _pair(one) for one in DISTURBED},
    "FS-STATE-03g": _elsewhere,
    "FS-CLES-03a": _decrypted,
    "FS-STATE-04a": _twice,
    "FS-ERREUR-03a": _late,
    "FS-IDENTITE-01a": _unusual,
}
