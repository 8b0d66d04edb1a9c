"""A page of the simulator, taken apart: whatever no template of ours writes in it came from outside."""

from html.parser import HTMLParser

TAGS = set(
    "html head meta title link body aside strong header p nav a main h1 h2 h3 dl dt dd footer code form input label select option "
    "button ul ol li details summary script span small fieldset legend table thead tbody tr th td caption section em br "
    "textarea div datalist".split()
)
ATTRIBUTES = set(
    "lang charset name content rel href class aria-label aria-current aria-describedby aria-labelledby aria-live role id "
    "method action type value for form required autocomplete autofocus inputmode selected checked disabled open hreflang src "
    "defer scope placeholder pattern minlength maxlength min max rows list multiple".split()
)


class Page(HTMLParser):
    """Elements that no template of ours writes; forms and links, to go on."""

    def __init__(self) -> None:
        super().__init__()
        self.foreign: list[str] = []
        self.forms: list[tuple[str, str, list[tuple[str, str]]]] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """One element."""
        said = {name: value or "" for name, value in attrs}
        self.foreign += [tag] * (tag not in TAGS) + [name for name in said if name not in ATTRIBUTES]
        self.foreign += [said[name] for name in ("href", "action", "src") if not _is_own(said.get(name, ""))]
        if tag == "form":
            self.forms.append((said.get("method", "get").upper(), said.get("action", ""), []))
        elif tag in {"input", "button", "select", "textarea"} and self.forms and "name" in said:
            self.forms[-1][2].append((said["name"], said.get("value", "")))
        elif tag == "a":
            self.links.append(said.get("href", ""))
        elif tag == "script" and not said.get("src"):
            self.foreign.append("inline script")

    def handle_comment(self, data: str) -> None:
        """Templates leave no comment in pages."""
        self.foreign.append(data)


def _is_own(address: str) -> bool:
    return address in {"", "data:,"} or (address.startswith(("/api/v2/", "/fi/", "/simulateur.css", "/suite.js", "?")))
