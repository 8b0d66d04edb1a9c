"""One page as a citizen without JavaScript has it: text, links, and forms to fill."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode, urljoin, urlsplit, urlunsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from conformance.drivers.trouble import Stuck
from conformance.reading import BY_HAND

Pairs = tuple[tuple[str, str], ...]
_AT_ONCE = re.compile(r"""\s*[01](?:\.\d*)?\s*[;,]\s*url\s*=\s*["']?([^"']+)["']?\s*""", re.IGNORECASE)
_SENT = re.compile(
    r"(?:forms\[\d\]|forms\.\w+|getElementById\([^)]*\)|querySelector\([^)]*\)|\bthis|\b\w*form\w*)\.submit\(\)",
    re.IGNORECASE,
)
_NEVER_SENT = frozenset({"submit", "image", "button", "reset", "file"})


@dataclass(frozen=True, slots=True)
class Gesture:
    """What following a link or sending a form asks for. `form` None: a GET."""

    url: str
    form: Pairs | None = None


class Page:
    """An HTML answer. Bad markup is read as browsers read it; what is not HTML reads as an empty page."""

    def __init__(self, url: str, status: int, html: str) -> None:
        self.url = url
        self.status = status
        self._tree = LexborHTMLParser(html)

    @property
    def title(self) -> str:
        """The title, its tags and blanks taken out."""
        found = self._tree.css_first("title")
        return " ".join(found.text().split()) if found else ""

    @property
    def text(self) -> str:
        """What can be read, scripts and styles apart."""
        body = LexborHTMLParser(self._tree.html or "")
        body.strip_tags(["script", "style", "template", "noscript"])
        root = body.body
        return " ".join(root.text(separator=" ").split()) if root else ""

    def find(self, selector: str) -> LexborNode | None:
        """The first element that the CSS selector names."""
        try:
            return self._tree.css_first(selector)
        except SelectolaxError:
            raise Stuck(f"sélecteur CSS illisible : {selector}", f"CSS selector not valid: {selector}") from None

    def click(self, selector: str, filled: Mapping[str, str]) -> Gesture | None:
        """Follow a link, or press a button of a form; None when there is no such thing."""
        node = self.find(selector)
        if node is None:
            return None
        if node.tag == "a" and node.attributes.get("href") is not None:
            return Gesture(self._absolute(node.attributes["href"] or ""))
        return self._send(node, filled)

    def submit(self, selector: str, filled: Mapping[str, str]) -> Gesture | None:
        """Send the form that the selector names, or that holds the element it names; None when there is none."""
        node = self.find(selector)
        return None if node is None else self._send(node, filled)

    def onward(self) -> Gesture | None:
        """Where the page sends its reader by itself, at once: a redirect in other words.

        By `<meta http-equiv=refresh>`; or by a script that sends the only form, when there is nothing else to fill or to follow.
        """
        node = self.find('meta[http-equiv="refresh" i][content]')
        found = _AT_ONCE.fullmatch(node.attributes["content"] or "") if node else None
        if found is not None:
            return Gesture(self._absolute(found[1]))
        forms = self._tree.css("form")
        sent = len(forms) == 1 and _SENT.search(self._tree.html or "") is not None
        return self._send(forms[0], {}) if sent and self.find(BY_HAND) is None else None

    def frames(self) -> tuple[Gesture, ...]:
        """Pages that a browser fetches with this one, to show them inside."""
        sources = (node.attributes.get("src") for node in self._tree.css("iframe[src]"))
        return tuple(Gesture(self._absolute(source)) for source in sources if source)

    def fields(self) -> frozenset[str]:
        """Names that the page's forms can be filled with."""
        nodes = self._tree.css("input[name], select[name], textarea[name]")
        return frozenset(name for node in nodes if (name := node.attributes.get("name")))

    def _send(self, node: LexborNode, filled: Mapping[str, str]) -> Gesture | None:
        form = _form_of(node)
        if form is None:
            return None
        button = node if node is not form and node.attributes.get("name") else None
        pairs = _pairs(form, filled, button)
        action = node.attributes.get("formaction") or form.attributes.get("action") or self.url
        url = self._absolute(action)
        if (form.attributes.get("method") or "get").lower() == "post":
            return Gesture(url, pairs)
        return Gesture(urlunsplit(urlsplit(url)._replace(query=urlencode(pairs), fragment="")))

    def _absolute(self, address: str) -> str:
        base = self._tree.css_first("base[href]")
        root = urljoin(self.url, (base.attributes.get("href") or "") if base else "")
        return urljoin(root, address.strip())


def _form_of(node: LexborNode) -> LexborNode | None:
    found: LexborNode | None = node
    while found is not None and found.tag != "form":
        found = found.parent
    return found


def _pairs(form: LexborNode, filled: Mapping[str, str], button: LexborNode | None) -> Pairs:
    """What a browser would send of the form: its fields in order, `filled` over what they hold, and the button pressed."""
    pairs: list[tuple[str, str]] = []
    for node in form.css("input[name], select[name], textarea[name]"):
        name = node.attributes.get("name") or ""
        if not name or "disabled" in node.attributes:
            continue
        value = _value(node, filled.get(name))
        if value is not None:
            pairs.append((name, value))
    if button is not None:
        pairs.append((button.attributes.get("name") or "", button.attributes.get("value") or ""))
    return tuple(pairs)


def _value(node: LexborNode, wanted: str | None) -> str | None:
    """The value to send; None when the field sends nothing."""
    kind = (node.attributes.get("type") or "text").lower() if node.tag == "input" else node.tag
    if kind in _NEVER_SENT:
        return None
    stated = node.attributes.get("value")
    if kind == "radio" and wanted is not None:
        return wanted if stated == wanted else None
    if wanted is not None:
        return wanted
    if kind in {"checkbox", "radio"}:
        return (stated or "on") if "checked" in node.attributes else None
    if kind == "select":
        options = node.css("option[selected]") or node.css("option")
        return _option(options[:1])
    return node.text() if kind == "textarea" else stated or ""


def _option(options: Sequence[LexborNode]) -> str | None:
    for option in options:
        stated = option.attributes.get("value")
        return option.text().strip() if stated is None else stated
    return None
