"""Writes the generated pages of docs/ from the rulebook: ``python -P -m unefois.docs [--check]``. Never edited by hand."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

import click

from conformance.provider.plan import FACTS, seen_by
from mock_api_impot.protocol.contract import document as dgfip
from rulebook.differences import DIFFERENCES
from rulebook.faults import FAULTS
from rulebook.formats.published import FORMATS
from rulebook.refusals import REFUSALS
from rulebook.resources import RESOURCES
from rulebook.source import Basis
from rulebook.tax_scopes import TAX_SCOPES, TaxScope
from rulebook.years import STATED
from unefois.datapass_pages import datapass_pages
from unefois.duty_pages import duty_pages
from unefois.matrix.doc import matrix_pages
from unefois.operations_page import operations_page
from unefois.tables import table

_HEAD = "<!-- Generated from the rulebook by `make docs`. Do not edit. -->\n\n"


def pages() -> Mapping[str, str]:
    """Path under docs/ → text of every generated page."""
    return {
        **{
            name: _HEAD + "\n".join(lines) + "\n"
            for name, lines in {**datapass_pages(), **duty_pages(), **matrix_pages()}.items()
        },
        "ecarts.md": _HEAD + "\n".join(_differences("fr")) + "\n",
        "differences.md": _HEAD + "\n".join(_differences("en")) + "\n",
        "rules.md": _HEAD + "\n".join(_rules()) + "\n",
        "operations.md": _HEAD + "\n".join(operations_page()) + "\n",
        "openapi/dgfip.openapi.json": json.dumps(dgfip(), ensure_ascii=False, indent=2) + "\n",
        **{f"formats/{name}.schema.json": _schema(name) for name in FORMATS},
    }


def _schema(name: str) -> str:
    return json.dumps(FORMATS[name].model_json_schema(), ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _rules() -> Iterator[str]:
    yield "# Rules reference\n"
    yield "What the platforms refuse, what can be disturbed, and what is only assumed. Each row quotes its source.\n"
    yield "What a téléservice owes has pages of its own: [duties.md](duties.md), en français [exigences.md](exigences.md).\n"
    yield from _refusals()
    yield from _faults()
    yield "\n## Scopes and fields of the API\n"
    yield "The one table that filters answers, checks requests and labels the information page.\n"
    yield from table(
        ("Scope", "Where", "Resources", "Fields", "Lines (codeLigne)", "Years before the last one available"),
        (
            (
                row.name,
                ", ".join(_where(row)),
                "all" if row.resources == RESOURCES else ", ".join(resource.scope for resource in row.resources),
                ", ".join(row.paths),
                ", ".join(row.lines),
                ", ".join(map(str, row.years)),
            )
            for row in TAX_SCOPES.values()
        ),
    )
    yield "\nHousing tax has left the DataPass form: that FranceConnect's own scopes stand in a contract is assumed.\n"
    yield "\n## Income years\n"
    yield "Each is served from a day of the next year: 22 July where no source gives it, which is assumed.\n"
    yield from table(
        ("Income year", "Served from"), ((str(annee), day.isoformat()) for annee, day in sorted(STATED.items()))
    )
    yield "\n## Assumptions\n"
    yield "No source was found for these; a partner who knows better changes one line of the rulebook.\n"
    yield from table(
        ("Id", "Answer", "Why it is assumed"),
        (
            (refusal.id, f"{refusal.status} {refusal.code}", refusal.source.section)
            for refusal in REFUSALS.values()
            if refusal.source.basis is Basis.ASSUMPTION
        ),
    )


def _where(row: TaxScope) -> Iterator[str]:
    if row.franceconnect:
        yield "FranceConnect"
    if row.datapass:
        yield f"DataPass (hidden since {row.deprecated})" if row.deprecated else "DataPass"


def _refusals() -> Iterator[str]:
    yield "\n## Refusals of the platforms\n"
    yield from table(
        ("Refusal", "Endpoint", "Channel", "HTTP", "Code", "error", "Description", "Unless", "Source"),
        (
            (
                refusal.id,
                refusal.endpoint,
                refusal.channel,
                str(refusal.status),
                refusal.code,
                refusal.error,
                refusal.description,
                f"{refusal.parameter}: {refusal.constraint.explain().en}" if refusal.constraint else "",
                refusal.source.says.en,
            )
            for refusal in REFUSALS.values()
        ),
    )
    yield ""


def _faults() -> Iterator[str]:
    yield "## Faults\n"
    yield from table(
        ("Fault", "By", "Endpoint", "Stage", "What it does", "Parameters"),
        (
            (
                fault.name,
                fault.by,
                fault.endpoint,
                fault.stage,
                fault.says.en,
                ", ".join(parameter.explain().en for parameter in fault.parameters),
            )
            for fault in FAULTS.values()
        ),
    )


# What the pages on differences say around their tables, in each language.
_AROUND: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "fr": (
            "# Écarts connus avec les services réels\n",
            (
                "Ce que nos simulateurs font exprès autrement. Un écart que le plan `provider` peut voir est vu par lui : le contrôle passe "
                "en le nommant. Un contrôle qui en voit un autre échoue. Ce qu'aucune source ne dit est une *hypothèse* : "
                "[rules.md](rules.md) les réunit.\n"
            ),
            "\n## Contrôles du plan `provider`\n",
            "`unefois check --plan provider` les passe tous. Un contrôle lit une valeur ; la source dit celle du service réel.\n",
        ),
        "en": (
            "# Known differences from the real services\n",
            (
                "What our simulators deliberately do otherwise. A difference that the `provider` plan can see is seen by it: the check passes "
                "and names it. A check that sees another one fails. What no source says is an *assumption*: "
                "[rules.md](rules.md) lists them.\n"
            ),
            "\n## Checks of the `provider` plan\n",
            "`unefois check --plan provider` runs them all. A check reads one value; the source says the real service's.\n",
        ),
    }
)
_COLUMNS = MappingProxyType(
    {
        "fr": (
            ("Écart", "Le service réel", "Ici", "Pourquoi", "Se voit à", "Vu par", "Source"),
            ("Contrôle", "Dit", "Écart", "Source"),
        ),
        "en": (
            ("Difference", "The real service", "Ours", "Why", "Shows in", "Seen by", "Source"),
            ("Check", "Says", "Difference", "Source"),
        ),
    }
)


def _differences(language: str) -> Iterator[str]:
    title, what, checks, how = _AROUND[language]
    columns = _COLUMNS[language]
    yield title
    yield what
    yield from table(
        columns[0],
        (
            (
                one.id,
                *(text.in_(language) for text in (one.real, one.ours, one.why, one.how)),
                ", ".join(seen_by(one)) or "—",
                one.source.says.in_(language),
            )
            for one in DIFFERENCES.values()
        ),
    )
    yield checks
    yield how
    yield from table(
        columns[1],
        (
            (
                fact.id,
                fact.says.in_(language),
                ", ".join(known.difference.id for known in fact.known) or "—",
                fact.source.says.in_(language),
            )
            for fact in FACTS.values()
        ),
    )


@click.command()
@click.option("--check", is_flag=True, help="Write nothing; fail when a page is stale.")
@click.option("--to", default="docs", show_default=True, type=click.Path(path_type=Path, file_okay=False))
def main(*, check: bool, to: Path) -> None:
    """Write the generated pages, or check that they are up to date."""
    stale = {name: text for name, text in pages().items() if not _holds(to / name, text)}
    if check and stale:
        raise click.ClickException(f"Stale, run `make docs`: {', '.join(stale)}")
    for name, text in stale.items():
        (to / name).parent.mkdir(parents=True, exist_ok=True)
        (to / name).write_text(text, encoding="utf-8")
        click.echo(f"wrote {to / name}")


def _holds(path: Path, text: str) -> bool:
    return path.exists() and path.read_text(encoding="utf-8") == text


if __name__ == "__main__":
    main()
