"""Scopes that FranceConnect and DataPass do not share, as `rulebook.tax_scopes` says where each exists: no box on the form, or no consent at the other end."""

import difflib
from collections.abc import Iterator

from rulebook import documents
from rulebook.datapass.answers import remark, shown
from rulebook.datapass.request import Request
from rulebook.datapass.rule import Complaint, Nature, Rule
from rulebook.source import Text
from rulebook.tax_scopes import TAX_SCOPES

ON_THE_FORM = tuple(row.name for row in TAX_SCOPES.values() if row.datapass)
_AT_FRANCECONNECT = frozenset(row.name for row in TAX_SCOPES.values() if row.franceconnect)
_FORM = documents.datapass("config/authorization_definitions/dgfip.yml, scopes")
_OF_FRANCECONNECT = _AT_FRANCECONNECT - frozenset(ON_THE_FORM)
_CATALOGUE = documents.published_code("libs/scopes, fournisseur dgfip")
# Names told one by one, each with the nearest one that exists.
_TOLD = 5


def _instead(name: str) -> tuple[str, ...]:
    """Scopes on the form that together open the very fields of that one; none when some field would be lacking.

    The nearest name would not do: beside `dgfip_nbpac`, a number, `dgfip_pac` opens the details.
    """
    wanted = frozenset(TAX_SCOPES[name].paths)
    rows = [TAX_SCOPES[other] for other in ON_THE_FORM if TAX_SCOPES[other].paths]
    within = [row for row in rows if wanted.issuperset(row.paths)]
    same = wanted == frozenset(path for row in within for path in row.paths)
    return tuple(row.name for row in within) if same else ()


def _hint(scope: str) -> Text:
    """What to write instead: nothing that opens more than was asked for."""
    near = next(iter(difflib.get_close_matches(scope, TAX_SCOPES, n=1)), None)
    fr = en = ""
    if scope in _OF_FRANCECONNECT:
        fr, en = ", il n'existe qu'à FranceConnect", ", it exists at FranceConnect only"
    if meant := _instead(near) if near in _OF_FRANCECONNECT else (near,) if near else ():
        names_fr, names_en = (", ".join(quote.format(name) for name in meant) for quote in ("« {} »", '"{}"'))
        fr += f" (vouliez-vous {names_fr} ?)"
        en += f" (did you mean {names_en}?)"
    return Text(fr, en)


def _no_box(request: Request) -> Iterator[Complaint]:
    at = f"{request.at}.scopes"
    unknown = [scope for scope in request.scopes if scope not in ON_THE_FORM]
    for scope in unknown[:_TOLD]:
        hint, said = _hint(scope), shown(scope)
        yield Complaint(
            Text(f"le scope « {said} » n'y a pas de case{hint.fr}", f'the scope "{said}" has no box there{hint.en}'), at
        )
    if (others := len(unknown) - _TOLD) > 0:
        yield Complaint(
            Text(f"les {others} autres scopes inconnus non plus", f"{others} other unknown scopes have none either"), at
        )


def _by_franceconnect(request: Request) -> bool:
    return "with_france_connect" in request.modalities


def _registered(request: Request) -> list[str]:
    """Tax scopes that FranceConnect registered for this téléservice."""
    return [scope for scope in request.registered or () if scope in TAX_SCOPES]


def _never_consented(request: Request) -> Iterator[Complaint]:
    if _by_franceconnect(request):
        yield from remark(
            [scope for scope in request.scopes if scope in ON_THE_FORM and scope not in _AT_FRANCECONNECT],
            "FranceConnect n'a pas ce scope, nul ne peut y consentir",
            "FranceConnect does not have this scope, nobody can consent to it",
            f"{request.at}.scopes",
        )


def _asked_for_nothing(request: Request) -> Iterator[Complaint]:
    if _by_franceconnect(request):
        yield from remark(
            [scope for scope in _registered(request) if scope in ON_THE_FORM and scope not in request.scopes],
            "demandé à l'usager alors que le contrat ne l'a pas",
            "asked of the citizen though the contract does not have it",
            "franceconnect.scopes",
        )


