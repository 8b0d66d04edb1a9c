"""What a cell may say: one function a kind of value, which gives it or says what was expected."""

import re
from collections.abc import Callable, Collection

from rulebook.formats.family import EMAIL
from rulebook.formats.persona import visibly_fictitious
from rulebook.formats.reading import wrong

_YEARS = range(2000, 2101)


def spi(text: str) -> str:
    """The number of somebody who can be nobody: published series 3999999…, or a key that no real number has."""
    if not re.fullmatch(r"\d{13}", text, re.ASCII):
        raise wrong(f"13 chiffres sont attendus, pas « {text} »", f'13 digits are expected, not "{text}"')
    if not visibly_fictitious(text):
        raise wrong(
            f"le SPI {text} pourrait être réel : la série fictive 3999999… ou une clé de 511 à 999 est attendue",
            f"the SPI {text} could be real: the fictitious series 3999999… or a key from 511 to 999 is expected",
        )
    return text


def year(text: str) -> int:
    """An income year."""
    if not re.fullmatch(r"\d{4}", text, re.ASCII) or int(text) not in _YEARS:
        raise wrong(
            f"une année de revenus sur 4 chiffres est attendue, pas « {text} »",
            f'an income year of 4 digits is expected, not "{text}"',
        )
    return int(text)


def whole(text: str) -> int:
    """An amount in euros, or a number of people."""
    if not re.fullmatch(r"-?\d{1,15}", text, re.ASCII):
        raise wrong(f"un entier est attendu, pas « {text} »", f'an integer is expected, not "{text}"')
    return int(text)


def parts(text: str) -> float:
    """A number of parts. The decimal comma is that of a spreadsheet in French, which also writes `;` between cells."""
    if not re.fullmatch(r"\d{1,3}([.,]\d{1,2})?", text, re.ASCII):
        raise wrong(f"un nombre de parts est attendu, pas « {text} »", f'a number of parts is expected, not "{text}"')
    found = float(text.replace(",", "."))
    if found * 4 % 1:
        raise wrong(f"les parts vont par quarts, pas « {text} »", f'parts go by quarters, not "{text}"')
    return found


def boxes(text: str) -> list[dict[str, str]]:
    """Boxes of the return 2042 and their amounts: ``1AJ=35200:1AK=6522``. Served as two strings each."""
    found = [re.fullmatch(r"\s*(\d[A-Z]{2})\s*=\s*(-?\d+)\s*", box, re.ASCII) for box in text.split(":")]
    if not all(found):
        raise wrong(
            f"des cases sont attendues comme 1AJ=35200:1AK=6522, pas « {text} »",
            f'boxes are expected as in 1AJ=35200:1AK=6522, not "{text}"',
        )
    return [{"code": box[1], "valeur": box[2]} for box in found if box]


def code_http(text: str) -> int:
    """200, or the status of an answer without data."""
    if not re.fullmatch(r"20[04]|[45]\d\d", text, re.ASCII):
        raise wrong(
            f"200, 204 ou un statut d'erreur de 400 à 599 est attendu, pas « {text} »",
            f'200, 204 or an error status from 400 to 599 is expected, not "{text}"',
        )
    return int(text)


def codeapp(text: str) -> str:
    """The DGFiP's applicative code."""
    if not re.fullmatch(r"\d{4,6}", text, re.ASCII):
        raise wrong(
            f"un code de 4 à 6 chiffres est attendu, pas « {text} »",
            f'a code of 4 to 6 digits is expected, not "{text}"',
        )
    return text


def one_of(known: Collection[str]) -> Callable[[str], str]:
    """One of those words."""

    def parse(text: str) -> str:
        if text not in known:
            expected = ", ".join(known)
            raise wrong(f"attendu : {expected} ; pas « {text} »", f'expected: {expected}; not "{text}"')
        return text

    return parse


def invariant(text: str) -> str:
    """The number of a dwelling: 10 digits and a letter."""
    if not re.fullmatch(r"\d{10}[A-Z]", text, re.ASCII):
        raise wrong(
            f"10 chiffres et une lettre sont attendus, pas « {text} »",
            f'10 digits and a letter are expected, not "{text}"',
        )
    return text


def email(text: str) -> str:
    """An address, as far as FranceConnect cares."""
    if not EMAIL.fullmatch(text):
        raise wrong(f"une adresse e-mail est attendue, pas « {text} »", f'an e-mail address is expected, not "{text}"')
    return text


def name(text: str) -> str:
    """A name, its blanks made single: FranceConnect takes 1 to 256 characters."""
    if len(text) > 256:
        raise wrong("256 caractères au plus", "256 characters at most")
    return " ".join(text.split())
