"""The one table scope → resource → fields: it filters answers, checks requests, labels the information page, and documents all three.

A row says where a scope exists (FranceConnect, the DataPass form, or both) and what it opens. Source: `documents.openapi`,
`documents.presentation` §7, the DataPass form, and `documents.published_code` (libs/scopes and i18n/fr-FR) for the labels.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from rulebook.fields import DECLARANT_FIELDS, FIELDS, HOUSING_FIELDS, MEMBERS
from rulebook.resources import DERNIERE, DEUXANS, FACTURES, IFI, LEP, MULTIPLE, NOTICES, RESOURCES, TH, Resource


@dataclass(frozen=True, slots=True)
class TaxScope:
    """One scope. `label` is what a citizen reads (FranceConnect's own words where FranceConnect has the scope).

    `resources` are those of which it opens something: `paths` of a body (dotted: one member of an object) and `lines` of a
    notice (their codeLigne). `years` counts back from the last income year available. `deprecated`: the day from which the form
    no longer shows it, though it may still be written.
    """

    name: str
    label: str
    resources: tuple[Resource, ...]
    paths: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    franceconnect: bool = True
    datapass: bool = True
    deprecated: str = ""


_DEPRECATED = "2025-05-20"

# Groups of codeLigne, as the presentation names them (§7).
_CAT1 = "0020 0021 0022 0024 0025 0026 0027 0030 0040 0041 0070 0150 0170 0171 0175 0180".split()
_CAT5 = "0361 0369 0370 0440 0530 0570 0600 0640 0706 0707 0721 0722 0739 0760 0790 0820".split()
_CAT5_NET = "0363 0470 0550 0591 0620 0670 0710 0711 0725 0726 0748 0780 0810 0825".split()
_CAT3_NET = "3012 6898 6899 0991 4802 4803".split()


def _years(name: str, label: str, *years: int) -> TaxScope:
    return TaxScope(f"dgfip_{name}", label, RESOURCES, years=years)


def _field(name: str, label: str, *paths: str) -> TaxScope:
    return TaxScope(f"dgfip_{name}", label, NOTICES, paths)


def _revenue(name: str, label: str, path: str) -> TaxScope:
    return TaxScope(f"dgfip_{name}", label, NOTICES, (path,), deprecated=_DEPRECATED)


def _line(name: str, label: str, *lines: str) -> TaxScope:
    return TaxScope(f"dgfip_{name}", label, (FACTURES,), lines=lines, deprecated=_DEPRECATED)


def _housing(name: str, label: str, *paths: str) -> TaxScope:
    return TaxScope(f"dgfip_{name}", label, (TH,), paths, datapass=False)


_STATE_OF_DECLARANTS = tuple(
    f"{name}{declarant}" for declarant in ("Dec1", "Dec2") for name in ("nmNai", "nmUsa", "prnm", "dateNais")
)

# The boxes of `rev` are served heading by heading, as the recorded sandbox does (1AJ under `tspr`): that a scope opens the whole heading, and
# not only the boxes that the presentation lists under it, is an assumption.
# In the order of FranceConnect's catalogue; then what DataPass alone has.
# Assumptions: `dgfip_nbpac` and `dgfip_decl`, which only FranceConnect still has, open what their label says; housing tax has left the
# DataPass form, so a contract that still has the resource names FranceConnect's scopes, the only ones left, each for what its label
# says and the first one for everything; which lines each scope of the notice opens follows the headings of the presentation.
_ROWS = (
    _field("rfr", "Revenu fiscal de référence", "rfr"),
    _years("annee_n_moins_1", "Dernière année de revenu", 0),
    _years("annee_n_moins_2", "Avant-dernière année de revenu", 1),
    _years("annee_n_moins_3", "Avant-avant-dernière année de revenu", 2),
    _field("nbpart", "Nombre de parts du foyer fiscal", "nbPart"),
    _field("sitfam", "Situation de famille (marié, pacsé, célibataire, veuf, divorcé)", "sitFam"),
    _field("aft", "Adresse déclarée au 1er Janvier", "aft", "aftDetail"),
    TaxScope("dgfip_nbpac", "Nombre de personnes à charge", NOTICES, ("pac.nbPac",), datapass=False),
    _field("inddeficit", "Indicateur de l’existence d’un déficit", "indDeficit"),
    _field("pariso", "Parent isolé (case T)", "sitParIso"),
    TaxScope("dgfip_decl", "État-civil des déclarants du foyer fiscal", NOTICES, _STATE_OF_DECLARANTS, datapass=False),
    _field(
        "pac",
        "Détail des personnes à charge et rattachées",
        *(f"pac.{member}" for member in MEMBERS["pac"] if member != "nbPac"),
    ),
    _housing("locaux_th", "Données issues de la Taxe d’Habitation", *HOUSING_FIELDS),
    _field("nmUsaDec1", "Nom déclarant 1", "nmUsaDec1"),
    _field("nmNaiDec1", "Nom de naissance déclarant 1", "nmNaiDec1"),
    _field("prnmDec1", "Prénom déclarant 1", "prnmDec1"),
    _field("dateNaisDec1", "Date de naissance déclarant 1", "dateNaisDec1"),
    _field("nmUsaDec2", "Nom déclarant 2", "nmUsaDec2"),
    _field("nmNaiDec2", "Nom de naissance déclarant 2", "nmNaiDec2"),
    _field("prnmDec2", "Prénom déclarant 2", "prnmDec2"),
    _field("dateNaisDec2", "Date de naissance déclarant 2", "dateNaisDec2"),
    _housing("locaux_th_ident", "Données du local - identifiant du logement", "locaux.invariant"),
    _housing("locaux_th_Nat", "Données du local – nature (maison, appartement, etc.)", "locaux.natureLocal"),
    _housing("locaux_th_Tax", "Données du local - régime de taxation (résidence principale uniquement)", "regimeTax"),
    _housing("locaux_th_Aff", "Données du local - affectation (« H » pour habitation)", "locaux.affectation"),
    _field("pac_nbPac", "Nombre de personnes à charge", "pac.nbPac"),
    _field("mntRevbareme", "Montant de l’impôt sur les revenus soumis au barème (ligne 14)", "mntRevbareme"),
    TaxScope("dgfip_indiIFI", "Indicateur ISF/IFI", (IFI,), ("indicateurIfiIsf",)),
    _line("RevDecl_Cat1_Tspr", "Catégorie 1 - Salaires, pensions, rentes", *_CAT1),
    _revenue("RevDecl_Cat1_RentOn", "Catégorie 1 - Rentes viagères à titre onéreux", "rev.tspr"),
    _revenue("RevDecl_Cat2_Rcm", "Catégorie 2 - Revenus de capitaux mobiliers", "rev.rcm"),
    _revenue("RevDecl_Cat3_PMV", "Catégorie 3 - Plus ou moins values", "rev.pv"),
    _revenue("RevDecl_Cat4_Ref", "Catégorie 4 - Revenus fonciers", "rev.fonc"),
    _line("RevDecl_Cat5_NonSal", "Catégorie 5 - Revenus des professions non salariées", *_CAT5),
    _line("RevNets_Cat1_Tspr", "Catégorie 1 - Salaires, pensions, rentes", "0240"),
    _line("RevNets_Cat1_RentOn", "Catégorie 1 - Rentes viagères à titre onéreux", "0902"),
    _line("RevNets_Cat2_Rcm", "Catégorie 2 - Revenus de capitaux mobiliers", "0940"),
    _line("RevNets_Cat3_PMV", "Catégorie 3 - Plus ou moins values", *_CAT3_NET),
    _line("RevNets_Cat4_Ref", "Catégorie 4 - Revenus fonciers", "1000", "1010"),
    _line("RevNets_Cat5_NonSal", "Catégorie 5 - Revenus des professions non salariées", *_CAT5_NET),
    _line(
        "PaDeduc_EnfMaj",
        "Pensions alimentaires déductibles - Pension alimentaire versées à enfant majeur",
        "1320",
    ),
    _line(
        "PaDeduc_Autres",
        "Pensions alimentaires déductibles - Autres pensions alimentaires versées (enfants mineurs, ascendants, etc.)",
        *("1330", "1340"),
    ),
    _line("EpargRetrDeduc", "Versement épargne retraite", "1400", "1402"),
    TaxScope(
        "dgfip_annee_n_moins_2_si_indispo_n_moins_1",
        "Avant-dernière année de revenu, si la dernière année de revenu est indisponible",
        (DEUXANS,),
        years=(0, 1),
    ),
    # Labels that no information page shows: ours.
    TaxScope("dgfip_rbg", "Revenu brut global", NOTICES, ("revenuBrutGlobal",), franceconnect=False),
    TaxScope(
        "dgfip_annee_df_au_3112_si_deces_ctb_mp",
        "Dernière situation au 31 décembre, en cas de décès du conjoint",
        (DERNIERE,),
        franceconnect=False,
    ),
    TaxScope("dgfip_IndLep", "Éligibilité au livret d’épargne populaire", (LEP,), ("statut",), franceconnect=False),
)

TAX_SCOPES: Mapping[str, TaxScope] = MappingProxyType({row.name: row for row in _ROWS})


def paths(scopes: Iterable[str], resource: Resource) -> frozenset[str]:
    """Paths in a body of `resource` that `scopes` open, member by member; scopes of other resources open none."""
    return frozenset(leaf for row in _of(scopes, resource) for path in row.paths for leaf in leaves(path))


def lines(scopes: Iterable[str]) -> frozenset[str]:
    """Lines of a notice (codeLigne) that `scopes` open."""
    return frozenset(line for row in _of(scopes, FACTURES) for line in row.lines)


def income_years(scopes: Iterable[str], resource: Resource, last: int) -> frozenset[int]:
    """Income years of `resource` that `scopes` open when `last` is the last one available."""
    return frozenset(last - offset for row in _of(scopes, resource) for offset in row.years)


def _of(scopes: Iterable[str], resource: Resource) -> Iterable[TaxScope]:
    return (row for scope in scopes if (row := TAX_SCOPES.get(scope)) and resource in row.resources)


def leaves(path: str) -> tuple[str, ...]:
    """What that path opens, member by member where scopes tell members apart: consent to one of them is not to the others."""
    return tuple(f"{path}.{member}" for member in MEMBERS[path]) if path in MEMBERS else (path,)


# ------------------------------------------------------------------ beyond the scopes
LINE = "facture."


def is_specific_requirement(name: str) -> bool:
    """Whether a contract may state `name` beside its scopes: ``montTotIr``, ``rev.pro``, ``spiDec1``, or a line, ``facture.1830``.

    The DataPass form opens them on a spreadsheet only ("besoins spécifiques").
    """
    field, _, member = name.partition(".")
    if name.startswith(LINE):
        return len(member) == 4 and member.isascii() and member.isdigit()
    if member:
        return field in FIELDS and member in MEMBERS.get(field, ())
    return name in FIELDS or name in DECLARANT_FIELDS


def specific_paths(names: Iterable[str], resource: Resource) -> frozenset[str]:
    """Paths in a body of `resource` that those requirements open: fields of a notice, and whose it is where there are several."""
    if resource not in NOTICES:
        return frozenset()
    of_fields = (name for name in names if not name.startswith(LINE))
    known = (name for name in of_fields if resource is MULTIPLE or name not in DECLARANT_FIELDS)
    return frozenset(leaf for name in known for leaf in leaves(name))


def specific_lines(names: Iterable[str]) -> frozenset[str]:
    """Lines of a notice that those requirements open."""
    return frozenset(name.removeprefix(LINE) for name in names if name.startswith(LINE))
