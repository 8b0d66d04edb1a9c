"""Fields of the bodies of the API Impôt particulier, in the order of the published schemas. Source: `documents.openapi`."""

from collections.abc import Mapping
from types import MappingProxyType

# Top-level members of an "assiettes" body, common to every notice.
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

# Members of one notice among several, besides the common ones: whose it is, and the days that it covers.
PERIOD_FIELDS: tuple[str, ...] = ("dateDebutPeriode", "dateFinPeriode", "typeAvis", "dateDecesdec1", "dateDecesdec2")
DECLARANT_FIELDS: tuple[str, ...] = ("spiDec1", "spiDec2")

# Members of a "situationsTH" item; `locaux` holds objects.
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

# Members of a line of "facture".
LINE_FIELDS: tuple[str, ...] = (
    "numLigne",
    "codeLigne",
    "libelleLigne",
    "colonne1",
    "colonne2",
    "colonne3",
    "colonne4",
)

# Fields that are objects whose members scopes tell apart → those members.
MEMBERS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "pac": ("nbPac", *(f"nbPac{letter}" for letter in "FGHIJNPR")),
        "rev": ("tspr", "rcm", "pv", "fonc", "pro", "chges", "rici", "alpha", "div"),
        "locaux": ("natureLocal", "affectation", "invariant"),
    }
)
