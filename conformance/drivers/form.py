"""What a browser without JavaScript sends of a form, as the HTML standard has it: whose a field is, who is left out, who pressed."""

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import chain, dropwhile, islice, takewhile
from types import MappingProxyType
from typing import Any
from urllib.parse import urlencode

from selectolax.lexbor import LexborHTMLParser, LexborNode

Pairs = tuple[tuple[str, str], ...]
_OWNED = frozenset({"button", "input", "select", "textarea"})
# Where a form may not be: the parser leaves it there empty, what follows is still its own.
_BETWEEN_CELLS = frozenset({"table", "tbody", "tfoot", "thead", "tr"})
_CONTROLS = ", ".join(sorted(_OWNED))
SENDERS = frozenset({"submit", "image"})
# A recipe has no file to give.
_NEVER_SENT = frozenset({"button", "reset", "file"})
_NEWLINE = re.compile(r"\r\n|\r|\n")


def kind(node: LexborNode) -> str:
    """What it does: the type of an input or of a button, the name of any other element."""
    stated = (node.attributes.get("type") or "").lower()
    if node.tag == "button":
        return stated if stated in _NEVER_SENT else "submit"
    return (stated or "text") if node.tag == "input" else node.tag or ""


def lineage(node: LexborNode) -> Iterator[LexborNode]:
    """The element, then those around it, from the nearest."""
    found: LexborNode | None = node
    while found is not None:
        yield found
        found = found.parent


def owner(tree: LexborHTMLParser, node: LexborNode) -> LexborNode | None:
    """The form that it belongs to: the one that it names, wherever that is; else the one around it, or begun in the table around it."""
    if node.tag in _OWNED and "form" in node.attributes:
        return _named(tree, node.attributes["form"])
    around = next((one for one in lineage(node) if one.tag == "form"), None)
    return around or _begun_before(tree, node)


def _begun_before(tree: LexborHTMLParser, node: LexborNode) -> LexborNode | None:
    """The last form before a field, when the field is one of those that a table took from it."""
    forms = []
    for one in tree.css(f"form, {_CONTROLS}"):
        if one.mem_id == node.mem_id:
            break
        forms += [one] if one.tag == "form" else []
    return next((form for form in forms[-1:] if node.mem_id in _taken(form)), None)


def _taken(form: LexborNode) -> set[int]:
    """What a table takes from a form begun between its rows or cells, and browsers give back: its fields from there to the next form."""
    if form.parent is None or form.parent.tag not in _BETWEEN_CELLS:
        return set()
    table = next((one for one in lineage(form) if one.tag == "table"), form)
    following = dropwhile(lambda one: one.mem_id != form.mem_id, table.css(f"form, {_CONTROLS}"))
    return {one.mem_id for one in takewhile(lambda one: one.tag != "form", islice(following, 1, None))}


def _named(tree: LexborHTMLParser, id_: str | None) -> LexborNode | None:
    """The first form of that id."""
    return next((form for form in tree.css("form[id]") if id_ and form.attributes["id"] == id_), None)


def disabled(tree: LexborHTMLParser) -> frozenset[int]:
    """All that is, by itself or with the fieldset around it, whose legend alone stays; and lists of suggestions. In one walk: a page may be deep."""
    found: set[int] = set()
    waiting = [(tree.root, False)] if tree.root else []
    while waiting:
        node, off = waiting.pop()
        stated = "disabled" in node.attributes
        if off or stated:
            found.add(node.mem_id)
        inside = off or node.tag == "datalist" or (stated and node.tag == "fieldset")
        legends = 0
        for child in node.iter():
            legends += child.tag == "legend"
            spared = node.tag == "fieldset" and child.tag == "legend" and legends == 1
            waiting.append((child, off if spared else inside))
    return frozenset(found)


def entries(tree: LexborHTMLParser, form: LexborNode, filled: Mapping[str, str], sender: LexborNode | None) -> Pairs:
    """The form's fields in order, `filled` over what they hold, and the button that sends it at its place among them."""
    ours = _fields(tree, form)
    choices = {_name(node) for node in ours if kind(node) in _CHOICES}
    found: list[tuple[str, str]] = []
    for node in ours:
        name, what = _name(node), kind(node)
        if what in _NEVER_SENT or (what in SENDERS and not (sender and node.mem_id == sender.mem_id)):
            continue
        # A hidden field beside boxes of its name is what is sent when none is ticked: nobody fills it.
        wanted = filled.get(name) if what in _CHOICES or name not in choices else None
        if what == "image":
            found += ((f"{name}.{axis}" if name else axis, "0") for axis in "xy")
        elif name:
            found += ((name, _NEWLINE.sub("\r\n", value)) for value in _CHOICES.get(what, _typed)(node, wanted))
    return tuple(found)


