"""Groups 4 to 8: which scopes go together, and what specific requirements change."""

from collections.abc import Iterator

from rulebook import documents
from rulebook.datapass.answers import blank, missing, unfit
from rulebook.datapass.request import Request
from rulebook.datapass.rule import Complaint, Rule
from rulebook.source import Text

INDICATEUR_IFI = "dgfip_indiIFI"
INDICATEUR_LEP = "dgfip_IndLep"
IF_UNAVAILABLE = "dgfip_annee_n_moins_2_si_indispo_n_moins_1"
AFTER_DEATH = "dgfip_annee_df_au_3112_si_deces_ctb_mp"
YEARS = ("dgfip_annee_n_moins_1", "dgfip_annee_n_moins_2", "dgfip_annee_n_moins_3")
# One scope of each side together are refused. Until April 2025 the other side had every scope of the lines of the notice too.
INCOMPATIBLE = ((IF_UNAVAILABLE, AFTER_DEATH), (INDICATEUR_IFI, INDICATEUR_LEP))
SPREADSHEETS = (".ods", ".xls", ".sxc", ".xlsx", ".csv")
_SOURCE = documents.datapass("dgfip_extensions/api_impot_particulier_scopes.rb")


def _among(request: Request, scopes: tuple[str, ...]) -> list[str]:
    return [scope for scope in scopes if scope in request.scopes]


def _judged(request: Request) -> bool:
    """Groups 4 to 6 are silent on specific requirements, and on the LEP, which has no year of income."""
    return not request.specific_requirements and INDICATEUR_LEP not in request.scopes


def _year(request: Request) -> Iterator[Complaint]:
    at = f"{request.at}.scopes"
    if request.api.wants_a_scope and not request.scopes:
        yield Complaint(Text("pas une donnée n'est cochée", "not one piece of data is ticked"), at)
    elif _judged(request) and not _among(request, (*YEARS, IF_UNAVAILABLE)):
        said, why = Text("pas une année de revenus n'est cochée", "not one income year is ticked"), Text("", "")
        if request.answers.specific_requirements_document:
            key = f"{request.at}.specific_requirements"
            why = Text(
                f" ; un tableur est joint, mais {key} est vide : écrivez-y ce qu'il demande",
                f"; a spreadsheet is joined, but {key} is empty: write there what it asks for",
            )
        yield Complaint(Text(said.fr + why.fr, said.en + why.en), at)


def _lone_year(request: Request) -> Iterator[Complaint]:
    others = _among(request, YEARS)
    if _judged(request) and IF_UNAVAILABLE in request.scopes and others:
        said = ", ".join(others)
        yield Complaint(
            Text(
                f"{IF_UNAVAILABLE} exclut les autres années : {said}", f"{IF_UNAVAILABLE} excludes other years: {said}"
            ),
            f"{request.at}.scopes",
        )


def _compatible(request: Request) -> Iterator[Complaint]:
    here, there = (_among(request, side) for side in INCOMPATIBLE)
    if _judged(request) and here and there:
        left, right = ", ".join(here), ", ".join(there)
        yield Complaint(
            Text(f"{left} ne va pas avec {right}", f"{left} does not go with {right}"), f"{request.at}.scopes"
        )


def _lone_lep(request: Request) -> Iterator[Complaint]:
    if not request.specific_requirements and INDICATEUR_LEP in request.scopes and len(request.scopes) > 1:
        yield Complaint(
            Text(f"{INDICATEUR_LEP} se demande seul", f"{INDICATEUR_LEP} is asked alone"), f"{request.at}.scopes"
        )


def _spreadsheet(request: Request) -> Iterator[Complaint]:
    name = "specific_requirements_document"
    if request.specific_requirements:
        yield from missing(blank(request.answers, name))
    if joined := request.answers.specific_requirements_document:
        yield from unfit(name, [joined], SPREADSHEETS)


YEAR = Rule(
    "DP-04",
    4,
    "scopes",
    Text(
        "Au moins une année de revenus est cochée, sauf besoins spécifiques, et sauf LEP. Le formulaire SFiP veut au moins une donnée dans tous les cas.",
        "At least one income year is ticked, unless there are specific requirements, or the LEP. The SFiP form wants at least one piece of data in any case.",
    ),
    Text(
        f"Ajoutez aux scopes du contrat {', '.join(YEARS)} ou, seule, {IF_UNAVAILABLE}.",
        f"Add to the contract's scopes {', '.join(YEARS)} or, alone, {IF_UNAVAILABLE}.",
    ),
    _SOURCE,
    _year,
)
LONE_YEAR = Rule(
    "DP-05",
    5,
    "scopes",
    Text(
        "« Avant-dernière année si la dernière est indisponible » exclut les trois autres années.",
        '"Last but one year if the last is unavailable" excludes the three other years.',
    ),
    Text(
        "Gardez cette année seule, ou les autres sans elle : c'est alors au téléservice de se replier sur l'année d'avant.",
        "Keep that year alone, or the others without it: falling back on the year before is then for the téléservice to do.",
    ),
    _SOURCE,
    _lone_year,
)
COMPATIBLE = Rule(
    "DP-06",
    6,
    "scopes",
    Text(
        f"{' et '.join(INCOMPATIBLE[0])} sont incompatibles avec {' et '.join(INCOMPATIBLE[1])} ; les deux premières vont ensemble.",
        f"{' and '.join(INCOMPATIBLE[0])} are incompatible with {' and '.join(INCOMPATIBLE[1])}; the first two go together.",
    ),
    Text("Renoncez à l'une des données nommées.", "Give up one of the data named."),
    _SOURCE,
    _compatible,
)
LONE_LEP = Rule(
    "DP-07",
    7,
    "scopes",
    Text(
        f"{INDICATEUR_LEP} se demande seul, sauf besoins spécifiques ; les règles 4 à 6 ne s'appliquent plus.",
        f"{INDICATEUR_LEP} is asked alone, unless there are specific requirements; rules 4 to 6 apply no more.",
    ),
    Text(
        "Faites deux demandes : le LEP d'un côté, les autres données de l'autre.",
        "Make two requests: the LEP on one side, other data on the other.",
    ),
    _SOURCE,
    _lone_lep,
)
SPREADSHEET = Rule(
    "DP-08",
    8,
    "scopes",
    Text(
        f"Des besoins spécifiques veulent un tableur ({', '.join(SPREADSHEETS)}, moins de 10 Mo) ; aucune donnée n'est alors obligatoire.",
        f"Specific requirements want a spreadsheet ({', '.join(SPREADSHEETS)}, under 10 MB); no data is then compulsory.",
    ),
    Text(
        "Joignez le tableur dans specific_requirements_document, avec son nom et sa taille en octets.",
        "Join the spreadsheet in specific_requirements_document, with its name and its size in bytes.",
    ),
    _SOURCE,
    _spreadsheet,
)
