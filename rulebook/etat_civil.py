"""Criteria by which the SFiP and the R2P look for a person: the shape of each. Source: `documents.sibling_openapi` (SFiP, R2P).

Assumptions: a text is any characters but controls; a street number has at most four digits, its suffix is one capital letter.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from rulebook.constraint import SPI, Constraint, Edge, Matches, OrAbsent
from rulebook.source import Text

# The parameters that say who was born when and where.
ETAT_CIVIL = ("nom", "prenom", "sexe", "naisDate", "naisCodePays", "naisCodeDept", "naisCodeCommune")
_DATE = re.compile(r"(?:(?:(\d{2})/)?(\d{2})/)?(\d{4})", re.ASCII)
_CONTROLS = r"\x00-\x1f\x7f-\x9f"


@dataclass(frozen=True, slots=True)
class BirthDate:
    """AAAA, MM/AAAA or JJ/MM/AAAA, and a date that exists."""

    def accepts(self, value: str | None) -> bool:
        """Whether it is written so, and exists."""
        found = _DATE.fullmatch(value or "")
        if found is None:
            return False
        day, month, year = (int(part or 1) for part in found.groups())
        try:
            date(year, month, day)
        except ValueError:
            return False
        return True

    def explain(self) -> Text:
        """The three forms."""
        return Text("une date réelle : AAAA, MM/AAAA ou JJ/MM/AAAA", "a real date: YYYY, MM/YYYY or DD/MM/YYYY")

    def edges(self) -> tuple[Edge, ...]:
        """Absent, empty, near misses, the three forms, both sides of a leap day."""
        wrong = (
            "43",
            "13/1943",
            "00/1943",
            "15/6/1943",
            "31/06/1943",
            "29/02/2023",
            "1943-06-15",
            "06/15/1943",
            "0000",
        )
        return (None, "", *wrong, "1943", "06/1943", "15/06/1943", "29/02/2024")


def _text(longest: int, good: str) -> Matches:
    says = Text(f"de 1 à {longest} caractères", f"1 to {longest} characters")
    return Matches(
        rf"[^{_CONTROLS}]{{1,{longest}}}", says, good=good, bad=("D" * (longest + 1), "DU\nBOIS", "DU\0BOIS")
    )


def _given_names(longest: int = 20) -> Matches:
    says = Text(f"des prénoms de {longest} caractères au plus", f"given names of at most {longest} characters")
    one = rf"[^ {_CONTROLS}]{{1,{longest}}}"
    good = f"{'J' * longest} Philippe"
    return Matches(
        rf"{one}(?: +{one})*",
        says,
        good=good,
        bad=("J" * (longest + 1), f"Jean {'P' * (longest + 1)}", "Jean\tPaul", " "),
    )


NOM = _text(100, "D" * 100)
PRENOM = _given_names()
SEXE = Matches(
    "[12]", Text("1 (masculin) ou 2 (féminin)", "1 (male) or 2 (female)"), good="2", bad=("0", "3", "12", "F")
)
BIRTH_DATE = BirthDate()
PAYS = Matches(
    r"\d{5}",
    Text("5 chiffres (France : 99100)", "5 digits (France: 99100)"),
    good="99100",
    bad=("9910", "991000", "FR", "9910A"),
)
_METROPOLE = r"(?:0[1-9]|[1-8]\d|9[0-5]|2[AB])"
_OUTRE_MER = r"9[78]\d"
DEPARTEMENT = Matches(
    f"{_METROPOLE}|{_OUTRE_MER}",
    Text(
        "un département sur 2 caractères, 3 outre-mer (75, 2A, 974)",
        "a department of 2 characters, 3 overseas (75, 2A, 974)",
    ),
    good="2A",
    bad=("7", "750", "00", "96", "2C", "2a", "9744", "٧٥"),
)
COMMUNE = Matches(
    r"\d{2,3}", Text("2 ou 3 chiffres", "2 or 3 digits"), good="109", bad=("1", "1090", "13109", "10A", "١٠٩")
)
CODE_VOIE = Matches(
    r"[0-9A-Za-z]{4}",
    Text("4 caractères alphanumériques", "4 alphanumeric characters"),
    good="2564",
    bad=("256", "25640", "25 4"),
)
NUMERO = Matches(r"\d{1,4}", Text("de 1 à 4 chiffres", "1 to 4 digits"), good="35", bad=("12345", "3B", "-1"))
INDICE = Matches("[A-Z]", Text("une lettre (B, T, Q…)", "one letter (B, T, Q…)"), good="B", bad=("BIS", "b", "1"))

# ------------------------------------------------------------------ the R2P's own
# Its text says three characters, its examples two: both are read.
R2P_DEPARTEMENT = Matches(
    f"0?{_METROPOLE}|{_OUTRE_MER}",
    Text("un département sur 2 ou 3 caractères (75, 075, 974)", "a department of 2 or 3 characters (75, 075, 974)"),
    good="075",
    bad=("7", "750", "000", "96", "2C", "9744"),
)
R2P_ADDRESS_DEPARTEMENT = Matches(
    f"0?{_METROPOLE}|97[1-6]",
    Text("un département, de 01 à 95 ou de 971 à 976", "a department, 01 to 95 or 971 to 976"),
    good="976",
    bad=("00", "96", "970", "977", "987", "7"),
)
TOM = Matches(
    "97[578]|98[4-8]",
    Text("un code de collectivité d'outre-mer (975, 987…)", "a code of an overseas collectivity (975, 987…)"),
    good="975",
    bad=("75", "974", "989", "9755"),
)
TYPE_VOIE = Matches(
    r"[0-9A-Za-zÀ-ÿ]{1,4}",
    Text("de 1 à 4 caractères alphanumériques", "1 to 4 alphanumeric characters"),
    good="RUE",
    bad=("AVENUE", "R E", "R\n"),
)


def _optional(**constraints: Constraint) -> Mapping[str, Constraint]:
    """Each may be absent: what must be there is the affair of keys (SFiP) or of an operation (R2P)."""
    return MappingProxyType({name: OrAbsent(constraint) for name, constraint in constraints.items()})


SFIP_CRITERIA = _optional(
    nom=NOM,
    prenom=PRENOM,
    sexe=SEXE,
    naisDate=BIRTH_DATE,
    naisCodePays=PAYS,
    naisCodeDept=DEPARTEMENT,
    naisCodeCommune=COMMUNE,
    adrCodePays=PAYS,
    adrCodeDept=DEPARTEMENT,
    adrCodeCommune=COMMUNE,
    adrCodeVoie=CODE_VOIE,
    adrLibelleVoie=_text(38, "DU GAL DE GAULLE"),
    adrNumVoie=NUMERO,
    adrIndiceRepetition=INDICE,
    spi=SPI,
)
R2P_CRITERIA = _optional(
    nom=NOM,
    prenom=PRENOM,
    sexe=SEXE,
    naisDate=BIRTH_DATE,
    naisCodePays=PAYS,
    naisCodeDept=R2P_DEPARTEMENT,
    naisCodeCommune=COMMUNE,
    adrCodePays=PAYS,
    adrCodeDept=R2P_ADDRESS_DEPARTEMENT,
    adrCodeTom=TOM,
    adrCodeCommune=COMMUNE,
    adrLibelleTypeVoie=TYPE_VOIE,
    adrLibelleVoie=_text(26, "DU GAL DE GAULLE"),
    adrNumVoie=NUMERO,
    adrIndiceRepetition=INDICE,
)


def slug(parameter: str) -> str:
    """A parameter in the manner of an id: ``naisCodePays`` is NAIS-CODE-PAYS."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", parameter).upper()


def is_overseas_collectivity(departement: str) -> bool:
    """Whether that place overseas is a collectivity, and not one of the five overseas departments."""
    return departement.startswith("98") or departement in {"975", "977", "978"}
