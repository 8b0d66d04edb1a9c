"""What the matrix says and the expected file does not, or the other way round: a sentence each, none when they agree."""

from collections.abc import Iterator, Mapping

from conformance.checks import CHECKS
from gallery.by_hand import BY_HAND
from gallery.member import Member
from rulebook.duty import Strength
from rulebook.formats.report import Result
from unefois.language import _
from unefois.matrix.row import REFERENCE, Row, as_intended

_PASSES = Result.PASS.value


def differences(seen: Mapping[str, Row], expected: Mapping[str, Row], members: Mapping[str, Member]) -> Iterator[str]:
    """Of the rows seen: with what is expected of them; and with what a member, or the careful client, is for."""
    for name, row in seen.items():
        if name in expected:
            yield from _of_row(row, expected[name])
        else:
            yield _("{name} manque au fichier attendu.").format(name=name)
        if name == REFERENCE and row.exit_code != 0:
            yield _("Le client de référence n'est pas irréprochable : code {code}.").format(code=row.exit_code)
        if name in members and not as_intended(row, members[name]):
            broken = ", ".join(f"{duty} {result}" for duty, result in row.broken().items()) or row.problem or "—"
            yield _(
                "{name} devait échouer sur {duty} et sur elle seule ; le juge a trouvé : {broken} (code {code})."
            ).format(name=name, duty=members[name].duty, broken=broken, code=row.exit_code)


def gaps(seen: Mapping[str, Row], expected: Mapping[str, Row], members: Mapping[str, Member]) -> Iterator[str]:
    """Of a whole matrix: members that are not there any more, and duties that a machine judges and that nobody breaks."""
    for name in sorted({*expected} - {*members, REFERENCE}):
        yield _("Le fichier attendu nomme {name}, que la galerie n'a pas.").format(name=name)
    shown = {duty for row in seen.values() for duty, result in row.broken().items() if result is Result.FAIL}
    stopped = {name: member for name, member in members.items() if member.stopped_by and name in seen}
    shown |= {member.duty for name, member in stopped.items() if as_intended(seen[name], member)}
    for duty in dict.fromkeys(check.duty for check in CHECKS.values() if check.duty.strength is Strength.MUST):
        if duty.id not in shown and duty.id not in BY_HAND:
            yield _("Aucun client de la galerie n'enfreint {duty}, que le juge tient pour un MUST.").format(
                duty=duty.id
            )


def _of_row(seen: Row, expected: Row) -> Iterator[str]:
    name = seen.member
    if seen.exit_code != expected.exit_code:
        why = f" ({seen.problem})" if seen.problem else ""
        said = _("{name} : code de sortie {seen}, attendu {expected}{why}.")
        yield said.format(name=name, seen=seen.exit_code, expected=expected.exit_code, why=why)
    got, wanted = _cells(seen), _cells(expected)
    for cell in sorted({*got} | {*wanted}):
        result, awaited = got.get(cell, _PASSES), wanted.get(cell, _PASSES)
        if result == awaited:
            continue
        where = " ".join(cell)
        if cell not in got:
            said = _("{name} : succès imprévu, {where} était attendu {expected}.")
        elif cell not in wanted:
            said = _("{name} : {where} est {seen}, ce qui n'était pas attendu.")
        else:
            said = _("{name} : {where} est {seen}, attendu {expected}.")
        yield said.format(name=name, where=where, seen=result, expected=awaited)


def _cells(row: Row) -> dict[tuple[str, str], str]:
    unplayed = {(name, "—"): Result.SKIPPED.value for name in row.unplayed}
    return {cell: result.value for cell, result in row.not_good().items()} | unplayed
