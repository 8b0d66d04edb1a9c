"""Bodies of the API Impôt particulier as JSON Schemas, field by field, closed: what is not written here is never served.

Names and types are those of `documents.openapi`, its slips put right; forms and lists of values those of `documents.presentation` §7.
Where no source gives the list, `x-hypothese` says what is served instead and why.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from rulebook.fields import DECLARANT_FIELDS, FIELDS, HOUSING_FIELDS, LINE_FIELDS, MEMBERS, PERIOD_FIELDS

Schema = Mapping[str, Any]

_DAY = "^[0-9]{2}/[0-9]{2}/[0-9]{4}$"
_TEXT: Schema = {"type": ["string", "null"]}
_NAME: Schema = {
    "type": ["string", "null"],
    "description": "Majuscules sans accent ; le tiret reste, une espace entre prénoms.",
}
_AMOUNT: Schema = {"type": ["integer", "null"], "format": "int64"}
_COUNT: Schema = {"type": "integer", "format": "int32", "minimum": 0}


def _object(properties: Mapping[str, Schema]) -> Schema:
    return {"type": "object", "properties": dict(properties), "additionalProperties": False}


def _texts(names: Iterable[str]) -> Schema:
    return _object(dict.fromkeys(names, _TEXT))


def _assumed(schema: Schema, why: str) -> Schema:
    return {**schema, "x-hypothese": why}


_BOX = _object(
    {"code": {"type": "string", "pattern": "^[0-9A-Z]{1,3}$"}, "valeur": {"type": "string", "pattern": "^-?[0-9]+$"}}
)
_BOXES: Schema = {"type": "array", "items": _BOX}
_BIRTH = _object(
    {
        "jour": {"type": ["string", "null"], "pattern": "^[0-9]{2}$"},
        "mois": {"type": ["string", "null"], "pattern": "^[0-9]{2}$"},
        "annee": {"type": ["string", "null"], "pattern": "^[0-9]{4}$"},
    }
)
_LETTER = "lettre de la déclaration, comme « T » ; la liste n'est publiée nulle part"
_OF_A_DAY = _assumed({"type": ["string", "null"], "pattern": _DAY}, "JJ/MM/AAAA ; aucune source ne donne la forme")
_REVENUE = {
    **dict.fromkeys(MEMBERS["rev"], _BOXES),
    "alpha": _assumed(
        _BOXES, "lettres de la déclaration et leur nombre ; aucune source ne dit ce que la rubrique contient"
    ),
    "div": _assumed(_BOXES, "cases 8… de la déclaration ; aucune source ne dit ce que la rubrique contient"),
}

# Field of a notice → what it may hold.
NOTICE: Mapping[str, Schema] = MappingProxyType(
    {
        **dict.fromkeys(FIELDS, _TEXT),
        **dict.fromkeys(
            ("rfr", "revenuBrutGlobal", "mntRevbareme", "impAvImput", "montTotIr", "revImposable"), _AMOUNT
        ),
        "pensAlPer": {"type": ["integer", "null"], "format": "int32"},
        "sitFam": {"type": "string", "enum": ["M", "O", "C", "D", "V"]},
        "nbPart": {"type": "number", "format": "double", "exclusiveMinimum": 0, "multipleOf": 0.25},
        "pac": _object(dict.fromkeys(MEMBERS["pac"], _COUNT)),
        **{f"{name}{declarant}": _NAME for name in ("nmNai", "nmUsa", "prnm") for declarant in ("Dec1", "Dec2")},
        "dateNaisDec1": _BIRTH,
        "dateNaisDec2": {
            **_BIRTH,
            "description": "Sans second déclarant, un objet dont les membres sont nuls.",
        },
        "aftDetail": _texts(("complementAdresse", "voie", "codePostal", "commune")),
        "sitParIso": _assumed({"type": ["string", "null"]}, "« T » ; la liste n'est publiée nulle part"),
        "indDeficit": _assumed(
            _TEXT, "« O » quand il y a un déficit, absent sinon ; la liste n'est publiée nulle part"
        ),
        "sitPart": _assumed(_TEXT, _LETTER),
        "sitParDeclaree": _assumed(
            _texts(
                ("sitPartP", "sitPartF", "sitPartW", "sitComb", "pensVeufGuerre", "indEnfSeul5ansMin", "indNonSeul")
            ),
            _LETTER,
        ),
        "indOptionImpotSepar": _assumed(_TEXT, "« O » quand l'option est prise, absent sinon"),
        "datRec": _OF_A_DAY,
        "datEtab": _OF_A_DAY,
        "numRole": _assumed(_TEXT, "trois chiffres ; la forme n'est publiée nulle part"),
        "fipNum": _assumed(_TEXT, "12 chiffres et une lettre ; la forme n'est publiée nulle part"),
        "rev": _object(_REVENUE),
    }
)
_LINE = _object(
    {
        "numLigne": {"type": "integer", "format": "int32"},
        "codeLigne": {"type": "string", "pattern": "^[0-9]{4}$"},
        **{key: {"type": "string"} for key in LINE_FIELDS[2:]},
    }
)
_PERIOD: Mapping[str, Schema] = MappingProxyType(
    {
        **dict.fromkeys(PERIOD_FIELDS, _OF_A_DAY),
        "typeAvis": _assumed({"type": "integer", "format": "int32"}, "rang de l'avis dans l'année, à partir de 1"),
        **{key: {"type": "string", "pattern": "^[0-9]{13}$"} for key in DECLARANT_FIELDS},
    }
)
_LOCAL = _object(
    {
        "natureLocal": {"type": "string", "enum": ["MA", "AP", "ME", "MP"]},
        "affectation": {"type": "string", "enum": ["H"]},
        "invariant": {"type": "string", "pattern": "^[0-9]{10}[A-Z]$"},
    }
)
_HOME = _object(
    {
        **dict.fromkeys(HOUSING_FIELDS, _TEXT),
        **dict.fromkeys(
            ("codeDsf", "codeCommune", "codeAft", "natureImp", "libelleEdition1", "libelleEdition2"),
            _assumed(_TEXT, "aucune source ne donne de valeur"),
        ),
        "regimeTax": {"type": "string", "enum": ["P"]},
        "locaux": {"type": "array", "items": _LOCAL},
    }
)
_YEAR: Schema = {"type": "integer", "format": "int32", "description": "Année de revenus servie."}

_CITY = _texts(
    (
        *("cdPays", "lbPays", "cdDepartement", "lbDepartement", "cdTOM", "lbTOM", "cdCommune", "lbCommune"),
        *("cdVoie", "lbVoie", "numeroVoie", "indiceDeRepetition"),
    )
)
_CIVIL = _texts(
    (
        *("cdSexe", "lbNomNaissance", "lbPrenomNaissance", "lbNomUsage", "lbPrenomUsage"),
        *("anneeNaissance", "moisNaissance", "jourNaissance"),
        *("cdPaysNaissance", "cdDeptNaissance", "cdTOMNaissance", "cdCommuneNaissance"),
    )
)
_NUMBER = _object({"spi": {"type": "string", "pattern": "^[0-9]{13}$"}})
_PERSON = _object({"identifiant": _NUMBER, "etatCivil": _CIVIL, "adresse": _CITY})

# Name in the published file → schema; those of the SFiP and the R2P under names of ours where the file has none.
SCHEMAS: Mapping[str, Schema] = MappingProxyType(
    {
        "SituationsIRAssiettesJAXBbean": _object(NOTICE),
        "SituationsIRAssiettesMillesimeJAXBbean": _object({"annRevenu": _YEAR, **NOTICE}),
        "SituationsIRAssiettesFacturesJAXBbean": _object({**NOTICE, "facture": {"type": "array", "items": _LINE}}),
        "SituationsIRAssiettesMultipleJAXBbean": _object(
            {"situationsIR": {"type": "array", "items": _object({**NOTICE, **_PERIOD}), "minItems": 1}}
        ),
        "SituationIfiIsfJAXBbean": {
            **_object({"indicateurIfiIsf": {"type": "string", "const": "O"}}),
            "required": ["indicateurIfiIsf"],
        },
        "SituationsTHJAXBbean": _object({"situationsTH": {"type": "array", "items": _HOME, "minItems": 1}}),
        "OuvertureLepJAXBbean": {
            **_object({"statut": {"type": "string", "enum": ["O", "N"]}}),
            "required": ["statut"],
        },
        "SfipInformation": _object({"descriptif": {"type": "string"}}),
        "SfipDonneesFiscales": _object(NOTICE),
        "IdentifiantEnveloppe": _object({"identifiant": _NUMBER}),
        "PersonneEnveloppe": _object({"personnePhysique": _PERSON}),
    }
)


def assumed_values() -> Mapping[str, str]:
    """Path of every field whose list or form no source gives → what is served, and why it is assumed."""
    every = {**NOTICE, **_PERIOD, **{f"situationsTH[].{name}": value for name, value in _HOME["properties"].items()}}
    nested = {f"rev.{name}": value for name, value in _REVENUE.items()}
    return {name: schema["x-hypothese"] for name, schema in {**every, **nested}.items() if "x-hypothese" in schema}
