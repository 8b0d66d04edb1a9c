"""Where a household lives, as notices write it: capitals without accents, communes by population, overseas included."""

from functools import cache
from typing import NamedTuple

from scenarios.population.lieux import habitees
from scenarios.population.tables import lignes
from scenarios.population.tirage import UN, des
from scenarios.population.urne import Urne

# Assumptions, in hundredths: numbers with a suffix, homes in a building.
_SUFFIXES = Urne([("", 92), (" BIS", 6), (" TER", 2)])
_COLLECTIF = UN * 45 // 100
_BATIMENTS = "ABCDEFGH"


class Adresse(NamedTuple):
    """A tax address: `complement` is the building and the flat, absent for a house."""

    complement: str | None
    voie: str
    code_postal: str
    commune: str
    departement: str

    @property
    def bureau(self) -> str:
        """Postal code and commune: what `aftDetail.codePostal` holds."""
        return f"{self.code_postal} {self.commune}"

    @property
    def detail(self) -> dict[str, str]:
        """What `aftDetail` holds, in its order; on one line, what `aft` holds."""
        complement = {} if self.complement is None else {"complementAdresse": self.complement}
        return {**complement, "voie": self.voie, "codePostal": self.bureau}


def adresse(cle: bytes, domicile: int) -> Adresse:
    """The address of home `domicile`, any number below 2⁶⁰."""
    d = des(cle, b"domicile", domicile)
    commune = habitees()(d[0])
    codes = commune.codes_postaux
    # Low numbers are more frequent than high ones: the smaller of two draws.
    numero = 1 + min(d[2] % 160, d[3] % 160)
    voie = f"{numero}{_SUFFIXES(d[4])} {_voies('type')(d[5])} {_voies('nom')(d[6])}"
    code_postal = codes[d[1] % len(codes)]
    return Adresse(_complement(d[7:11]), voie, code_postal, commune.nom, commune.departement)


def departement(cle: bytes, domicile: int) -> str:
    """The department of that address, all that the tax looks at."""
    return habitees()(des(cle, b"domicile", domicile)[0]).departement


def _complement(tires: tuple[int, ...]) -> str | None:
    collectif, batiment, nomme, porte = tires
    if collectif >= _COLLECTIF:
        return None
    appartement = f"APPARTEMENT {1 + porte % 90}"
    return f"BATIMENT {_BATIMENTS[batiment % len(_BATIMENTS)]} {appartement}" if nomme % 2 else appartement


@cache
def _voies(liste: str) -> Urne[str]:
    return Urne((texte, int(poids)) for nom, texte, poids in lignes("voies") if nom == liste)
