"""``unefois explain``: any id of the rulebook or of the judge, or the schema of a file."""

import json
from collections.abc import Mapping

import click

from rulebook.duties import DUTIES, FAMILIES
from rulebook.formats.published import FORMATS
from unefois import options
from unefois.choosing import near
from unefois.explaining import LABELS, by_answer, explained, known
from unefois.failure import ConfigurationError
from unefois.language import LANGUAGE, _
from unefois.register import WAYS, Way, count


@click.command(
    "explain",
    help=_(
        """Explique une exigence, un contrôle, un module, un refus (ou son code), une anomalie, un écart connu, une règle de DataPass, ou donne le schéma d'un fichier.

        \b
        Exemples :
          unefois explain FS-NONCE-03
          unefois explain id_token.nonce.foreign
          unefois explain --format application
          unefois explain --duties
        """
    ),
)
@click.argument("ident", required=False)
@click.option("--format", "format_", metavar="NOM", help=_("Schéma JSON d'un format de fichier."))
@click.option(
    "--duties", "count_duties", is_flag=True, help=_("Combien d'exigences sont jugées, attestées, non jugées.")
)
@options.as_json
def command(*, ident: str | None, format_: str | None, count_duties: bool, as_json: bool) -> None:
    """Print what is known under that name."""
    if (ident is not None) + (format_ is not None) + count_duties != 1:
        raise ConfigurationError(_("Donnez un identifiant, --format NOM ou --duties : l'un des trois."))
    if count_duties:
        _count_duties(as_json=as_json)
        return
    if format_ is not None:
        click.echo(_schema(format_))
        return
    asked = ident or ""
    found = [list(lines) for lines in (explained(asked) if as_json else explained(asked, by_answer))]
    if not found:
        raise ConfigurationError(_unknown(asked, known()))
    if as_json:
        click.echo(json.dumps([dict(lines) for lines in found], ensure_ascii=False))
        return
    width = max(len(LABELS[name]) for lines in found for name, _value in lines)
    told = ("\n".join(f"{LABELS[name]:<{width}}  {value}" for name, value in lines) for lines in found)
    click.echo("\n\n".join(told))


def _count_duties(*, as_json: bool) -> None:
    """By family, then in all."""
    found = {family.title.in_(LANGUAGE): count(family.duties) for family in FAMILIES}
    found[_("toutes")] = count(DUTIES.values())
    if as_json:
        told = {family.id: {one.value: count(family.duties)[one] for one in Way} for family in FAMILIES}
        click.echo(json.dumps(told))
        return
    width = max(map(len, found))
    for title, counted in found.items():
        click.echo(f"{title:<{width}}  " + ", ".join(f"{counted[one]:>3} {WAYS[one].in_(LANGUAGE)}" for one in Way))


def _schema(name: str) -> str:
    if name not in FORMATS:
        raise ConfigurationError(_unknown(name, FORMATS))
    return json.dumps(FORMATS[name].model_json_schema(), ensure_ascii=False, indent=2)


def _unknown(name: str, known: Mapping[str, object]) -> str:
    return _("« {name} » est inconnu.").format(name=name) + near(name, known)
