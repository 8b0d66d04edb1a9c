"""``unefois gallery``: the wrong clients. Each must fail its own duty, and no other; the whole matrix must be the expected one."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from gallery import MEMBERS
from unefois import options
from unefois.failure import ConfigurationError
from unefois.language import LANGUAGE, _
from unefois.matrix import expected, page, telling
from unefois.matrix.comparing import differences, gaps
from unefois.matrix.row import REFERENCE, SUITE_ERROR, Row, as_intended
from unefois.matrix.trying import judged
from unefois.outputs import Outlasting


@click.command(
    "gallery",
    cls=Outlasting,
    help=_(
        """Liste les clients fautifs, ou les juge : chacun doit échouer sur son exigence, et sur elle seule.

        Sans --module-only, chacun est jugé sur le plan entier et comparé au fichier attendu (gallery/expected.toml) : un échec imprévu, un
        succès imprévu, un client absent, une exigence MUST que personne n'enfreint finissent en code 1.

        \b
        Exemples :
          unefois gallery
          unefois gallery nonce-ignore --module-only
          unefois gallery --all --jobs 4 --out matrice
        """
    ),
)
@click.argument("members", nargs=-1)
@click.option("--all", "every", is_flag=True, help=_("Juger toute la galerie, et d'abord le client de référence."))
@click.option("--module-only", is_flag=True, help=_("Le module de chacun et son témoin, au lieu du plan entier."))
@click.option(
    "--jobs", type=click.IntRange(1, 16), default=2, show_default=True, help=_("Combien de clients jugés à la fois.")
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help=_(
        "Dossier où écrire la matrice entière (matrix.html, matrix.json), et le rapport de chaque client qui surprend."
    ),
)
@click.option(
    "--write-expected",
    is_flag=True,
    help=_(
        "Récrit le fichier attendu d'après ce passage (ou les seuls clients nommés), au lieu de comparer : à relire ligne à ligne."
    ),
)
@options.port
@options.as_json
@click.pass_context
def command(  # noqa: PLR0913  (one argument an option)
    context: click.Context,
    *,
    members: Sequence[str],
    every: bool,
    module_only: bool,
    jobs: int,
    out: Path | None,
    write_expected: bool,
    port: int,
    as_json: bool,
) -> None:
    """List, or judge and compare."""
    _refuse_what_cannot_be(members, every=every, module_only=module_only, write=write_expected, out=out)
    wanted = [REFERENCE, *MEMBERS] if every and not module_only else list(MEMBERS) if every else list(members)
    if not wanted:
        _list(as_json=as_json)
        return
    rows: dict[str, Row] = {}
    for row in judged(wanted, port, jobs, module_only=module_only, reports=out):
        rows[row.member] = row
        if not as_json:
            click.echo(telling.progress(row, len(rows), len(wanted)))
    rows = {name: rows[name] for name in wanted}
    problems = _problems(rows, every=every, module_only=module_only, write=write_expected)
    if as_json:
        click.echo(json.dumps([telling.as_data(row) for row in rows.values()], ensure_ascii=False))
    else:
        _tell(rows, whole=not module_only)
    if write_expected:
        problems += _write(rows, every=every)
    _conclude(rows, problems, out)
    context.exit(1 if problems else 0)


def _conclude(rows: Mapping[str, Row], problems: Sequence[str], out: Path | None) -> None:
    for problem in problems:
        click.echo(problem, err=True)
    if out is None:
        return
    if reported := [name for name, row in rows.items() if row.reported]:
        said = _("Le rapport de chacun est dans {out}, sous son nom : {names}.")
        click.echo(said.format(out=out, names=", ".join(reported)), err=True)
    page.write(rows, out)


def _refuse_what_cannot_be(
    members: Sequence[str], *, every: bool, module_only: bool, write: bool, out: Path | None
) -> None:
    known = {*MEMBERS} if module_only else {*MEMBERS, REFERENCE}
    if unknown := [name for name in members if name not in known]:
        raise ConfigurationError(
            _("Inconnu de la galerie : {names}. unefois gallery en donne la liste.").format(names=", ".join(unknown))
        )
    if (write or out is not None) and not (members or every):
        raise ConfigurationError(
            _("--out et --write-expected : personne n'est jugé ; nommez des clients, ou donnez --all.")
        )
    if module_only and (write or out is not None):
        raise ConfigurationError(_("--out et --write-expected veulent le plan entier : retirez --module-only."))
    if out is not None:
        page.prove_writable(out)


def _list(*, as_json: bool) -> None:
    if as_json:
        click.echo(
            json.dumps({name: {"duty": member.duty, "module": member.module} for name, member in MEMBERS.items()})
        )
        return
    for name, member in MEMBERS.items():
        click.echo(f"{name:<28} {member.duty:<20} {member.en if LANGUAGE == 'en' else member.fr}")


def _problems(rows: Mapping[str, Row], *, every: bool, module_only: bool, write: bool) -> list[str]:
    """What is wrong with these rows. The file that is about to be written anew is not compared with; what a member is for always is."""
    whole = every and not module_only
    if module_only:
        return [telling.progress(row, 0, 0) for name, row in rows.items() if not as_intended(row, MEMBERS[name])]
    known = rows if write else expected.known()
    found = list(differences(rows, known, MEMBERS))
    return [*found, *gaps(rows, known, MEMBERS)] if whole else found


def _write(rows: Mapping[str, Row], *, every: bool) -> list[str]:
    """The expected file anew, or the rows of the clients that were named; nothing at all when the trouble was ours: why not."""
    if ours := [name for name, row in rows.items() if row.exit_code == SUITE_ERROR]:
        return [_("Rien n'est écrit : erreur du banc sur {names}.").format(names=", ".join(ours))]
    kept = rows if every else {**expected.known(), **rows}
    order = [name for name in (REFERENCE, *MEMBERS) if name in kept]
    expected.path().write_text(expected.dump(kept[name] for name in order), encoding="utf-8")
    return []


def _tell(rows: Mapping[str, Row], *, whole: bool) -> None:
    if whole:
        click.echo("\n" + _("Matrice, les succès laissés de côté :"))
        for row in rows.values():
            for line in telling.compact(row):
                click.echo(line)
    intended = sum(as_intended(row, MEMBERS[name]) for name, row in rows.items() if name in MEMBERS)
    total = sum(name in MEMBERS for name in rows)
    click.echo(_("{intended} sur {total} échouent comme prévu.").format(intended=intended, total=total))
