"""The same page twice, or not: what changes by itself is left aside, what changed because something was missing is told."""

import time

import pytest
from judge_journeys import CLIENT, page

from conformance.sameness import change
from rulebook.formats.observation import Observation

BEFORE = ("Tarif B 2,10 € Référence CANT-AAAA à 10:32", "Tarif B 2,10 € Référence CANT-BBBB à 10:32")


def _seen(*texts: str) -> tuple[Observation, ...]:
    return tuple(page(n, "result", text=text) for n, text in enumerate(texts, 1))


def _change(text: str, *before: str) -> str | None:
    found = change(_seen(text), [_seen(one) for one in before or BEFORE])
    return found.says.fr if found else None


@pytest.mark.parametrize(
    "text",
    [
        "Tarif B 2,10 € Référence CANT-CCCC à 10:32",  # a reference of its own
        "Tarif B 2,10 € Référence CANT-CCCC à 10:33",  # a minute later
        "Tarif B 2,10 € Référence CANT CCCC DDDD à 11h02",  # longer where it changes by itself
    ],
)
def test_what_changes_by_itself_is_no_change(text: str) -> None:
    """Where two undisturbed times differ, a third may."""
    assert _change(text) is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Tarif E 5,40 € Référence CANT-CCCC à 10:32", "« B 2,10 » devient « E 5,40 »"),
        ("Tarif B 2,10 € (parts inconnues) Référence CANT-CCCC à 10:32", "« ∅ » devient « (parts inconnues) »"),
        ("Tarif B Référence CANT-CCCC à 10:32", "« 2,10 € » devient « ∅ »"),
    ],
)
def test_what_changed_is_told(text: str, told: str) -> None:
    """A word replaced, added, or gone, elsewhere than where the page changes by itself."""
    assert _change(text) == told


def test_a_page_that_is_never_the_same_says_nothing() -> None:
    """More than half of it changes by itself: no conclusion, neither way."""
    found = change(_seen("z y x w Tarif"), [_seen("a b c d Tarif"), _seen("e f g h Tarif")])
    assert found is None  # where it differs, it always does
    found = change(_seen("z y x w Prix"), [_seen(f"{'a ' * 40} Tarif"), _seen(f"{'b ' * 40} Tarif")])
    assert found is not None
    assert not found.telling


def test_another_page_is_a_change() -> None:
    """An error instead of a result, another address, a page more or less."""
    before = [_seen("Tarif B"), _seen("Tarif B")]
    assert change((page(1, "error", text="Tarif B"),), before) is not None
    assert change((page(1, "result", url=f"{CLIENT}/ailleurs", text="Tarif B"),), before) is not None
    assert change(_seen("Tarif B", "Suite"), before) is not None
    assert change((), before) is not None


@pytest.mark.parametrize(
    ("seen", "telling"),
    [
        (("Accueil", "Tarif B Référence 3"), None),
        (("Accueil", "Patientez", "Tarif B Référence 3"), None),
        (("Accueil", "Tarif E Référence 3"), True),
        (("Accueil", "Patientez", "Tarif E Référence 3"), True),
        (("Accueil", "Patientez", "Patientez", "Tarif B Référence 3"), False),
        (("Accueil",), False),
    ],
)
def test_a_page_that_comes_now_and_then_is_no_change(seen: tuple[str, ...], *, telling: bool | None) -> None:
    """Undisturbed, somebody waits or does not: both are known, and what changes besides is still told; a third way says nothing."""
    short, long = ("Accueil",), ("Accueil", "Patientez")
    before = [_seen(*way, f"Tarif B Référence {n}") for n, way in enumerate((short, long, short, long))]
    found = change(_seen(*seen), before)
    assert (found.telling if found else None) is telling


def test_a_way_seen_once_does_not_say_what_changes_by_itself() -> None:
    """With nothing to hold it against, a difference proves nothing; the same words prove that nothing changed."""
    before = [_seen("Accueil", "Tarif B Référence 1"), _seen("Accueil", "Patientez", "Tarif B Référence 2")]
    assert change(_seen("Accueil", "Tarif B Référence 1"), before) is None
    found = change(_seen("Accueil", "Patientez", "Tarif B Référence 3"), before)
    assert found is not None
    assert not found.telling


def test_long_pages_are_compared_in_no_time() -> None:
    """Thousands of words without one in common: seconds are not spent on them."""
    words = [" ".join(f"{letter}{n}" for n in range(9000)) for letter in "abc"]
    start = time.monotonic()
    assert change(_seen(words[0]), [_seen(words[1]), _seen(words[2])]) is None
    assert time.monotonic() - start < 2
