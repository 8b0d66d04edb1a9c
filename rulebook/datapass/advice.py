"""What is worth knowing of a request that nothing refuses: the help texts of the form, what it no longer shows, what must have come before."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from rulebook import documents
from rulebook.datapass.answers import remark
from rulebook.datapass.data import AFTER_DEATH, IF_UNAVAILABLE
from rulebook.datapass.request import R2P, Request
from rulebook.datapass.rule import Complaint, Nature, Rule
from rulebook.formats.datapass import StageName
from rulebook.resources import FACTURES
from rulebook.source import Text
from rulebook.tax_scopes import LINE, TAX_SCOPES

LINES_ONLY = frozenset(row.name for row in TAX_SCOPES.values() if row.datapass and row.resources == (FACTURES,))
DEPRECATED = frozenset(row.name for row in TAX_SCOPES.values() if row.deprecated)
_SINCE = min(row.deprecated for row in TAX_SCOPES.values() if row.deprecated)
_HELP = documents.datapass_help("API Impôt particulier, scopes")


def _lines_out_of_reach(request: Request) -> Iterator[Complaint]:
    choice = [scope for scope in (IF_UNAVAILABLE, AFTER_DEATH) if scope in request.scopes]
    lines = [scope for scope in request.scopes if scope in LINES_ONLY]
    lines += [name for name in request.specific_requirements if name.startswith(LINE)]
    if FACTURES.scope in request.resources:
        lines.append(FACTURES.scope)
    if choice:
        yield from remark(
            lines,
            f"hors d'atteinte avec {', '.join(choice)}, qui ouvre une ressource sans lignes d'avis",
            f"out of reach with {', '.join(choice)}, which opens a resource without lines of the notice",
            f"{request.at}.scopes",
        )


def _hidden(request: Request) -> Iterator[Complaint]:
    yield from remark(
        [scope for scope in request.scopes if scope in DEPRECATED],
        f"le formulaire ne le montre plus depuis le {_SINCE} ; il peut encore être porté",
        f"the form shows it no more since {_SINCE}; it may still be written",
        f"{request.at}.scopes",
    )


def _not_by_scale(request: Request) -> Iterator[Complaint]:
    yield from remark(
        [scope for scope in request.scopes if scope == "dgfip_mntRevbareme"],
        "ne dit rien des revenus imposés à un taux effectif ou proportionnel",
        "says nothing of incomes taxed at an effective or proportional rate",
        f"{request.at}.scopes",
    )


def _by_civil_status(request: Request) -> Iterator[Complaint]:
    yield from remark(
        [modality for modality in request.modalities if modality == "with_etat_civil"],
        "le formulaire cache cette modalité et renvoie vers l'API SFiP",
        "the form hides this modality and sends to the SFiP API",
        f"{request.at}.modality",
    )


def _absorbed(request: Request) -> Iterator[Complaint]:
    if request.api is R2P:
        yield Complaint(
            Text(
                "depuis le 30/09/2025 les nouvelles demandes R2P se font par l'API SFiP",
                "since 30/09/2025 new R2P requests are made through the SFiP API",
            ),
            "r2p",
            Nature.REMARK,
        )
        yield Complaint(
            Text(
                "le formulaire R2P a ses propres modalités, que ce fichier ne dit pas",
                "the R2P form has modalities of its own, which this file does not tell",
            ),
            "r2p",
            Nature.TO_VERIFY,
        )


_BEFORE: Mapping[StageName, Text] = MappingProxyType(
    {
        "production": Text(
            "la production ne s'ouvre que sur une habilitation bac à sable validée",
            "production opens only on a validated sandbox habilitation",
        ),
        "editeur": Text(
            "ce formulaire suppose un éditeur dont la recette au bac à sable est faite",
            "this form supposes a publisher whose acceptance in the sandbox is done",
        ),
    }
)


def _came_before(request: Request) -> Iterator[Complaint]:
    if said := _BEFORE.get(request.stage.id):
        yield Complaint(said, "datapass.stage", Nature.TO_VERIFY)


LINES_OUT_OF_REACH = Rule(
    "DP-25",
    None,
    "scopes",
    Text(
        f"{IF_UNAVAILABLE} et {AFTER_DEATH} rendent inaccessibles les données qui ne sont que dans les lignes de l'avis.",
        f"{IF_UNAVAILABLE} and {AFTER_DEATH} make data that are only in the lines of the notice inaccessible.",
    ),
    Text("Choisissez les lignes, ou cette option.", "Choose the lines, or this option."),
    _HELP,
    _lines_out_of_reach,
)
HIDDEN = Rule(
    "DP-26",
    None,
    "scopes",
    Text(
        "Des scopes de revenus catégoriels ne sont plus montrés par le formulaire, qui les porte encore.",
        "Scopes of incomes by category are shown no more by the form, which still carries them.",
    ),
    Text("Demandez-vous si le revenu fiscal de référence suffit.", "Ask yourself whether the rfr is enough."),
    documents.datapass("config/authorization_definitions/dgfip.yml, deprecated_since"),
    _hidden,
)
NOT_BY_SCALE = Rule(
    "DP-27",
    None,
    "scopes",
    Text(
        "mntRevbareme laisse de côté l'imposition au taux effectif ou proportionnel.",
        "mntRevbareme leaves out taxation at an effective or proportional rate.",
    ),
    Text("Tenez-en compte dans votre calcul.", "Reckon with it in your calculation."),
    _HELP,
    _not_by_scale,
)
BY_CIVIL_STATUS = Rule(
    "DP-28",
    None,
    "modalities",
    Text(
        "with_etat_civil existe encore, mais le formulaire ne le montre plus : l'état civil passe par l'API SFiP.",
        "with_etat_civil still exists, but the form shows it no more: civil status goes by the SFiP API.",
    ),
    Text("Faites une demande SFiP, avec [sfip].", "Make an SFiP request, with [sfip]."),
    documents.datapass("api_impot_particulier, bloc modalities"),
    _by_civil_status,
)
ABSORBED = Rule(
    "DP-29",
    None,
    "",
    Text("L'API SFiP absorbe les nouvelles demandes R2P.", "The SFiP API absorbs new R2P requests."),
    Text("Faites une demande SFiP, avec [sfip].", "Make an SFiP request, with [sfip]."),
    documents.datapass("formulaires api_r2p et api_sfip"),
    _absorbed,
)
CAME_BEFORE = Rule(
    "DP-30",
    None,
    "",
    Text(
        "La production suit un bac à sable validé ; le formulaire éditeur, un éditeur qui l'a déjà.",
        "Production follows a validated sandbox; the publisher form, a publisher who has it already.",
    ),
    Text("Gardez la décision qui vous a ouvert le bac à sable.", "Keep the decision that opened the sandbox to you."),
    documents.datapass("config/authorization_request_forms/api_impot_particulier.yml"),
    _came_before,
)
