"""What a citizen, or their browser, reads in the markup of an answer. Pure; bad markup is read as browsers read it."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

# What can be filled, or followed: a page that has none of it leaves its reader nothing to do.
BY_HAND = 'a[href], select, textarea, input:not([type="hidden" i]):not([type="submit" i])'
_FIELD = 'textarea, input:is([type="text" i], [type="number" i], [type="tel" i], [type="search" i], :not([type]))'
_GESTURE = 'a[href], button, input[type="submit" i]'
_UNREAD = ["script", "style", "template", "noscript"]
# A link without an address of its own opens something only when it says which script does; `#/page` is an address for a script.
_NOWHERE = re.compile(r"#(?![/!].).*|javascript:\W*(?:(?:void|return|undefined)\b.*)?|", re.IGNORECASE | re.DOTALL)
_OPENS = re.compile(
    r"on\w+|aria-(?:controls|haspopup)|.*click.*|data-(?:.*\W)?(?:target|toggle|modal|dialog|open\w*|action|micromodal-trigger|src|url|href)"
)
_NO_LETTER = frozenset({"Mn", "Cf"})  # accents once taken apart, soft hyphens, marks of direction
# HTML, 4.2.5.3, "shared declarative refresh steps": the seconds, then the address as it is written, both of them free in form.
_REFRESH = re.compile(r"\s*(?:(\d+)(?:\.[\d.]*)?|\.[\d.]*)(?:(?=[;,\s])\s*[;,]?\s*(.*))?", re.ASCII | re.DOTALL)
_TO = re.compile(r"""(?:url\s*=\s*)?(?:(["'])(.*?)(?:\1.*|\Z)|(.*))""", re.ASCII | re.DOTALL | re.IGNORECASE)
_SENDS_ONE = re.compile(
    r"(?:forms\[\d\]|forms\.\w+|getElementById\([^)]*\)|querySelector\([^)]*\)|\bthis|\w{0,40}form\w{0,40})\.submit\(\)",
    re.IGNORECASE,
)
_LOOKED_AT = 30  # seconds: a page that is left later than that was read


@dataclass(frozen=True, slots=True)
class Leaves:
    """How a page leaves by itself: after so many seconds, for an address as it is written, or by sending a form.

    `to` is empty for a page that reads itself again, and beside a form; `form` is None beside an address, and when a script does not
    say which one it sends.
    """

    seconds: float
    to: str = ""
    form: LexborNode | None = None


def folded(text: str) -> str:
    """Words as they are compared: no capital, no accent, plain apostrophes, one space between two of them."""
    apart = unicodedata.normalize("NFKD", text.replace("’", "'"))
    return " ".join("".join(one for one in apart if unicodedata.category(one) not in _NO_LETTER).casefold().split())


def visible(html: str) -> str:
    """The title and the text: entities read, tags, comments, scripts and styles out."""
    tree = shown(html)
    return f"{title(tree)} {text(tree)}".strip()


def shown(html: str) -> LexborHTMLParser:
    """The page without what nobody reads of it."""
    tree = LexborHTMLParser(html)
    tree.strip_tags(_UNREAD, recursive=True)
    return tree


def title(tree: LexborHTMLParser) -> str:
    """The title, its tags and blanks taken out."""
    found = tree.css_first("title")
    return " ".join(found.text().split()) if found else ""


def text(tree: LexborHTMLParser) -> str:
    """What can be read of a page that is shown, a space between two of its pieces."""
    return " ".join(tree.body.text(separator=" ").split()) if tree.body else ""


def links(html: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Where each link leads, and all that names it: its text, images included, and what is said to who cannot see it.

    A link to nowhere (`#`, `javascript:`, a place that the page does not have) is none, whatever it is called: pages are begun with those.
    """
    tree = shown(html)
    places = {_attribute(node, name) for name in ("id", "name") for node in tree.css(f"[{name}]")}
    for node in tree.css("a[href]"):
        if not _leads_somewhere(node, places):
            continue
        images = [_attribute(image, "alt") for image in node.css("img[alt]")]
        text = " ".join((node.text(separator=" "), *images))
        yield _attribute(node, "href"), (text, _attribute(node, "aria-label"), _attribute(node, "title"))


def can_be_typed(html: str) -> bool:
    """Whether the page has a field for words or figures."""
    return shown(html).css_first(_FIELD) is not None


def gestures(html: str) -> Iterator[str]:
    """What names each link and button: its words, those of the paragraph where it stands, its address or its form's."""
    for node in shown(html).css(_GESTURE):
        around = node.parent if node.parent is not None and node.parent.tag in {"p", "li"} else node
        said = (_attribute(node, name) for name in ("href", "formaction", "value", "aria-label", "title"))
        yield " ".join((around.text(separator=" "), *said, _form(node)))


def _form(node: LexborNode | None) -> str:
    """Where the form goes that holds a button; nothing for what stands in none."""
    while node is not None and node.tag != "form":
        node = node.parent
    return _attribute(node, "action") if node is not None else ""


def _leads_somewhere(link: LexborNode, places: set[str]) -> bool:
    """Whether a link has an address, a place of the page, or a script of its own: that one may open a dialog, and is believed."""
    to = _attribute(link, "href").strip()
    there = to.startswith("#") and unquote(to[1:]) in places - {""}
    return there or _NOWHERE.fullmatch(to) is None or any(_OPENS.fullmatch(name) for name in link.attributes)


def images(html: str) -> str:
    """What the pictures of a page say to who cannot see them."""
    return " ".join(_attribute(node, "alt") for node in shown(html).css("[alt]"))


def addresses(html: str, url: str) -> Iterator[str]:
    """Every address that the page leads to, sends a form to or shows, in full; what opens a mailer or holds its own data is none."""
    for node in shown(html).css("[href], [src], [action], [formaction]"):
        for name in ("href", "src", "action", "formaction"):
            if (to := _attribute(node, name)) and (full := _leading(url, to)).lower().startswith(("http:", "https:")):
                yield full


def metas(html: str, name: str) -> list[str]:
    """What the page says of itself under that name, in order."""
    nodes = shown(html).css("meta[name][content]")
    return [_attribute(node, "content") for node in nodes if _attribute(node, "name").strip().lower() == name]


def referrers(html: str, url: str) -> Iterator[str]:
    """The referrer policy that an element has of its own, when it leads to another site."""
    for node in shown(html).css("[referrerpolicy]"):
        if _site(url, _attribute(node, "href") or _attribute(node, "src")) != _site(url, ""):
            yield _attribute(node, "referrerpolicy").strip().lower()


def goes_on(html: str) -> bool:
    """Whether the page leaves by itself before it was read."""
    found = leaves(LexborHTMLParser(html))
    return found is not None and found.seconds <= _LOOKED_AT


def leaves(tree: LexborHTMLParser) -> Leaves | None:
    """The soonest way in which the page leaves by itself, one that is known before one that is not; None when it stays.

    By a refresh; or by a script that sends a form when there is nothing else to fill or to follow.
    """
    ways = filter(None, (_sends(tree), _refreshes(tree)))
    return min(ways, key=lambda one: (one.seconds, one.form is None and not one.to), default=None)


def _refreshes(tree: LexborHTMLParser) -> Leaves | None:
    """The first refresh that browsers can read, as they do."""
    for node in tree.css('meta[http-equiv="refresh" i][content]'):
        found = _REFRESH.fullmatch(_attribute(node, "content"))
        told = _TO.fullmatch(found[2] or "") if found else None
        to = (told[2] or told[3] or "").strip() if told else ""
        if found is not None and joined("", to) is not None:
            return Leaves(float(found[1] or 0), to)
    return None


def _sends(tree: LexborHTMLParser) -> Leaves | None:
    """A form that a script sends at once; which one is known when there is one only."""
    scripts = [node.text() for node in tree.css("script")]
    scripts += [_attribute(node, "onload") for node in tree.css("[onload]")]
    if not any(".submit()" in code for code in scripts) or shown(tree.html or "").css_first(BY_HAND) is not None:
        return None
    forms = tree.css("form")
    known = len(forms) == 1 and any(_SENDS_ONE.search(code) for code in scripts)
    return Leaves(0, form=forms[0] if known else None)


def _site(url: str, to: str) -> str:
    return urlsplit(_leading(url, to)).netloc


def _leading(url: str, to: str) -> str:
    """The address in full; one that cannot be read leads nowhere, and the reader stays."""
    return joined(url, to) or url


def joined(url: str, to: str) -> str | None:
    """The address in full to which `to` leads from `url`; None when it cannot be read: anybody may write anything for one."""
    try:
        full = urljoin(url, to.strip())
        urlsplit(full)
    except ValueError:
        return None
    return full


def _attribute(node: LexborNode, name: str) -> str:
    return node.attributes.get(name) or ""
