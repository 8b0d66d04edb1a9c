"""A fact about the provider: one value read from its answers, what the real service gives there, and how it comes to a verdict."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from conformance.provider.answer import Absent, Answer
from conformance.verdict import Verdict
from rulebook.differences import Difference
from rulebook.formats.report import Result
from rulebook.platforms import Platform
from rulebook.source import Source, Text

_CUT = frozenset({0, 502, 503, 504})  # nobody there, or somebody in between
_ERROR = 500
_NOTHING = Text("aucune réponse où le lire", "no answer to read it in")


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds around the answers: who is judged, as whom, on which platform. Secrets stay with the party that plays."""

    issuer: str
    platform: Platform
    client_id: str
    redirect_uri: str
    post_logout_redirect_uri: str
    scopes: tuple[str, ...]
    algorithm: str = "ES256"
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(slots=True)
class Material:
    """The answers of a family's scenes by name, and why the others are missing; it notes which ones were read."""

    setting: Setting
    answers: Mapping[str, Answer]
    missing: Mapping[str, tuple[Result, Text]] = field(default_factory=dict)
    used: list[int] = field(default_factory=list)

    def __getitem__(self, name: str) -> Answer:
        """The answer of that name, "scene.step"; raises `Absent` with the reason of its scene."""
        found = self.answers.get(name)
        if found is None:
            nothing = Text(f"pas de réponse « {name} »", f'no answer "{name}"')
            raise Absent(*self.missing.get(name.partition(".")[0], (Result.FAIL, nothing)))
        if found.n not in self.used:
            self.used.append(found.n)
        return found


Read = Callable[[Material], Any]
Wanted = Callable[[Setting], Any]
Ours = Callable[[Any, Setting], bool]


@dataclass(frozen=True, slots=True)
class Known:
    """A difference of ours that this fact can see, and how it recognises it."""

    difference: Difference
    is_ours: Ours


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact, one id for ever. `wants` is the real service's value; `known` the deviations that pass under their name."""

    id: str
    says: Text
    source: Source
    read: Read
    wants: Wanted
    known: tuple[Known, ...] = ()
    platforms: tuple[str, ...] = ("low", "high")


def judged(fact: Fact, answers: Material) -> tuple[Verdict, Difference | None]:
    """The verdict on one fact, and the named difference that it rests on, if any."""
    wanted = fact.wants(answers.setting)
    expected = _shown(wanted)
    material = Material(answers.setting, answers.answers, answers.missing)
    try:
        value = fact.read(material)
    except Absent as absent:
        return Verdict(absent.result, expected, absent.says, tuple(material.used)), None
    found = tuple(material.used)
    if _reads_nothing(material):
        return Verdict(Result.FAIL, expected, _NOTHING, found), None
    if _same(value, wanted):
        return Verdict(Result.PASS, expected, _shown(value), found), None
    for known in fact.known:
        if known.is_ours(value, answers.setting):
            return Verdict(Result.PASS, expected, _named(value, known.difference), found), known.difference
    return Verdict(Result.FAIL, expected, _shown(value), found), None


def _reads_nothing(material: Material) -> bool:
    """Whether no answer was read, or only answers of a provider that is down: what they lack proves nothing."""
    read = [answer for answer in material.answers.values() if answer.n in material.used]
    return all(
        answer.status in _CUT or (answer.status >= _ERROR and not (answer.headers or answer.text)) for answer in read
    )


def _same(value: Any, wanted: Any) -> bool:
    """To JSON 1 is not true, nor 0 false; to Python they are."""
    return isinstance(value, bool) is isinstance(wanted, bool) and bool(value == wanted)


def just(value: Any) -> Wanted:
    """The same value whatever the setting."""
    return lambda _: value


def exactly(value: Any) -> Ours:
    """Our deviation is that very value."""
    return lambda found, _: bool(found == value)


YES, NO = just(True), just(False)  # noqa: FBT003  (values read, not switches)
OURS_YES, OURS_NO = exactly(True), exactly(False)  # noqa: FBT003  (same)


def _named(value: Any, difference: Difference) -> Text:
    shown = _shown(value)
    return Text(f"{shown.fr} (écart connu {difference.id})", f"{shown.en} (known difference {difference.id})")


def _shown(value: Any) -> Text:
    if value is None:
        return Text("absent", "absent")
    if isinstance(value, bool):
        return Text("oui" if value else "non", "yes" if value else "no")
    if isinstance(value, str):
        return Text(value or "∅", value or "∅")
    if isinstance(value, Sequence) and not value:
        return Text("rien", "nothing")
    text = json.dumps(value, ensure_ascii=False, default=str)
    return Text(text, text)
