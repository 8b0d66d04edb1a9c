"""Fields of the API Impôt particulier, and the one table scope → resource → fields that filters, checks and documents them.

Source: `documents.openapi`, `documents.presentation` §7, and the DataPass form.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

# Top-level members of an "assiettes" body, in the order of the published schema.
FIELDS: tuple[str, ...] = (
    "rfr",
    "sitFam",
    "nbPart",
    "pac",
    "nmNaiDec1",
    "nmUsaDec1",
    "prnmDec1",
    "dateNaisDec1",
    "dptNaissDec1",
    "lieuNaissDec1",
    "nmNaiDec2",
    "nmUsaDec2",
    "prnmDec2",
    "dateNaisDec2",
    "dptNaissDec2",
    "lieuNaissDec2",
    "aft",
    "aftDetail",
    "sitParIso",
    "pensAlPer",
    "indDeficit",
    "revenuBrutGlobal",
    "sitPart",
    "sitParDeclaree",
    "indOptionImpotSepar",
    "mntRevbareme",
    "datRec",
    "datEtab",
    "impAvImput",
    "montTotIr",
    "revImposable",
    "numRole",
    "fipNum",
    "rev",
)

# DataPass scope → paths in an "assiettes" body. A dotted path is one member of an object.
ASSIETTES_BY_SCOPE: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "dgfip_rfr": ("rfr",),
        "dgfip_sitfam": ("sitFam",),
        "dgfip_nbpart": ("nbPart",),
        "dgfip_pac_nbPac": ("pac.nbPac",),
        "dgfip_pac": tuple(f"pac.nbPac{letter}" for letter in "FGHIJNPR"),
        "dgfip_nmNaiDec1": ("nmNaiDec1",),
        "dgfip_nmUsaDec1": ("nmUsaDec1",),
        "dgfip_prnmDec1": ("prnmDec1",),
        "dgfip_dateNaisDec1": ("dateNaisDec1",),
        "dgfip_nmNaiDec2": ("nmNaiDec2",),
        "dgfip_nmUsaDec2": ("nmUsaDec2",),
        "dgfip_prnmDec2": ("prnmDec2",),
        "dgfip_dateNaisDec2": ("dateNaisDec2",),
        "dgfip_aft": ("aft", "aftDetail"),
        "dgfip_pariso": ("sitParIso",),
        "dgfip_rbg": ("revenuBrutGlobal",),
        "dgfip_mntRevbareme": ("mntRevbareme",),
        "dgfip_inddeficit": ("indDeficit",),
        "dgfip_RevDecl_Cat1_RentOn": ("rev.tspr",),
        "dgfip_RevDecl_Cat2_Rcm": ("rev.rcm",),
        "dgfip_RevDecl_Cat3_PMV": ("rev.pv",),
        "dgfip_RevDecl_Cat4_Ref": ("rev.fonc",),
    }
)

# Members of a "situationsTH" item, in the order of the published schema; `locaux` holds objects.
HOUSING_FIELDS: tuple[str, ...] = (
    "codeDsf",
    "codeCommune",
    "codeAft",
    "numVoie",
    "btq",
    "libelleVoie",
    "libelleCommune",
    "regimeTax",
    "natureImp",
    "libelleEdition1",
    "libelleEdition2",
    "locaux",
)

# Scope → paths in a "situationsTH" item. Assumption: housing tax has left the DataPass form, so a contract that still has the resource
# names FranceConnect's own scopes, the only ones left; each opens what its label says, and the first one everything.
HOUSING_BY_SCOPE: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "dgfip_locaux_th": HOUSING_FIELDS,
        "dgfip_locaux_th_ident": ("locaux.invariant",),
        "dgfip_locaux_th_Nat": ("locaux.natureLocal",),
        "dgfip_locaux_th_Tax": ("regimeTax",),
        "dgfip_locaux_th_Aff": ("locaux.affectation",),
    }
)


def assiettes_paths(scopes: Iterable[str]) -> frozenset[str]:
    """Paths of an "assiettes" body that `scopes` open; scopes of other resources open none."""
    return _opened(ASSIETTES_BY_SCOPE, scopes)


def housing_paths(scopes: Iterable[str]) -> frozenset[str]:
    """Paths of a "situationsTH" item that `scopes` open; scopes of other resources open none."""
    return _opened(HOUSING_BY_SCOPE, scopes)


def _opened(table: Mapping[str, tuple[str, ...]], scopes: Iterable[str]) -> frozenset[str]:
    return frozenset(path for scope in scopes for path in table.get(scope, ()))
