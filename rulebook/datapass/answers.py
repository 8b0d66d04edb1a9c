"""How answers are looked at: missing ones, joined files, and what a file holds as a reader may safely see it."""

from collections.abc import Iterable, Iterator, Sequence

from rulebook.datapass.rule import Complaint, Nature
from rulebook.formats.datapass import Attachment, DataPass
from rulebook.source import Text, printable

_TOO_BIG = 10 * 1024 * 1024
_SHOWN, _LISTED = 60, 6


def shown(value: str) -> str:
    """`value` on one line of a terminal: neither long nor able to move the cursor."""
    safe = printable(value[:_SHOWN])
    return f"{safe}…" if len(value) > _SHOWN else safe


def listed(values: Sequence[str]) -> Text:
    """The first ones, and how many others."""
    some = ", ".join(shown(value) for value in values[:_LISTED])
    others = len(values) - _LISTED
    return Text(f"{some} et {others} autres", f"{some} and {others} others") if others > 0 else Text(some, some)


def blank(answers: DataPass, *names: str) -> tuple[str, ...]:
    """Those of `names` that nobody answered: the form strips what is typed."""
    return tuple(name for name in names if _is_blank(getattr(answers, name)))


def _is_blank(value: object) -> bool:
    return value in (None, ()) or (isinstance(value, str) and not value.strip())


def missing(names: Sequence[str]) -> Iterator[Complaint]:
    """One complaint for all the answers that are missing, or none."""
    if not names:
        return
    said = listed(names)
    several = len(names) > 1
    yield Complaint(
        Text(f"les réponses manquent : {said.fr}", f"answers are missing: {said.en}")
        if several
        else Text(f"la réponse manque : {said.fr}", f"the answer is missing: {said.en}"),
        "datapass" if several else f"datapass.{names[0]}",
    )


def unfit(name: str, files: Iterable[Attachment], endings: Sequence[str]) -> Iterator[Complaint]:
    """Joined files that are of another kind, told by their name, or too big."""
    wanted = ", ".join(endings)
    for file in files:
        if not file.name.lower().endswith(tuple(endings)):
            yield Complaint(
                Text(
                    f"le document « {shown(file.name)} » n'est pas de la forme attendue ({wanted})",
                    f'the document "{shown(file.name)}" is not of the expected kind ({wanted})',
                ),
                f"datapass.{name}",
            )
        if file.size >= _TOO_BIG:
            yield Complaint(
                Text(
                    f"le document « {shown(file.name)} » ne fait pas moins de 10 Mo",
                    f'the document "{shown(file.name)}" is not under 10 MB',
                ),
                f"datapass.{name}",
            )


def remark(names: Sequence[str], fr: str, en: str, at: str) -> Iterator[Complaint]:
    """One remark on all of `names`, or none."""
    if names:
        said = listed(names)
        yield Complaint(Text(f"{said.fr} : {fr}", f"{said.en}: {en}"), at, Nature.REMARK)
