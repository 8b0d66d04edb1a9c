"""Words as pages spell them: HTML entities, escapes of JavaScript, percent signs, once or twice over. What is looked for is found in what they say.

A word that an encoding covers whole (base64, hexadecimal) is another word, and is not looked for.
"""

import html
import re
from collections.abc import Callable
from functools import lru_cache

_ESCAPE = (
    r"&(?:amp;)?(?:\#\d{1,7};?|\#[xX][0-9a-fA-F]{1,6};?|[A-Za-z]{2,31};)"  # an entity, or an entity of an entity
    r"|%(?:25)?[0-9a-fA-F]{2}"
    r"|\\{1,2}(?:u[0-9a-fA-F]{4}|u\{[0-9a-fA-F]{1,6}\}|x[0-9a-fA-F]{2})|\\(?:[0-3]?[0-7]{2}|[^ux\s])"
)
_PLAIN = "A-Za-z0-9_~+/=.:-"
# From the beginning of a word only: each one would else be read again from each of its letters.
_RUN = re.compile(rf"(?<![{_PLAIN}])(?:[{_PLAIN}]*+(?:{_ESCAPE}))++[{_PLAIN}]*+")
_UNIT = re.compile(rf"{_ESCAPE}|[{_PLAIN}]")
_SIGNS = ("&", "%", "\\")
_BLANKS = frozenset("bfnrtv0")


def replaced(text: str, word: re.Pattern[str], hide: Callable[[str], str]) -> str:
    """`text`, where each `word` that stands in a run with escapes, read without them, is what `hide` says; all else stays to the letter."""
    if not any(sign in text for sign in _SIGNS):
        return text
    return _RUN.sub(lambda run: _hidden(run[0], word, hide), text)


def _hidden(run: str, word: re.Pattern[str], hide: Callable[[str], str]) -> str:
    units = list(_UNIT.finditer(run))
    kept, at = [], 0
    for found in word.finditer("".join(_read(unit[0]) for unit in units)):
        said = hide(found[0])
        if said != found[0]:
            kept += [run[at : units[found.start()].start()], said]
            at = units[found.end() - 1].end()
    return "".join((*kept, run[at:]))


@lru_cache(1024)
def _read(unit: str) -> str:
    """The one character that it stands for; a blank for what is none, or several."""
    if unit[0] == "&":
        read = html.unescape(html.unescape(unit))
        return read if len(read) == 1 else " "
    if unit[0] == "%":
        return chr(int(unit[-2:], 16))
    if unit[0] != "\\":
        return unit
    said = unit.lstrip("\\")
    if said.startswith(("u", "x")):
        code = int(said[1:].strip("{}"), 16)
        return chr(code) if code <= 0x10FFFF else " "
    if len(said) > 1:
        return chr(int(said, 8))
    return " " if unit[1] in _BLANKS else unit[1]
