"""What the citizen reads when something went wrong."""

from collections.abc import Iterator
from functools import partial

from selectolax.lexbor import LexborHTMLParser

from conformance.checks.patience import bounded
from conformance.checks.reactions import delivered, explains
from conformance.checks.registry import check
from conformance.checks.stacks import told
from conformance.checks.tables import AT_HOME, disturbed
from conformance.checks.verbs import broken, clean, unseen
from conformance.journey import GOALS, STOPS, Journey, answered
from conformance.reading import visible
from conformance.verdict import Verdict
from rulebook.duties import page as duties
from rulebook.duties.errors import SLOW
from rulebook.formats.exchange import Exchange
from rulebook.formats.report import Evidence, Result
from rulebook.source import Text


@check("FS-PAGE-01a", duty=duties.NO_TRACE)
def no_technical_trace(journey: Journey) -> Verdict:
    """Aucune page ne montre de trace technique."""
    expected = Text("aucune trace technique", "no technical trace")
    return clean(journey, journey.client_pages(), lambda e: told(_shown(e)), expected)


def _shown(exchange: Exchange) -> str:
    """What a browser shows of the answer: markup is read, anything else is printed as it is."""
    text = exchange.response.text or ""
    media = answered("content-type")(exchange) or "text/html"
    return visible(text) if "html" in media.lower() else " ".join(text.split())


DOWN = disturbed(
    "explain",
    lambda journey: explains(journey, delivered(journey), then=(), shows=STOPS, never=GOALS),
    {
        duties.DOWN: {
            "b": ("token.response.invalid_grant", "fs-echange-invalid-grant"),
            "c": ("token.response.invalid_request", "fs-echange-invalid-request"),
            "d": ("token.response.invalid_client", "fs-echange-invalid-client"),
            "e": ("token.response.429", "fs-echange-429"),
            "f": ("token.response.500", "fs-echange-500"),
            "g": ("token.response.503", "fs-echange-503"),
            "h": ("token.response.redirect", "fs-echange-renvoye"),
            "i": ("token.response.html", "fs-echange-html"),
            "j": ("token.response.empty", "fs-echange-vide"),
            "k": ("token.response.truncated", "fs-echange-tronque"),
            "l": ("token.response.list", "fs-echange-liste"),
            "m": ("token.transport.cut", "fs-echange-coupe"),
            "n": ("token.transport.silence", "fs-echange-muet"),
            "o": ("token.transport.reset", "fs-echange-rompu"),
            "p": ("userinfo.response.401", "fs-userinfo-401"),
            "q": ("userinfo.response.403", "fs-userinfo-403"),
            "r": ("userinfo.response.500", "fs-userinfo-500"),
            "s": ("userinfo.response.503", "fs-userinfo-503"),
            "t": ("userinfo.response.html", "fs-userinfo-html"),
            "u": ("userinfo.response.empty", "fs-userinfo-sans-corps"),
            "v": ("userinfo.response.truncated", "fs-userinfo-tronque"),
            "w": ("userinfo.transport.cut", "fs-userinfo-coupe"),
            "x": ("userinfo.transport.silence", "fs-userinfo-muet"),
            "y": ("userinfo.transport.reset", "fs-userinfo-rompu"),
        },
    },
)
# Once: a second wait would outlast the driver's patience.
LATE = disturbed(
    "explain",
    bounded(SLOW),
    {duties.SLOW: {"a": ("token.transport.delay", "fs-echange-lent")}},
    partial(AT_HOME, first=1, given={"seconds": SLOW}),
)

# What a parser makes of the text that both faults inject, when a page does not escape it.
_SCRIPT, _ON_ERROR, _ATTRIBUTE = "alert('unefois')", "alert(1)", "'&"
_AS_TEXT = Text("la valeur montrée comme du texte, ou pas du tout", "the value shown as text, or not at all")


def _escapes(journey: Journey) -> Verdict:
    """No page of the client has what was injected as an element, a script or an attribute."""
    altered = delivered(journey)
    pages = tuple(e for e in journey.screens() if altered and e.at >= altered[0].at)
    if not pages:
        return unseen(journey, _AS_TEXT)
    injected = [(e, words) for e in pages if (words := tuple(_injected(e.response.text or "")))]
    if injected:
        said = ", ".join(dict.fromkeys(word for _, words in injected for word in words))
        return broken(_AS_TEXT, Text(f"lu comme du HTML : {said}", f"read as HTML: {said}"), [e for e, _ in injected])
    shown = any(_SCRIPT in o.text for o in journey.seen_since(altered[0]))
    received = Text("montrée comme du texte", "shown as text") if shown else _NOWHERE
    return Verdict(Result.PASS, _AS_TEXT, received, tuple(e.n for e in (*altered, *pages)), evidence=Evidence.OBSERVED)


_NOWHERE = Text(
    "montrée nulle part : la façon dont elle le serait n'est pas jugée",
    "shown nowhere: how it would be is not judged",
)


def _injected(html: str) -> Iterator[str]:
    """What of the injected text a browser would take for HTML. A script that holds it as data among others is another's business."""
    tree = LexborHTMLParser(html)
    if any(node.text().strip() == _SCRIPT for node in tree.css("script")):
        yield "<script>"
    if any((node.attributes.get("onerror") or "").startswith(_ON_ERROR) for node in tree.css("img[onerror]")):
        yield "<img onerror>"
    if any(name.startswith(_ATTRIBUTE) for node in tree.css("*") for name in node.attributes):
        yield "attribut"


ESCAPED = disturbed(
    "escape",
    _escapes,
    {
        duties.ESCAPED: {
            "a": ("callback.error.markup", "fs-retour-balises"),
            "b": ("userinfo.given_name.markup", "fs-prenom-balises"),
        }
    },
)
DISTURBED = (*DOWN, *LATE, *ESCAPED)
