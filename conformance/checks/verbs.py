"""The few verbs that checks are written with. Each builds the verdict and attaches its evidence, so that no author forgets it."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from conformance.journey import Journey, Value, parameter
from conformance.verdict import Verdict
from rulebook.constraint import Constraint
from rulebook.duty import Duty
from rulebook.formats.exchange import Exchange
from rulebook.formats.report import Result
from rulebook.source import Text

Exchanges = Iterable[Exchange]
_ADDRESSES = Text("adresse(s)", "address(es)")
PAGES = Text("page(s)", "page(s)")


def every(journey: Journey, exchanges: Exchanges, value: Value, keeps: Constraint) -> Verdict:
    """Each exchange has a value that keeps the constraint."""
    seen = tuple(exchanges)
    expected = keeps.explain()
    wrong = [(e, value(e)) for e in seen if not keeps.accepts(value(e))]
    if wrong:
        return broken(expected, _shown(wrong[0][1]), [e for e, _ in wrong])
    return kept(journey, expected, seen, _all_of(len(seen)))


def keeps_its_constraint(journey: Journey, exchanges: Exchanges, duty: Duty) -> Verdict:
    """`every`, for a duty that says its parameter and its constraint as data."""
    if duty.parameter is None or duty.constraint is None:
        raise ValueError(f"{duty.id} has no constraint")
    return every(journey, exchanges, parameter(duty.parameter), duty.constraint)


def fresh(journey: Journey, exchanges: Exchanges, value: Value) -> Verdict:
    """No value comes twice. An absent or empty one is another duty's business; one alone proves nothing."""
    seen = [(e, found) for e in exchanges if (found := value(e))]
    expected = Text("une valeur nouvelle à chaque fois", "a new value each time")
    if again := _repeated(seen):
        said, times = again[0][1], len(again)
        received = Text(f"« {said} », {times} fois", f'"{said}", {times} times')
        return broken(expected, received, [e for e, _ in again])
    if len(seen) < 2:
        return unseen(journey, expected)
    return kept(journey, expected, [e for e, _ in seen], _all_of(len(seen)))


def once(journey: Journey, exchanges: Exchanges, value: Value) -> Verdict:
    """No value is used more than once."""
    seen = [(e, found) for e in exchanges if (found := value(e))]
    expected = Text("une seule utilisation", "used once")
    if again := _repeated(seen):
        said, times = again[0][1], len(again)
        received = Text(f"{times} utilisations de {said}", f"{said} used {times} times")
        return broken(expected, received, [e for e, _ in again])
    return kept(journey, expected, [e for e, _ in seen], _all_of(len(seen)))


def subset(
    journey: Journey, exchanges: Exchanges, words: Callable[[Exchange], Iterable[str]], of: Iterable[str]
) -> Verdict:
    """Each exchange says only words of the list."""
    allowed = tuple(of)
    seen = tuple(exchanges)
    listed = ", ".join(allowed) or "∅"
    expected = Text(f"seulement parmi : {listed}", f"only among: {listed}")
    beyond = [(e, foreign) for e in seen if (foreign := [word for word in words(e) if word not in allowed])]
    if beyond:
        said = ", ".join(dict.fromkeys(word for _, foreign in beyond for word in foreign))
        return broken(expected, Text(said, said), [e for e, _ in beyond])
    return kept(journey, expected, seen, _all_of(len(seen)))


def same(journey: Journey, exchanges: Exchanges, value: Value, as_: Iterable[str], expected: Text) -> Verdict:
    """Each exchange's value is one of those that were given."""
    given, seen = frozenset(as_), tuple(exchanges)
    if wrong := [e for e in seen if value(e) not in given]:
        return broken(expected, _shown(value(wrong[0])), wrong)
    return kept(journey, expected, seen, _all_of(len(seen)))


def clean(
    journey: Journey, exchanges: Exchanges, wrong: Callable[[Exchange], Iterable[str]], expected: Text
) -> Verdict:
    """No exchange has anything wrong; what is wrong is told."""
    seen = tuple(exchanges)
    if found := [(e, words) for e in seen if (words := tuple(wrong(e)))]:
        said = ", ".join(dict.fromkeys(word for _, words in found for word in words))
        return broken(expected, Text(said, said), [e for e, _ in found])
    return kept(journey, expected, seen, _all_of(len(seen)))


def at_most(journey: Journey, exchanges: Exchanges, most: int, seconds: float) -> Verdict:
    """No more than `most` of them in any stretch of `seconds`."""
    seen = sorted(exchanges, key=lambda e: e.at)
    expected = Text(f"au plus {most} en {seconds:g} s", f"at most {most} in {seconds:g} s")
    for first, beyond in zip(seen, seen[most:], strict=False):
        if beyond.at - first.at < seconds:
            hurried = [e for e in seen if first.at <= e.at < first.at + seconds]
            received = Text(f"{len(hurried)} en {seconds:g} s", f"{len(hurried)} in {seconds:g} s")
            return broken(expected, received, hurried)
    return kept(journey, expected, seen, Text(f"{len(seen)} en tout", f"{len(seen)} in all"))


