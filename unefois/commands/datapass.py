"""``unefois datapass``: what the DataPass form would refuse of a habilitation, before anybody fills it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from types import MappingProxyType
from typing import Any

import click

from rulebook.datapass import GROUPS, STAGES, Finding, Nature, Request, Stage, check, examined, requests
from rulebook.formats.datapass import StageName
from rulebook.formats.habilitation import Draft
from unefois import files, options
from unefois.failure import ConfigurationError
from unefois.language import LANGUAGE, _

_TITLES: Mapping[Nature, str] = MappingProxyType(
    {
        Nature.REFUSAL: _("Refus"),
        Nature.TO_VERIFY: _("À vérifier : un fichier ne peut pas le dire"),
        Nature.REMARK: _("Remarques"),
    }
)


@click.command(
    "datapass",
    help=_(
        """Dit ce que le formulaire DataPass refuserait d'un habilitation.toml, avant de le remplir : règle, source, date, comment réparer.

        \b
        Exemples :
          unefois datapass habilitation.toml
          unefois datapass habilitation.toml --stage production
          unefois datapass habilitation.toml --json

        \b
        --json écrit un objet :
          {"file": "habilitation.toml", "stage": "bac_a_sable", "refused": true,
           "requests": [{"api": "api_impot_particulier", "examined": [1, 2, …], "groups": 14, "refusals": 1}],
           "findings": [{"rule": "DP-04", "group": 4, "nature": "refusal", "api": "api_impot_particulier",
                         "at": "api_impot.scopes", "because": "…", "says": "…", "mend": "…",
                         "source": {"basis": "…", "document": "…", "section": "…", "read_on": "…"}}]}
          nature : refusal, to_verify ou remark ; group est null hors des 14 groupes.

        \b
        Codes de sortie :
          0  aucun refus connu ; l'instruction reste humaine
          1  le formulaire refuserait
          2  usage, ou fichier illisible : la phrase dit quoi corriger
        """
    ),
)
@click.argument("file", metavar=_("FICHIER"), type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--stage",
    type=click.Choice(tuple(STAGES)),
    help=_("Étape de la demande : bac à sable, production ou éditeur ; par défaut, celle du fichier."),
)
@options.as_json
@click.pass_context
def command(context: click.Context, *, file: Path, stage: StageName | None, as_json: bool) -> None:
    """Tell all that is refused, what a file cannot tell, and what is worth knowing."""
    habilitation = files.read(Draft, file)
    at = STAGES[stage or habilitation.datapass.stage]
    asked = tuple(requests(habilitation, at))
    if not asked:
        said = _("{file} : rien n'est demandé à la DGFiP. Ajoutez un contrat : [api_impot], [sfip] ou [r2p].")
        raise ConfigurationError(said.format(file=file))
    found = check(habilitation, at)
    if as_json:
        click.echo(json.dumps(_data(file, at, asked, found), ensure_ascii=False))
    else:
        click.echo("\n".join(_told(asked, found)))
    context.exit(1 if any(finding.nature is Nature.REFUSAL for finding in found) else 0)


def _refusals(request: Request, found: Sequence[Finding]) -> int:
    return sum(finding.nature is Nature.REFUSAL for finding in found if finding.request.api is request.api)


def _told(asked: Sequence[Request], found: Sequence[Finding]) -> Iterator[str]:
    """By API, then by nature, in the order of the groups; a line that counts ends each API."""
    for request in asked:
        yield f"{request.api.name} — {request.stage.name.in_(LANGUAGE)}"
        for nature, title in _TITLES.items():
            named = [finding for finding in found if finding.request.api is request.api and finding.nature is nature]
            yield from (["", title] if named else [])
            for finding in named:
                yield from _one(finding)
        yield ""
        yield _counted(request, _refusals(request, found))


def _one(finding: Finding) -> Iterator[str]:
    """What is said, then where, by which rule, and what to do about it."""
    rule, because = finding.rule, finding.because.in_(LANGUAGE)
    if finding.nature is Nature.REFUSAL:
        because = _("serait refusé par le formulaire parce que {because}").format(because=because)
    yield f"  {rule.id}  {because}"
    lines = [(_("clé"), finding.at), (_("source"), rule.source.says.in_(LANGUAGE))]
    if finding.nature is not Nature.TO_VERIFY:
        lines += [(_("règle"), rule.says.in_(LANGUAGE)), (_("réparer"), finding.mend.in_(LANGUAGE))]
    for name, value in lines:
        yield f"         {name:<8} {value}"


def _counted(request: Request, refusals: int) -> str:
    """The last word, which is never that a request will be accepted."""
    if refusals:
        said = _("{api}, {stage} : {count} groupes de règles examinés sur {total} ; refus : {refusals}.")
    else:
        said = _(
            "{api}, {stage} : {count} groupes de règles examinés sur {total} ; aucun refus connu ; l'instruction reste humaine (75 jours en moyenne)."
        )
    return said.format(
        api=request.api.name,
        stage=request.stage.name.in_(LANGUAGE),
        count=len(examined(request)),
        total=len(GROUPS),
        refusals=refusals,
    )


def _data(file: Path, at: Stage, asked: Sequence[Request], found: Sequence[Finding]) -> dict[str, Any]:
    return {
        "file": str(file),
        "stage": at.id,
        "refused": any(_refusals(request, found) for request in asked),
        "requests": [
            {
                "api": request.api.id,
                "examined": [rule.group for rule in examined(request)],
                "groups": len(GROUPS),
                "refusals": _refusals(request, found),
            }
            for request in asked
        ],
        "findings": [_finding(finding) for finding in found],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    rule = finding.rule
    return {
        "rule": rule.id,
        "group": rule.group,
        "nature": finding.nature,
        "api": finding.request.api.id,
        "at": finding.at,
        "because": finding.because.in_(LANGUAGE),
        "says": rule.says.in_(LANGUAGE),
        "mend": finding.mend.in_(LANGUAGE),
        "source": asdict(rule.source),
    }
