"""From a refusal of the rulebook to a fact and the requests that must meet it: the record is the expected value."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from conformance.provider.ask import HTML, PATHS, STATE, Ask, Endpoint, changed
from conformance.provider.fact import Fact, Known, Wanted
from conformance.provider.readers import as_said, unlike
from rulebook.refusal import Channel, Refusal
from rulebook.source import Text


@dataclass(frozen=True, slots=True)
class Trial:
    """One fact, and the requests whose answers it reads, by step."""

    fact: Fact
    asks: tuple[tuple[str, Ask], ...]


def refused(  # noqa: PLR0913  (a row of a table)
    scene: str,
    refusal: Refusal,
    what: Text,
    *asks: Ask,
    wants: Wanted | None = None,
    known: tuple[Known, ...] = (),
    id_: str = "",
) -> Trial:
    """Each of these requests is refused as the record says; `id_` names a second fact about one refusal."""
    named = id_ or f"OP-{refusal.id.removeprefix('FC-')}"
    steps = tuple((f"{named}-{place}", ask) for place, ask in enumerate(asks, 1))
    return Trial(seen(named, refusal, what, *(f"{scene}.{step}" for step, _ in steps), wants=wants, known=known), steps)


def refuses_in(scene: str) -> Callable[..., Trial]:
    """`refused`, for the table of one scene: a refusal, who is refused in French and in English, the requests; values fill its words."""

    def row(refusal: Refusal, fr: str, en: str, *asks: Ask, **values: str) -> Trial:
        wants = as_said(refusal, **values) if values else None
        return refused(scene, refusal, Text(fr, en), *asks, wants=wants)

    return row


def seen(
    id_: str,
    refusal: Refusal,
    what: Text,
    *names: str,
    wants: Wanted | None = None,
    known: tuple[Known, ...] = (),
) -> Fact:
    """Answers that a scene keeps under those names refuse as the record says."""
    wanted = wants or as_said(refusal, state=STATE if refusal.channel is Channel.REDIRECT else "")
    said = " ".join(word for word in (str(refusal.status), refusal.channel, refusal.code) if word)
    path = PATHS.get(refusal.endpoint, f"/{refusal.endpoint}")  # type: ignore[call-overload]
    says = Text(f"{path} refuse {what.fr} : {said}", f"{path} refuses {what.en}: {said}")
    return Fact(id_, says, refusal.source, unlike(wanted, *names), wanted, known)


def at_the_edges(
    scene: str, endpoint: Endpoint, table: Iterable[Refusal], skip: Iterable[Refusal] = ()
) -> Iterator[Trial]:
    """One trial for each refusal about one value: every value at its edges that no earlier refusal of the table takes."""
    earlier: list[Refusal] = []
    skipped = {refusal.id for refusal in skip}
    headers = HTML if endpoint == "session_end" else ()
    for refusal in table:
        if refusal.parameter is None or refusal.constraint is None or refusal.id in skipped:
            continue
        values = [value for value in _values(refusal) if not _taken(refusal, value, earlier)]
        earlier.append(refusal)
        expected = refusal.constraint.explain()
        what = Text(
            f"`{refusal.parameter}` autre que « {expected.fr} »", f'`{refusal.parameter}` other than "{expected.en}"'
        )
        asks = (changed(endpoint, headers, **{refusal.parameter: value}) for value in values)
        yield refused(scene, refusal, what, *asks)


def _values(refusal: Refusal) -> tuple[str | None, ...]:
    """Values at its edges that the refusal does not accept, once each."""
    edges = refusal.constraint.edges() if refusal.constraint else ()
    return tuple(dict.fromkeys(value for value in edges if not refusal.accepts(value)))


def _taken(refusal: Refusal, value: str | None, earlier: Iterable[Refusal]) -> bool:
    return any(one.parameter == refusal.parameter and not one.accepts(value) for one in earlier)


def requests(trials: Iterable[Trial]) -> Iterator[tuple[str, Ask]]:
    """All the requests of those trials."""
    return (one for trial in trials for one in trial.asks)