def _fields(tree: LexborHTMLParser, form: LexborNode) -> list[LexborNode]:
    """Its own, in the order of the page: those inside, or that a table took from it, that name no other form; and those elsewhere that name it."""
    naming_none = {node.mem_id for node in tree.css(_CONTROLS) if "form" not in node.attributes}
    inside = ({node.mem_id for node in form.css(_CONTROLS)} | _taken(form)) & naming_none
    id_ = form.attributes.get("id")
    ours = _named(tree, id_) == form
    naming = {node.mem_id for node in tree.css("[form]") if ours and node.attributes["form"] == id_}
    off = disabled(tree)
    return [node for node in tree.css(_CONTROLS) if node.mem_id in inside | naming and node.mem_id not in off]


def offered(tree: LexborHTMLParser, name: str) -> tuple[str, ...] | None:
    """The values that the page lets choose from under that name; None when anything may be typed, or any word will do."""
    off = disabled(tree)
    nodes = [node for node in tree.css(_CONTROLS) if _name(node) == name and kind(node) != "hidden"]
    live = [node for node in nodes if node.mem_id not in off]
    if not nodes or any(kind(node) not in _CHOICES for node in nodes) or any(_any_word(node) for node in live):
        return None
    return tuple(chain.from_iterable(_values(node) for node in live))


def _name(node: LexborNode) -> str:
    return node.attributes.get("name") or ""


def _any_word(node: LexborNode) -> bool:
    """A box without a value is ticked or not, whatever the recipe calls that; a menu that offers nothing waits for a script to fill it."""
    if node.tag == "select":
        return not any(_values(node))
    return kind(node) == "checkbox" and "value" not in node.attributes


def _values(node: LexborNode) -> list[str]:
    return [_said(option) for option in _open(node)] if node.tag == "select" else [_stated(node, "on")]


def _stated(node: LexborNode, default: str = "") -> str:
    return (node.attributes["value"] or "") if "value" in node.attributes else default


def _typed(node: LexborNode, wanted: str | None) -> list[str]:
    """A field to type in, one that is hidden, the button that was pressed."""
    held = node.text() if node.tag == "textarea" else _stated(node)
    return [held if wanted is None or kind(node) in SENDERS else wanted]


def _ticked(node: LexborNode, wanted: str | None) -> list[str]:
    """Ticked by the page or by the recipe; the other boxes of its name stay as they are."""
    value = _stated(node, "on")
    meant = wanted is not None and (_any_word(node) or value == wanted)
    return [value] if meant or "checked" in node.attributes else []


def _picked(node: LexborNode, wanted: str | None) -> list[str]:
    """One of its name."""
    value = _stated(node, "on")
    return [value] if ("checked" in node.attributes if wanted is None else value == wanted) else []


def _selected(node: LexborNode, wanted: str | None) -> list[str]:
    """The options that are chosen; of a menu, the last of them, else the first one that may be."""
    if wanted is not None:
        return [wanted] if wanted in _values(node) or _any_word(node) else []
    options = node.css("option")
    chosen = [option for option in options if "selected" in option.attributes]
    if "multiple" not in node.attributes:
        chosen = chosen[-1:] or _open(node)[:1]
    return [_said(option) for option in chosen if option in _open(node)]


def _open(node: LexborNode) -> list[LexborNode]:
    """The options of a list that may be chosen."""
    return node.css("option:not([disabled]):not(optgroup[disabled] > option)")


def _said(option: LexborNode) -> str:
    return _stated(option, " ".join(option.text().split()))


_CHOICES: Mapping[str, Callable[[LexborNode, str | None], list[str]]] = MappingProxyType(
    {"checkbox": _ticked, "radio": _picked, "select": _selected}
)


def content(form: Pairs, *, multipart: bool) -> dict[str, Any]:
    """The form in its order, as the library that makes the request wants it: in parts, none of them a file, when it could carry some."""
    if multipart:
        return {"files": [(name, (None, value)) for name, value in form]}
    return {"content": urlencode(form), "headers": {"content-type": "application/x-www-form-urlencoded"}}
