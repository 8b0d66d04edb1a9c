"""What the resources of a contract and its scopes say of each other, as `rulebook.tax_scopes` has it: remarks, since the form does not ask for resources."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from rulebook import documents, sfip
from rulebook.datapass.answers import remark
from rulebook.datapass.data import AFTER_DEATH, IF_UNAVAILABLE, INDICATEUR_IFI, INDICATEUR_LEP
from rulebook.datapass.request import SFIP, Request
from rulebook.datapass.rule import Complaint, Rule
from rulebook.resources import ASSIETTES, DERNIERE, DEUXANS, FACTURES, IFI, LEP, MULTIPLE, RESOURCES, TH, Resource
from rulebook.source import Text
from rulebook.tax_scopes import TAX_SCOPES, lines, paths, specific_lines, specific_paths

# By the name that a contract gives: the API Impôt particulier has resources, the SFiP services.
_RESOURCES: Mapping[str, Resource] = MappingProxyType({resource.scope: resource for resource in RESOURCES})
_SERVICES: Mapping[str, Resource] = MappingProxyType({sfip.DONNEES.code: ASSIETTES, sfip.LEP.code: LEP})
# What each resource serves fields of.
_WITH_FIELDS = (ASSIETTES, MULTIPLE, DERNIERE, DEUXANS)
# A resource that one scope opens whole, and serves nothing, or not all of the year, without it.
_BY_ITS_SCOPE: Mapping[Resource, str] = MappingProxyType(
    {DERNIERE: AFTER_DEATH, DEUXANS: IF_UNAVAILABLE, IFI: INDICATEUR_IFI, LEP: INDICATEUR_LEP}
)


def _named(request: Request) -> Mapping[str, Resource]:
    return _SERVICES if request.api is SFIP else _RESOURCES


def _at(request: Request) -> str:
    return f"{request.at}.{'services' if request.api is SFIP else 'resources'}"


def _serves_nothing(request: Request) -> Iterator[Complaint]:
    scopes, specific, at = request.scopes, request.specific_requirements, _at(request)
    for name in request.resources:
        resource = _named(request)[name]
        if resource in _WITH_FIELDS and not paths(scopes, resource) | specific_paths(specific, resource):
            yield from remark([name], "pas un champ n'y est ouvert", "not one field of it is opened", at)
        if resource is FACTURES and not lines(scopes) | specific_lines(specific):
            yield from remark([name], "pas une ligne d'avis n'y est ouverte", "not one line of it is opened", at)
        wanted = _BY_ITS_SCOPE.get(resource)
        if wanted and wanted not in scopes:
            yield from remark([name], f"{wanted} n'est pas demandé", f"{wanted} is not asked for", at)


def _served_by_none(request: Request) -> Iterator[Complaint]:
    named = _named(request)
    contracted = {named[name] for name in request.resources}
    lost: dict[tuple[str, ...], list[str]] = {}
    for scope in request.scopes:
        row = TAX_SCOPES.get(scope)
        if row and row.datapass and not contracted & {*row.resources}:
            lost.setdefault(tuple(name for name, one in named.items() if one in row.resources), []).append(scope)
    for names, scopes in lost.items():
        fr, en = f" ; le servirait : {', '.join(names)}", f"; what would serve it: {', '.join(names)}"
        yield from remark(
            scopes,
            "rien au contrat ne sert cette donnée" + (fr if names else ""),
            "nothing in the contract serves that data" + (en if names else ""),
            f"{request.at}.scopes",
        )


def _by_specific_need(request: Request) -> Iterator[Complaint]:
    if not request.specific_requirements:
        yield from remark(
            [name for name in request.resources if _named(request)[name] is MULTIPLE],
            "pas un besoin spécifique n'est demandé (specific_requirements)",
            "not one specific requirement is asked for (specific_requirements)",
            _at(request),
        )


def _retired(request: Request) -> Iterator[Complaint]:
    yield from remark(
        [name for name in request.resources if _named(request)[name] is TH],
        "la DGFiP l'annonce retirée, et le formulaire n'a pas de case pour ses données",
        "the DGFiP announces it as retired, and the form has no box for its data",
        _at(request),
    )


SERVES_NOTHING = Rule(
    "DP-31",
    None,
    "scopes",
    Text(
        "Une ressource du contrat ne sert que ce que des scopes, ou des besoins spécifiques, ouvrent.",
        "A resource of the contract serves only what scopes, or specific requirements, open.",
    ),
    Text(
        "Demandez les données de cette ressource, ou retirez-la ; docs/rules.md dit ce que chaque scope ouvre.",
        "Ask for that resource's data, or remove it; docs/rules.md tells what each scope opens.",
    ),
    documents.presentation("§7, données par ressource"),
    _serves_nothing,
)
SERVED_BY_NONE = Rule(
    "DP-32",
    None,
    "scopes",
    Text(
        "Une donnée du contrat est servie par l'une de ses ressources (minimisation).",
        "Data of the contract are served by one of its resources (minimisation).",
    ),
    Text("Ajoutez la ressource, ou retirez ce scope.", "Add the resource, or remove this scope."),
    documents.presentation("§7, données par ressource"),
    _served_by_none,
)
BY_SPECIFIC_NEED = Rule(
    "DP-33",
    None,
    "scopes",
    Text(
        "RessourceIRMultiple n'a pas de scope à elle : elle s'obtient sur besoin spécifique (hypothèse).",
        "RessourceIRMultiple has no scope of its own: it is had on a specific requirement (assumption).",
    ),
    Text(
        "Écrivez le besoin dans specific_requirements, avec son tableur, ou retirez la ressource.",
        "Write the need in specific_requirements, with its spreadsheet, or remove the resource.",
    ),
    documents.presentation.assumed("§7 : aucun scope n'est propre à cette ressource ; besoin spécifique supposé"),
    _by_specific_need,
)
RETIRED = Rule(
    "DP-34",
    None,
    "scopes",
    Text(
        "RessourceTHPrincipale est annoncée retirée, et la taxe d'habitation a quitté le formulaire.",
        "RessourceTHPrincipale is announced as retired, and the housing tax has left the form.",
    ),
    Text("Retirez-la de resources.", "Remove it from resources."),
    documents.presentation("historique de la v2.9, suppression de la ressource TH"),
    _retired,
)
