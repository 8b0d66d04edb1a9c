"""One page as a citizen without JavaScript has it: text, links, and forms to fill."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from conformance import reading
from conformance.drivers import form
from conformance.drivers.form import Pairs
from conformance.drivers.trouble import Stuck
from conformance.journey import origin

_LINKS, _BUTTONS = frozenset({"a", "area"}), frozenset({"button", "input"})
_IDLE = frozenset({"button", "reset"})  # without a script, they send nothing
_MULTIPART = "multipart/form-data"
_AT_ONCE = 1  # second, within which nobody does anything
_QUOTED = 100  # characters of an address in a sentence


@dataclass(frozen=True, slots=True)
class Gesture:
    """What following a link or sending a form asks for. `form` None: a GET. `multipart`: sent as forms that carry files are."""

    url: str
    form: Pairs | None = None
    multipart: bool = False

    @property
    def content(self) -> dict[str, Any]:
        """The form, as the library that makes the request wants it."""
        return {} if self.form is None else form.content(self.form, multipart=self.multipart)

    def repeated(self, url: str) -> "Gesture":
        """The same, sent again elsewhere."""
        return replace(self, url=url)


class Page:
    """An HTML answer. Bad markup is read as browsers read it; what is not HTML reads as an empty page."""

    def __init__(self, url: str, status: int, html: str) -> None:
        self.url = url
        self.status = status
        self.tree = LexborHTMLParser(html)

    @property
    def title(self) -> str:
        """The title, its tags and blanks taken out."""
        return reading.title(self._shown)

    @property
    def text(self) -> str:
        """What can be read, scripts and styles apart."""
        return reading.text(self._shown)

    @cached_property
    def _shown(self) -> LexborHTMLParser:
        return reading.shown(self.tree.html or "")

    def find(self, selector: str) -> LexborNode | None:
        """The first element that the CSS selector names."""
        try:
            return self.tree.css_first(selector)
        except SelectolaxError:
            raise Stuck(f"sélecteur CSS illisible : {selector}", f"CSS selector not valid: {selector}") from None

    def click(self, selector: str, filled: Mapping[str, str]) -> Gesture | None:
        """Follow a link, or press a button of a form; None when there is no such thing."""
        node = self.find(selector)
        if node is None:
            return None
        pressed = next((one for one in form.lineage(node) if one.tag in _LINKS | _BUTTONS and _acts(one)), node)
        if pressed.tag in _LINKS and _acts(pressed):
            return Gesture(self._absolute(pressed.attributes["href"] or ""))
        idle = form.kind(pressed) in _IDLE or pressed.mem_id in form.disabled(self.tree)
        return None if idle else self._send(pressed, filled)

    def submit(self, selector: str, filled: Mapping[str, str]) -> Gesture | None:
        """Send the form that the selector names, or that holds the element it names; None when there is none."""
        node = self.find(selector)
        return None if node is None else self._send(node, filled)

    def onward(self) -> Gesture | None:
        """Where the page sends its reader by itself, at once: a redirect in other words. One that reads itself again waits for something."""
        found = reading.leaves(self.tree)
        if found is None or found.seconds > _AT_ONCE:
            return None
        if found.form is not None:
            return self._send(found.form, {})
        return Gesture(self._absolute(found.to)) if found.to else None

    def frames(self) -> tuple[Gesture, ...]:
        """Pages that a browser fetches with this one, to show them inside."""
        sources = (node.attributes.get("src") for node in self.tree.css("iframe[src]"))
        found = (reading.joined(self._base, source) for source in sources if source)
        return tuple(Gesture(url) for url in found if url)

    def fields(self) -> frozenset[str]:
        """Names that the page's forms can be filled with."""
        nodes = self.tree.css("input[name], select[name], textarea[name]")
        return frozenset(name for node in nodes if (name := node.attributes.get("name")))

    def offered(self, name: str) -> tuple[str, ...] | None:
        """The values that may be chosen under that name; None when any will do."""
        return form.offered(self.tree, name)

    def _send(self, node: LexborNode, filled: Mapping[str, str]) -> Gesture | None:
        sent = form.owner(self.tree, node)
        if sent is None:
            return None
        sender = node if form.kind(node) in form.SENDERS else None
        url = self._absolute(_told(sent, sender, "action") or self.url)
        method = (_told(sent, sender, "method") or "get").lower()
        if method == "dialog":
            return None
        pairs = form.entries(self.tree, sent, filled, sender)
        if method == "post":
            return Gesture(url, pairs, (_told(sent, sender, "enctype") or "").lower() == _MULTIPART)
        return Gesture(urlunsplit(urlsplit(url)._replace(query=urlencode(pairs), fragment="")))

    def _absolute(self, address: str) -> str:
        """In full; raises `Stuck` where a browser would do nothing, for what is no address."""
        url = reading.joined(self._base, address)
        if url is None:
            here, there = origin(self.url), address.strip().partition("?")[0][:_QUOTED]
            raise Stuck(
                f"une page de {here} mène à une adresse illisible : {there}",
                f"a page of {here} leads to an unreadable address: {there}",
            )
        return url

    @property
    def _base(self) -> str:
        """What its addresses start from."""
        stated = self.tree.css_first("base[href]")
        return reading.joined(self.url, (stated.attributes["href"] or "") if stated else "") or self.url


def _acts(node: LexborNode) -> bool:
    return "href" in node.attributes if node.tag in _LINKS else form.kind(node) in form.SENDERS


def _told(sent: LexborNode, sender: LexborNode | None, name: str) -> str | None:
    """What the form says, unless the button that sends it says otherwise."""
    if sender is not None and f"form{name}" in sender.attributes:
        return sender.attributes[f"form{name}"]
    return sent.attributes.get(name)
