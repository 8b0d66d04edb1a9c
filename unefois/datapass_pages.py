"""The generated page on the DataPass form, in each language: its stages, its fourteen groups of rules, what is said beside them."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from rulebook.datapass import ALL, GROUPS, STAGES, Rule
from rulebook.datapass.request import AGAIN, SUBMISSION
from rulebook.tax_scopes import TAX_SCOPES
from unefois.tables import table

_WORDS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "fr": MappingProxyType(
            {
                "title": "# Le formulaire DataPass\n",
                "what": "`unefois datapass habilitation.toml` dit ce que le formulaire refuserait, jamais qu'une demande sera acceptée : l'instruction est humaine (75 jours en moyenne). "
                "Les réponses se donnent dans `[datapass]`, sous les noms du formulaire ; le contrat (modalités, scopes, besoins spécifiques, débit) se lit dans `[api_impot]`, `[sfip]` ou `[r2p]`, mais le débit d'une demande SFiP dans `volumetrie_appels_par_minute`, puisque son contrat compte autrement. "
                "`unefois explain DP-04` explique une règle. In English: [datapass-form.md](datapass-form.md).\n",
                "stages": "## Étapes\n",
                "again": "En production, les blocs du bac à sable sont en lecture seule. Hypothèse, aucune source ne le dit : l'envoi les vérifie encore.\n",
                "groups": "\n## Les quatorze groupes de règles\n",
                "sisters": "L'API SFiP suit les mêmes règles, sans le bloc des modalités, et veut au moins une donnée. L'API R2P n'a ni scopes fiscaux ni ces modalités.\n",
                "beside": "\n## Ce qui se dit à côté\n",
                "beside_what": "DP-20 refuse ; les autres sont des remarques, ou des points qu'un fichier ne peut pas dire.\n",
                "scopes": "\n## Scopes que FranceConnect et DataPass ne partagent pas\n",
                "scopes_what": "Tirés de la table des scopes ([rules.md](rules.md)).\n",
                "only_franceconnect": "FranceConnect seul",
                "only_datapass": "DataPass seul",
            }
        ),
        "en": MappingProxyType(
            {
                "title": "# The DataPass form\n",
                "what": "`unefois datapass habilitation.toml` tells what the form would refuse, never that a request will be accepted: people instruct it (75 days on average). "
                "Answers are given in `[datapass]`, under the form's own names; the contract (modalities, scopes, specific requirements, pace) is read in `[api_impot]`, `[sfip]` or `[r2p]`, but the pace of an SFiP request in `volumetrie_appels_par_minute`, since its contract counts otherwise. "
                "`unefois explain DP-04` explains a rule. En français : [datapass.md](datapass.md).\n",
                "stages": "## Stages\n",
                "again": "In production the blocks of the sandbox are read-only. Assumption, no source says so: they are checked again on submission.\n",
                "groups": "\n## The fourteen groups of rules\n",
                "sisters": "The SFiP API follows the same rules, without the block of modalities, and wants at least one piece of data. The R2P API has neither tax scopes nor these modalities.\n",
                "beside": "\n## What is said beside them\n",
                "beside_what": "DP-20 refuses; the others are remarks, or what a file cannot tell.\n",
                "scopes": "\n## Scopes that FranceConnect and DataPass do not share\n",
                "scopes_what": "Drawn from the table of scopes ([rules.md](rules.md)).\n",
                "only_franceconnect": "FranceConnect only",
                "only_datapass": "DataPass only",
            }
        ),
    }
)
_HEADS = MappingProxyType(
    {
        "fr": (
            ("Étape", "`--stage`", "Blocs à remplir", "En lecture seule"),
            ("Règle", "Groupe", "Demandée", "Dit", "Réparer", "Source"),
            ("Où", "Scopes"),
        ),
        "en": (
            ("Stage", "`--stage`", "Blocks to fill", "Read-only"),
            ("Rule", "Group", "Asked at", "Says", "To mend", "Source"),
            ("Where", "Scopes"),
        ),
    }
)


def datapass_pages() -> Mapping[str, Iterator[str]]:
    """Name → lines of each page."""
    return {"datapass.md": _page("fr"), "datapass-form.md": _page("en")}


def _page(language: str) -> Iterator[str]:
    words = _WORDS[language]
    of_stages, of_rules, of_scopes = _HEADS[language]
    yield words["title"]
    yield words["what"]
    yield words["stages"]
    yield f"{words['again']}\n{AGAIN}\n"
    yield from table(of_stages, _stages(language))
    yield words["groups"]
    yield words["sisters"]
    yield from table(of_rules, (_row(rule, language) for rule in GROUPS))
    yield words["beside"]
    yield words["beside_what"]
    yield from table(of_rules, (_row(rule, language) for rule in ALL if rule not in GROUPS))
    yield words["scopes"]
    yield words["scopes_what"]
    rows = TAX_SCOPES.values()
    alone = {
        "only_franceconnect": [row.name for row in rows if not row.datapass],
        "only_datapass": [row.name for row in rows if not row.franceconnect],
    }
    yield from table(of_scopes, ((words[where], ", ".join(names)) for where, names in alone.items()))


def _stages(language: str) -> Iterator[tuple[str, ...]]:
    for stage in STAGES.values():
        filled = ", ".join(step for step in stage.steps if step != SUBMISSION)
        yield stage.name.in_(language), f"`{stage.id}`", filled, ", ".join(stage.read_only) or "—"


def _row(rule: Rule, language: str) -> tuple[str, ...]:
    asked = ", ".join(stage.name.in_(language) for stage in STAGES.values() if rule.asked_at(stage))
    group = str(rule.group or "—")
    return rule.id, group, asked, rule.says.in_(language), rule.mend.in_(language), rule.source.says.in_(language)