def told_before(
    journey: Journey,
    exchanges: Exchanges,
    tells: Callable[[str], bool],
    expected: Text,
    shown: Iterable[tuple[float, str]] = (),
) -> Verdict:
    """The text of a page read before the first of the exchanges tells it, or what was `shown` besides, and when."""
    first = min(exchanges, key=lambda e: e.at, default=None)
    read = [o for o in journey.observations if first is not None and o.at <= first.at]
    if first is None or not read:
        return unseen(journey, expected)
    texts = (*(o.text for o in read), *(text for at, text in shown if at <= first.at))
    if not any(map(tells, texts)):
        return broken(
            expected, Text(f"{len(read)} page(s) sans ces mots", f"{len(read)} page(s) without them"), [first]
        )
    return kept(journey, expected, [first], Text("dit avant le premier appel", "told before the first call"))


def within(journey: Journey, pairs: Iterable[tuple[Exchange, Exchange]], seconds: float) -> Verdict:
    """The second exchange of each pair follows the first in time."""
    timed = [(first, second, second.at - first.at) for first, second in pairs]
    expected = Text(f"en {seconds:g} s au plus", f"within {seconds:g} s")
    if late := [pair for pair in timed if pair[2] > seconds]:
        received = Text(f"{late[0][2]:.1f} s après", f"{late[0][2]:.1f} s later")
        return broken(expected, received, [e for first, second, _ in late for e in (first, second)])
    longest = max((pair[2] for pair in timed), default=0.0)
    return kept(
        journey,
        expected,
        [second for _, second, _ in timed],
        Text(f"au plus {longest:.1f} s", f"at most {longest:.1f} s"),
    )


def nowhere(
    journey: Journey,
    exchanges: Exchanges,
    text: Callable[[Exchange], str],
    secrets: Iterable[str | re.Pattern[str]],
    places: Text = _ADDRESSES,
) -> Verdict:
    """None of the exchanges' texts holds one of the secrets."""
    hidden = [re.escape(secret) if isinstance(secret, str) else secret.pattern for secret in secrets]
    seen, expected = tuple(exchanges), Text("jamais", "never")
    if hidden and (told := [e for e in seen if re.search("|".join(hidden), text(e))]):
        return broken(expected, Text(f"{len(told)} {places.fr}", f"{len(told)} {places.en}"), told)
    return kept(journey, expected, seen if hidden else (), Text("nulle part", "nowhere"))


def named(*names: str) -> list[str | re.Pattern[str]]:
    """Parameters by their names, as `nowhere` looks for them: whole, and in their case (RFC 6749); `invalid_token` is no `id_token`."""
    return [re.compile(rf"(?<![\w.-]){re.escape(name)}=") for name in names]


def once_given(journey: Journey, given: Iterable[object], verdict: Verdict) -> Verdict:
    """The verdict, unless it passes a client that was given nothing yet: it has hidden nothing."""
    idle = verdict.result is Result.PASS and not tuple(given)
    return unseen(journey, verdict.expected) if idle else verdict


# ------------------------------------------------------------------ the verdicts that verbs give
def kept(journey: Journey, expected: Text, seen: Exchanges, received: Text) -> Verdict:
    """PASS with its exchanges; nothing to see is not a pass."""
    numbers = _numbers(seen)
    return Verdict(Result.PASS, expected, received, numbers) if numbers else unseen(journey, expected)


def broken(expected: Text, received: Text, exchanges: Exchanges) -> Verdict:
    """FAIL, with the exchanges that prove it."""
    return Verdict(Result.FAIL, expected, received, _numbers(exchanges))


def unseen(journey: Journey, expected: Text) -> Verdict:
    """Nothing to judge: SKIPPED, or INCONCLUSIVE when the client fell silent."""
    if journey.trouble is not None:
        return Verdict(Result.INCONCLUSIVE, expected, journey.trouble)
    nothing = Text("rien à juger dans ce parcours", "nothing to judge in this journey")
    return Verdict(Result.SKIPPED, expected, journey.stuck or nothing)


def _repeated(seen: Sequence[tuple[Exchange, str]]) -> list[tuple[Exchange, str]]:
    """The exchanges that share the first value that comes twice."""
    counts = Counter(found for _, found in seen)
    return next(([one for one in seen if one[1] == found] for found, count in counts.items() if count > 1), [])


def _numbers(exchanges: Exchanges) -> tuple[int, ...]:
    return tuple(dict.fromkeys(e.n for e in exchanges))


def _shown(value: str | None) -> Text:
    if value is None:
        return Text("absent", "absent")
    if not value:
        return Text("vide", "empty")
    if value.rpartition(" ")[2].startswith("h:"):  # a mark, whose length says nothing
        return Text(f"« {value} »", f'"{value}"')
    return Text(f"« {value} » ({len(value)} caractères)", f'"{value}" ({len(value)} characters)')


def _all_of(count: int) -> Text:
    return Text(f"conforme, {count} fois", f"as expected, {count} times")