def _gone(request: Request) -> Iterator[Complaint]:
    if _by_franceconnect(request):
        yield from remark(
            [scope for scope in _registered(request) if scope not in ON_THE_FORM],
            "FranceConnect l'a encore, DataPass ne l'a plus",
            "FranceConnect still has it, DataPass has it no more",
            "franceconnect.scopes",
        )


def _not_registered(request: Request) -> Iterator[Complaint]:
    if not _by_franceconnect(request):
        return
    if request.registered is None:
        yield Complaint(
            Text(
                "sans [franceconnect] dans ce fichier, les scopes demandés à l'usager ne sont pas comparés au contrat",
                "without [franceconnect] in this file, the scopes asked of the citizen are not compared with the contract",
            ),
            "franceconnect",
            Nature.TO_VERIFY,
        )
        return
    shared = [scope for scope in request.scopes if scope in ON_THE_FORM and scope in _AT_FRANCECONNECT]
    yield from remark(
        [scope for scope in shared if scope not in request.registered],
        "au contrat, mais non inscrit à FranceConnect : l'usager n'y consent pas, la réponse peut ne pas l'avoir",
        "in the contract but not registered at FranceConnect: the citizen does not consent to it, the answer may lack it",
        "franceconnect.scopes",
    )


NO_BOX = Rule(
    "DP-20",
    None,
    "scopes",
    Text(
        "Le formulaire a une case pour chaque scope du contrat.", "The form has a box for each scope of the contract."
    ),
    Text(
        "Corrigez le nom, ou retirez ce scope ; docs/rules.md les donne tous.",
        "Correct the name, or remove this scope; docs/rules.md has them all.",
    ),
    _FORM,
    _no_box,
)
NEVER_CONSENTED = Rule(
    "DP-21",
    None,
    "scopes",
    Text(
        "Par FranceConnect, un scope du contrat que FranceConnect n'a pas ne reçoit jamais de consentement.",
        "By FranceConnect, a scope of the contract that FranceConnect does not have is never consented to.",
    ),
    Text(
        "Informez l'usager vous-même, ou renoncez à cette donnée.", "Tell the citizen yourself, or give up this data."
    ),
    _CATALOGUE,
    _never_consented,
)
ASKED_FOR_NOTHING = Rule(
    "DP-22",
    None,
    "scopes",
    Text(
        "Un scope fiscal inscrit à FranceConnect est au contrat : sinon l'usager consent pour rien (minimisation).",
        "A tax scope registered at FranceConnect is in the contract: else the citizen consents for nothing (minimisation).",
    ),
    Text("Retirez-le de franceconnect.scopes, ou demandez-le.", "Remove it from franceconnect.scopes, or ask for it."),
    documents.terms("CGU-FC-P, 3.3, 5.3"),
    _asked_for_nothing,
)
GONE = Rule(
    "DP-23",
    None,
    "scopes",
    Text(
        "FranceConnect a encore des scopes fiscaux que DataPass n'a plus (nbpac, decl, locaux_th).",
        "FranceConnect still has tax scopes that DataPass has no more (nbpac, decl, locaux_th).",
    ),
    Text("Retirez-le de franceconnect.scopes.", "Remove it from franceconnect.scopes."),
    _FORM,
    _gone,
)
NOT_REGISTERED = Rule(
    "DP-24",
    None,
    "scopes",
    Text(
        "Par FranceConnect, un scope du contrat est inscrit aussi à FranceConnect : la réponse peut se limiter à ce qui est consenti.",
        "By FranceConnect, a scope of the contract is registered at FranceConnect too: the answer may be limited to what is consented to.",
    ),
    Text("Ajoutez-le à franceconnect.scopes.", "Add it to franceconnect.scopes."),
    documents.openapi("version 2020, données selon les scopes consentis"),
    _not_registered,
)
